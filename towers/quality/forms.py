"""Forms about defects and place rules."""

from typing import Any

from django import forms

from towers.models import PlaceRule

INPUT = {"class": "input"}
SELECT = {"class": "select"}


class AcceptForm(forms.Form):
    """Why defects may stay as they are."""

    reason = forms.CharField(
        max_length=300, label="Reason", widget=forms.Textarea({"class": "textarea", "rows": 3, "id": "accept-reason"})
    )


class PlaceRuleForm(forms.Form):
    """A rule: where it looks, for which words, and which tower or region they mean."""

    source = forms.ChoiceField(choices=PlaceRule.Source.choices, label="Looks in", widget=forms.Select(SELECT))
    words = forms.CharField(max_length=300, label="For the words", widget=forms.TextInput(INPUT))
    name = forms.CharField(max_length=200, label="Means", widget=forms.TextInput(INPUT))

    def __init__(self, *args: Any, target: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = target.capitalize()
        self.fields["name"].widget.attrs["list"] = f"{target}-names"


class RuleMoveForm(forms.Form):
    """Up or down."""

    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
