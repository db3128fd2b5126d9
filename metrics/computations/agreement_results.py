"""When tickets were owned and resolved, and whether that was in time: recomputed from their events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import (
    STATUS_CLOSED,
    STATUS_UNKNOWN,
    STATUS_WORKING,
    Codes,
    Columns,
    EventColumns,
    Flags,
    Ints,
)

MET, MISSED, RUNNING, NO_TARGET = 0, 1, 2, 3
NEVER = -1


@dataclass(frozen=True, slots=True, eq=False)
class Milestones(Columns):
    """Per ticket, in the order of their numbers; instants in epoch microseconds, -1 for never.

    `begins`: its first event. `owned`: its first event with a working status, or a closing one where that is earlier.
    `resolved`: the closing event from which on it stayed closed, if it did. `reopened`: how often it was. `changed`:
    the last time another group took it, up to when it was resolved; `begins` where none did.
    """

    ticket: Ints
    begins: Ints
    owned: Ints
    resolved: Ints
    reopened: Ints
    changed: Ints


def milestones(events: EventColumns) -> Milestones:
    """Return when each ticket began, was owned, was resolved; events without a known status decide nothing.

    Of a ticket that is first “resolved” and days later “closed”, both closing, the former counts.

    >>> group, status = [0, 0, 0, 1, 1, 1], [1, 2, 4, 2, 4, 4]
    >>> log = EventColumns.in_log_order([1] * 6, [0, 5, 9, 20, 30, 99], group, [-1] * 6, status)
    >>> found = milestones(log)
    >>> found.owned.tolist(), found.resolved.tolist(), found.reopened.tolist(), found.changed.tolist()
    ([5], [30], [1], [20])
    """
    bounds = events.ticket_bounds()
    begins = events.at[bounds.first]
    known = events.select(events.status != STATUS_UNKNOWN)
    is_closing: Flags = np.equal(known.status, STATUS_CLOSED)
    owned = _at(known, is_closing | (known.status == STATUS_WORKING), bounds.ticket, is_last=False)
    is_last = np.ones(len(known), np.bool_)
    np.not_equal(known.ticket[1:], known.ticket[:-1], out=is_last[:-1])
    begins_closed = is_closing.copy()
    begins_closed[1:] &= ~is_closing[:-1] | is_last[:-1]
    stays_closed = _at(known, is_closing & is_last, bounds.ticket, is_last=True) != NEVER
    resolved = np.where(stays_closed, _at(known, begins_closed, bounds.ticket, is_last=True), NEVER)
    is_reopening = np.zeros(len(known), np.bool_)
    is_reopening[1:] = is_closing[:-1] & ~is_closing[1:] & ~is_last[:-1]
    place = np.searchsorted(bounds.ticket, known.ticket[is_reopening])
    reopened = np.bincount(place, minlength=len(bounds)).astype(np.int64)
    return Milestones(
        bounds.ticket, begins, owned, resolved, reopened, _changed(events, bounds.ticket, begins, resolved)
    )


def _at(events: EventColumns, mask: Flags, tickets: Ints, *, is_last: bool) -> Ints:
    """The instant of the first (last) event of each ticket where the mask is set."""
    ticket, at = events.ticket[mask], events.at[mask]
    if is_last:
        ticket, at = ticket[::-1], at[::-1]
    found, first = np.unique(ticket, return_index=True)
    instants = np.full(len(tickets), NEVER, np.int64)
    instants[np.searchsorted(tickets, found)] = at[first]
    return instants


def _changed(events: EventColumns, tickets: Ints, begins: Ints, resolved: Ints) -> Ints:
    """The last change of group of each ticket that is not after it was resolved."""
    rows = events.with_group()
    is_change = np.zeros(len(rows), np.bool_)
    is_change[1:] = (rows.ticket[1:] == rows.ticket[:-1]) & (rows.group[1:] != rows.group[:-1])
    end = resolved[np.searchsorted(tickets, rows.ticket)]
    is_change &= (end == NEVER) | (rows.at <= end)
    changed = _at(rows, is_change, tickets, is_last=True)
    return np.where(changed == NEVER, begins, changed)


def outcomes(used_us: Ints, is_done: Flags, target_us: Ints) -> Codes:
    """Return per ticket 0 met, 1 missed, 2 still running, 3 no target (a target below 0).

    `used_us` is the time on the calendar up to the milestone or, where it is not reached, to the log's end: a ticket
    that has used more than its target has missed it, done or not.

    >>> outcomes(np.array([5, 9, 5, 9]), np.array([True, True, False, False]), np.array([5, 5, 5, -1])).tolist()
    [0, 1, 2, 3]
    """
    found = np.select([target_us < 0, used_us > target_us, is_done], [NO_TARGET, MISSED, MET], RUNNING)
    return found.astype(np.int8)
