"""The rows behind the figures of a service, and behind what open time is."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.computations.columns import Flags, Ints
from metrics.computations.open_time import open_time
from metrics.models import Result
from metrics.registry import RowTable
from metrics.selectors.handoff_rows import (
    HANDOFF_HEADERS,
    HOUR_US,
    MOST_ROWS,
    handoff_table,
    log_behind,
    median_hours,
    ticket_table,
)
from metrics.selectors.handoff_touch import KINDS, touch_totals
from metrics.selectors.handoff_units import places_of
from metrics.selectors.handoffs import HandoffFilters, first_line_of, time_zone_of, view_of
from metrics.selectors.log_columns import LogColumns, log_events
from services.clock_selectors import clocks_of
from services.facts import seen_groups
from services.models import TicketLog
from services.selectors import instant, ticket_keys

Rows = Callable[[Result, Actor], RowTable]
STRETCH_HEADERS = ["Ticket", "Time (UTC)", "Group", "Open time", "Hours"]


def service_handoff_rows(result: Result, actor: Actor) -> RowTable:
    """Every handoff of the service's tickets; they are counted."""
    log = log_behind(result, actor)
    columns = log_events(actor, log)
    places = np.flatnonzero(_is_of(columns, result)[columns.moves.ticket])
    return handoff_table(columns, _names(log, columns), places, float(len(places)))


def service_queue_time_rows(*, is_working: bool = False) -> Rows:
    """The same; the fold is the Kaplan-Meier median of their waits in hours, elapsed or as the receivers
    worked; nothing where working hours are asked for and the log has no calendar any more.
    """

    def rows(result: Result, actor: Actor) -> RowTable:
        log = log_behind(result, actor)
        columns, clocks = log_events(actor, log), clocks_of(log) if is_working else None
        if is_working and clocks is None:
            return RowTable(HANDOFF_HEADERS, [], 0, None)
        is_own, waits = _is_of(columns, result)[columns.moves.ticket], columns.waits_on(clocks)
        folded = median_hours(waits.select(is_own))
        return handoff_table(columns, _names(log, columns), np.flatnonzero(is_own), folded, waits)

    return rows


def service_ticket_rows(header: str, counted: Callable[[LogColumns], Ints]) -> Rows:
    """Rows: every ticket of the service with a count; the fold is its mean."""

    def rows(result: Result, actor: Actor) -> RowTable:
        columns = log_events(actor, log_behind(result, actor))
        places, values = np.flatnonzero(_is_of(columns, result)), counted(columns)
        folded = int(values[places].sum()) / len(places) if len(places) else None
        return ticket_table(columns, places, header, values, folded)

    return rows


def service_first_line_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the closed tickets of the service, with whether they stayed; the fold is the share."""
    log = log_behind(result, actor)
    columns = log_events(actor, log)
    places = places_of(actor, seen_groups(log.pk, columns.facts))
    line = first_line_of(columns, view_of(columns, HandoffFilters(), time_zone_of(actor)), places)
    if line is None:
        return RowTable(["Ticket", "Stayed in the first line"], [], 0, None)
    basis = np.flatnonzero(line.is_closed & _is_of(columns, result))
    stayed = line.has_stayed.astype(np.int64)
    folded = int(stayed[basis].sum()) / len(basis) if len(basis) else None
    return ticket_table(columns, basis, "Stayed in the first line", stayed, folded)


def open_time_rows(name: str, *, is_working: bool = False) -> Rows:
    """Rows: every stretch of open time, the longest first; the fold is the share of those of a kind (see KINDS).

    In working hours there is nothing where the log has no calendar any more.
    """

    def rows(result: Result, actor: Actor) -> RowTable:
        log = log_behind(result, actor)
        columns, clocks = log_events(actor, log), clocks_of(log) if is_working else None
        if is_working and clocks is None:
            return RowTable(STRETCH_HEADERS, [], 0, None)
        lasts_us = columns.lasts_on(clocks)
        stretches, names = columns.stretches, _names(log, columns)
        labels = dict(KINDS.values())
        shown = np.argsort(-lasts_us, kind="stable")[:MOST_ROWS]
        keys = ticket_keys(columns.ticket_ids[stretches.ticket[shown]].tolist())
        table: list[list[Any]] = [
            [
                keys[int(columns.ticket_ids[stretches.ticket[at]])],
                instant(int(columns.events.at[stretches.event[at]])),
                names[stretches.group[at]],
                labels[int(stretches.status[at])],
                lasts_us[at] / HOUR_US,
            ]
            for at in shown
        ]
        everywhere = np.zeros(len(stretches), np.int64)
        totals = touch_totals(open_time(everywhere, stretches.status, lasts_us, 1))
        folded = next((row["share"] for row in totals if row["name"] == name), None)
        return RowTable(STRETCH_HEADERS, table, len(stretches), folded)

    return rows


def _is_of(columns: LogColumns, result: Result) -> Flags:
    """Tickets that name the result's service."""
    coded = columns.attributes["service"]
    return np.array([label == result.d1_key for label in coded.labels], np.bool_)[coded.codes]


def _names(log: TicketLog, columns: LogColumns) -> list[str]:
    return [group.name for group in seen_groups(log.pk, columns.facts)]
