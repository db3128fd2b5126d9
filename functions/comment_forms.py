"""The form of a comment."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from functions.commenting import LONGEST, Anchor
from towers.functions_reference import FUNCTIONS
from towers.models import Activity, Team

# The figures that a decision hangs on, by the code of their metric.
FIGURES = (
    ("saving_cash", "Cash saving a year"),
    ("saving_band_share", "Place against the benchmark"),
    ("saving_freed_fte", "Freed FTE"),
    ("one_off", "One-off cost"),
    ("payback_month", "Break-even"),
    ("replay_handoffs_left", "Handoffs left"),
)
ABOUT = [
    ("", "The scenario as a whole"),
    ("A function", [(f"function {function.code}", function.name) for function in FUNCTIONS]),
    ("A figure", [(f"figure {code}", label) for code, label in FIGURES]),
]


class CommentForm(forms.Form):
    """A text, and what it is about; a card is named by the page that links here."""

    text = forms.CharField(
        max_length=LONGEST,
        label="Comment",
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}),
    )
    about = forms.ChoiceField(choices=ABOUT, required=False, widget=forms.Select(attrs={"class": "select"}))
    team = RowField(Team.objects.none(), to_field_name="uid", required=False, widget=forms.HiddenInput)
    activity = RowField(Activity.objects.none(), to_field_name="uid", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: QuerySet[Team], activities: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]

    def anchor(self) -> Anchor:
        """What the comment is about."""
        team, activity = self.cleaned_data["team"], self.cleaned_data["activity"]
        if team or activity:
            return Anchor(team=team, activity=activity)
        kind, _, name = self.cleaned_data["about"].partition(" ")
        if kind == "function":
            return Anchor(function_code=int(name))
        return Anchor(metric=name)
