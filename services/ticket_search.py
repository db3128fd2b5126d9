"""Tickets of a log found by their number."""

import numpy as np

from core.actor import Actor
from services.facts import log_facts
from services.models import Ticket, TicketLog

MOST_FOUND = 10
MOST_READ = 200  # numbers that begin so, of which some may be of events that are not to be seen


def tickets_like(actor: Actor, log: TicketLog, text: str) -> list[str]:
    """The ticket with this number alone, else at most ten whose numbers begin so, whatever the case."""
    tickets = Ticket.objects.visible_to(actor).filter(log=log)
    seen = log_facts(log.pk).ticket_ids
    for found in (tickets.filter(key=text)[:1], tickets.filter(key__istartswith=text).order_by("key")[:MOST_READ]):
        rows = [(pk, key) for pk, key in found.values_list("pk", "key")]
        is_seen = np.isin([pk for pk, _ in rows], seen)
        keys = [key for (_, key), shown in zip(rows, is_seen, strict=True) if shown]
        if keys:
            return keys[:MOST_FOUND]
    return []
