"""Structural replay: what the handoffs of a log become when its groups move into target units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, EventColumns, Floats, Ints, sums_by
from metrics.computations.handoffs import PairCounts, pair_counts

# Shares are kept in 1/10,000; a sum further than this from 1 is a mistake, not rounding.
SHARE_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class UnitShares(Columns):
    """Share `weight` (above 0) of the work of `holder` that goes to the target `unit`; rows of one pair are added.

    A holder is what is placed as one: a group, or a group's work on one activity. A holder without rows has an
    unknown function. Raises ValueError where the weights of a holder do not add up to 1.
    """

    holder: Ints
    unit: Ints
    weight: Floats

    def __post_init__(self) -> None:
        Columns.__post_init__(self)
        holders, holder = np.unique(self.holder, return_inverse=True)
        sums = sums_by(holder, self.weight, len(holders))
        wrong = np.flatnonzero(~(np.abs(sums - 1) <= SHARE_TOLERANCE))
        if len(wrong):
            raise ValueError(f"The shares of the holder {holders[wrong[0]]} add up to {sums[wrong[0]]:.6f}, not to 1.")
        if not (self.weight > 0).all():
            raise ValueError("Every share must be above 0: leave out the units that get nothing.")


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """What replay needs of a log: pairs of consecutive events of a ticket and events per holder.

    `across`: the handoffs (sender and receiver are holders of different groups); `inside`: the consecutive events of
    one group; `holder` and `events`: number of events of each holder.
    """

    across: PairCounts
    inside: PairCounts
    holder: Ints
    events: Ints


@dataclass(frozen=True, slots=True)
class Replay:
    """Handoffs today and in the target: today = kept + removed + undetermined.

    `kept`, `removed`: both sides in one unit each; `undetermined`: a side is split or its function unknown;
    `created`: handoffs inside a group, of them `created_certain` between two certain units and the rest because a
    side is split. low = kept + created_certain; high = kept + undetermined + created; `expected` lies between, and
    leaves out what only a split inside a group would create.
    `split_share`, `unknown_share`: shares of the events; `chance`: share of today's handoffs that a partition with
    the same flows removes by chance. The shares are None without events, `chance` without handoffs.
    """

    today: int
    low: int
    expected: float
    high: int
    kept: int
    removed: int
    undetermined: int
    created: int
    created_certain: int
    split_share: float | None
    unknown_share: float | None
    chance: float | None


def flows(events: EventColumns, holder: Ints | None = None) -> Flows:
    """Return the flows of a log between holders (int64[n], one per event, from 0; its group unless given).

    >>> log = EventColumns.in_log_order([1] * 3, [1, 2, 3], [4, 4, 6], [-1] * 3, [2] * 3)
    >>> found = flows(log)
    >>> found.across.count.tolist(), found.inside.sender.tolist(), found.events.tolist()
    ([1], [4], [2, 1])
    """
    rows = events.with_group()
    held = rows.group if holder is None else holder[events.group >= 0]
    before = np.flatnonzero(rows.ticket[1:] == rows.ticket[:-1])
    is_across = rows.group[before] != rows.group[before + 1]
    across, inside = (pair_counts(held[at], held[at + 1]) for at in (before[is_across], before[~is_across]))
    holders, counts = np.unique(held, return_counts=True)
    return Flows(across, inside, holders, counts)


def replay(events: EventColumns, shares: UnitShares, holder: Ints | None = None) -> Replay:
    """Replay a log event by event: `replay_flows` of its flows, to the same digits.

    >>> log = EventColumns.in_log_order([1] * 3, [1, 2, 3], [0, 1, 2], [-1] * 3, [2] * 3)
    >>> target = UnitShares(np.array([0, 1, 2]), np.array([7, 7, 8]), np.ones(3))
    >>> result = replay(log, target)
    >>> result.today, result.removed, result.kept
    (2, 1, 1)
    """
    return replay_flows(flows(events, holder), shares)


def replay_flows(log: Flows, shares: UnitShares) -> Replay:
    """Replay counted flows. Source: the method, Structural replay.

    A pair of holders a, b, each in one unit, is certain. Where a side is split: low 0, expected
    1 - sum_k w_a(k) w_b(k), high 1; inside a group a split side adds 1 to `created` and so to high only.
    A holder of unknown function stays a unit of its own: its handoffs are undetermined, low 0, expected 1, high 1
    (no removal is expected of it), inside its group it creates none, and no unit gets it in
    `chance` = sum_k out_k in_k / H^2, where a split holder's flows are dealt to its units by its shares.

    >>> across = PairCounts(np.array([0]), np.array([1]), np.array([10]))
    >>> inside = PairCounts(np.array([1]), np.array([1]), np.array([5]))
    >>> target = UnitShares(np.array([0, 1, 1]), np.array([7, 7, 8]), np.array([1.0, 0.6, 0.4]))
    >>> result = replay_flows(Flows(across, inside, np.array([0, 1]), np.array([10, 15])), target)
    >>> result.low, result.expected, result.high, result.split_share
    (0, 4.0, 15, 0.6)
    """
    sides = (log.across.sender, log.across.receiver, log.inside.sender, log.inside.receiver)
    holders = np.unique(np.concatenate([*sides, log.holder, shares.holder]))
    placed = _placed(holders, shares)
    across, inside = (_numbered(pairs, holders) for pairs in (log.across, log.inside))
    between, within = _outcome(across, placed), _outcome(inside, placed)
    today = int(log.across.count.sum())
    units, total = placed.units_of[np.searchsorted(holders, log.holder)], int(log.events.sum())
    return Replay(
        today=today,
        low=between.kept + within.kept,
        expected=between.expected + within.kept,
        high=today - between.removed + within.kept + within.split,
        kept=between.kept,
        removed=between.removed,
        undetermined=today - between.kept - between.removed,
        created=within.kept + within.split,
        created_certain=within.kept,
        split_share=int(log.events[units > 1].sum()) / total if total else None,
        unknown_share=int(log.events[units == 0].sum()) / total if total else None,
        chance=_chance(across, placed) if today else None,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """Shares sorted by holder 0 .. n - 1 and unit 0 .. units - 1; rows start[h] .. start[h + 1] - 1 are those of h."""

    start: Ints
    holder: Ints
    unit: Ints
    weight: Floats
    units: int

    @property
    def units_of(self) -> Ints:
        return np.diff(self.start)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Pairs between two certain units, inside a certain one, with a split side; expected number between units."""

    kept: int
    removed: int
    split: int
    expected: float


