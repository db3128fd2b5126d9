"""Five real tickets behind a figure of the owner's questions, as swim lanes without people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.figures import lasting
from metrics.computations.columns import Ints
from metrics.selectors.handoff_pair import TICKETS_SHOWN, PairTicket, lanes_of
from metrics.selectors.question_ground import QUESTIONS, Ground, number_of, tickets_behind
from services.selectors import ticket_keys

MOST_TELLING = ", those that show it most"


@dataclass(frozen=True, slots=True)
class TicketsBehind:
    """How many tickets a figure counts, and five of them; `chosen`: which five."""

    title: str
    count: int
    tickets: list[PairTicket]
    chosen: str = MOST_TELLING


def five_tickets(ground: Ground, question: str, narrowed: Mapping[str, str]) -> TicketsBehind:
    """The tickets that show it best: most time, one of each path, most handoffs, or those nearest to a median."""
    numbers = np.flatnonzero(tickets_behind(ground, question, narrowed))
    group = number_of(ground.groups, narrowed["group"]) if "group" in narrowed else -1
    drawn = numbers[ground.is_named[numbers]]
    is_median, notes = question == "median-span", dict[int, str]()
    shown = (_middle(ground, numbers, drawn) if is_median else _telling(ground, question, drawn, group))[:TICKETS_SHOWN]
    if is_median:
        is_working = ground.clocks is not None
        notes = {ticket: f"lasted {lasting(int(ground.spans_us[ticket]), is_working)}" for ticket in shown.tolist()}
    ids = ground.columns.ticket_ids[shown].tolist()
    keys = ticket_keys(ids)
    marked = {group} if group >= 0 else set[int]()
    tickets = [
        PairTicket(
            keys[pk],
            lanes_of(ground.columns, ticket, ground.groups, marked, keys[pk], ground.clocks),
            notes.get(ticket, ""),
        )
        for ticket, pk in zip(shown.tolist(), ids, strict=True)
    ]
    chosen = ", those nearest to it" if is_median else MOST_TELLING
    return TicketsBehind(QUESTIONS[question], len(numbers), tickets, chosen)


def _middle(ground: Ground, numbers: Ints, drawn: Ints) -> Ints:
    """Tickets by the distance of their time from first to last event from the median of all."""
    spans = ground.spans_us
    distance = np.abs(spans[drawn] - np.median(spans[numbers])) if len(numbers) else drawn
    return drawn[np.argsort(distance, kind="stable")]


def _telling(ground: Ground, question: str, numbers: Ints, group: int) -> Ints:
    handoffs = ground.columns.per_ticket.count[numbers]
    if question in ("open", "pending"):
        stretches = ground.stretches
        if question == "pending":
            stretches = stretches.select(stretches.is_pending)
        if group >= 0:
            stretches = stretches.select(ground.groups.of_group[stretches.group] == group)
        lasted = np.bincount(stretches.ticket, stretches.lasts_us, len(ground.is_named))
        return numbers[np.lexsort((numbers, -lasted[numbers]))]
    if question in ("category", "off-path"):
        path = ground.columns.group_paths.path[numbers]
        _, first, of_path, count = np.unique(path, return_index=True, return_inverse=True, return_counts=True)
        is_later = np.ones(len(numbers), np.bool_)
        is_later[first] = False  # one ticket of each path before a second one of any
        return numbers[np.lexsort((numbers, -count[of_path], is_later))]
    return numbers[np.lexsort((numbers, -handoffs))]
