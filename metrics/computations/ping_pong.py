"""Tickets that come back: direct ping-pong, returns and bounces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, EventColumns, Flags, Ints
from metrics.computations.handoffs import Handoffs, handoffs, handoffs_per_ticket, pair_counts


@dataclass(frozen=True, slots=True, eq=False)
class PingPong(Columns):
    """Per ticket of the log; z is its sequence of groups with runs merged.

    `direct`: number of i with z[i] = z[i+2]; `is_return`: a group occurs twice in z; `is_bounce`: two consecutive
    direct occurrences (A-B-A-B); `groups`: distinct groups (0 where no event names one).
    """

    ticket: Ints
    direct: Ints
    is_return: Flags
    is_bounce: Flags
    groups: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences(Columns):
    """One row per direct occurrence between the groups `low` < `high`.

    `event` is the row of the event that brings the ticket back; `continues` says that the ticket's occurrence before
    is the one directly before in z, which makes the two a bounce.
    """

    ticket: Ints
    low: Ints
    high: Ints
    event: Ints
    continues: Flags


@dataclass(frozen=True, slots=True, eq=False)
class PingPongPairs(Columns):
    """Unordered pairs of groups with their direct occurrences and the tickets that have them; most frequent first."""

    low: Ints
    high: Ints
    occurrences: Ints
    tickets: Ints


def ping_pong_occurrences(moves: Handoffs) -> Occurrences:
    """Return the direct occurrences among *all* handoffs of a log, in its order (select afterwards, not before).

    Two consecutive handoffs a -> b, b -> a of a ticket are one occurrence of the pair {a, b}.

    >>> log = EventColumns.in_log_order([1] * 4, [1, 2, 3, 4], [8, 5, 8, 5], [-1] * 4, [2] * 4)
    >>> found = ping_pong_occurrences(handoffs(log))
    >>> found.low.tolist(), found.high.tolist(), found.continues.tolist()
    ([5, 5], [8, 8], [False, True])
    """
    is_direct = np.zeros(len(moves), np.bool_)
    is_direct[1:] = (moves.ticket[1:] == moves.ticket[:-1]) & (moves.receiver[1:] == moves.sender[:-1])
    continues = np.zeros(len(moves), np.bool_)
    # The first handoff of a ticket is never an occurrence, so neighbouring flags belong to one ticket.
    continues[1:] = is_direct[1:] & is_direct[:-1]
    one, other = moves.sender[is_direct], moves.receiver[is_direct]
    return Occurrences(
        ticket=moves.ticket[is_direct],
        low=np.minimum(one, other),
        high=np.maximum(one, other),
        event=moves.event[is_direct],
        continues=continues[is_direct],
    )


def ping_pong(events: EventColumns) -> PingPong:
    """Return what comes back, for every ticket of the log. Source: the method, Handoffs.

    >>> log = EventColumns.in_log_order([1] * 4, [1, 2, 3, 4], [0, 1, 2, 0], [-1] * 4, [2] * 4)
    >>> ticket = ping_pong(log)
    >>> ticket.direct.tolist(), ticket.is_return.tolist(), ticket.is_bounce.tolist(), ticket.groups.tolist()
    ([0], [True], [False], [3])
    """
    moves = handoffs(events)
    found = ping_pong_occurrences(moves)
    per_ticket = handoffs_per_ticket(events, moves)
    place = np.searchsorted(per_ticket.ticket, found.ticket)
    tickets = len(per_ticket)
    groups = _groups_per_ticket(events, per_ticket.ticket)
    return PingPong(
        ticket=per_ticket.ticket,
        direct=np.bincount(place, minlength=tickets),
        is_return=per_ticket.count + 1 > np.maximum(groups, 1),
        is_bounce=np.bincount(place[found.continues], minlength=tickets) > 0,
        groups=groups,
    )


def ping_pong_pairs(found: Occurrences) -> PingPongPairs:
    """Return occurrences and tickets of every unordered pair.

    >>> log = EventColumns.in_log_order([1] * 4, [1, 2, 3, 4], [8, 5, 8, 5], [-1] * 4, [2] * 4)
    >>> pairs = ping_pong_pairs(ping_pong_occurrences(handoffs(log)))
    >>> pairs.occurrences.tolist(), pairs.tickets.tolist()
    ([2], [1])
    """
    pairs = pair_counts(found.low, found.high)
    by_ticket = np.lexsort((found.ticket, found.high, found.low))
    low, high, ticket = found.low[by_ticket], found.high[by_ticket], found.ticket[by_ticket]
    is_first = np.ones(len(found), np.bool_)
    is_first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (ticket[1:] != ticket[:-1])
    with_tickets = pair_counts(low[is_first], high[is_first])
    order = np.lexsort((with_tickets.receiver, with_tickets.sender))
    rank = np.argsort(np.lexsort((pairs.receiver, pairs.sender)))
    return PingPongPairs(pairs.sender, pairs.receiver, pairs.count, with_tickets.count[order][rank])


def _groups_per_ticket(events: EventColumns, ticket: Ints) -> Ints:
    """Count the distinct groups of each ticket."""
    rows = events.with_group()
    order = np.lexsort((rows.group, rows.ticket))
    owner, group = rows.ticket[order], rows.group[order]
    is_new = np.ones(len(rows), np.bool_)
    is_new[1:] = (owner[1:] != owner[:-1]) | (group[1:] != group[:-1])
    return np.bincount(np.searchsorted(ticket, owner[is_new]), minlength=len(ticket))
