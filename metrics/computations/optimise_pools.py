"""The saving of pools, made linear: chords of the power between volumes, which never lie above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from metrics.computations.optimise_inputs import HOME, OVERLAY, Pool, Problem
from metrics.computations.optimise_program import Program
from metrics.computations.optimise_value import home_cost, pool_region

STEP = 6.0  # a chord spans at most this factor of volume
SAME = 1e-12  # relative: volumes that are one

Volumes = Mapping[Pool, Iterable[float]]
Chord = tuple[float, float]  # effort at no volume, effort per volume


def chords(volumes: Sequence[float], beta: float) -> list[Chord]:
    """The lines through neighbouring points (V, V^beta); the least of them is the power where V is one of `volumes`.

    >>> [(round(at_none, 3), round(slope, 3)) for at_none, slope in chords([1.0, 4.0, 16.0], 0.5)]
    [(0.667, 0.333), (1.333, 0.167)]
    >>> chords([4.0], 0.5)
    [(2.0, 0.0)]
    """
    if len(volumes) == 1:
        return [(volumes[0] ** beta, 0.0)]
    lines = []
    for low, high in pairwise(volumes):
        slope = (high**beta - low**beta) / (high - low)
        lines.append((low**beta - slope * low, slope))
    return lines


def points(smallest: float, largest: float, known: Iterable[float]) -> list[float]:
    """The volumes between which chords are drawn: both ends, those in between that are known, and as many more that no
    two neighbours differ by more than the factor `STEP`.

    >>> [round(volume, 2) for volume in points(1.0, 64.0, [8.0])]
    [1.0, 2.83, 8.0, 22.63, 64.0]
    """
    fixed = sorted({smallest, largest, *(volume for volume in known if smallest < volume < largest)})
    found = [fixed[0]]
    for low, high in pairwise(fixed):
        if high - low <= SAME * high:
            continue
        parts = 1
        while (high / low) ** (1 / parts) > STEP:
            parts += 1
        found += [low * (high / low) ** (part / parts) for part in range(1, parts)] + [high]
    return found


class PoolColumns:
    """Where each option goes under each reach, the pools that this fills, and what they cost."""

    def __init__(self, program: Program, problem: Problem, chosen: list[list[int]], pooled: dict[int, int]) -> None:
        self.program, self.problem = program, problem
        self.chosen, self.pooled = chosen, pooled
        self.filled: dict[Pool, list[tuple[int, float]]] = {}  # pool -> column of the option there, volume
        self.present: dict[tuple[int, int], int] = {}

    def add(self, known: Volumes, scale: float) -> None:
        """Add it all to the program, money divided by `scale`."""
        for number, cell in enumerate(self.problem.cells):
            for option, shares in enumerate(cell.options):
                for function, share in shares:
                    self._place(number, option, function, share, scale)
        betas = {cell.activity: cell.beta for cell in self.problem.cells}
        for pool, entries in sorted(self.filled.items()):
            self._price(pool, entries, betas[pool[1]], known.get(pool, ()), scale)

    def _place(self, number: int, option: int, function: int, share: float, scale: float) -> None:
        cell, column = self.problem.cells[number], self.chosen[number][option]
        if function == HOME:
            self.program.cost[column] += home_cost(cell.common, cell.beta, cell.rate, share) / scale
            return
        self._overlay(function, cell.region, column, scale)
        if cell.common <= 0:
            return
        for reach, there in self._by_reach(column, function).items():
            region = pool_region(cell.region, reach)
            self.program.cost[there] -= self.problem.rates[cell.activity, region] * share * cell.common / scale
            self.filled.setdefault((function, cell.activity, region), []).append((there, share * cell.volume))

    def _by_reach(self, column: int, function: int) -> dict[str, int]:
        """The option under each reach that the function may have: it is chosen under the one that is."""
        reaches = self.problem.reaches_of(function)
        if len(reaches) == 1:
            return {reaches[0]: column}
        pooled = self.pooled[function]
        under = {reach: self.program.column() for reach in reaches}
        self.program.row(0.0, {column: -1.0, **dict.fromkeys(under.values(), 1.0)}, 0.0)
        for reach, there in under.items():
            if pool_region(0, reach) == 0:
                self.program.at_most({there: 1.0, pooled: 1.0}, 1.0)
            else:
                self.program.at_most({there: 1.0, pooled: -1.0})
        return under

    def _overlay(self, function: int, region: int, column: int, scale: float) -> None:
        """A region that has work in a function under an overlay keeps its minimum."""
        price = self.problem.overlay.get((function, region), 0.0)
        if price <= 0 or OVERLAY not in self.problem.reaches_of(function):
            return
        if (function, region) not in self.present:
            self.present[function, region] = self.program.column(price / scale)
        self.program.at_most({column: 1.0, self.pooled[function]: 1.0, self.present[function, region]: -1.0}, 1.0)

    def _price(
        self, pool: Pool, entries: list[tuple[int, float]], beta: float, known: Iterable[float], scale: float
    ) -> None:
        """A pool has one chord of those that are open; which of them is the least is the solver's to find."""
        rate = self.problem.rates[pool[1], pool[2]] / scale
        volumes = points(min(volume for _, volume in entries), sum(volume for _, volume in entries), known)
        lines = chords(volumes, beta)
        is_open = [self.program.column(rate * at_none) for at_none, _ in lines]
        for there, volume in entries:
            on_line = [there] if len(lines) == 1 else [self.program.column() for _ in lines]
            if len(lines) > 1:
                self.program.row(0.0, {there: -1.0, **dict.fromkeys(on_line, 1.0)}, 0.0)
            for column, opened, (_, slope) in zip(on_line, is_open, lines, strict=True):
                self.program.cost[column] += rate * slope * volume
                self.program.at_most({column: 1.0, opened: -1.0})
