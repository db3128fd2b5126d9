"""Time that tickets spend in a pending status, and the groups that pend far more than their peers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import (
    STATUS_CLOSED,
    STATUS_PENDING,
    Codes,
    Columns,
    EventColumns,
    Flags,
    Floats,
    Ints,
    sums_by,
)

FAR_PERCENT = 90


@dataclass(frozen=True, slots=True, eq=False)
class Stretches(Columns):
    """Open time of a ticket in a group: from one event to the next. `event` is the row of the event that starts it."""

    ticket: Ints
    group: Ints
    event: Ints
    lasts_us: Ints
    status: Codes

    @property
    def is_pending(self) -> Flags:
        """Whether somebody else is waited for."""
        return np.equal(self.status, STATUS_PENDING)


@dataclass(frozen=True, slots=True, eq=False)
class PendingShares(Columns):
    """Per group: open and pending time (microseconds), tickets with open time there and with pending time there.

    `share` is pending over open time; nan without open time.
    """

    open_us: Floats
    pending_us: Floats
    tickets: Ints
    pending_tickets: Ints
    share: Floats


def open_stretches(events: EventColumns) -> Stretches:
    """Return the time from each event to the next of its ticket, as its group's and in its status.

    The last event of a ticket starts none, a closing event none (until it is reopened), an event without a group
    nobody's. Source: the method, Owner's questions.

    >>> log = EventColumns.in_log_order([1] * 4, [0, 10, 40, 90], [5, 5, 6, 6], [-1] * 4, [2, 3, 2, 4])
    >>> found = open_stretches(log)
    >>> found.group.tolist(), found.lasts_us.tolist(), found.is_pending.tolist()
    ([5, 5, 6], [10, 30, 50], [False, True, False])
    """
    is_followed = np.zeros(len(events), np.bool_)
    is_followed[:-1] = events.ticket[1:] == events.ticket[:-1]
    row = np.flatnonzero(is_followed & (events.status != STATUS_CLOSED) & (events.group >= 0))
    return Stretches(
        ticket=events.ticket[row],
        group=events.group[row],
        event=row,
        lasts_us=events.at[row + 1] - events.at[row],
        status=events.status[row],
    )


def pending_shares(stretches: Stretches, groups: int) -> PendingShares:
    """Sum the stretches by group number (0 to `groups` - 1).

    >>> log = EventColumns.in_log_order([1] * 3, [0, 10, 40], [0, 0, 0], [-1] * 3, [2, 3, 4])
    >>> pending_shares(open_stretches(log), 1).share.tolist()
    [0.75]
    """
    pending = stretches.select(stretches.is_pending)
    open_us = sums_by(stretches.group, stretches.lasts_us, groups)
    pending_us = sums_by(pending.group, pending.lasts_us, groups)
    share = np.divide(pending_us, open_us, out=np.full(groups, np.nan), where=open_us > 0)
    return PendingShares(open_us, pending_us, _tickets(stretches, groups), _tickets(pending, groups), share)


def far_above_peers(found: PendingShares, least_tickets: int) -> tuple[Flags, float | None]:
    """Flag groups whose share exceeds the 90th percentile of their peers, and return that percentile.

    Peers are the groups with at least `least_tickets` tickets and any open time; the percentile is the smallest share
    that at least 90 % of them do not exceed (None without peers, and then no group is flagged).

    >>> share = np.array([0.1] * 9 + [0.8])
    >>> groups = PendingShares(np.ones(10), share, np.full(10, 100), np.full(10, 9), share)
    >>> flags, threshold = far_above_peers(groups, 100)
    >>> np.flatnonzero(flags).tolist(), threshold
    ([9], 0.1)
    """
    is_peer = (found.tickets >= least_tickets) & ~np.isnan(found.share)
    peers = np.sort(found.share[is_peer])
    if not len(peers):
        return is_peer, None
    threshold = float(peers[-(-FAR_PERCENT * len(peers) // 100) - 1])
    return is_peer & (found.share > threshold), threshold


def _tickets(stretches: Stretches, groups: int) -> Ints:
    """Distinct tickets per group."""
    span = 1 + int(stretches.ticket.max(initial=0))
    return np.bincount(np.unique(stretches.group * span + stretches.ticket) // span, minlength=groups)
