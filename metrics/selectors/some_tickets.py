"""Some tickets of a log that a figure counts: five of them as swim lanes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.http import Http404

from metrics.computations.columns import Flags
from metrics.selectors.handoff_pair import TICKETS_SHOWN, PairTicket, lanes_of
from metrics.selectors.handoff_tickets import has_path
from metrics.selectors.handoff_units import Units
from metrics.selectors.log_columns import LogColumns
from metrics.selectors.question_tickets import TicketsBehind
from services.selectors import ticket_keys

MOST_HANDED = ", those with most handoffs"


@dataclass(frozen=True, slots=True, eq=False)
class SomeTickets:
    """Flags of the tickets of a log, and what they are in words."""

    title: str
    is_meant: Flags


def five_of(columns: LogColumns, groups: Units, some: SomeTickets) -> TicketsBehind:
    """Those with most handoffs."""
    numbers = np.flatnonzero(some.is_meant)
    drawn = numbers[has_path(columns)[numbers]]
    shown = drawn[np.lexsort((drawn, -columns.per_ticket.count[drawn]))][:TICKETS_SHOWN]
    ids = columns.ticket_ids[shown].tolist()
    keys = ticket_keys(ids)
    tickets = [
        PairTicket(keys[pk], lanes_of(columns, ticket, groups, set(), keys[pk]))
        for ticket, pk in zip(shown.tolist(), ids, strict=True)
    ]
    return TicketsBehind(some.title, len(numbers), tickets, MOST_HANDED)


def number_asked(text: str, most: int) -> int:
    """A number from 0 to `most` in an address, or 404."""
    if not text.isdecimal() or len(text) > 6 or int(text) > most:
        raise Http404("There is no such figure on this page.")
    return int(text)
