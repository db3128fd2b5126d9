"""Oracles: the figures of time by plain loops, in which an hour counts as worked or not, one after the other."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np

from metrics.computations.columns import STATUS_CLOSED, STATUS_PENDING, STATUS_UNKNOWN, STATUS_WORKING
from metrics.selectors.handoff_units import Place
from metrics.selectors.log_columns import LogColumns
from services.calendars import Calendar
from services.clocks import Clocks
from services.facts import ATTRIBUTES, Coded, LogFacts
from services.models import Group
from tests.computations import plain
from tests.services.logs import HOUR

# A Friday evening in March: clocks change on Sunday, April begins on Wednesday, which is a holiday.
BEGINS = datetime(2026, 3, 27, 18, tzinfo=UTC)
STEP_HOURS = 17
# Where the groups work, from when to when, and when not: the log's hours count for whole tickets and groups 0 and 3.
OF_LOG = -1
HOURS = {
    OF_LOG: ("Europe/Berlin", 8, 17, date(2026, 4, 1)),
    1: ("Asia/Singapore", 9, 18, date(2026, 3, 31)),
    2: ("America/Chicago", 7, 16, date(2026, 4, 3)),
}
CLOCKS = Clocks(
    tuple(
        Calendar(zone, dict.fromkeys(range(5), ((opens * 60, shuts * 60),)), frozenset({holiday}))
        for zone, opens, shuts, holiday in HOURS.values()
    ),
    ((1, 1), (2, 2)),
    ("Europe", "Asia", "America"),
)

Span = tuple[int, int]  # hours since the beginning


def is_worked(hour: int, group: int) -> bool:
    zone, opens, shuts, holiday = HOURS.get(group, HOURS[OF_LOG])
    local = (BEGINS + timedelta(hours=hour)).astimezone(ZoneInfo(zone))
    return local.weekday() < 5 and opens <= local.hour < shuts and local.date() != holiday


def length(span: Span, is_working: bool, group: int = OF_LOG) -> int:
    """Hours of a span, elapsed or worked by a group; by the log's hours without one."""
    return sum(is_worked(hour, group) or not is_working for hour in range(*span))


def month_of(hour: int) -> int:
    at = BEGINS + timedelta(hours=hour)
    return at.year * 100 + at.month


def stretched(rows: list[plain.Row]) -> list[plain.Row]:
    """The random log with steps of many hours."""
    return [(ticket, at * STEP_HOURS, *rest) for ticket, at, *rest in rows]  # type: ignore[misc]  # a row again


def log_of(rows: list[plain.Row]) -> tuple[LogColumns, list[Place]]:
    """The same log as the selectors read it; group 0 is of level 1."""
    events = plain.columns_of(rows)
    tickets, ticket = np.unique(events.ticket, return_inverse=True)
    begins = int(BEGINS.timestamp()) * 1_000_000
    blank = {name: Coded(np.zeros(len(tickets), np.int64), [""]) for name in ATTRIBUTES}
    facts = LogFacts(
        ticket, begins + events.at * HOUR, events.group, events.person, events.status, tickets, np.arange(4), blank
    )
    return LogColumns(facts), [Place(Group(name=f"G{number}", level=1 + (number > 0))) for number in range(4)]


def waits_by_loop(rows: list[plain.Row]) -> list[tuple[Span, bool, int]]:
    """Each handoff: from when to when it waited, whether work ended the wait, and the group that received it."""
    log_end = max(row[1] for row in rows)
    found = []
    for events in plain.tickets_of(rows).values():
        stays = [list(stay) for _, stay in groupby(plain.with_group(events), key=lambda event: event[1])]
        for place, stay in enumerate(stays[1:], start=1):
            work = [event for event in stay if event[2] in (STATUS_WORKING, STATUS_CLOSED)]
            work += [event for event in stay[1:] if event[2] == STATUS_UNKNOWN]
            later = stays[place + 1][0][0] if place + 1 < len(stays) else log_end
            until = min(event[0] for event in work) if work else later
            found.append(((stay[0][0], until), bool(work), stay[0][1]))
    return found


def kaplan_meier_by_loop(waits: list[tuple[int, bool]]) -> int | None:
    """The shortest wait after which at most half still wait."""
    share = Fraction(1)
    for wait in sorted({wait for wait, is_ended in waits if is_ended}):
        at_risk = sum(other >= wait for other, _ in waits)
        share *= 1 - Fraction(sum(is_ended and other == wait for other, is_ended in waits), at_risk)
        if share <= Fraction(1, 2):
            return wait
    return None


def stretches_by_loop(rows: list[plain.Row]) -> list[tuple[Span, int, int]]:
    """Open time: from when to when, in which group, in which status."""
    return [
        ((before[1], after[1]), before[3], before[5])
        for events in plain.tickets_of(rows).values()
        for before, after in pairwise(events)
        if before[3] is not None and before[5] != STATUS_CLOSED
    ]


def median_waits_by_loop(rows: list[plain.Row], is_working: bool) -> dict[int, float | None]:
    """Median wait per month, in hours."""
    by_month: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for span, is_ended, group in waits_by_loop(rows):
        by_month[month_of(span[0])].append((length(span, is_working, group), is_ended))
    return {month: kaplan_meier_by_loop(waits) for month, waits in by_month.items()}


def pending_shares_by_loop(rows: list[plain.Row], is_working: bool) -> dict[int, float]:
    """Pending part of the open time that begins in a month; months without any open time are left out."""
    whole: dict[int, int] = defaultdict(int)
    part: dict[int, int] = defaultdict(int)
    for span, group, status in stretches_by_loop(rows):
        lasts = length(span, is_working, group)
        whole[month_of(span[0])] += lasts
        part[month_of(span[0])] += lasts * (status == STATUS_PENDING)
    return {month: part[month] / lasts for month, lasts in whole.items() if lasts}


def open_hours_by_loop(rows: list[plain.Row], is_working: bool) -> dict[tuple[int, int], int]:
    """Open hours by group and status."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for span, group, status in stretches_by_loop(rows):
        found[group, status] += length(span, is_working, group)
    return {key: hours for key, hours in found.items() if hours}


def spans_by_loop(rows: list[plain.Row], is_working: bool) -> list[int]:
    """Hours from first to last event of each ticket."""
    return [length((events[0][1], events[-1][1]), is_working) for events in plain.tickets_of(rows).values()]


def solving_by_loop(rows: list[plain.Row], is_working: bool) -> dict[int, float]:
    """Median hours from first to last event of the tickets closed in a month."""
    by_month: dict[int, list[int]] = defaultdict(list)
    for events in plain.tickets_of(rows).values():
        if events[-1][5] == STATUS_CLOSED:
            by_month[month_of(events[-1][1])].append(length((events[0][1], events[-1][1]), is_working))
    return {month: median(spans) for month, spans in by_month.items()}
