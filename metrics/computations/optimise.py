"""A proposal: the placement and reach that cost least under the constraints, with the gap to what could be possible.

Minimised is `value`: pools, overlay, handoffs between units and the price of changes. The mixed-integer program draws
chords below the powers of the pools and takes the products of handoffs as they are, so that its bound holds for the
true value too. Where a solution lies above its chords, these are drawn through its volumes and it is solved again.
Source: the method, Proposal by optimisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from metrics.computations.optimise_bounds import BoundRows
from metrics.computations.optimise_broken import broken
from metrics.computations.optimise_handoffs import HandoffColumns
from metrics.computations.optimise_inputs import (
    REGIONAL,
    Choice,
    Pool,
    Problem,
    design_of,
)
from metrics.computations.optimise_pools import PoolColumns
from metrics.computations.optimise_program import Program, Solution, Watch, solve
from metrics.computations.optimise_tidy import TOLERANCE, without_idle_changes
from metrics.computations.optimise_value import Value, pool_volumes, value
from metrics.computations.saving_inputs import Floats

SMALLEST_SLACK = 1e-4  # FTE below which a constraint counts as kept


@dataclass(frozen=True, eq=False)
class Proposal:
    """`bound`: no choice that keeps the constraints has a lower value. `rounds`: how often it was solved."""

    choice: Choice
    value: Value
    bound: float
    seconds: float
    rounds: int

    @property
    def gap(self) -> float:
        """Money a year that might still be found, at most."""
        return max(0.0, self.value.total - self.bound)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A constraint that cannot be kept together with the others, and by how many FTE it is missed."""

    name: str
    missed: float


class Infeasible(ValueError):
    """No placement keeps all constraints; `conflicts` are those to give up for the least that must be given."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__("Constraints that cannot hold together: " + ", ".join(one.name for one in conflicts))
        self.conflicts = conflicts


class Unfinished(RuntimeError):
    """The time ended before any placement was found that keeps the constraints."""


@dataclass(frozen=True, eq=False)
class _Built:
    program: Program
    chosen: list[list[int]]
    pooled: dict[int, int]
    slack: list[tuple[str, int, float]]


def optimise(problem: Problem, limit_s: float, watch: Watch | None = None) -> Proposal:
    """The best choice that is found within `limit_s` seconds.

    `watch` is asked now and then whether to stop. Raises Infeasible where the constraints cannot hold together, and
    Unfinished where the time did not suffice for any choice.

    >>> from metrics.computations.optimise_inputs import Cell
    >>> options = ((((4, 1.0),), ((8, 1.0),)), (((8, 1.0),), ((4, 1.0),)))
    >>> cells = tuple(Cell(team, 0, 0, 4.0, 4.0, 0.9, 100.0, own) for team, own in enumerate(options))
    >>> found = optimise(Problem(cells), 1.0)
    >>> sum(found.choice.options), round(found.value.total, 2), round(found.gap, 2)
    (1, -53.57, 0.0)
    """
    begun = monotonic()
    design, scale = design_of(problem), _scale(problem)
    best = None if broken(problem, design) else design
    bound, rounds = float("-inf"), 0
    known = _volumes_of_design(problem, design)
    while True:
        built = _build(problem, known, scale)
        left = limit_s - (monotonic() - begun)
        found = solve(built.program, max(0.1, left), _start(built, best), watch)
        rounds += 1
        if found.is_infeasible:
            raise Infeasible(conflicts(problem, limit_s))
        bound = max(bound, found.bound * scale)
        choice = _choice(problem, built, found)
        if choice is None:
            break
        own = value(problem, choice).total
        if best is None or own < value(problem, best).total:
            best = choice
        is_exact = own - found.cost * scale <= TOLERANCE * scale * len(problem.cells)
        if is_exact or not found.is_optimal or monotonic() - begun >= limit_s:
            break
        for pool, volume in pool_volumes(problem, choice).items():
            known.setdefault(pool, set()).add(volume)
    if best is None:
        raise Unfinished(f"No placement was found within {limit_s:g} seconds. Loosen a constraint or allow more moves.")
    best = without_idle_changes(problem, best)
    return Proposal(best, value(problem, best), bound, monotonic() - begun, rounds)


def conflicts(problem: Problem, limit_s: float) -> list[Conflict]:
    """The constraints to give up so that the others can hold, by the fewest FTE, the most missed first."""
    built = _build(problem, {}, 1.0, is_elastic=True)
    found = solve(built.program, limit_s)
    if found.values is None:
        return []
    missed: dict[str, float] = {}
    for name, column, weight in built.slack:
        missed[name] = missed.get(name, 0.0) + weight * float(found.values[column])
    named = [Conflict(name, fte) for name, fte in missed.items() if fte > SMALLEST_SLACK]
    return sorted(named, key=lambda one: (-one.missed, one.name))


def _scale(problem: Problem) -> float:
    """Money of about one FTE, so that the solver's figures are neither huge nor tiny."""
    rates = [cell.rate for cell in problem.cells]
    return max(1.0, sum(rates) / len(rates)) if rates else 1.0


