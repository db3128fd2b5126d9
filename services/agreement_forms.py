"""Forms about calendars and agreements; what is pasted is read line by line, and a line that cannot be is named."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from core.choice_fields import RowField
from core.number_fields import WholeField
from organisations.models import validate_time_zone
from services.actions.agreements import MOST_STEPS, Terms
from services.actions.calendars import Hours
from services.calendar_texts import DAYS, holidays_of, holidays_text, minutes_text, spans_of, spans_text, targets_of
from services.calendars import DAY_MINUTES
from services.models import Agreement, BusinessCalendar
from towers.functions_reference import FUNCTIONS
from towers.models import Team

INPUT, SELECT, TEXTAREA = {"class": "input"}, {"class": "select"}, {"class": "textarea"}
DATE = {"class": "input", "type": "date"}
ROUND_THE_CLOCK = dict.fromkeys(range(7), ((0, DAY_MINUTES),))
Kind = Agreement.Kind
SIDES = {
    Kind.SLR: ("customer_group",),
    Kind.SLA: ("customer_group",),
    Kind.OLA: ("team", "function_code", "step"),
    Kind.UC: ("supplier", "step"),
}


def read_by(reader: Callable[[str], Any], text: str) -> Any:
    """What a reader of texts makes of a field; its complaint becomes the field's."""
    try:
        return reader(text)
    except ValueError as error:
        raise ValidationError(str(error)[:1].upper() + str(error)[1:]) from error


class CalendarForm(forms.Form):
    """Hours per weekday and holidays."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    time_zone = forms.CharField(
        max_length=64,
        validators=[validate_time_zone],
        help_text="Such as Europe/Berlin, Asia/Kolkata or UTC.",
        widget=forms.TextInput(attrs=INPUT),
    )
    is_always = forms.BooleanField(required=False, label="Round the clock, 24 x 7 (the hours below are left aside)")
    holidays = forms.CharField(
        max_length=100_000,
        required=False,
        help_text="One per line, the date first: 2026-12-25 Christmas Day. Nothing is worked on these days.",
        widget=forms.Textarea(attrs={**TEXTAREA, "rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(DAYS):
            self.fields[f"day_{day}"] = forms.CharField(
                max_length=200,
                required=False,
                label=name,
                help_text="Such as 08:00-12:00, 13:00-17:00; empty where closed." if not day else "",
                widget=forms.TextInput(attrs=INPUT),
            )
        self.order_fields(["version", "name", "time_zone", "is_always", *(f"day_{day}" for day in range(7))])

    def clean_holidays(self) -> Any:
        """Dates with names."""
        return read_by(holidays_of, self.cleaned_data["holidays"])

    def clean(self) -> dict[str, Any]:
        """The hours of each day; some day has any."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        spans = {}
        for day in range(7):
            try:
                spans[day] = read_by(spans_of, said.get(f"day_{day}", ""))
            except ValidationError as error:
                self.add_error(f"day_{day}", error)
        said["spans"] = ROUND_THE_CLOCK if said.get("is_always") else spans
        if not self.errors and not any(said["spans"].values()):
            raise ValidationError("State the hours of one weekday at least, or choose round the clock.")
        return said

    def hours(self) -> Hours:
        """What was said."""
        said = self.cleaned_data
        return Hours(said["name"], said["time_zone"], said["spans"], said["holidays"])


def calendar_initial(calendar: BusinessCalendar) -> dict[str, Any]:
    """A calendar as its form shows it."""
    days = {f"day_{day}": spans_text(calendar.spans.get(str(day), ())) for day in range(7)}
    named = {name: getattr(calendar, name) for name in ("version", "name", "time_zone")}
    whole = {int(day): tuple(map(tuple, spans)) for day, spans in calendar.spans.items()} == ROUND_THE_CLOCK
    return days | named | {"is_always": whole, "holidays": holidays_text(calendar.holidays)}


class AgreementForm(forms.Form):
    """The terms of an agreement: the fields that its kind has."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    service = forms.CharField(
        max_length=120,
        help_text="As tickets name it, capitals and spaces do not matter; “all services” covers every ticket.",
        widget=forms.TextInput(attrs=INPUT),
    )
    customer_group = forms.CharField(max_length=120, required=False, widget=forms.TextInput(attrs=INPUT))
    team = RowField(
        Team.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="no team",
        label="Team that keeps it",
        widget=forms.Select(attrs=SELECT),
    )
    function_code = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        label="Or function that keeps it",
        choices=[("", "no function"), *((one.code, f"{one.code} {one.name}") for one in FUNCTIONS)],
        widget=forms.Select(attrs=SELECT),
    )
    supplier = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    step = WholeField(
        min_value=0,
        max_value=MOST_STEPS,
        initial=1,
        label="Place on the path of the service",
        help_text="1 is the first; 0: not on the path.",
        widget=forms.TextInput(attrs=INPUT),
    )
    calendar = RowField(BusinessCalendar.objects.none(), to_field_name="uid", widget=forms.Select(attrs=SELECT))
    is_draft = forms.BooleanField(required=False, label="A draft: it counts for nothing until this is taken off")
    valid_from = forms.DateField(label="Holds from", widget=forms.DateInput(attrs=DATE))
    valid_to = forms.DateField(required=False, label="Holds up to and with", widget=forms.DateInput(attrs=DATE))
    targets = forms.CharField(
        max_length=10_000,
        help_text="One line per priority: priority; time to own; time to resolve, such as High; 30 min; 4 h. "
        "“all” stands for every other priority, “-” for no target. The time runs on the calendar.",
        widget=forms.Textarea(attrs={**TEXTAREA, "rows": 6}),
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        calendars: QuerySet[BusinessCalendar],
        teams: QuerySet[Team],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        sides = SIDES[Kind(kind)]
        for name in {side for all_sides in SIDES.values() for side in all_sides} - set(sides):
            del self.fields[name]
        for name, rows in (("calendar", calendars), ("team", teams)):
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if kind == Kind.SLA:
            self.fields["customer_group"].required = True

    def clean_targets(self) -> Any:
        """Times by priority."""
        return read_by(targets_of, self.cleaned_data["targets"])

    def terms(self) -> Terms:
        """What was said."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Terms(**said)


def agreement_initial(agreement: Agreement) -> dict[str, Any]:
    """An agreement as its form shows it."""
    named = ("version", "name", "service", "customer_group", "function_code", "supplier", "step", "is_draft")
    return {name: getattr(agreement, name) for name in named} | {
        "team": agreement.team.uid if agreement.team else None,
        "calendar": agreement.calendar.uid,
        "valid_from": agreement.valid_from.isoformat(),
        "valid_to": agreement.valid_to.isoformat() if agreement.valid_to else None,
        "targets": "\n".join(
            "; ".join([one.priority or "all", minutes_text(one.own_minutes), minutes_text(one.resolve_minutes)])
            for one in agreement.targets.all()
        ),
    }
