"""Which constraints a choice breaks, held against each of them as it is said."""

from __future__ import annotations

from math import ceil

from metrics.computations.optimise_inputs import REGIONAL, AtLeast, AtMost, Choice, Forbidden, Problem, Smallest
from metrics.computations.optimise_value import placed, pool_region, reach_of

SLACK = 1e-6  # by which a bound may be missed: rounding


def broken(problem: Problem, choice: Choice) -> list[str]:
    """The names of the constraints that a choice breaks.

    >>> from metrics.computations.optimise_inputs import Bounds, Cell
    >>> cell = Cell(0, 0, 0, 4.0, 4.0, 0.9, 100.0, (((4, 1.0),),))
    >>> problem = Problem((cell,), bounds=Bounds(at_least=(AtLeast("At night", 7, frozenset({0}), 2.0),)))
    >>> broken(problem, Choice((0,), {}))
    ['At night']
    """
    bounds = problem.bounds
    found = {rule.name for rule in bounds.forbidden if _is_there(problem, choice, rule)}
    found |= {rule.name for rule in bounds.at_least if _kept(problem, choice, rule) < rule.fte - SLACK}
    found |= {rule.name for rule in bounds.at_most if _weighed(problem, choice, rule) > rule.amount + SLACK}
    found |= {rule.name for rule in bounds.smallest if _least(problem, choice, rule) < rule.fte - SLACK}
    found |= {rule.name for rule in bounds.regional if reach_of(choice, rule.function) != REGIONAL}
    return sorted(found)


def _is_there(problem: Problem, choice: Choice, rule: Forbidden) -> bool:
    if rule.is_pooled_only and reach_of(choice, rule.function) == REGIONAL:
        return False
    shares = problem.cells[rule.cell].options[choice.options[rule.cell]]
    return any(function == rule.function for function, _ in shares)


def _kept(problem: Problem, choice: Choice, rule: AtLeast) -> float:
    cells = problem.cells
    return sum(
        share * cells[number].fte
        for number, function, share in placed(problem, choice)
        if function == rule.function and cells[number].region in rule.regions
    )


def _weighed(problem: Problem, choice: Choice, rule: AtMost) -> float:
    by_team: dict[int, float] = {}
    for place in enumerate(choice.options):
        team = problem.cells[place[0]].team
        by_team[team] = by_team.get(team, 0.0) + rule.weights.get(place, 0.0)
    return float(sum(ceil(weight - SLACK) if rule.is_whole else weight for weight in by_team.values()))


def _least(problem: Problem, choice: Choice, rule: Smallest) -> float:
    """FTE of the smallest unit of the function; infinite where it has none."""
    sizes: dict[int, float] = {}
    for number, function, share in placed(problem, choice):
        if function == rule.function:
            cell = problem.cells[number]
            region = pool_region(cell.region, reach_of(choice, function))
            sizes[region] = sizes.get(region, 0.0) + share * cell.fte
    return min(sizes.values(), default=float("inf"))
