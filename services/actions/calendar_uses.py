"""Writes about who works by which calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.models import BusinessCalendar, CalendarUse
from towers.models import Region, Team


def add_calendar_use(
    *, by: Actor, calendar: BusinessCalendar, region: Region | None = None, team: Team | None = None
) -> CalendarUse:
    """A region, or one team that differs from its region, works by a calendar from now on."""
    require_edit(by)
    if (region is None) == (team is None):
        raise UserError("State a region or a team, one of the two.", status=400)
    named = {"region": region, "team": team}
    who = (team or region).name  # type: ignore[union-attr]  # one of the two is stated
    with _stated_once(who), transaction.atomic():
        if CalendarUse.objects.visible_to(by).filter(**named).exists():
            raise UserError(_taken(who))
        made = CalendarUse.objects.create(organisation_id=by.organisation_id, calendar=calendar, **named)
        audit.record(by, "add_calendar_use", "calendar use", made.uid, after=use_facts(made))
    return made


def change_calendar_use(*, by: Actor, use: CalendarUse, version: int, calendar: BusinessCalendar) -> CalendarUse:
    """Another calendar. Conflict where somebody else was first."""
    require_edit(by)
    with transaction.atomic():
        before = use_facts(use)
        claim_version(use, version, kind="calendar use", yours=before | {"calendar": calendar.name}, theirs=before)
        use.calendar = calendar
        use.save(update_fields=["calendar"])
        audit.record(by, "change_calendar_use", "calendar use", use.uid, before=before, after=use_facts(use))
    return use


def remove_calendar_use(*, by: Actor, use: CalendarUse, version: int) -> None:
    """The region or team works by no calendar of its own any more."""
    require_edit(by)
    with transaction.atomic():
        before = use_facts(use)
        claim_version(use, version, kind="calendar use", yours=before | {"calendar": None}, theirs=before)
        use.delete()
        audit.record(by, "remove_calendar_use", "calendar use", before["uid"], before=before)


def use_facts(use: CalendarUse) -> dict[str, Any]:
    """Who works by what, as audit and conflicts show it."""
    return {"uid": str(use.uid), use.of_what: use.who, "calendar": use.calendar.name}


@contextmanager
def _stated_once(who: str) -> Iterator[None]:
    """Says in words that somebody stated it at the same moment."""
    try:
        yield
    except IntegrityError as error:
        raise UserError(_taken(who)) from error


def _taken(who: str) -> str:
    return f"It is stated already by which calendar “{who}” works. Change that."
