"""A found choice without what gains nothing."""

from __future__ import annotations

from metrics.computations.optimise_broken import broken
from metrics.computations.optimise_inputs import Changed, Choice, Problem, changes_of, design_of, with_change
from metrics.computations.optimise_value import value

TOLERANCE = 1e-9  # of the money at stake: below it two values are one


def without_idle_changes(problem: Problem, choice: Choice) -> Choice:
    """What gains nothing is as designed: work that lies as well elsewhere, by activity, region or team; the reach of a
    function without work; a move that the time left over.

    >>> from metrics.computations.optimise_inputs import Cell
    >>> cell = Cell(0, 0, 0, 4.0, 4.0, 0.9, 100.0, (((4, 1.0),), ((8, 1.0),)))
    >>> without_idle_changes(Problem((cell,)), Choice((1,), {4: "regional", 8: "regional"})).options
    (0,)
    """
    design, least = design_of(problem), value(problem, choice).total
    for group in _groups(problem, changes_of(design, choice)):
        tried = choice
        for change in group:
            tried = with_change(tried, design, change)
        own = value(problem, tried).total
        if own <= least + TOLERANCE * abs(least) and not broken(problem, tried):
            least, choice = min(own, least), tried
    return choice


def _groups(problem: Problem, changes: list[Changed]) -> list[list[Changed]]:
    """Changes that may be idle together, the larger groups first, then each for itself."""
    found: dict[tuple[str, int, int], list[Changed]] = {}
    for change in changes:
        if change[0] is not None:
            cell = problem.cells[change[0]]
            for key in (("activity", cell.activity, 0), ("pool", cell.activity, cell.region), ("team", cell.team, 0)):
                found.setdefault(key, []).append(change)
    return sorted((group for group in found.values() if len(group) > 1), key=len, reverse=True) + [
        [change] for change in changes
    ]
