"""The constraints of a proposal as rows, and, where no proposal keeps all of them, which it would have to give up."""

from __future__ import annotations

from metrics.computations.optimise_inputs import REGIONAL, AtLeast, AtMost, Forbidden, Problem, Smallest
from metrics.computations.optimise_program import INFINITE, Program, Terms


class BoundRows:
    """Adds the constraints; elastic ones may be missed. `slack`: by name, the column that says by how much, and what
    one of it is in FTE."""

    def __init__(
        self, program: Program, problem: Problem, chosen: list[list[int]], pooled: dict[int, int], *, is_elastic: bool
    ) -> None:
        self.program, self.problem = program, problem
        self.chosen, self.pooled = chosen, pooled
        self.is_elastic = is_elastic
        self.slack: list[tuple[str, int, float]] = []

    def add(self) -> None:
        """All constraints."""
        bounds = self.problem.bounds
        for forbidden in bounds.forbidden:
            self._forbid(forbidden)
        for least in bounds.at_least:
            self._keep(least)
        for most in bounds.at_most:
            self._limit(most)
        for smallest in bounds.smallest:
            self._size(smallest)
        for regional in bounds.regional:
            fte = sum(cell.fte * dict(cell.options[0]).get(regional.function, 0.0) for cell in self.problem.cells)
            self._row(regional.name, {self.pooled[regional.function]: 1.0}, 0.0, max(fte, 1.0))

    def _row(self, name: str, terms: Terms, upper: float, weight: float = 1.0) -> None:
        """Terms <= upper; `weight`: what missing it by one counts in FTE."""
        if self.is_elastic:
            column = self.program.column(weight, 0.0, INFINITE)
            self.slack.append((name, column, weight))
            terms = terms | {column: -1.0}
        self.program.at_most(terms, upper)

    def _forbid(self, rule: Forbidden) -> None:
        cell = self.problem.cells[rule.cell]
        reaches = self.problem.reaches_of(rule.function)
        if rule.is_pooled_only and reaches == (REGIONAL,):
            return
        for option, shares in enumerate(cell.options):
            if dict(shares).get(rule.function, 0.0) > 0:
                terms, upper = {self.chosen[rule.cell][option]: 1.0}, 0.0
                if rule.is_pooled_only and len(reaches) > 1:
                    terms[self.pooled[rule.function]], upper = 1.0, 1.0
                self._row(rule.name, terms, upper, cell.fte)

    def _fte_in(self, function: int, regions: frozenset[int] | None = None) -> Terms:
        """FTE in a function by column of an option, of the teams of these regions or of all."""
        terms: Terms = {}
        for number, cell in enumerate(self.problem.cells):
            if regions is None or cell.region in regions:
                for option, shares in enumerate(cell.options):
                    if share := dict(shares).get(function, 0.0):
                        terms[self.chosen[number][option]] = share * cell.fte
        return terms

    def _keep(self, rule: AtLeast) -> None:
        there = self._fte_in(rule.function, rule.regions)
        self._row(rule.name, {column: -fte for column, fte in there.items()}, -rule.fte)

    def _limit(self, rule: AtMost) -> None:
        terms = {self.chosen[cell][option]: weight for (cell, option), weight in rule.weights.items() if weight}
        self._row(rule.name, self._rounded(rule) if rule.is_whole else terms, rule.amount)

    def _rounded(self, rule: AtMost) -> Terms:
        """A whole number for each team, no less than the weights of its cells."""
        persons: dict[int, Terms] = {}
        for (cell, option), weight in rule.weights.items():
            persons.setdefault(self.problem.cells[cell].team, {})[self.chosen[cell][option]] = weight
        found: Terms = {}
        for own in persons.values():
            whole = self.program.column(0.0, 0.0, INFINITE, is_whole=True)
            self.program.at_most(own | {whole: -1.0})
            found[whole] = 1.0
        return found

    def _size(self, rule: Smallest) -> None:
        """Whoever is placed there opens the unit, and an open unit has at least so many FTE."""
        reaches = self.problem.reaches_of(rule.function)
        if REGIONAL in reaches:
            pooled = {self.pooled[rule.function]: -rule.fte} if len(reaches) > 1 else {}
            for region in sorted({cell.region for cell in self.problem.cells}):
                self._open(rule, self._fte_in(rule.function, frozenset({region})), pooled)
        if reaches != (REGIONAL,):
            self._open(rule, self._fte_in(rule.function), {})

    def _open(self, rule: Smallest, there: Terms, relief: Terms) -> None:
        if not there:
            return
        is_open = self.program.column()
        for column in there:
            self.program.at_most({column: 1.0, is_open: -1.0})
        self._row(rule.name, {column: -fte for column, fte in there.items()} | {is_open: rule.fte} | relief, 0.0)
