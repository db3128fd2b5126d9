"""Five real tickets behind a figure of the owner's questions, as swim lanes without people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

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
    """The tickets that show it best: most pending time, one of each path, or most handoffs."""
    numbers = np.flatnonzero(tickets_behind(ground, question, narrowed))
    group = number_of(ground.groups, narrowed["group"]) if "group" in narrowed else -1
    shown = _telling(ground, question, numbers, group)[:TICKETS_SHOWN]
    ids = ground.columns.ticket_ids[shown].tolist()
    keys = ticket_keys(ids)
    marked = {group} if group >= 0 else set[int]()
    tickets = [
        PairTicket(keys[pk], lanes_of(ground.columns, ticket, ground.groups, marked, keys[pk]))
        for ticket, pk in zip(shown.tolist(), ids, strict=True)
    ]
    return TicketsBehind(QUESTIONS[question], len(numbers), tickets)


def _telling(ground: Ground, question: str, numbers: Ints, group: int) -> Ints:
    handoffs = ground.columns.per_ticket.count[numbers]
    if question == "pending":
        stretches = ground.stretches.select(ground.stretches.is_pending)
        if group >= 0:
            stretches = stretches.select(ground.groups.of_group[stretches.group] == group)
        pending = np.bincount(stretches.ticket, stretches.lasts_us, len(ground.is_named))
        return numbers[np.lexsort((numbers, -pending[numbers]))]
    if question in ("category", "off-path"):
        path = ground.columns.group_paths.path[numbers]
        _, first, of_path, count = np.unique(path, return_index=True, return_inverse=True, return_counts=True)
        is_later = np.ones(len(numbers), np.bool_)
        is_later[first] = False  # one ticket of each path before a second one of any
        return numbers[np.lexsort((numbers, -count[of_path], is_later))]
    return numbers[np.lexsort((numbers, -handoffs))]