def _placed(holders: Ints, shares: UnitShares) -> _Placed:
    names, unit = np.unique(shares.unit, return_inverse=True)
    units = len(names)
    cells, cell = np.unique(np.searchsorted(holders, shares.holder) * units + unit, return_inverse=True)
    holder = cells // units
    weight = sums_by(cell, shares.weight, len(cells))
    # Divided by their sum, a single share is exactly 1 and a certain pair exactly 0 or 1.
    weight /= sums_by(holder, weight, len(holders))[holder]
    start = np.searchsorted(holder, np.arange(len(holders) + 1))
    return _Placed(start, holder, cells % units, weight, units)


def _numbered(pairs: PairCounts, holders: Ints) -> PairCounts:
    """Number the holders from 0 and sort by pair, so that sums do not depend on the order that was given."""
    order = np.lexsort((pairs.receiver, pairs.sender))
    sender, receiver = (np.searchsorted(holders, side[order]) for side in (pairs.sender, pairs.receiver))
    return PairCounts(sender, receiver, pairs.count[order])


def _outcome(pairs: PairCounts, placed: _Placed) -> _Outcome:
    sender_units, receiver_units = placed.units_of[pairs.sender], placed.units_of[pairs.receiver]
    is_certain = (sender_units == 1) & (receiver_units == 1)
    together = _chance_together(pairs, placed)
    return _Outcome(
        kept=int(pairs.count[is_certain & (together == 0)].sum()),
        removed=int(pairs.count[is_certain & (together == 1)].sum()),
        split=int(pairs.count[(sender_units > 1) | (receiver_units > 1)].sum()),
        expected=float((pairs.count * (1 - together)).sum()),
    )


def _chance_together(pairs: PairCounts, placed: _Placed) -> Floats:
    """Return sum_k w_a(k) w_b(k) per pair: both sides meet in one unit (0 where a function is unknown)."""
    lengths = placed.units_of[pairs.sender]
    pair = np.repeat(np.arange(len(pairs)), lengths)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    row = placed.start[pairs.sender][pair] + within
    cells = placed.holder * placed.units + placed.unit
    wanted = pairs.receiver[pair] * placed.units + placed.unit[row]
    place = np.minimum(np.searchsorted(cells, wanted), max(0, len(cells) - 1))
    is_there = cells[place] == wanted
    weight = placed.weight[row[is_there]] * placed.weight[place[is_there]]
    return sums_by(pair[is_there], weight, len(pairs))


def _chance(across: PairCounts, placed: _Placed) -> float:
    leaving, entering = (
        sums_by(side, across.count, len(placed.units_of))[placed.holder] * placed.weight
        for side in (across.sender, across.receiver)
    )
    out_of, into = (sums_by(placed.unit, flow, placed.units) for flow in (leaving, entering))
    return float((out_of * into).sum() / across.count.sum() ** 2)
