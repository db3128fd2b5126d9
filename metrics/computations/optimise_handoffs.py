"""The handoffs of pairs of holders: the product of their shares in a unit, exact where options are chosen whole."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.computations.optimise_inputs import HOME, KEEPS_TEAMS, REGIONAL, Holder, Pair, Problem
from metrics.computations.optimise_program import Program, Terms

Shares = dict[int, tuple[float, Terms]]  # function -> share that is fixed, share by column of an option


class HandoffColumns:
    """`chosen`: the column of each option of each cell; `pooled`: the column that says a function is pooled over
    regions.

    A meeting is worth its money, so a column Z for `y x w` need only be held down: Z <= y max(w) and Z <= w.
    """

    def __init__(self, program: Program, problem: Problem, chosen: list[list[int]], pooled: dict[int, int]) -> None:
        self.program, self.problem = program, problem
        self.chosen, self.pooled = chosen, pooled
        self._shares = [self._shares_of(holder) for holder in problem.holders]

    def add(self, scale: float) -> None:
        """All pairs, money divided by `scale`."""
        for pair in self.problem.pairs:
            self.program.constant += pair.money / scale
            for function in sorted(self._shares[pair.one].keys() & self._shares[pair.other].keys()):
                if gates := self._gates(pair, function):
                    self._meet(pair, function, gates[0], pair.money / scale)

    def _shares_of(self, holder: Holder) -> Shares:
        found: Shares = {}
        for part in holder.parts:
            if part.cell is None:
                fixed, terms = found.get(part.function, (0.0, {}))
                found[part.function] = (fixed + part.share, terms)
                continue
            for option, shares in enumerate(self.problem.cells[part.cell].options):
                column = self.chosen[part.cell][option]
                for function, share in shares:
                    fixed, terms = found.setdefault(function, (0.0, {}))
                    terms[column] = terms.get(column, 0.0) + part.share * share
        return found

    def _gates(self, pair: Pair, function: int) -> list[int | None]:
        """Empty where two holders cannot meet in a function; else the column that must be 1, None where they always
        do."""
        one, other = self.problem.holders[pair.one], self.problem.holders[pair.other]
        if function in (HOME, KEEPS_TEAMS) and one.team != other.team:
            return []
        if function == HOME or one.region == other.region:
            return [None]
        reaches = self.problem.reaches_of(function)
        if reaches == (REGIONAL,):
            return []
        return [self.pooled[function]] if REGIONAL in reaches else [None]

    def _meet(self, pair: Pair, function: int, gate: int | None, money: float) -> None:
        sides = [self._shares[pair.one][function], self._shares[pair.other][function]]
        (fixed, terms), other = sorted(sides, key=lambda side: len(side[1]))
        for column, share in terms.items():
            self._product(column, share, other, gate, money)
        if fixed > 0:
            self._scaled(fixed, other, gate, money)

    def _product(self, column: int, share: float, other: tuple[float, Terms], gate: int | None, money: float) -> None:
        """The part that a column carries meets the other side; in money: share x column x w."""
        fixed, terms = other
        most = min(1.0, fixed + sum(terms.values()))
        met = self.program.column(-money * share, 0.0, most)
        self.program.at_most({met: 1.0, column: -most})
        self.program.at_most({met: 1.0} | {theirs: -part for theirs, part in terms.items()}, fixed)
        if gate is not None:
            self.program.at_most({met: 1.0, gate: -most})

    def _scaled(self, share: float, other: tuple[float, Terms], gate: int | None, money: float) -> None:
        """A fixed part meets the other side: w itself, behind the gate where there is one."""
        fixed, terms = other
        if gate is None:
            self.program.constant -= money * share * fixed
            for column, part in terms.items():
                self.program.cost[column] -= money * share * part
            return
        most = min(1.0, fixed + sum(terms.values()))
        met = self.program.column(-money * share, 0.0, most)
        self.program.at_most({met: 1.0} | {theirs: -part for theirs, part in terms.items()}, fixed)
        self.program.at_most({met: 1.0, gate: -most})


def strongest(pairs: list[Pair], covered: float) -> Iterator[Pair]:
    """The pairs with most money that together reach the share `covered` of it.

    >>> [pair.money for pair in strongest([Pair(0, 1, 5.0), Pair(0, 2, 1.0), Pair(1, 2, 94.0)], 0.95)]
    [94.0, 5.0]
    """
    total, reached = sum(pair.money for pair in pairs), 0.0
    for pair in sorted(pairs, key=lambda pair: (-pair.money, pair.one, pair.other)):
        if reached >= covered * total:
            return
        reached += pair.money
        yield pair
