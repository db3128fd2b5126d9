"""Forms about who works by which calendar."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from core.choice_fields import RowField
from services.models import BusinessCalendar
from towers.models import Region, Team

SELECT = {"class": "select"}


class CalendarUseForm(forms.Form):
    """Another calendar for whoever works by one."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    calendar = RowField(
        BusinessCalendar.objects.none(), to_field_name="uid", empty_label=None, widget=forms.Select(attrs=SELECT)
    )

    def __init__(self, *args: Any, calendars: QuerySet[BusinessCalendar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendar"].queryset = calendars  # type: ignore[attr-defined]


class NewCalendarUseForm(CalendarUseForm):
    """A region or a team, one of the two, and its calendar."""

    region = RowField(
        Region.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="no region",
        help_text="All of its teams work by the calendar, unless one has its own.",
        widget=forms.Select(attrs=SELECT),
    )
    team = RowField(
        Team.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="no team",
        label="Or one team",
        help_text="One that works by other hours than its region. Choose a region or a team, one of the two.",
        widget=forms.Select(attrs=SELECT),
    )
    field_order = ("region", "team", "calendar")

    def __init__(self, *args: Any, regions: QuerySet[Region], teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two works by it."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(said["region"]) == bool(said["team"]):
            raise ValidationError("Choose a region or a team, one of the two.")
        return said
