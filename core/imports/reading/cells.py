"""A workbook's cells as text, column by column; cells that are merged over several rows."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from core.imports.reading.limits import MAX_CELL_CHARACTERS

LARGEST_EXACT = 1e15
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
Numbered = tuple[int, list[Any]]


def as_text(value: Any) -> str:
    """A cell as text: whole numbers without a point, days and instants in one ISO form.

    Of a number with three digits behind its point the text has four, lest it be taken for thousands.

    >>> [as_text(value) for value in (3.0, 0.1, 1.125, True, None, dt.date(2016, 3, 5))]
    ['3', '0.1', '1.1250', 'true', '', '2016-03-05T00:00:00']
    >>> as_text(dt.datetime(2016, 3, 5, 9, 30))
    '2016-03-05T09:30:00'
    """
    if isinstance(value, str):
        return value if len(value) <= MAX_CELL_CHARACTERS else value[:MAX_CELL_CHARACTERS]
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, dt.date):
        return f"{value.isoformat()}T00:00:00"
    return str(value)[:MAX_CELL_CHARACTERS]


def text_column(values: Sequence[Any]) -> pl.Series:
    """A column of cells as text; what is all text, or all whole numbers, need not be turned cell by cell.

    >>> text_column(["a", "b"]).to_list(), text_column([1.0, "", 2.5]).to_list(), text_column([7.0, 8.0]).to_list()
    (['a', 'b'], ['1', '', '2.5'], ['7', '8'])
    """
    kinds = set(map(type, values))
    if kinds == {float}:
        numbers = pl.Series(values, dtype=pl.Float64)
        if ((numbers.floor() == numbers) & (numbers.abs() < LARGEST_EXACT)).all():
            return numbers.cast(pl.Int64).cast(pl.String)
    if kinds == {str} and max(map(len, values)) <= MAX_CELL_CHARACTERS:
        return pl.Series(values, dtype=pl.String)
    return pl.Series([as_text(value) for value in values], dtype=pl.String)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < LARGEST_EXACT:
        return str(int(value))
    text = repr(value)
    return f"{text}0" if text[-4:-3] == "." and len(text.lstrip("-")) <= 7 else text


def is_filled(row: Sequence[Any]) -> bool:
    """Some cell of the row holds something, be it a zero."""
    return any(cell != "" and cell is not None for cell in row)


class MergedCells:
    """Fills cells that are merged over several rows: a text down all of them, a figure not, which would multiply it.

    `figures` keeps where a figure was left in its first row: (row, number of rows, column), rows from 1.
    """

    def __init__(self, ranges: Merged, left: int) -> None:
        self.figures: list[tuple[int, int, int]] = []
        self._starts: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, str]] = {}
        for (top, first), (bottom, _) in ranges:
            if bottom > top and first >= left:
                self._starts.setdefault(top + 1, []).append((first - left, bottom + 1))

    def filled(self, rows: Iterator[Numbered]) -> Iterator[Numbered]:
        """The rows (number, cells) with the texts filled in; rows that hold nothing else stay blank."""
        if not self._starts:
            yield from rows
            return
        for number, row in rows:
            for column, (bottom, text) in list(self._open.items()):
                if number > bottom:
                    del self._open[column]
                elif column < len(row) and row[column] == "" and is_filled(row):
                    row[column] = text
            self._begin(number, row)
            yield number, row

    def _begin(self, number: int, row: list[Any]) -> None:
        for column, bottom in self._starts.get(number, ()):
            value = row[column] if column < len(row) else ""
            if isinstance(value, str) and value.strip():
                self._open[column] = (bottom, value)
            elif isinstance(value, float) and not isinstance(value, bool):
                self.figures.append((number, bottom - number + 1, column))


def spans_of(ranges: Merged, left: int) -> dict[int, list[tuple[int, int]]]:
    """By the row's number, the first and last column of each cell that is merged over several columns.

    >>> spans_of([((0, 1), (0, 2)), ((4, 1), (7, 1))], 1)
    {1: [(0, 1)]}
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for (top, first), (_, last) in ranges:
        if last > first >= left:
            spans.setdefault(top + 1, []).append((first - left, last - left))
    return spans
