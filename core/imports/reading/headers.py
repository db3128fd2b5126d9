"""Which rows name the columns: below titles and blank rows, in one row or in two; or the row that somebody stated."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.imports.reading.limits import MAX_HEADER_LINE, Unreadable
from core.imports.reading.names import combined

LOOKED_AT = 25
FIGURE = re.compile(r"[\s$€£+-]*\d[\d\s.,:/%T+-]*Z?")
LOOKED_BELOW = 10
WORDS_AT_LEAST = 0.7
CLEARLY_BETTER = 0.15
WIDE = 0.8

Row = Sequence[str]
# By the index of a row, the first and last column of each cell that is merged over several columns.
Spans = Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header: index of its first and last row, a name per column (blank where it has none), why these rows."""

    first: int
    last: int
    cells: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    why: str

    def as_wide_as(self, width: int) -> "Header":
        """The same header with blank cells up to this width, or cut to it."""
        cells, *rows = [(*row, *[""] * (width - len(row)))[:width] for row in (self.cells, *self.rows)]
        return replace(self, cells=cells, rows=tuple(rows))


def find_header(rows: Sequence[Row], spans: Spans | None = None, stated: int | None = None) -> Header:
    """The rows that name the columns; `stated` is the index of one that somebody chose, `spans` are merged cells.

    >>> table = [["Report of March", "", ""], ["", "", ""], ["Team", "FTE", "Grade"], ["Core", "1", "G7"]]
    >>> find_header(table).first, find_header(table).cells
    (2, ('Team', 'FTE', 'Grade'))
    >>> find_header([["Team", "Pay", ""], ["", "low", "high"], ["Core", "1", "2"]]).cells
    ('Team', 'Pay / low', 'Pay / high')
    """
    index = _most_likely(rows) if stated is None else stated
    known = spans or {}
    last = index + 1 if _is_second_row(rows, index, known) else index
    first = index - 1 if last == index and _is_completed_above(rows, index, known) else index
    cells = [cell.strip() for cell in rows[last]]
    if first < last:
        cells = combined(_spread(rows[first], known.get(first, ()), rows[last]), rows[last])
    taken = tuple(tuple(cell.strip() for cell in row) for row in rows[first : last + 1])
    return Header(first, last, tuple(cells), taken, _why(rows, first, last, is_stated=stated is not None))


def stated_index(rows: Sequence[Row], ends: Sequence[int], line: int) -> int:
    """The index of the row on a line that somebody stated; `ends` has the line on which each row ends."""
    index = bisect_left(ends, line)
    if not 1 <= line <= MAX_HEADER_LINE or index >= len(rows) or not _filled(rows[index]):
        remedy = f"Line {line} is blank or lies too far down to name the columns. State another line for the header."
        raise Unreadable("no-header", remedy, line)
    return index


def _most_likely(rows: Sequence[Row]) -> int:
    """The first row about as wide as the rows usually are and of words, or a later one that is clearly better."""
    widths = [len(_filled(row)) for row in rows[:LOOKED_AT]]
    if not any(widths):
        raise Unreadable("empty-file", "The file holds no rows. Export it again with its rows.")
    usual = max(Counter(width for width in widths if width).items(), key=lambda pair: (pair[1], pair[0]))[0]
    candidates = [place for place, width in enumerate(widths) if width >= max(1, usual / 2)]
    best, best_score = -1, 0.0
    for place in candidates:
        is_free = best >= 0 or all(width < widths[place] for width in widths[:place])
        score = _score(rows, place, usual) if is_free and _share_of_words(rows[place]) >= WORDS_AT_LEAST else 0.0
        if score > best_score + CLEARLY_BETTER:
            best, best_score = place, score
    if best < 0:
        _refuse(rows[candidates[0]], candidates[0] + 1)
    return best


def _score(rows: Sequence[Row], place: int, usual: int) -> float:
    """How much a row looks like names: wide, of words, each only once, above columns of figures."""
    cells = [rows[place][column].strip().casefold() for column in _filled(rows[place])]
    width = min(len(cells) / usual, 1.0)
    distinct = len(set(cells)) / len(cells)
    return 0.3 * width + 0.5 * _share_of_words(rows[place]) + 0.4 * distinct + 0.6 * _contrast(rows, place)


