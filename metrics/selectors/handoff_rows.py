"""The rows behind the figures of a run of handoffs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.actor import Actor
from core.models import Run
from metrics.computations.columns import Flags, Ints
from metrics.computations.handoffs import count_percentile
from metrics.computations.waiting import WAIT_OBSERVED, WAIT_PASSED_ON, QueueTimes, median_wait
from metrics.models import Result
from metrics.registry import RowTable
from metrics.selectors.handoff_units import places_of
from metrics.selectors.handoffs import HandoffFilters, first_line_of, time_zone_of, view_of
from metrics.selectors.log_columns import LogColumns, log_events
from services.clock_selectors import clocks_of
from services.facts import seen_groups
from services.models import TicketLog
from services.selectors import instant, ticket_keys

MOST_ROWS = 1_000
HOUR_US = 3_600_000_000
HANDOFF_HEADERS = ["Ticket", "Time (UTC)", "From", "To", "Wait (h)", "Ending"]
ENDINGS = {WAIT_OBSERVED: "work began", WAIT_PASSED_ON: "passed on"}
Fold = Callable[[LogColumns], float]


def log_behind(result: Result, actor: Actor) -> TicketLog:
    """The log that the result's run read."""
    inputs = result.run.inputs.filter(kind="ticket_log").values("object_id")
    return TicketLog.objects.visible_to(actor).get(pk__in=inputs)


def total_figures(actor: Actor, run: Run) -> dict[str, int]:
    """The figures of a run that are about the whole log: metric -> id of the result."""
    results = Result.objects.visible_to(actor).filter(run=run, d1_kind="", month="")
    return dict(results.values_list("metric", "pk"))


def handoff_rows(result: Result, actor: Actor) -> RowTable:
    """Every handoff of the slice (all, a pair or a month); they are counted."""
    log = log_behind(result, actor)
    columns = log_events(actor, log)
    groups = seen_groups(log.pk, columns.facts)
    is_in = np.ones(len(columns.moves), np.bool_)
    if result.d1_key:
        uids = np.array([str(group.uid) for group in groups])
        is_in = (uids[columns.moves.sender] == result.d1_key) & (uids[columns.moves.receiver] == result.d2_key)
    if result.month:
        months = columns.months(time_zone_of(actor))[columns.moves.event]
        is_in &= months == int(result.month.replace("-", ""))
    places = np.flatnonzero(is_in)
    return handoff_table(columns, [group.name for group in groups], places, float(len(places)))


def queue_time_rows(result: Result, actor: Actor) -> RowTable:
    """Every handoff with its wait; the fold is their Kaplan-Meier median in hours."""
    log = log_behind(result, actor)
    columns = log_events(actor, log)
    names = [group.name for group in seen_groups(log.pk, columns.facts)]
    folded = median_hours(columns.waits)
    return handoff_table(columns, names, np.arange(len(columns.moves)), folded)


def queue_time_working_rows(result: Result, actor: Actor) -> RowTable:
    """The same with what the receiver worked of each wait; nothing where the log has no calendar any more."""
    log = log_behind(result, actor)
    columns, clocks = log_events(actor, log), clocks_of(log)
    if clocks is None:
        return RowTable(HANDOFF_HEADERS, [], 0, None)
    names = [group.name for group in seen_groups(log.pk, columns.facts)]
    waits = columns.waits_on(clocks)
    return handoff_table(columns, names, np.arange(len(columns.moves)), median_hours(waits), waits)


def median_hours(waits: QueueTimes) -> float | None:
    """The Kaplan-Meier median of waits, in hours."""
    median = median_wait(waits.wait_us, waits.is_observed)
    return None if median is None else median / HOUR_US


def handoff_table(
    columns: LogColumns, names: list[str], places: Ints, folded: float | None, waits: QueueTimes | None = None
) -> RowTable:
    """Handoffs by their numbers, with their waits (elapsed unless others are given)."""
    shown = places[:MOST_ROWS]
    moves, waits = columns.moves, waits or columns.waits
    keys = ticket_keys(columns.ticket_ids[moves.ticket[shown]].tolist())
    rows: list[list[Any]] = [
        [
            keys[int(columns.ticket_ids[moves.ticket[place]])],
            instant(int(moves.at[place])),
            names[moves.sender[place]],
            names[moves.receiver[place]],
            waits.wait_us[place] / HOUR_US,
            ENDINGS.get(int(waits.kind[place]), "log ends first"),
        ]
        for place in shown
    ]
    return RowTable(HANDOFF_HEADERS, rows, len(places), folded)


def tickets_by_count(fold: Callable[[Ints], float]) -> Callable[[Result, Actor], RowTable]:
    """Rows: every ticket with its handoffs, most first; the fold is over all of them."""

    def rows(result: Result, actor: Actor) -> RowTable:
        columns = log_events(actor, log_behind(result, actor))
        count = columns.per_ticket.count
        order = np.argsort(-count, kind="stable")
        return ticket_table(columns, order, "Handoffs", count, fold(count) if len(count) else None)

    return rows


def tickets_that(flag: Callable[[LogColumns], Flags]) -> Callable[[Result, Actor], RowTable]:
    """Rows: the tickets of a kind with their handoffs; they are counted."""

    def rows(result: Result, actor: Actor) -> RowTable:
        columns = log_events(actor, log_behind(result, actor))
        places = np.flatnonzero(flag(columns))
        return ticket_table(columns, places, "Handoffs", columns.per_ticket.count, float(len(places)))

    return rows


def first_line_rows(of_entered: bool) -> Callable[[Result, Actor], RowTable]:
    """Rows: the closed tickets (that entered at the first line), with whether they stayed; the fold is the share."""

    def rows(result: Result, actor: Actor) -> RowTable:
        log = log_behind(result, actor)
        columns = log_events(actor, log)
        places = places_of(actor, seen_groups(log.pk, columns.facts))
        line = first_line_of(columns, view_of(columns, HandoffFilters(), time_zone_of(actor)), places)
        if line is None:
            return RowTable(["Ticket", "Stayed in the first line"], [], 0, None)
        basis = np.flatnonzero(line.is_closed & (line.has_entered | (not of_entered)))
        folded = line.share_of_entered if of_entered else line.share
        return ticket_table(columns, basis, "Stayed in the first line", line.has_stayed.astype(np.int64), folded)

    return rows


def mean_count(count: Ints) -> float:
    """Handoffs per ticket."""
    return float(count.sum()) / len(count)


def ninth_decile(count: Ints) -> float:
    """The P90 of handoffs per ticket."""
    return float(count_percentile(count, 90))


def ticket_table(columns: LogColumns, places: Ints, header: str, values: Ints, folded: float | None) -> RowTable:
    """Tickets by their numbers, each with a value."""
    shown = places[:MOST_ROWS]
    keys = ticket_keys(columns.ticket_ids[shown].tolist())
    rows: list[list[Any]] = [[keys[int(columns.ticket_ids[place])], int(values[place])] for place in shown]
    return RowTable(["Ticket", header], rows, len(places), folded)
