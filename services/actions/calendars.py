"""Writes about business calendars."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from organisations.models import validate_time_zone
from services.calendars import Calendar, Span
from services.models import BusinessCalendar
from towers.names import folded, tidy


@dataclass(frozen=True, slots=True)
class Hours:
    """What a calendar says; weekdays from 0, Monday."""

    name: str
    time_zone: str
    spans: Mapping[int, Sequence[Span]]
    holidays: Sequence[tuple[date, str]] = ()


def add_calendar(*, by: Actor, hours: Hours) -> BusinessCalendar:
    """A calendar that agreements can run on."""
    require_edit(by)
    wanted = _checked(by, hours, None)
    with _one_name(hours), transaction.atomic():
        made = BusinessCalendar.objects.create(organisation_id=by.organisation_id, **wanted)
        audit.record(by, "add_calendar", "calendar", made.uid, after=calendar_facts(made))
    return made


def change_calendar(*, by: Actor, calendar: BusinessCalendar, version: int, hours: Hours) -> BusinessCalendar:
    """Other hours; every agreement on the calendar follows. Conflict where somebody else was first."""
    require_edit(by)
    wanted = _checked(by, hours, calendar)
    with _one_name(hours), transaction.atomic():
        before = calendar_facts(calendar)
        claim_version(calendar, version, kind="calendar", yours=before | _shown(wanted), theirs=before)
        for name, value in wanted.items():
            setattr(calendar, name, value)
        calendar.save(update_fields=list(wanted))
        after = calendar_facts(calendar)
        audit.record(by, "change_calendar", "calendar", calendar.uid, before=before, after=after)
    return calendar


def remove_calendar(*, by: Actor, calendar: BusinessCalendar, version: int) -> None:
    """The calendar goes, unless an agreement or a ticket log runs on it, or somebody works by it."""
    require_edit(by)
    with transaction.atomic():
        before = calendar_facts(calendar)
        claim_version(calendar, version, kind="calendar", yours={"calendar": "removed"}, theirs=before)
        used = calendar.agreements.count()
        if used:
            raise UserError(f"“{calendar.name}” is the calendar of {used} of the agreements. Give them another first.")
        if log := calendar.logs.first():
            raise UserError(f"“{calendar.name}” is the calendar of the ticket log “{log.name}”. Give it another first.")
        if use := calendar.uses.select_related("region", "team").first():
            raise UserError(f"“{use.who}” works by “{calendar.name}”. Give the {use.of_what} another calendar first.")
        calendar.delete()
        audit.record(by, "remove_calendar", "calendar", before["uid"], before=before)


def calendar_facts(calendar: BusinessCalendar) -> dict[str, Any]:
    """A calendar as audit and conflicts show it."""
    return {"uid": str(calendar.uid)} | {
        name: getattr(calendar, name) for name in ("name", "time_zone", "spans", "holidays")
    }


@contextmanager
def _one_name(hours: Hours) -> Iterator[None]:
    """Says in words that somebody took the name at the same moment."""
    try:
        yield
    except IntegrityError as error:
        raise UserError(_taken(hours.name)) from error


def _checked(by: Actor, hours: Hours, own: BusinessCalendar | None) -> dict[str, Any]:
    name = tidy(hours.name)
    spans = {day: tuple(spans) for day, spans in hours.spans.items() if spans}
    if not name or not spans:
        raise UserError("A calendar has a name and hours on one weekday at least.", status=400)
    try:
        validate_time_zone(hours.time_zone)
        Calendar(hours.time_zone, spans)
    except ValidationError as error:
        raise UserError(error.messages[0], status=400) from error
    except ValueError as error:
        raise UserError(f"The hours cannot be: {error}.", status=400) from error
    others = BusinessCalendar.objects.visible_to(by)
    if any(one != own for one in others.filter(key=folded(name))):
        raise UserError(_taken(name))
    return {
        "name": name,
        "key": folded(name),
        "time_zone": hours.time_zone,
        "spans": {str(day): [list(span) for span in spans[day]] for day in sorted(spans)},
        "holidays": [[day.isoformat(), text] for day, text in sorted(dict(hours.holidays).items())],
    }


def _shown(wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if name != "key"}


def _taken(name: str) -> str:
    return f"There is a calendar called “{name}” already. Change it, or choose another name."
