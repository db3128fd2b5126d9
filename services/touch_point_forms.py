"""The form of a touch point."""

from django import forms

from services.actions.touch_points import LONGEST


class TouchPointForm(forms.Form):
    """What happens where a process meets a phase, who sees to it, and the version that the form saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        max_length=LONGEST["text"],
        label="What happens here",
        help_text="What the project hands over or takes. Empty: the process and this phase do not meet.",
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )
    owner = forms.CharField(
        required=False,
        max_length=LONGEST["owner"],
        label="Who sees to it",
        widget=forms.TextInput({"class": "input"}),
    )
