"""How many tickets could have gone another way: estimated from like tickets that did, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.computations.columns import Flags, Floats, Ints, sums_by

LEAST_STRENGTH, MOST_STRENGTH = 1.0, 1_000.0
JEFFREYS = 0.5
TINY = 1e-6
DRAWS, DRAWS_AT_ONCE = 400, 50
LOW_PERCENT, HIGH_PERCENT = 10, 90
STRATA = 3

Draws = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Like things inside like things: `of[d]` is the cell of each row at depth d, `parent[d]` the one above each cell.

    Depth 0 is the whole: one cell, its own parent. Cells are numbered from 0 at each depth.
    """

    of: tuple[Ints, ...]
    parent: tuple[Ints, ...]

    @property
    def leaf(self) -> Ints:
        """The smallest cell of each row."""
        return self.of[-1]

    @property
    def size(self) -> int:
        """The number of smallest cells."""
        return len(self.parent[-1])


@dataclass(frozen=True, slots=True, eq=False)
class CellShares:
    """Per depth and cell: tickets that were tried, those that went well, and the shrunk share of them.

    `strength[d]` is how many tickets the share of the parent weighs as at depth d; 1, by Jeffreys, for the whole.
    `is_new` is false where a cell has all tried tickets of the one above, whose share it takes.
    """

    tried: tuple[Ints, ...]
    well: tuple[Ints, ...]
    share: tuple[Floats, ...]
    strength: tuple[float, ...]
    is_new: tuple[Flags, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Per part, and for the whole in the last place: tickets asked about, those expected to go well, an 80 % interval.

    `low` and `high` are shares of `asked`; nan where nothing is asked.
    """

    asked: Ints
    expected: Floats
    low: Floats
    high: Floats


def nested_cells(codes: Sequence[Ints], rows: int) -> Cells:
    """Return the cells of rows by their codes, each code a step deeper; without a code all rows are one cell.

    >>> cells = nested_cells([np.array([0, 0, 1]), np.array([5, 6, 5])], 3)
    >>> [of.tolist() for of in cells.of], cells.parent[2].tolist()
    ([[0, 0, 0], [0, 0, 1], [0, 1, 2]], [0, 0, 1])
    """
    of, parent = [np.zeros(rows, np.int64)], [np.zeros(1, np.int64)]
    for code in codes:
        span = 1 + int(code.max(initial=0))
        _, first, cell = np.unique(of[-1] * span + code, return_index=True, return_inverse=True)
        parent.append(of[-1][first])
        of.append(cell.astype(np.int64))
    return Cells(tuple(of), tuple(parent))


def cell_shares(cells: Cells, is_tried: Flags, is_well: Flags) -> CellShares:
    """Return the share of tried tickets that went well in each cell, shrunk towards that of the cell above.

    share = (m parent + well) / (m + tried); of the whole (well + 1/2) / (tried + 1). How much cells of a depth differ
    says m: with the share p above and e = tried p (1 - p), the correlation r = sum((well - tried p)^2 - e) /
    sum((tried - 1) e) gives m = 1 / r - 1, from 1 to 1,000. A cell that has all tried tickets of the cell above says
    nothing new: it takes that share, and is left out of r. Source: the method, Estimates from like tickets.

    >>> cells = nested_cells([np.array([0, 0, 0, 0, 1])], 5)
    >>> found = cell_shares(cells, np.ones(5, bool), np.array([True, True, True, False, False]))
    >>> found.share[0].round(4).tolist(), found.tried[1].tolist(), found.well[1].tolist()
    ([0.5833], [4, 1], [3, 0])
    """
    tried: list[Ints] = []
    well: list[Ints] = []
    shares: list[Floats] = []
    strengths: list[float] = []
    new: list[Flags] = []
    for of, parent in zip(cells.of, cells.parent, strict=True):
        count = np.bincount(of[is_tried], minlength=len(parent))
        good = np.bincount(of[is_tried & is_well], minlength=len(parent))
        if shares:
            above, is_new = shares[-1][parent], count < tried[-1][parent]
            strength = _strength(count[is_new], good[is_new], above[is_new])
            share = np.where(is_new, (strength * above + good) / (strength + count), above)
        else:
            is_new, strength = np.ones(1, np.bool_), 2 * JEFFREYS
            share = (good + JEFFREYS) / (count + 2 * JEFFREYS)
        tried.append(count)
        well.append(good)
        shares.append(share)
        strengths.append(strength)
        new.append(is_new)
    return CellShares(tuple(tried), tuple(well), tuple(shares), tuple(strengths), tuple(new))


def expected_well(
    cells: Cells, shares: CellShares, is_asked: Flags, part: Ints, parts: int, seed: Sequence[int]
) -> Expected:
    """Return how many of the asked tickets would go well at the rate of their like, per part and in all.

    `part`: int64[rows], 0 to `parts` - 1. The expected number is the sum of the shrunk shares. The interval holds what
    is not known of the shares and what would be chance even then: from the whole down, each cell's share is drawn from
    Beta(m above + well, m (1 - above) + tried - well) with the share just drawn above; the tickets of the smallest
    cells are then beta-binomial with these parameters, and their sum is drawn as a normal one with that mean and
    variance; 400 draws, their 10th and 90th percentile. The same seed gives the same digits.

    >>> cells = nested_cells([], 300)
    >>> flags = np.arange(300) < 200
    >>> shares = cell_shares(cells, flags, np.arange(300) < 150)
    >>> found = expected_well(cells, shares, ~flags, np.zeros(300, int), 1, [7])
    >>> found.asked.tolist(), found.expected.round(1).tolist(), bool(found.low[0] < 0.7488 < found.high[0])
    ([100, 100], [74.9, 74.9], True)
    """
    rows = np.flatnonzero(is_asked)
    pairs, count = np.unique(part[rows] * cells.size + cells.leaf[rows], return_counts=True)
    of_part, leaf = pairs // cells.size, pairs % cells.size
    asked = np.bincount(part[rows], minlength=parts)
    expected = sums_by(of_part, count * shares.share[-1][leaf], parts)
    sums = _drawn_sums(cells, shares, leaf, count, of_part, parts, np.random.default_rng(list(seed)))
    whole = np.append(asked, asked.sum())
    all_sums = np.vstack([sums, sums.sum(axis=0)])
    low, high = np.percentile(all_sums, [LOW_PERCENT, HIGH_PERCENT], axis=1)
    empty = np.full(parts + 1, np.nan)
    return Expected(
        asked=whole,
        expected=np.append(expected, expected.sum()),
        low=np.divide(low, whole, out=empty.copy(), where=whole > 0),
        high=np.divide(high, whole, out=empty.copy(), where=whole > 0),
    )


def stratum_of(share: Floats) -> Ints:
    """Return the stratum of each chance: below a third, below two thirds, from there on.

    >>> stratum_of(np.array([0.0, 0.4, 1.0])).tolist()
    [0, 1, 2]
    """
    return np.minimum((share * STRATA).astype(np.int64), STRATA - 1)


def audit_order(numbers: Ints, stratum: Ints, seed: int) -> Ints:
    """Return places in an order of which every beginning is a random sample in proportion to the strata.

    `numbers` are what the rows are known by: a row that joins later moves no two others against each other inside
    their stratum. Rows are shuffled in each stratum by a number mixed from theirs and the seed, the k-th of n stands
    at (k - 1/2) / n.

    >>> order = audit_order(np.arange(8), np.array([0, 0, 0, 0, 0, 0, 1, 1]), 3)
    >>> sorted(np.array([0, 0, 0, 0, 0, 0, 1, 1])[order[:4]].tolist())
    [0, 0, 0, 1]
    """
    mixed = _mixed(numbers, seed)
    shuffled = np.lexsort((numbers, mixed, stratum))
    size = np.bincount(stratum, minlength=STRATA)
    start = np.cumsum(size) - size
    inside = np.arange(len(numbers)) - start[stratum[shuffled]]
    place = (inside + 0.5) / size[stratum[shuffled]]
    return shuffled[np.lexsort((mixed[shuffled], place))]


def _strength(tried: Ints, well: Ints, above: Floats) -> float:
    """How much cells are alike, as a number of tickets, by the method of moments."""
    spread = tried * above * (1 - above)
    known = float(((tried - 1) * spread)[tried > 1].sum())
    excess = float(((well - tried * above) ** 2 - spread).sum())
    if known <= 0 or excess <= 0:
        return MOST_STRENGTH
    return min(max(known / excess - 1, LEAST_STRENGTH), MOST_STRENGTH)


def _drawn_sums(
    cells: Cells, shares: CellShares, leaf: Ints, count: Ints, part: Ints, parts: int, rng: np.random.Generator
) -> Draws:
    """Tickets that go well, float64[parts, draws], some draws at a time.

    Given the share p above, mean and variance of a smallest cell's tickets are polynomials of p: their coefficients are
    added up once, so that only the cells above are drawn.
    """
    sums = np.zeros((parts, DRAWS))
    if not len(part):
        return sums
    above = cells.parent[-1][leaf]
    pairs, of_pair = np.unique(part * (1 + int(above.max())) + above, return_inverse=True)
    first = np.unique(of_pair, return_index=True)[1]
    mean, variance = (
        [sums_by(of_pair, one, len(pairs))[:, None] for one in few] for few in _moments(shares, leaf, count)
    )
    begins = np.flatnonzero(np.diff(part[first], prepend=-1))
    asked = np.bincount(part, count, parts)[part[first][begins], None]
    path = _paths_up(cells, above[first])
    for at in range(0, DRAWS, DRAWS_AT_ONCE):
        share = _drawn_shares(shares, path, rng)
        middle = np.add.reduceat(mean[0] + mean[1] * share, begins, axis=0)
        spread = np.add.reduceat(variance[0] + variance[1] * share + variance[2] * share**2, begins, axis=0)
        drawn = rng.normal(middle, np.sqrt(np.maximum(spread, 0)))
        sums[part[first][begins], at : at + DRAWS_AT_ONCE] = np.clip(drawn, 0, asked)
    return sums


def _moments(shares: CellShares, leaf: Ints, count: Ints) -> tuple[list[Floats], list[Floats]]:
    """Coefficients of 1, p (and p squared) of mean and variance of the beta-binomial of each smallest cell.

    A cell that takes the share above as its own is binomial.
    """
    m, tried, well = shares.strength[-1], shares.tried[-1][leaf], shares.well[-1][leaf]
    size = m + tried
    scale = count * (size + count) / (size**2 * (size + 1))
    mean = [count * well / size, count * m / size]
    variance = [scale * well * (size - well), scale * m * (size - 2 * well), -scale * m**2]
    none, whole = np.zeros(len(leaf)), count.astype(np.float64)
    is_new, plain = shares.is_new[-1][leaf], (none, whole, none, whole, -whole)
    own = [np.where(is_new, one, other) for one, other in zip([*mean, *variance], plain, strict=True)]
    return own[:2], own[2:]


Path = list[tuple[Ints, Ints]]


def _paths_up(cells: Cells, wanted: Ints) -> Path:
    """For cells of the last depth but one, per depth down to it: the cells to draw, and the place of each one's own.

    The places at a depth are of the cells to draw at the next; at the last, of the cells wanted.
    """
    path: Path = []
    for parent in reversed(cells.parent[:-1]):
        known, place = np.unique(wanted, return_inverse=True)
        path.append((known, place))
        wanted = parent[known]
    return path[::-1]


def _drawn_shares(shares: CellShares, path: Path, rng: np.random.Generator) -> Draws:
    """Shares of the cells wanted, float64[cells, draws]; a half where there is nothing above them."""
    above: Draws = np.full((1, DRAWS_AT_ONCE), 0.5)
    for depth, (known, place) in enumerate(path):
        tried, well = shares.tried[depth][known, None], shares.well[depth][known, None]
        strength = shares.strength[depth]
        drawn = rng.beta(strength * above + well, strength * (1 - above) + tried - well)
        own = np.where(shares.is_new[depth][known, None], np.clip(drawn, TINY, 1 - TINY), above)
        above = own[place]
    return above


def _mixed(numbers: Ints, seed: int) -> npt.NDArray[np.uint64]:
    """A number that looks random for each number, the same for the same seed (the finaliser of SplitMix64)."""
    mixed = numbers.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