def _build(problem: Problem, known: dict[Pool, set[float]], scale: float, *, is_elastic: bool = False) -> _Built:
    program = Program()
    chosen = [_options(program, problem, number, scale, is_free=is_elastic) for number in range(len(problem.cells))]
    pooled = {function: _pooled(program, problem.reaches_of(function)) for function in problem.functions}
    rows = BoundRows(program, problem, chosen, pooled, is_elastic=is_elastic)
    rows.add()
    if not is_elastic:
        PoolColumns(program, problem, chosen, pooled).add(known, scale)
        HandoffColumns(program, problem, chosen, pooled).add(scale)
    return _Built(program, chosen, pooled, rows.slack)


def _options(program: Program, problem: Problem, number: int, scale: float, *, is_free: bool) -> list[int]:
    """One column per option; exactly one of them is chosen."""
    cell = problem.cells[number]
    price = 0.0 if is_free else problem.change_price / scale
    columns = [program.column(price * cell.moved(option), is_whole=True) for option in range(len(cell.options))]
    program.row(1.0, dict.fromkeys(columns, 1.0), 1.0)
    return columns


def _pooled(program: Program, reaches: tuple[str, ...]) -> int:
    """The column that is 1 where a function is pooled over regions; fixed where its reach is."""
    lowest = 0.0 if REGIONAL in reaches else 1.0
    highest = 0.0 if reaches == (REGIONAL,) else 1.0
    return program.column(0.0, lowest, highest, is_whole=True)


def _start(built: _Built, best: Choice | None) -> dict[int, float]:
    if best is None:
        return {}
    values = {
        column: float(option == best.options[number])
        for number, columns in enumerate(built.chosen)
        for option, column in enumerate(columns)
    }
    return values | {column: float(best.reach[code] != REGIONAL) for code, column in built.pooled.items()}


def _choice(problem: Problem, built: _Built, found: Solution) -> Choice | None:
    if found.values is None:
        return None
    values: Floats = found.values
    options = tuple(max(range(len(own)), key=lambda option: values[own[option]]) for own in built.chosen)
    reach = {code: _reach(problem.reaches_of(code), values[column] > 0.5) for code, column in built.pooled.items()}
    return Choice(options, reach)


def _reach(reaches: tuple[str, ...], is_pooled: bool) -> str:
    return next(reach for reach in reaches if (reach != REGIONAL) == is_pooled)


def _volumes_of_design(problem: Problem, design: Choice) -> dict[Pool, set[float]]:
    """The volumes of the design's pools, under its own reach, all regional and all pooled: chords are exact there."""
    known: dict[Pool, set[float]] = {}
    for reach in (None, REGIONAL, "global"):
        choice = design if reach is None else Choice(design.options, dict.fromkeys(design.reach, reach))
        for pool, volume in pool_volumes(problem, choice).items():
            known.setdefault(pool, set()).add(volume)
    return known
