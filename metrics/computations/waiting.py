"""Queue time of handoffs, with Kaplan-Meier medians for the waits whose end is not in the log."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from metrics.computations.columns import (
    STATUS_CLOSED,
    STATUS_UNKNOWN,
    STATUS_WORKING,
    Codes,
    Columns,
    EventColumns,
    Flags,
    Floats,
    Ints,
)
from metrics.computations.handoffs import Handoffs, pair_counts

WAIT_OBSERVED, WAIT_PASSED_ON, WAIT_CENSORED = 0, 1, 2

# A product such as 3/4 x 2/3 may end a rounding error above one half.
HALF = 0.5 + 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class QueueTimes(Columns):
    """One row per handoff: the wait in microseconds (elapsed, or what a calendar counts of it) and how it ended."""

    wait_us: Ints
    kind: Codes

    @property
    def is_observed(self) -> Flags:
        """Work began; otherwise the wait lasted at least `wait_us`."""
        return np.equal(self.kind, WAIT_OBSERVED)


@dataclass(frozen=True, slots=True, eq=False)
class Survival(Columns):
    """A Kaplan-Meier curve: share that still waits just after each duration at which a wait ended."""

    wait_us: Ints
    at_risk: Ints
    ended: Ints
    share: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PairWaits(Columns):
    """Queue times per ordered pair of groups, most handoffs first; `median_us` is nan where it is not reached."""

    sender: Ints
    receiver: Ints
    handoffs: Ints
    observed: Ints
    passed_on: Ints
    censored: Ints
    median_us: Floats


def queue_times(events: EventColumns, moves: Handoffs, log_end_us: int | None = None) -> QueueTimes:
    """Return how long each handoff waited in the receiving group b for work to begin.

    The wait runs from b's first event to the first event of that stay that shows work: a working or closing status,
    or, where the status is not mapped, any event after the first. Observed: there is one. Passed on: another group
    comes first, the wait runs to its event. Censored: neither, it runs to `log_end_us` (default: the latest event).
    `moves` come from `events`, all or some of them. Source: the method, Handoffs.

    >>> log = EventColumns.in_log_order([1] * 4, [0, 10, 25, 40], [0, 1, 1, 2], [-1] * 4, [2, 1, 2, 1])
    >>> from metrics.computations.handoffs import handoffs
    >>> waits = queue_times(log, handoffs(log), log_end_us=100)
    >>> waits.wait_us.tolist(), waits.kind.tolist()
    ([15, 60], [0, 2])
    """
    if not len(moves):
        return QueueTimes(np.zeros(0, np.int64), np.zeros(0, np.int8))
    rows = events.with_group()
    first = moves.event - np.cumsum(events.group < 0)[moves.event]
    is_stay_start = np.ones(len(rows), np.bool_)
    is_stay_start[1:] = (rows.ticket[1:] != rows.ticket[:-1]) | (rows.group[1:] != rows.group[:-1])
    work = _next_place(_shows_work(rows.status, is_stay_start), first)
    stay_end = _next_place(is_stay_start, first + 1)
    last = len(rows) - 1
    is_observed = work < stay_end
    is_passed_on = ~is_observed & (stay_end <= last) & (rows.ticket[np.minimum(stay_end, last)] == moves.ticket)
    until = np.full(len(moves), events.at.max() if log_end_us is None else log_end_us)
    until[is_observed] = rows.at[work[is_observed]]
    until[is_passed_on] = rows.at[stay_end[is_passed_on]]
    kind = np.select([is_observed, is_passed_on], [WAIT_OBSERVED, WAIT_PASSED_ON], WAIT_CENSORED)
    return QueueTimes(until - moves.at, kind.astype(np.int8))


def kaplan_meier(wait_us: Ints, is_observed: Flags) -> Survival:
    """Return the survival curve S(t) = product over t_i <= t of (1 - d_i / n_i).

    d_i waits ended at t_i out of n_i that had lasted until then; a wait that is cut at t_i still counts in n_i.
    A wait that was passed on is cut like one at the log's end: its group would have kept the ticket waiting at least
    that long. Leaving such waits out, or counting them as ended, would make groups that only forward look quick.

    >>> curve = kaplan_meier(np.array([1, 2, 3, 4, 5]), np.array([True, False, True, False, True]))
    >>> curve.wait_us.tolist(), curve.share.round(4).tolist()
    ([1, 3, 5], [0.8, 0.5333, 0.0])
    """
    group = np.zeros(len(wait_us), np.int64)
    order, at_risk, share = _survival(group, wait_us, is_observed)
    wait, ended = wait_us[order], is_observed[order]
    times, at, counts = np.unique(wait[ended], return_index=True, return_counts=True)
    first = np.flatnonzero(ended)[at]
    return Survival(times, at_risk[first], counts, share[first + counts - 1])


def wait_order(wait_us: Ints, is_observed: Flags) -> Ints:
    """Return the rows by their wait, of equals those that ended before those that were cut: int64[n].

    Medians of one set of waits over several groupings, or over parts of it, need to sort it once only.

    >>> wait_order(np.array([5, 3, 3]), np.array([True, False, True])).tolist()
    [2, 1, 0]
    """
    return np.argsort(2 * wait_us + ~is_observed, kind="stable")


def median_wait(wait_us: Ints, is_observed: Flags, order: Ints | None = None) -> int | None:
    """Return the shortest wait (microseconds) by which half have ended, None where the curve stays above a half.

    >>> median_wait(np.array([1, 2, 3, 4, 5]), np.array([True, False, True, False, True]))
    5
    >>> median_wait(np.array([7]), np.array([False])) is None
    True
    """
    median = median_waits(np.zeros(len(wait_us), np.int64), wait_us, is_observed, 1, order)[0]
    return None if np.isnan(median) else int(median)


def median_waits(group: Ints, wait_us: Ints, is_observed: Flags, groups: int, order: Ints | None = None) -> Floats:
    """Return the Kaplan-Meier median of each group 0 .. groups - 1 (float64[groups]), nan where it is not reached.

    `order` is that of `wait_order`, where it is known.

    >>> median_waits(np.array([0, 0, 1]), np.array([4, 6, 9]), np.array([True, True, False]), 2).tolist()
    [4.0, nan]
    """
    order, _, share = _survival(group, wait_us, is_observed, order)
    owners, first = np.unique(group[order][share <= HALF], return_index=True)
    medians = np.full(groups, np.nan)
    medians[owners] = wait_us[order][share <= HALF][first]
    return medians


def pair_waits(moves: Handoffs, waits: QueueTimes) -> PairWaits:
    """Return counts by ending and the median wait for every ordered pair of groups, in the matrix's order.

    >>> log = EventColumns.in_log_order([1] * 3, [0, 10, 25], [0, 1, 1], [-1] * 3, [2, 1, 2])
    >>> from metrics.computations.handoffs import handoffs
    >>> moves = handoffs(log)
    >>> pair_waits(moves, queue_times(log, moves)).median_us.tolist()
    [15.0]
    """
    pairs = pair_counts(moves.sender, moves.receiver)
    by_name = np.lexsort((pairs.receiver, pairs.sender))
    span = 1 + int(max(moves.sender.max(), moves.receiver.max())) if len(moves) else 1
    names = (pairs.sender * span + pairs.receiver)[by_name]
    group = by_name[np.searchsorted(names, moves.sender * span + moves.receiver)]
    observed, passed_on, censored = (
        np.bincount(group[waits.kind == kind], minlength=len(pairs))
        for kind in (WAIT_OBSERVED, WAIT_PASSED_ON, WAIT_CENSORED)
    )
    median = median_waits(group, waits.wait_us, waits.is_observed, len(pairs))
    return PairWaits(pairs.sender, pairs.receiver, pairs.count, observed, passed_on, censored, median)


def _shows_work(status: Codes, is_stay_start: Flags) -> Flags:
    is_working: Flags = (status == STATUS_WORKING) | (status == STATUS_CLOSED)
    is_later_unmapped: Flags = (status == STATUS_UNKNOWN) & ~is_stay_start
    return is_working | is_later_unmapped


def _next_place(flags: Flags, start: Ints) -> Ints:
    """Return the first place >= start where a flag is set, len(flags) where there is none."""
    places = np.append(np.flatnonzero(flags), len(flags))
    return places[np.searchsorted(places, np.minimum(start, len(flags)))]


def _survival(group: Ints, wait_us: Ints, is_observed: Flags, by_wait: Ints | None = None) -> tuple[Ints, Ints, Floats]:
    """Return an order by group and wait (ended before cut), and in it the number at risk and the survival."""
    by_wait = wait_order(wait_us, is_observed) if by_wait is None else by_wait
    order = by_wait[_stable_order(group[by_wait])]
    owner = group[order]
    at_risk = np.cumsum(np.bincount(owner))[owner] - np.arange(len(owner))
    # One factor (n - 1) / n per ended wait: for d waits that end together they multiply to (n - d) / n.
    factor = np.where(is_observed[order], (at_risk - 1) / np.maximum(at_risk, 1), 1.0)
    frame = pl.DataFrame({"owner": owner, "factor": factor})
    share = frame.select(pl.col("factor").cum_prod().over("owner")).to_series().to_numpy()
    return order, at_risk, share


def _stable_order(group: Ints) -> Ints:
    """Return a stable order; numbers of 16 bits are sorted by their digits, several times faster."""
    is_short = bool(len(group)) and int(group.max()) <= np.iinfo(np.uint16).max
    return np.argsort(group.astype(np.uint16) if is_short else group, kind="stable")
