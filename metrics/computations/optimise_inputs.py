"""What a proposal by optimisation chooses from, and what it must respect.

A cell is a team's effort on an activity; each of its options deals it to functions, the first as the design does.
Money is in minor units a year, effort in FTE; regions and teams are numbers of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

HOME = 0  # the function of effort that stays in its team
KEEPS_TEAMS = 8  # inside this function each team stays a unit
EVERYWHERE = -1  # the pool region of a function that is pooled over regions
REGIONAL = "regional"
OVERLAY = "overlay"

Shares = tuple[tuple[int, float], ...]  # function (or HOME), share above 0; they add up to 1
Pool = tuple[int, int, int]  # function, activity, pool region


def moved_share(one: Shares, other: Shares) -> float:
    """Share of a cell that lies elsewhere: half the sum of the differences.

    >>> moved_share(((7, 1.0),), ((7, 0.6), (8, 0.4)))
    0.4
    """
    shares = dict(one), dict(other)
    functions = sorted(shares[0].keys() | shares[1].keys())
    return sum(abs(shares[0].get(code, 0.0) - shares[1].get(code, 0.0)) for code in functions) / 2


@dataclass(frozen=True, slots=True)
class Cell:
    """`common`: FTE of it that can be pooled; `beta`: the power by which pooled volume becomes effort; `rate`: cost of
    a full-time year. A team of unknown region has a region of its own."""

    team: int
    activity: int
    region: int
    fte: float
    common: float
    beta: float
    rate: float
    options: tuple[Shares, ...]

    @property
    def volume(self) -> float:
        """v = common^(1 / beta)."""
        return float(self.common ** (1 / self.beta))

    def moved(self, option: int) -> float:
        """FTE that lie elsewhere than in the design."""
        return self.fte * moved_share(self.options[0], self.options[option])


@dataclass(frozen=True, slots=True)
class Part:
    """Share of a holder's tickets that follows a cell, or (`cell` None) that lies in a function whatever is chosen."""

    share: float
    cell: int | None = None
    function: int = HOME


@dataclass(frozen=True, slots=True)
class Holder:
    """What takes tickets as one: a team's groups, or one group. Its parts add up to at most 1; the rest is unknown."""

    team: int
    region: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Handoffs between two holders, both ways, and what they cost a year while these lie in two units."""

    one: int
    other: int
    money: float


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A cell must have nothing in a function (`is_pooled_only`: while that is pooled over regions)."""

    name: str
    cell: int
    function: int
    is_pooled_only: bool = False


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A function keeps FTE of the teams of these regions."""

    name: str
    function: int
    regions: frozenset[int]
    fte: float


@dataclass(frozen=True, slots=True)
class AtMost:
    """The weights of the chosen options add up to at most `amount`; `weights` by cell and option, 0 where not named.
    `is_whole`: those of a team are rounded up together, as persons are."""

    name: str
    amount: float
    weights: Mapping[tuple[int, int], float]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Regional:
    """A function must not be pooled over regions."""

    name: str
    function: int


@dataclass(frozen=True, slots=True)
class Smallest:
    """A function that takes work at all has FTE: in the region where it is regional, else in all."""

    name: str
    function: int
    fte: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """What every proposal must keep. Several rules may share a name: they are one constraint to its reader."""

    forbidden: tuple[Forbidden, ...] = ()
    at_least: tuple[AtLeast, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    smallest: tuple[Smallest, ...] = ()
    regional: tuple[Regional, ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """`reaches`: the reaches to choose from by function, the design's own first (a function that is not named is
    regional). `overlay`: cost a year of a function's presence in a region under an overlay. `change_price`: what a
    moved FTE must bring a year. Raises ValueError for more than two reaches of a function, or two that pool alike.
    """

    cells: tuple[Cell, ...]
    reaches: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    overlay: Mapping[tuple[int, int], float] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()
    pairs: tuple[Pair, ...] = ()
    bounds: Bounds = Bounds()
    change_price: float = 0.0

    def __post_init__(self) -> None:
        for function, reaches in self.reaches.items():
            if len({reach == REGIONAL for reach in reaches}) != len(reaches):
                raise ValueError(f"Function {function} must choose between regional and one other reach, or have one.")

    def reaches_of(self, function: int) -> tuple[str, ...]:
        """The reaches that a function may have, the design's first."""
        return self.reaches.get(function, (REGIONAL,))

    @property
    def functions(self) -> list[int]:
        """The functions that any option or holder names."""
        named = {code for cell in self.cells for shares in cell.options for code, _ in shares}
        fixed = {part.function for holder in self.holders for part in holder.parts if part.cell is None}
        return sorted((named | fixed | set(self.reaches)) - {HOME})

    @cached_property
    def rates(self) -> dict[tuple[int, int], float]:
        """Mean rate by activity and pool region, weighted by common work: what a saved FTE of a pool is priced at."""
        sums: dict[tuple[int, int], list[float]] = {}
        for cell in self.cells:
            for region in (cell.region, EVERYWHERE):
                known = sums.setdefault((cell.activity, region), [0.0, 0.0])
                known[0] += cell.common * cell.rate
                known[1] += cell.common
        return {key: money / common if common else 0.0 for key, (money, common) in sums.items()}


def most_moved(name: str, cells: Sequence[Cell], fte: float) -> AtMost:
    """At most so many FTE of all cells lie elsewhere than in the design."""
    moved = {(number, option): cell.moved(option) for number, cell in enumerate(cells) for option in _others(cell)}
    return AtMost(name, fte, moved)


def most_cells(name: str, cells: Sequence[Cell], count: int) -> AtMost:
    """At most so many cells lie elsewhere than in the design."""
    return AtMost(name, count, {(number, option): 1.0 for number, cell in enumerate(cells) for option in _others(cell)})


def _others(cell: Cell) -> range:
    return range(1, len(cell.options))


@dataclass(frozen=True, eq=True)
class Choice:
    """An option of each cell, and the reach of each function that may choose."""

    options: tuple[int, ...]
    reach: Mapping[int, str]


Changed = tuple[int | None, int | None]  # a cell with another option, or a function with another reach


def changes_of(design: Choice, choice: Choice) -> list[Changed]:
    """What a choice has otherwise than the design."""
    cells = enumerate(zip(design.options, choice.options, strict=True))
    moved: list[Changed] = [(cell, None) for cell, (before, after) in cells if before != after]
    return moved + [(None, code) for code, reach in design.reach.items() if choice.reach[code] != reach]


def with_change(base: Choice, other: Choice, change: Changed) -> Choice:
    """The base with one thing as the other choice has it."""
    cell, function = change
    if cell is not None:
        return Choice((*base.options[:cell], other.options[cell], *base.options[cell + 1 :]), base.reach)
    return Choice(base.options, {code: (other if code == function else base).reach[code] for code in base.reach})


def design_of(problem: Problem) -> Choice:
    """The design as it is."""
    return Choice((0,) * len(problem.cells), {code: problem.reaches_of(code)[0] for code in problem.functions})
