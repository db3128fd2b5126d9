"""One pair of units: its figures, and five real tickets as swim lanes without people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.figures import duration, plural, worked
from metrics.computations.columns import STATUS_CLOSED, STATUS_PENDING, STATUS_QUEUED, Flags, Ints
from metrics.computations.waiting import median_wait
from metrics.selectors.handoff_units import Units
from metrics.selectors.handoffs import View
from metrics.selectors.log_columns import LogColumns
from services.clocks import Clocks
from services.selectors import ticket_keys

TICKETS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PairTicket:
    """A ticket of the pair: its number and its lanes; `note`: what it has of the figure that led to it."""

    key: str
    lanes: dict[str, Any]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both directions of a pair in a view; the wait is the median at each turn."""

    one: str
    other: str
    there: int
    back: int
    ping_pong_tickets: int
    wait_median_us: int | None
    tickets: list[PairTicket]


def pair_of(columns: LogColumns, view: View, units: Units, one: int, other: int) -> Pair:
    """The figures of the pair of units `one` and `other` (numbers), and the tickets that show it best."""
    sender, receiver = units.of_group[view.moves.sender], units.of_group[view.moves.receiver]
    is_there: Flags = (sender == one) & (receiver == other)
    is_back: Flags = (sender == other) & (receiver == one)
    waits = view.waits.select(is_there | is_back)
    low, high = units.of_group[view.occurrences.low], units.of_group[view.occurrences.high]
    is_pair = ((low == one) & (high == other)) | ((low == other) & (high == one))
    returned = view.occurrences.ticket[is_pair & (low != high)]
    tickets = _telling_tickets(view.moves.ticket[is_there | is_back], returned)
    keys = ticket_keys(columns.ticket_ids[tickets].tolist())
    return Pair(
        one=units.labels[one],
        other=units.labels[other],
        there=int(is_there.sum()),
        back=int(is_back.sum()) if one != other else 0,
        ping_pong_tickets=len(np.unique(returned)),
        wait_median_us=median_wait(waits.wait_us, waits.is_observed),
        tickets=[
            PairTicket(
                keys[int(columns.ticket_ids[t])],
                lanes_of(columns, int(t), units, {one, other}, keys[int(columns.ticket_ids[t])], view.clocks),
            )
            for t in tickets.tolist()
        ],
    )


def _telling_tickets(moved: Ints, returned: Ints) -> Ints:
    """The tickets with most direct ping-pong of the pair, then with most handoffs between the two."""
    tickets, handoffs = np.unique(moved, return_counts=True)
    back = np.bincount(np.searchsorted(tickets, returned), minlength=len(tickets)) if len(tickets) else handoffs
    order = np.lexsort((tickets, -handoffs, -back))
    return tickets[order][:TICKETS_SHOWN]


def lanes_of(
    columns: LogColumns, ticket: int, units: Units, pair: set[int], key: str, clocks: Clocks | None = None
) -> dict[str, Any]:
    """A ticket's path for the swim-lane component: a lane per unit, time from first to last event as it elapsed.

    How long it lasted is told in working hours, on the calendar of the log, where there are clocks.
    """
    bounds = columns.bounds
    rows = np.arange(bounds.first[ticket], bounds.last[ticket] + 1)
    rows = rows[columns.events.group[rows] >= 0]
    at, unit = columns.events.at[rows], units.of_group[columns.events.group[rows]]
    lanes = list(dict.fromkeys(unit.tolist()))
    start, span = int(at[0]), max(int(at[-1] - at[0]), 1)
    handoffs = np.flatnonzero(columns.events.group[rows][1:] != columns.events.group[rows][:-1]) + 1
    is_moving = [i for i in handoffs.tolist() if unit[i] != unit[i - 1]]
    worked_us = clocks.of_log.worked_us(at[:1], at[-1:])[0] if clocks else None
    lasted = duration(span) if worked_us is None else f"{worked(worked_us)} in working hours"
    outcome = f"{lasted}, {plural(len(handoffs), 'handoff')}"
    return {
        "title": key,
        "outcome": outcome,
        "span": span,
        "names": [{"label": units.labels[lane], "is_pair": lane in pair} for lane in lanes],
        "blocks": _blocks(at - start, columns.events.status[rows], unit, lanes, pair),
        "handoffs": [
            {"at": int(at[i]) - start, "from_row": lanes.index(int(unit[i - 1])), "to_row": lanes.index(int(unit[i]))}
            for i in is_moving
        ],
        "summary": f"Ticket {key}: {outcome}, through " + ", then ".join(units.labels[u] for u in _collapsed(unit)),
    }


def _blocks(at: Ints, status: Any, unit: Ints, lanes: list[int], pair: set[int]) -> list[dict[str, Any]]:
    """From each event to the next: waiting while queued or pending, nothing once closed, else work; merged."""
    blocks: list[dict[str, Any]] = []
    for i in range(len(at) - 1):
        if status[i] == STATUS_CLOSED:
            continue
        kind = "wait" if status[i] in (STATUS_QUEUED, STATUS_PENDING) else "work"
        row, start, length = lanes.index(int(unit[i])), int(at[i]), int(at[i + 1] - at[i])
        last = blocks[-1] if blocks else None
        if last and (last["row"], last["kind"]) == (row, kind) and last["start"] + last["length"] == start:
            last["length"] += length
        else:
            tone = "pair" if int(unit[i]) in pair else ""
            blocks.append({"row": row, "start": start, "length": length, "kind": kind, "tone": tone})
    return blocks


def _collapsed(unit: Ints) -> list[int]:
    return [int(u) for i, u in enumerate(unit) if i == 0 or u != unit[i - 1]]
