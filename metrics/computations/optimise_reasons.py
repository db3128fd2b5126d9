"""Why a proposal changes what it changes: what each change brings, alone and together with the others."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.computations.optimise_inputs import REGIONAL, Choice, Problem, changes_of, design_of, with_change
from metrics.computations.optimise_value import Value, value


@dataclass(frozen=True, slots=True)
class Gain:
    """Money a year: from pools and overlays, from handoffs, and the price of the change (below 0)."""

    cost: float
    handoffs: float
    change: float

    @property
    def total(self) -> float:
        """All three."""
        return self.cost + self.handoffs + self.change

    def __add__(self, other: Gain) -> Gain:
        return Gain(self.cost + other.cost, self.handoffs + other.handoffs, self.change + other.change)

    def __sub__(self, other: Gain) -> Gain:
        return Gain(self.cost - other.cost, self.handoffs - other.handoffs, self.change - other.change)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell with its new option, or (`cell` None) a function with its new reach; `needed`: the constraints that the
    design breaks there."""

    cell: int | None
    function: int | None
    gain: Gain
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """The changes, most gain first; `together`: what is due to several of them and to none alone. All add up to
    `total`."""

    changes: tuple[Change, ...]
    together: Gain
    total: Gain


def reasons(problem: Problem, choice: Choice) -> Reasons:
    """The gain of a change is the mean of what it brings as the first one and as the last one: for handoffs between
    two that both change that gives each of them half.

    >>> from metrics.computations.optimise_inputs import Cell
    >>> options = ((((4, 1.0),), ((8, 1.0),)), (((8, 1.0),),))
    >>> cells = tuple(Cell(team, 0, 0, 4.0, 4.0, 0.9, 100.0, own) for team, own in enumerate(options))
    >>> problem = Problem(cells)
    >>> found = reasons(problem, Choice((1, 0), design_of(problem).reach))
    >>> [round(change.gain.cost, 2) for change in found.changes], round(found.total.total, 2)
    ([53.57], 53.57)
    """
    design = design_of(problem)
    start, end = value(problem, design), value(problem, choice)
    total = gain(start, end)
    changes = []
    for cell, function in changes_of(design, choice):
        first = gain(start, value(problem, with_change(design, choice, (cell, function))))
        last = gain(value(problem, with_change(choice, design, (cell, function))), end)
        half = Gain(*((a + b) / 2 for a, b in zip(_parts(first), _parts(last), strict=True)))
        changes.append(Change(cell, function, half, _needed(problem, design, cell, function)))
    together = total
    for change in changes:
        together -= change.gain
    ordered = sorted(changes, key=lambda one: (-one.gain.total, one.function or 0, one.cell or 0))
    return Reasons(tuple(ordered), together, total)


def gain(before: Value, after: Value) -> Gain:
    """What the second value is better by."""
    cost = before.scale + before.overlay - after.scale - after.overlay
    return Gain(cost, before.handoffs - after.handoffs, before.changes - after.changes)


def _parts(one: Gain) -> tuple[float, float, float]:
    return one.cost, one.handoffs, one.change


def _needed(problem: Problem, design: Choice, cell: int | None, function: int | None) -> tuple[str, ...]:
    bounds = problem.bounds
    if cell is None:
        is_pooled = function is not None and design.reach[function] != REGIONAL
        rules = [(rule.name, rule.function) for rule in bounds.regional]
        rules += [(rule.name, rule.function) for rule in bounds.forbidden if rule.is_pooled_only]
        return tuple(sorted({name for name, about in rules if is_pooled and about == function}))
    there = {code for code, _ in problem.cells[cell].options[0]}
    names = {
        rule.name
        for rule in bounds.forbidden
        if rule.cell == cell and rule.function in there and not rule.is_pooled_only
    }
    return tuple(sorted(names))
