"""The sample's calendars and agreements: one chain that keeps its promise, one that office hours break."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from core.actor import Actor
from sample.generator.service_parts import OFFICES, PLANTS, RESEARCH, SALES
from services.actions.agreements import Terms, add_agreement
from services.actions.calendars import Hours, add_calendar
from services.calendar_texts import targets_of
from services.models import Agreement, BusinessCalendar
from towers.models import Team

Kind = Agreement.Kind
ALWAYS, OFFICE = "Round the clock", "Office hours Europe"
BEGIN = date(2025, 1, 1)
_ZONE = "Europe/Berlin"
_EASTER = ((date(2025, 4, 18), date(2025, 4, 21)), (date(2026, 4, 3), date(2026, 4, 6)))
_FIXED = (
    (1, 1, "New Year"),
    (5, 1, "Labour Day"),
    (10, 3, "Day of Unity"),
    (12, 25, "Christmas Day"),
    (12, 26, "Second Christmas Day"),
)


def state_promises(by: Actor) -> None:
    """Calendars and agreements, once."""
    if BusinessCalendar.objects.visible_to(by).exists():
        return
    with transaction.atomic():
        calendars = {hours.name: add_calendar(by=by, hours=hours) for hours in _calendars()}
        teams = {team.name: team for team in Team.objects.visible_to(by)}
        for kind, stated in (*_workplace(), *_server(), *_others()):
            named = stated | {"calendar": calendars[stated["calendar"]], "targets": targets_of(stated["targets"])}
            if "team" in named:
                named["team"] = teams[named["team"]]
            add_agreement(by=by, kind=kind, terms=Terms(**{"valid_from": BEGIN} | named))


def _calendars() -> tuple[Hours, ...]:
    holidays = [(date(year, month, day), name) for year in (2025, 2026) for month, day, name in _FIXED]
    holidays += [one for friday, monday in _EASTER for one in ((friday, "Good Friday"), (monday, "Easter Monday"))]
    always = Hours(ALWAYS, _ZONE, dict.fromkeys(range(7), ((0, 1_440),)))
    office = replace(always, name=OFFICE, spans=dict.fromkeys(range(5), ((480, 1_080),)), holidays=holidays)
    return always, office


def _workplace() -> list[tuple[Kind, dict[str, Any]]]:
    """A chain that fits to the minute."""
    own = {"service": "Workplace", "calendar": OFFICE}
    times = "P1; 30 min; 8 h\nP2; 1 h; 16 h\nall; 4 h; 40 h"
    desk = "P1; 15 min; 1 h\nP2; 30 min; 2 h\nall; 2 h; 4 h"
    field, spares = "P1; 1 h; 4 h\nP2; 2 h; 8 h\nall; 8 h; 16 h", "P1; -; 3 h\nP2; -; 6 h\nall; -; 20 h"
    field_team = "Workplace and Field Services Europe L2"
    return [
        (Kind.SLA, own | {"name": "Workplace, standard", "customer_group": PLANTS, "targets": times}),
        (
            Kind.OLA,
            own
            | {"name": "Taken in by the desk", "team": "Service Desk Europe L1", "step": 1}
            | {"calendar": ALWAYS, "targets": desk},
        ),
        (Kind.OLA, own | {"name": "Hands on site", "team": field_team, "step": 2, "targets": field}),
        (
            Kind.UC,
            own | {"name": "Spare devices", "supplier": "Northgate Devices", "step": 3, "targets": spares},
        ),
    ]


def _server() -> list[tuple[Kind, dict[str, Any]]]:
    """Promised round the clock, with a second step that sleeps at night."""
    own = {"service": "Server hosting", "calendar": ALWAYS}
    times = "P1; 30 min; 4 h\nP2; 1 h; 12 h\nall; 4 h; 120 h"
    watch = "P1; 15 min; 45 min\nP2; 30 min; 2 h\nall; 2 h; 8 h"
    support, parts = "P1; 1 h; 2 h\nP2; 2 h; 4 h\nall; 4 h; 16 h", "P1; -; 1 h 15 min\nP2; -; 6 h\nall; -; 8 h"
    return [
        (Kind.SLA, own | {"name": "Server hosting, gold", "customer_group": SALES, "targets": times}),
        (
            Kind.OLA,
            own | {"name": "First fix", "team": "Server Operations Europe L1", "step": 1, "targets": watch},
        ),
        (
            Kind.OLA,
            own
            | {"name": "Server support by day", "team": "Server Support Europe L2", "step": 2}
            | {"calendar": OFFICE, "targets": support},
        ),
        (
            Kind.UC,
            own | {"name": "Hardware repair", "supplier": "Halvorsen Systems", "step": 3, "targets": parts},
        ),
    ]


def _others() -> list[tuple[Kind, dict[str, Any]]]:
    """What is wanted of a service to come, a promise kept by a function, and one that has ended."""
    wanted = {"service": "Container platform", "calendar": ALWAYS, "targets": "P1; 15 min; 2 h\nall; 1 h; 24 h"}
    portal = {"service": "Customer portal", "calendar": OFFICE}
    ended = {"service": "Unified communications", "calendar": OFFICE, "targets": "all; 2 h; 16 h"}
    return [
        (Kind.SLR, wanted | {"name": "Wanted by product teams", "customer_group": RESEARCH}),
        (
            Kind.SLA,
            portal | {"name": "Dealer portal", "customer_group": SALES, "targets": "P1; 30 min; 8 h\nall; 4 h; 30 h"},
        ),
        (
            Kind.OLA,
            portal
            | {"name": "Second line for dealers", "function_code": 8, "step": 1}
            | {"targets": "P1; 20 min; 6 h\nall; 2 h; 20 h"},
        ),
        (
            Kind.SLA,
            ended
            | {"name": "Voice for the offices", "customer_group": OFFICES}
            | {"valid_from": date(2020, 6, 1), "valid_to": date(2024, 12, 31)},
        ),
    ]
