"""Freed FTE in three columns: redeployed to named openings, cash (whole positions that can go), and capacity.

Positions are dealt to cells (region, function) once, before anything is drawn, so none can be released twice.
FTE of positions are integers of 1/10,000; money is in minor units.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

UNITS_PER_FTE = 10_000


@dataclass(frozen=True, slots=True)
class Post:
    """One whole position: FTE in 1/10,000 and the cost of a full-time year."""

    units: int
    cost_per_fte: float


@dataclass(frozen=True, eq=False)
class Cell:
    """What a cell can release: the reachable sums of its posts (sorted, 1/10,000 FTE, from 0) and their mean rate."""

    sums: NDArray[np.int64]
    rate: float


@dataclass(frozen=True, eq=False)
class Column:
    """FTE and money, [cells, draws] or, summed over the cells, [draws]."""

    fte: Floats
    money: Floats

    def total(self) -> Column:
        return Column(self.fte.sum(axis=0), self.money.sum(axis=0))


@dataclass(frozen=True, eq=False)
class Columns:
    """freed = redeployed + cash + capacity, in FTE and in money."""

    freed: Column
    redeployed: Column
    cash: Column
    capacity: Column

    def total(self) -> Columns:
        return Columns(self.freed.total(), self.redeployed.total(), self.cash.total(), self.capacity.total())


def posts(units: int, heads: int, cost_per_fte: float) -> list[Post]:
    """The whole positions in one row: full-time ones and a rest; equal parts where more heads share the row.

    >>> [post.units for post in posts(25_000, 3, 90.0)], [post.units for post in posts(15_000, 3, 90.0)]
    ([10000, 10000, 5000], [5000, 5000, 5000])
    """
    whole, rest = divmod(units, UNITS_PER_FTE)
    if heads > whole + bool(rest):
        part, extra = divmod(units, heads)
        sizes = [part + 1] * extra + [part] * (heads - extra)
    else:
        sizes = [UNITS_PER_FTE] * whole + [rest] * bool(rest)
    return [Post(size, cost_per_fte) for size in sizes]


def dealt(team_posts: Iterable[Post], effort: Mapping[int, float]) -> dict[int, list[Post]]:
    """A team's posts by function: larger posts first, each to the function that still lacks most of its share.

    A function's share is the team's FTE by its part of the team's effort; ties go to the lower function number.

    >>> hands = dealt([Post(10_000, 90.0)] * 3 + [Post(5_000, 90.0)], {4: 1.5, 7: 2.0})
    >>> {function: [post.units for post in given] for function, given in hands.items()}
    {4: [10000, 5000], 7: [10000, 10000]}
    """
    ordered = sorted(team_posts, key=lambda post: (-post.units, -post.cost_per_fte))
    total = sum(effort.values())
    if total <= 0:
        return {}
    available = sum(post.units for post in ordered)
    lacking = {function: available * effort[function] / total for function in sorted(effort)}
    given: dict[int, list[Post]] = {function: [] for function in lacking}
    for post in ordered:
        function = max(lacking, key=lambda name: (round(lacking[name], 6), -name))
        given[function].append(post)
        lacking[function] -= post.units
    return given


def reachable_sums(sizes: Iterable[int]) -> NDArray[np.int64]:
    """All sums of some of the sizes, sorted, from 0: one bit per multiple of their greatest common divisor.

    >>> reachable_sums([5000, 8000]).tolist()
    [0, 5000, 8000, 13000]
    """
    counts = Counter(size for size in sizes if size > 0)
    if not counts:
        return np.zeros(1, dtype=np.int64)
    step = math.gcd(*counts)
    bits = 1
    for size, count in counts.items():
        taken = 1
        while count:  # parts of 1, 2, 4 ... and the rest give every number up to the count in few shifts
            part = min(taken, count)
            bits |= bits << (part * size // step)
            count, taken = count - part, taken * 2
    raw = np.frombuffer(bits.to_bytes(bits.bit_length() // 8 + 1, "little"), dtype=np.uint8)
    return np.flatnonzero(np.unpackbits(raw, bitorder="little")).astype(np.int64) * step


def cell_of(cell_posts: Iterable[Post]) -> Cell:
    """A cell's reachable sums and its posts' mean cost per FTE (0 without posts).

    >>> cell = cell_of([Post(10_000, 80.0), Post(5_000, 110.0)])
    >>> cell.sums.tolist(), cell.rate
    ([0, 5000, 10000, 15000], 90.0)
    """
    held = list(cell_posts)
    units = sum(post.units for post in held)
    cost = sum(post.units * post.cost_per_fte for post in held)
    return Cell(reachable_sums(post.units for post in held), cost / units if units else 0.0)


def released_fte(rest: Floats, cell: Cell) -> Floats:
    """The largest sum of the cell's posts <= `rest`, in FTE; 0 where `rest` is negative.

    >>> posts_of_cell = cell_of([Post(units, 1.0) for units in (5_000, 8_000, 10_000, 10_000)])
    >>> released_fte(np.array([1.4, -0.2]), posts_of_cell)
    array([1.3, 0. ])
    """
    # 1e-4 of a unit: a rest that is a whole unit up to rounding counts as that unit
    units = np.floor(np.maximum(rest, 0.0) * UNITS_PER_FTE + 1e-4)
    return cell.sums[np.searchsorted(cell.sums, units, side="right") - 1] / UNITS_PER_FTE


def columns(freed: Column, cells: list[Cell], openings_fte: Floats) -> Columns:
    """Freed FTE and money [cells, draws] in three columns; `openings_fte` [cells] are the named openings.

    Redeployed is at most the openings and is worth the cell's freed rate; cash has the mean rate of the cell's posts;
    capacity is the rest of FTE and of money, so the columns add up to freed in every cell. It can be negative: where
    scale is lost, and in money where the dealt posts cost more than the freed work.

    >>> freed = Column(np.array([[1.4]]), np.array([[140.0]]))
    >>> shown = columns(freed, [cell_of([Post(8_000, 90.0), Post(5_000, 90.0)])], np.zeros(1))
    >>> shown.cash.fte.round(4).tolist(), shown.cash.money.round(4).tolist(), shown.capacity.fte.round(4).tolist()
    ([[1.3]], [[117.0]], [[0.1]])
    """
    redeployed_fte = np.minimum(np.maximum(freed.fte, 0.0), openings_fte[:, None])
    part = np.divide(redeployed_fte, freed.fte, out=np.zeros_like(freed.fte), where=redeployed_fte > 0)
    redeployed = Column(redeployed_fte, part * freed.money)
    rest = freed.fte - redeployed_fte
    cash_fte = np.stack([released_fte(row, cell) for row, cell in zip(rest, cells, strict=True)])
    cash = Column(cash_fte, cash_fte * np.array([cell.rate for cell in cells])[:, None])
    capacity = Column(rest - cash_fte, freed.money - redeployed.money - cash.money)
    return Columns(freed, redeployed, cash, capacity)
