"""Forms about baselines, teams and activities."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from towers.functions_reference import FUNCTIONS
from towers.models import Activity, BaselineTeam, Position

INPUT = {"class": "input"}
SELECT = {"class": "select"}
LEVELS = (("", "unknown"), (1, "level 1"), (2, "level 2"), (3, "level 3"))


class BaselineForm(forms.Form):
    """Name and date of a new baseline."""

    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput(INPUT))
    as_of = forms.DateField(
        label="As of", widget=forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d")
    )


class TeamForm(forms.Form):
    """What a baseline says of a team; an unknown name makes a new tower or region."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    tower = forms.CharField(
        max_length=200, required=False, label="Tower", widget=forms.TextInput({**INPUT, "list": "tower-names"})
    )
    region = forms.CharField(
        max_length=200, required=False, label="Region", widget=forms.TextInput({**INPUT, "list": "region-names"})
    )
    level = forms.TypedChoiceField(
        choices=LEVELS, coerce=int, empty_value=None, required=False, label="Support level", widget=forms.Select(SELECT)
    )
    orientation = forms.ChoiceField(
        choices=BaselineTeam.Orientation.choices, label="Orientation", widget=forms.Select(SELECT)
    )
    capability = forms.CharField(
        max_length=80, required=False, label="Capability", widget=forms.TextInput({**INPUT, "list": "capability-names"})
    )


class NewActivityForm(forms.Form):
    """What the organisation says of an activity."""

    name = forms.CharField(max_length=200, label="Name", widget=forms.TextInput(INPUT))
    function_code = forms.TypedChoiceField(
        choices=[(f.code, f"{f.code} {f.name}") for f in FUNCTIONS],
        coerce=int,
        label="Function",
        widget=forms.Select(SELECT),
    )
    scale_class = forms.ChoiceField(
        choices=Activity.ScaleClass.choices,
        initial=Activity.ScaleClass.EXPERT,
        label="Class of scale",
        widget=forms.Select(SELECT),
    )
    value_class = forms.ChoiceField(
        choices=Activity.ValueClass.choices,
        initial=Activity.ValueClass.NECESSARY,
        label="Value",
        widget=forms.Select(SELECT),
    )
    keywords = forms.CharField(
        max_length=1_000,
        required=False,
        label="Your words for it",
        help_text="By commas. Files and job titles that hold one of them are read as this activity.",
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )
    is_shareable = forms.BooleanField(required=False, initial=True, label="Teams could share it")
    is_ticket_driven = forms.BooleanField(required=False, label="Driven by tickets")
    is_management = forms.BooleanField(required=False, label="Managing people")
    is_coordination = forms.BooleanField(required=False, label="Coordination between teams and towers")


class ActivityForm(NewActivityForm):
    """The same of an activity that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WordingForm(forms.Form):
    """The activity that a wording means."""

    wording = forms.CharField(max_length=200, widget=forms.HiddenInput)
    activity = RowField(Activity.objects.none(), to_field_name="uid", label="Means", widget=forms.Select(SELECT))

    def __init__(self, *args: Any, activities: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]


class PositionFilterForm(forms.Form):
    """Which positions to list; what cannot be read is left out of the filter."""

    team = forms.UUIDField(required=False)
    tower = forms.CharField(required=False)
    region = forms.CharField(required=False)
    orientation = forms.ChoiceField(choices=BaselineTeam.Orientation.choices, required=False)
    status = forms.ChoiceField(choices=Position.Status.choices, required=False)
    q = forms.CharField(max_length=80, required=False)
