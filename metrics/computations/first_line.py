"""First-line resolution: what the service desk or level 1 closes without passing it on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import STATUS_CLOSED, Columns, EventColumns, Flags, Ints


@dataclass(frozen=True, slots=True, eq=False)
class FirstLine(Columns):
    """Per ticket of the log: is its last event a closing one; did it enter at, or never leave, the first line."""

    ticket: Ints
    is_closed: Flags
    has_entered: Flags
    has_stayed: Flags

    @property
    def closed(self) -> int:
        """Number of closed tickets: the basis of `share`."""
        return int(np.count_nonzero(self.is_closed))

    @property
    def entered(self) -> int:
        """Number of closed tickets whose first group is of the first line: the basis of `share_of_entered`."""
        return int(np.count_nonzero(self.is_closed & self.has_entered))

    @property
    def resolved(self) -> int:
        """Number of closed tickets that never left the first line."""
        return int(np.count_nonzero(self.is_closed & self.has_stayed))

    @property
    def share(self) -> float | None:
        """First-line resolution; None when no ticket is closed."""
        return self.resolved / self.closed if self.closed else None

    @property
    def share_of_entered(self) -> float | None:
        """The same of the tickets that entered at the first line; None when none did."""
        return self.resolved / self.entered if self.entered else None


def first_line_resolution(events: EventColumns, is_first_line: Flags) -> FirstLine:
    """Return first-line resolution per ticket and both its shares. Source: the method, Handoffs.

    `is_first_line`: bool[groups], looked up by group number; a group of unknown level is not of the first line.
    Events without a group say nothing, so a ticket whose events all lack one is neither entered nor resolved.
    Open tickets (the last event does not close) are out of both shares.
    Raises ValueError when a group has no entry in the lookup.

    >>> log = EventColumns.in_log_order([1, 1, 2, 3], [1, 2, 1, 1], [0, 1, 0, 0], [-1] * 4, [2, 4, 4, 2])
    >>> result = first_line_resolution(log, np.array([True, False]))
    >>> result.resolved, result.closed, result.share
    (1, 2, 0.5)
    """
    if len(events) and int(events.group.max()) >= len(is_first_line):
        raise ValueError(f"The group {events.group.max()} has no first-line entry: {len(is_first_line)} were given.")
    bounds, rows = events.ticket_bounds(), events.with_group()
    known = rows.ticket_bounds()
    is_first = is_first_line[rows.group]
    elsewhere = np.bincount(np.searchsorted(known.ticket, rows.ticket[~is_first]), minlength=len(known))
    place = np.searchsorted(bounds.ticket, known.ticket)
    has_entered, has_stayed = np.zeros((2, len(bounds)), np.bool_)
    has_entered[place] = is_first[known.first]
    has_stayed[place] = elsewhere == 0
    return FirstLine(bounds.ticket, events.status[bounds.last] == STATUS_CLOSED, has_entered, has_stayed)
