"""Forms about ticket logs."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from towers.models import Baseline, Team

LEVELS = ((0, "unknown"), (1, "level 1"), (2, "level 2"), (3, "level 3"))


class GroupForm(forms.Form):
    """Level and team of a group, and the version that the form saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    level = forms.TypedChoiceField(
        choices=LEVELS, coerce=int, label="Support level", widget=forms.Select({"class": "select"})
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, empty_label="no team", widget=forms.Select({"class": "select"})
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class TeamsForm(forms.Form):
    """The draft baseline that new teams go to."""

    baseline = forms.ModelChoiceField(
        Baseline.objects.none(),
        to_field_name="uid",
        label="Baseline for new teams",
        widget=forms.Select({"class": "select"}),
    )

    def __init__(self, *args: Any, baselines: QuerySet[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline"].queryset = baselines  # type: ignore[attr-defined]
        self.fields["baseline"].initial = baselines.first()
