"""What a choice costs, with the true powers and products."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.computations.optimise_inputs import (
    EVERYWHERE,
    HOME,
    KEEPS_TEAMS,
    OVERLAY,
    REGIONAL,
    Choice,
    Holder,
    Pool,
    Problem,
)

Unit = tuple[int, int, int]  # function, pool region, team where teams stay apart


@dataclass(frozen=True, slots=True)
class Value:
    """Money a year against work that nobody pools: `scale` (below 0: saved), `overlay`, `handoffs` that cross units,
    `changes` at the price of a moved FTE."""

    scale: float
    overlay: float
    handoffs: float
    changes: float

    @property
    def total(self) -> float:
        """What is minimised."""
        return self.scale + self.overlay + self.handoffs + self.changes


def value(problem: Problem, choice: Choice) -> Value:
    """The value of a choice. Source: the method, Proposal by optimisation.

    >>> from metrics.computations.optimise_inputs import Cell
    >>> cells = tuple(Cell(team, 0, 0, 4.0, 4.0, 0.9, 100.0, (((4, 1.0),),)) for team in range(2))
    >>> round(value(Problem(cells), Choice((0, 0), {4: "global"})).scale, 2)
    -53.57
    """
    moved = sum(cell.moved(option) for cell, option in zip(problem.cells, choice.options, strict=True))
    return Value(
        scale=_scale(problem, choice),
        overlay=sum(problem.overlay.get(place, 0.0) for place in _overlaid(problem, choice)),
        handoffs=crossing(problem, choice),
        changes=problem.change_price * moved,
    )


def placed(problem: Problem, choice: Choice) -> Iterator[tuple[int, int, float]]:
    """Cell, function and share of all that is chosen, what stays at home included."""
    for number, (cell, option) in enumerate(zip(problem.cells, choice.options, strict=True)):
        for function, share in cell.options[option]:
            yield number, function, share


def pool_region(region: int, reach: str) -> int:
    """Where work of a region is pooled under a reach."""
    return region if reach == REGIONAL else EVERYWHERE


def pool_volumes(problem: Problem, choice: Choice) -> dict[Pool, float]:
    """Volume by pool: the sum of share x v."""
    volumes: dict[Pool, float] = {}
    for number, function, share in placed(problem, choice):
        cell = problem.cells[number]
        if function != HOME and cell.common > 0:
            pool = (function, cell.activity, pool_region(cell.region, reach_of(choice, function)))
            volumes[pool] = volumes.get(pool, 0.0) + share * cell.volume
    return volumes


def reach_of(choice: Choice, function: int) -> str:
    """The chosen reach; regional unless one was chosen."""
    return choice.reach.get(function, REGIONAL)


def home_cost(common: float, beta: float, rate: float, share: float) -> float:
    """A part that stays at home is a pool of its own: it loses scale unless all stays, `rate x common (w^beta - w)`."""
    return rate * common * float(share**beta - share)


def _scale(problem: Problem, choice: Choice) -> float:
    betas = {cell.activity: cell.beta for cell in problem.cells}
    pools = pool_volumes(problem, choice)
    total = float(sum(problem.rates[pool[1], pool[2]] * volume ** betas[pool[1]] for pool, volume in pools.items()))
    for number, function, share in placed(problem, choice):
        cell = problem.cells[number]
        if function == HOME:
            total += home_cost(cell.common, cell.beta, cell.rate, share)
        else:
            region = pool_region(cell.region, reach_of(choice, function))
            total -= problem.rates[cell.activity, region] * share * cell.common
    return total


def _overlaid(problem: Problem, choice: Choice) -> set[tuple[int, int]]:
    """Functions under an overlay with the regions that have work in them."""
    found = ((function, problem.cells[number].region) for number, function, _ in placed(problem, choice))
    return {(function, region) for function, region in found if reach_of(choice, function) == OVERLAY}


def units_of(problem: Problem, choice: Choice, holder: Holder) -> dict[Unit, float]:
    """Shares of a holder by target unit, as the structural replay draws them."""
    units: dict[Unit, float] = {}
    for part in holder.parts:
        own = ((part.function, 1.0),)
        shares = own if part.cell is None else problem.cells[part.cell].options[choice.options[part.cell]]
        for function, share in shares:
            unit = _unit(choice, holder, function)
            units[unit] = units.get(unit, 0.0) + part.share * share
    return units


def _unit(choice: Choice, holder: Holder, function: int) -> Unit:
    if function == HOME:
        return (HOME, EVERYWHERE, holder.team)
    region = pool_region(holder.region, reach_of(choice, function))
    return (function, region, holder.team if function == KEEPS_TEAMS else EVERYWHERE)


def crossing(problem: Problem, choice: Choice) -> float:
    """Money of the handoffs that lie between two units: sum of money x (1 - sum over units of w_a w_b)."""
    units = [units_of(problem, choice, holder) for holder in problem.holders] if problem.pairs else []
    return sum(pair.money * (1 - _together(units[pair.one], units[pair.other])) for pair in problem.pairs)


def _together(units: dict[Unit, float], others: dict[Unit, float]) -> float:
    return sum(share * others.get(unit, 0.0) for unit, share in units.items())