def _contrast(rows: Sequence[Row], place: int) -> float:
    """The share of a row's cells that are words while the rows below hold figures there."""
    filled = _filled(rows[place])
    return sum(_is_above_figures(rows, place, column) for column in filled) / max(len(filled), 1)


def _is_above_figures(rows: Sequence[Row], place: int, column: int) -> bool:
    below = [_cell(row, column) for row in rows[place + 1 : place + 1 + LOOKED_BELOW]]
    held = [cell for cell in below if cell]
    figures = sum(bool(FIGURE.fullmatch(cell)) for cell in held)
    return not FIGURE.fullmatch(_cell(rows[place], column)) and figures * 2 > len(held)


def _filled(row: Row) -> list[int]:
    return [column for column, cell in enumerate(row) if cell.strip()]


def _cell(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _share_of_words(row: Row) -> float:
    cells = [row[column].strip() for column in _filled(row)]
    return sum(not FIGURE.fullmatch(cell) for cell in cells) / max(len(cells), 1)


def _refuse(row: Row, line: int) -> None:
    remedy = "This row holds values, not names. Add a row above it that names each column, or say which line does."
    raise Unreadable("no-header", remedy, line, value=", ".join(cell.strip() for cell in row if cell.strip()))


def _is_second_row(rows: Sequence[Row], index: int, spans: Spans) -> bool:
    """The next row completes this one: it fills what lies below merged names, above figures or below merged cells."""
    if index + 1 >= len(rows) or _share_of_words(rows[index + 1]) < 1:
        return False
    below, named = _filled(rows[index + 1]), _filled(rows[index])
    beneath = [column for column in below if not _cell(rows[index], column) and column > min(named, default=column)]
    if not beneath:
        return False
    is_above_figures = any(_is_above_figures(rows, index + 1, column) for column in beneath)
    covered = {column for start, end in spans.get(index, ()) for column in range(start, end + 1)}
    return is_above_figures or (bool(covered) and covered >= set(below))


def _is_completed_above(rows: Sequence[Row], index: int, spans: Spans) -> bool:
    """The row above holds names that this row leaves blank, or titles over several of its columns."""
    if index == 0:
        return False
    leaves_blank = any(not _cell(rows[index], column) for column in _filled(rows[index - 1]))
    return (leaves_blank and _is_second_row(rows, index - 1, spans)) or _is_row_of_groups(rows, index, spans)


def _is_row_of_groups(rows: Sequence[Row], index: int, spans: Spans) -> bool:
    """The row above holds titles over several columns each; one title over all of them is the table's."""
    if not _filled(rows[index - 1]):
        return False
    above, width = _filled(rows[index - 1]), len(_filled(rows[index]))
    merged = [(start, end) for start, end in spans.get(index - 1, ()) if end > start]
    if merged:
        return all(end - start + 1 < WIDE * width for start, end in merged)
    is_of_words = _share_of_words(rows[index - 1]) == 1 and above not in ([0], [0, 1])
    return is_of_words and len(above) < width and any(column + 1 not in above for column in above)


def _spread(row: Row, merged: Sequence[tuple[int, int]], lower: Row) -> list[str]:
    """The upper row with each title over all of its columns: as merged, else up to the next title."""
    starts = dict(merged)
    spread, title, ends = [], "", -1
    for column in range(max(len(row), len(lower))):
        if own := _cell(row, column):
            title = own
            ends = starts.get(column, column) if starts else len(lower)
        spread.append(title if own or (column <= ends and _cell(lower, column)) else "")
    return spread


def _why(rows: Sequence[Row], first: int, last: int, *, is_stated: bool) -> str:
    if is_stated:
        return "as stated"
    names = len(_filled(rows[last])) if first == last else max(len(_filled(row)) for row in rows[first : last + 1])
    reason = f"it names {names} columns in words"
    if first < last:
        reason = "titles stand over several columns, so two lines were combined"
    above = sum(1 for row in rows[:first] if _filled(row))
    return f"{reason}; what stands above is narrower" if above else reason
