"""Handoffs between groups, their matrix and their marks; reassignments inside a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from metrics.computations.columns import STATUS_CLOSED, Codes, Columns, EventColumns, Flags, Ints

MARK_UNKNOWN, MARK_SAME, MARK_OTHER = 0, 1, 2
LEVEL_UNKNOWN, LEVEL_UP, LEVEL_SAME, LEVEL_DOWN = 0, 1, 2, 3

# Up to here one counter per cell (32 MB) beats sorting the pairs.
DENSE_CELLS = 4_000_000
# The square of a larger number does not fit into 64 bits.
LARGEST_NUMBER = 3_000_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Handoffs(Columns):
    """One row per handoff, in the log's order: int64[h], `is_reopening` bool[h].

    `at` (epoch microseconds UTC) and `event` (row in the events that were given) are those of the receiving event:
    its month, priority and product are the handoff's, so filter with `select(mask_over_events[moves.event])`.
    `gap_us` is the handover gap, the receiving event's instant less that of the sender's last event.
    `is_reopening` says that the sender's last event had closed the ticket.
    """

    ticket: Ints
    sender: Ints
    receiver: Ints
    at: Ints
    event: Ints
    is_reopening: Flags
    gap_us: Ints


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts(Columns):
    """Ordered pairs that occur, with their counts: most frequent first, then by sender and receiver."""

    sender: Ints
    receiver: Ints
    count: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Reassignments(Columns):
    """Changes of person inside one group; `at` and `event` are those of the receiving event."""

    ticket: Ints
    group: Ints
    sender: Ints
    receiver: Ints
    at: Ints
    event: Ints


@dataclass(frozen=True, slots=True, eq=False)
class TicketCounts(Columns):
    """A count for every ticket of the log, by ticket."""

    ticket: Ints
    count: Ints


def handoffs(events: EventColumns) -> Handoffs:
    """Return the handoffs: consecutive events of one ticket in two groups a != b.

    Events without a group leave first, so a, -, b is one handoff a -> b. Source: the method, Handoffs.

    >>> log = EventColumns.in_log_order([1] * 4, [10, 20, 30, 50], [0, -1, 2, 2], [-1] * 4, [2, 2, 1, 4])
    >>> moves = handoffs(log)
    >>> moves.sender.tolist(), moves.receiver.tolist(), moves.event.tolist(), moves.gap_us.tolist()
    ([0], [2], [2], [20])
    """
    rows = events.with_group()
    before = _sending_rows(rows)
    after = before + 1
    at = rows.at[after]
    return Handoffs(
        ticket=rows.ticket[after],
        sender=rows.group[before],
        receiver=rows.group[after],
        at=at,
        event=_given_rows(events, rows, after),
        is_reopening=rows.status[before] == STATUS_CLOSED,
        gap_us=at - rows.at[before],
    )


def reassignments(events: EventColumns) -> Reassignments:
    """Return the changes between two known persons in consecutive events of one ticket and one group.

    >>> log = EventColumns.in_log_order([1] * 4, [1, 2, 3, 4], [5, 5, 5, 6], [10, 11, -1, 12], [2] * 4)
    >>> changes = reassignments(log)
    >>> changes.sender.tolist(), changes.receiver.tolist(), changes.group.tolist()
    ([10], [11], [5])
    """
    rows = events.with_group()
    is_same_holder = (rows.ticket[1:] == rows.ticket[:-1]) & (rows.group[1:] == rows.group[:-1])
    is_known = (rows.person[1:] >= 0) & (rows.person[:-1] >= 0)
    after = 1 + np.flatnonzero(is_same_holder & is_known & (rows.person[1:] != rows.person[:-1]))
    return Reassignments(
        ticket=rows.ticket[after],
        group=rows.group[after],
        sender=rows.person[after - 1],
        receiver=rows.person[after],
        at=rows.at[after],
        event=_given_rows(events, rows, after),
    )


def handoff_matrix(moves: Handoffs) -> PairCounts:
    """Return the number of handoffs of every ordered pair of groups that has any.

    >>> log = EventColumns.in_log_order([1] * 4, [1, 2, 3, 4], [0, 1, 0, 1], [-1] * 4, [2] * 4)
    >>> matrix = handoff_matrix(handoffs(log))
    >>> list(zip(matrix.sender.tolist(), matrix.receiver.tolist(), matrix.count.tolist()))
    [(0, 1, 2), (1, 0, 1)]
    """
    return pair_counts(moves.sender, moves.receiver)


def handoff_matrix_of(events: EventColumns) -> PairCounts:
    """Return `handoff_matrix(handoffs(events))`, faster because no handoff is listed.

    >>> log = EventColumns.in_log_order([1] * 4, [1, 2, 3, 4], [0, 1, 0, 1], [-1] * 4, [2] * 4)
    >>> handoff_matrix_of(log).count.tolist()
    [2, 1]
    """
    rows = events.with_group()
    before = _sending_rows(rows)
    return pair_counts(rows.group[before], rows.group[before + 1])


def pair_counts(sender: Ints, receiver: Ints) -> PairCounts:
    """Count ordered pairs of numbers from 0 (int64[n] each).

    Raises ValueError for a number below 0 or above 3,000,000,000.

    >>> pair_counts(np.array([4, 4]), np.array([9, 9])).count.tolist()
    [2]
    """
    if not len(sender):
        return PairCounts(sender, receiver, np.zeros(0, np.int64))
    span = 1 + int(max(sender.max(), receiver.max()))
    if span > LARGEST_NUMBER or min(sender.min(), receiver.min()) < 0:
        raise ValueError(f"Numbers to pair must lie between 0 and {LARGEST_NUMBER:,}: number them from 0.")
    codes = sender * span + receiver
    if span * span <= DENSE_CELLS:
        cells = np.bincount(codes)
        found = np.flatnonzero(cells)
        count = cells[found]
    else:
        found, count = np.unique(codes, return_counts=True)
    order = np.argsort(-count, kind="stable")  # codes ascend, so equal counts stay in order of the pair
    return PairCounts(found[order] // span, found[order] % span, count[order])


def handoffs_per_ticket(events: EventColumns, moves: Handoffs) -> TicketCounts:
    """Count `moves` for every ticket of the log, those without any handoff included.

    >>> log = EventColumns.in_log_order([1, 1, 2], [1, 2, 1], [0, 1, 0], [-1] * 3, [2] * 3)
    >>> handoffs_per_ticket(log, handoffs(log)).count.tolist()
    [1, 0]
    """
    ticket = events.ticket_bounds().ticket
    place = np.searchsorted(ticket, moves.ticket)
    return TicketCounts(ticket, np.bincount(place, minlength=len(ticket)))


def count_percentile(count: Ints, percent: int) -> int:
    """Return the smallest count that at least `percent` % of the tickets do not exceed (inverted_cdf).

    The rank is taken in whole numbers: as a float, 7 % of 100 is rank 8. Raises ValueError without counts.

    >>> count_percentile(np.array([0, 0, 1, 5]), 50), count_percentile(np.array([0, 0, 1, 5]), 75)
    (0, 1)
    """
    if not len(count) or not 0 <= percent <= 100:
        raise ValueError(f"A percentile needs counts and a percentage from 0 to 100, not {len(count)} and {percent}.")
    rank = max(1, -(-percent * len(count) // 100))
    return int(np.partition(count, rank - 1)[rank - 1])


def same_other_unknown(sender_attribute: Ints, receiver_attribute: Ints) -> Codes:
    """Mark each handoff by an attribute (tower, region) of its two groups, -1 where unknown.

    >>> same_other_unknown(np.array([1, 1, -1]), np.array([1, 2, -1])).tolist() == [MARK_SAME, MARK_OTHER, MARK_UNKNOWN]
    True
    """
    mark = np.where(sender_attribute == receiver_attribute, MARK_SAME, MARK_OTHER)
    return np.where((sender_attribute < 0) | (receiver_attribute < 0), MARK_UNKNOWN, mark).astype(np.int8)


def level_direction(sender_level: Ints, receiver_level: Ints) -> Codes:
    """Mark each handoff by the levels (1, 2, 3; 0 unknown) of its two groups: up is from 1 towards 3.

    >>> level_direction(np.array([1, 2, 3, 0]), np.array([2, 2, 1, 1])).tolist()
    [1, 2, 3, 0]
    """
    direction = LEVEL_SAME + np.sign(sender_level - receiver_level)
    return np.where((sender_level == 0) | (receiver_level == 0), LEVEL_UNKNOWN, direction).astype(np.int8)


def month_of(at_us: npt.NDArray[np.int64], time_zone: str) -> Ints:
    """Return the month of each instant as yyyymm, in an IANA time zone. Raises ValueError for a zone it cannot find.

    >>> month_of(np.array([1_333_231_200_000_000]), "Europe/Brussels").tolist()  # 2012-03-31 22:00 UTC
    [201204]
    """
    instants = pl.Series(at_us).cast(pl.Datetime("us", "UTC"))
    try:
        local = instants.dt.convert_time_zone(time_zone).dt
        month = local.year().cast(pl.Int64) * 100 + local.month()
    except pl.exceptions.ComputeError as error:
        raise ValueError(f"The time zone {time_zone!r} is not known: give one such as Europe/Berlin.") from error
    return month.to_numpy()


def _sending_rows(rows: EventColumns) -> Ints:
    """Return the rows, all with a group, that are followed by an event of the same ticket in another group."""
    return np.flatnonzero((rows.ticket[1:] == rows.ticket[:-1]) & (rows.group[1:] != rows.group[:-1]))


def _given_rows(events: EventColumns, rows: EventColumns, places: Ints) -> Ints:
    """Translate places in the events with a group to rows of the events that were given."""
    return places if rows is events else np.flatnonzero(events.group >= 0)[places]
