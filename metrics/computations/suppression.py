"""Small counts in a table are hidden, and as many others that totals do not give them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

LEAST = 5

Cell = tuple[int, int]
Node = tuple[str, int]


def hidden_cells(counts: Sequence[Sequence[int]], least: int = LEAST) -> frozenset[Cell]:
    """The cells (row, column) of a table of counts that must not be shown; totals stand at the end of rows and columns.

    Row `len(counts)` and column `len(counts[0])` mean the totals, which are hidden like any cell. Empty cells stay.
    Hidden are counts of 1 to `least` - 1 and then, while a hidden count follows from the shown ones, the smallest
    rectangle around it. A count does not follow if another table with the same shown cells, and 1 or more in hidden
    ones, has another there: exactly if a circle of hidden cells leads through it along which counts can go up and
    down by one in turn. All hidden cells must look alike.

    >>> sorted(hidden_cells([[3, 20, 30], [40, 9, 60]]))
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    >>> hidden_cells([[5, 20], [0, 60]])
    frozenset()
    """
    return frozenset(_Table(counts, least).hidden) if counts and counts[0] else frozenset()


class _Table:
    """The counts with their totals, and what is hidden of them."""

    def __init__(self, counts: Sequence[Sequence[int]], least: int) -> None:
        rows = [[*row, sum(row)] for row in counts]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        self.rows, self.columns = len(rows), len(rows[0])
        self.count = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value}
        self.hidden = {cell for cell, value in self.count.items() if value < least}
        while more := self._needed():
            self.hidden |= more

    def _needed(self) -> set[Cell]:
        """Cells to hide next; none when no hidden count follows, or nothing is left to hide."""
        for cell in sorted(self.hidden):
            if not self._is_open(cell):
                return self._rectangle(cell) or self._smallest_shown()
        return set()

    def _rectangle(self, cell: Cell) -> set[Cell]:
        """The shown cells of the cheapest rectangle with this corner; totals cost most."""
        row, column = cell
        corners = [
            {(row, c), (r, column), (r, c)} - self.hidden
            for r, c in product(range(self.rows), range(self.columns))
            if r != row and c != column and {(row, c), (r, column), (r, c)} <= self.count.keys()
        ]
        return min((found for found in corners if found), key=self._price, default=set())

    def _smallest_shown(self) -> set[Cell]:
        shown = [{cell} for cell in self.count if cell not in self.hidden]
        return min(shown, key=self._price, default=set())

    def _price(self, cells: set[Cell]) -> tuple[int, int, list[Cell]]:
        totals = sum(self._is_total(cell) for cell in cells)
        return totals, sum(self.count[cell] for cell in cells), sorted(cells)

    def _is_total(self, cell: Cell) -> bool:
        """A sum of a row or a column; the sum of all sums stands on the side of the parts."""
        return (cell[0] == self.rows - 1) != (cell[1] == self.columns - 1)

    def _is_open(self, cell: Cell) -> bool:
        """The count could be another: some change of it is made up for by other hidden cells."""
        others = [arc for other in self.hidden - {cell} for arc in self._arcs(other)]
        return any(_is_reached(others, end, start) for start, end in self._arcs(cell))

    def _arcs(self, cell: Cell) -> Iterator[tuple[Node, Node]]:
        """Ways of change: up always, down while above 1; in totals the other way round, since they are subtracted."""
        row, column = ("row", cell[0]), ("column", cell[1])
        up, down = ((column, row), (row, column)) if self._is_total(cell) else ((row, column), (column, row))
        yield up
        if self.count[cell] > 1:
            yield down


def _is_reached(arcs: Sequence[tuple[Node, Node]], start: Node, end: Node) -> bool:
    """A way along the arcs."""
    reached = {start}
    while more := {head for tail, head in arcs if tail in reached} - reached:
        reached |= more
    return end in reached
