"""Small problems of placement: random ones that can be searched exhaustively, and ones whose answer is known."""

from __future__ import annotations

import random
from itertools import combinations_with_replacement, product

from metrics.computations.optimise_broken import broken
from metrics.computations.optimise_inputs import (
    HOME,
    AtLeast,
    Bounds,
    Cell,
    Choice,
    Forbidden,
    Holder,
    Pair,
    Part,
    Problem,
    Regional,
    Shares,
    Smallest,
    most_cells,
    most_moved,
)
from metrics.computations.optimise_value import value

FUNCTIONS = (4, 7, 8)
NO_BOUNDS = Bounds()
FTE_MONEY = 1e7  # minor units of a full-time year: about what one FTE costs
REACHES = (("regional", "global"), ("global", "regional"), ("regional",), ("overlay", "regional"), ("global",))


def random_problem(seed: int) -> Problem:
    """Four or five cells of two or three teams in three regions, with handoffs, overlays and constraints."""
    dice = random.Random(seed)
    betas = [dice.uniform(0.85, 0.99) for _ in range(3)]
    cells = tuple(_cell(dice, number, betas) for number in range(dice.randint(4, 5)))
    holders = (
        *(_team(team, cells) for team in range((len(cells) + 1) // 2)),
        Holder(90, 0, (Part(1.0, None, 7),)),
        Holder(91, 1, (Part(0.6, None, 7), Part(0.4, None, 8))),
    )
    numbers = combinations_with_replacement(range(len(holders)), 2)
    return Problem(
        cells=cells,
        reaches={function: dice.choice(REACHES) for function in FUNCTIONS},
        overlay={(function, region): dice.uniform(0, 0.4) * FTE_MONEY for function in FUNCTIONS for region in range(3)},
        holders=holders,
        pairs=tuple(Pair(one, other, dice.uniform(0, 0.3) * FTE_MONEY) for one, other in numbers),
        bounds=_bounds(dice, cells),
        change_price=dice.uniform(0, 0.03) * FTE_MONEY,
    )


def _cell(dice: random.Random, number: int, betas: list[float]) -> Cell:
    activity, home = dice.randrange(3), dice.choice(FUNCTIONS)
    others = [function for function in FUNCTIONS if function != home][: dice.randint(0, 2)]
    mixed = ((HOME, 0.4), (home, 0.6)) if dice.random() < 0.5 else ((home, 0.7), (others[0] if others else HOME, 0.3))
    design: Shares = ((home, 1.0),) if dice.random() < 0.7 else mixed
    whole: list[Shares] = [((function, 1.0),) for function in (home, *others, HOME)]
    fte = dice.uniform(0.5, 8)
    region = number % 2 if dice.random() < 0.8 else 2
    return Cell(
        number // 2,
        activity,
        region,
        fte,
        fte * dice.uniform(0.3, 1),
        betas[activity],
        dice.uniform(0.5, 1.2) * FTE_MONEY,
        (design, *(shares for shares in whole if shares != design)),
    )


def _team(team: int, cells: tuple[Cell, ...]) -> Holder:
    own = [number for number, cell in enumerate(cells) if cell.team == team]
    return Holder(team, team % 2, tuple(Part(1 / len(own), number) for number in own))


def _bounds(dice: random.Random, cells: tuple[Cell, ...]) -> Bounds:
    total = sum(cell.fte for cell in cells)
    forbidden = [
        Forbidden("forbidden", number, dice.choice(FUNCTIONS), dice.random() < 0.5)
        for number in range(len(cells))
        if dice.random() < 0.2
    ]
    moved = (most_moved("moved", cells, total * dice.uniform(0.2, 1)), most_cells("cells", cells, dice.randint(1, 4)))
    return Bounds(
        forbidden=tuple(forbidden),
        at_least=(AtLeast("at least", 7, frozenset({0}), dice.uniform(0, 2)),) if dice.random() < 0.4 else (),
        at_most=moved if dice.random() < 0.5 else (),
        smallest=(Smallest("smallest", dice.choice(FUNCTIONS), dice.uniform(1, 6)),) if dice.random() < 0.5 else (),
        regional=(Regional("regional", 8),) if dice.random() < 0.3 else (),
    )


def least_value(problem: Problem) -> float | None:
    """The least value of all choices that keep the constraints, looked at one by one; None where none does."""
    functions = problem.functions
    found = [
        value(problem, choice).total
        for reach in product(*(problem.reaches_of(function) for function in functions))
        for options in product(*(range(len(cell.options)) for cell in problem.cells))
        if not broken(problem, choice := Choice(options, dict(zip(functions, reach, strict=True))))
    ]
    return min(found, default=None)


def two_teams(bounds: Bounds = NO_BOUNDS, reaches: tuple[str, ...] = ("regional",)) -> Problem:
    """Two teams of 4 FTE in two regions on one activity: one in function 4, one in 8, each may go to the other."""
    options = ((((4, 1.0),), ((8, 1.0),)), (((8, 1.0),), ((4, 1.0),)))
    cells = tuple(Cell(team, 0, team, 4.0, 4.0, 0.9, FTE_MONEY, own) for team, own in enumerate(options))
    return Problem(cells, {4: reaches, 8: reaches}, bounds=bounds)
