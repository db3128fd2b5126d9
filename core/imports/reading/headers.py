"""Which row names the columns, and what they are called."""

import re
from collections import Counter
from collections.abc import Sequence

from core.imports.reading.limits import MAX_COLUMNS, Unreadable

LOOKED_AT = 25
FIGURE = re.compile(r"[\s$€£+-]*\d[\d\s.,:/%T+-]*Z?")
MAX_NAME = 120


def header_index(rows: Sequence[Sequence[str]]) -> int:
    """Index of the first row that names columns: as wide as the rows usually are, and words rather than figures.

    Titles above a table are narrower than the table and are passed over.

    >>> header_index([["Report of March", "", ""], ["", "", ""], ["Team", "FTE", "Grade"], ["Core", "1", "G7"]])
    2
    """
    widths = [sum(1 for cell in row if cell.strip()) for row in rows[:LOOKED_AT]]
    filled = [width for width in widths if width]
    if not filled:
        raise Unreadable("empty-file", "The file holds no rows. Export it again with its rows.")
    usual = max(Counter(filled).items(), key=lambda pair: (pair[1], pair[0]))[0]
    for index, row in enumerate(rows[:LOOKED_AT]):
        if widths[index] >= max(1, usual / 2):
            _refuse_figures(row, index + 1)
            return index
    raise AssertionError("a row of the usual width exists")  # pragma: no cover


def _refuse_figures(row: Sequence[str], line: int) -> None:
    cells = [cell.strip() for cell in row if cell.strip()]
    figures = [cell for cell in cells if FIGURE.fullmatch(cell)]
    if len(figures) > len(cells) * 0.3:
        remedy = "The first row holds values, not names. Add a row above it that names each column."
        raise Unreadable("no-header", remedy, line, value=", ".join(cells))


def column_names(cells: Sequence[str]) -> list[str]:
    """Names as given, trimmed; a blank one is called by its place, a repeated one is numbered.

    >>> column_names(["Post", " ", "FTE", "FTE", "a\\nb"])
    ['Post', 'column 2', 'FTE', 'FTE (2)', 'a b']
    """
    if len(cells) > MAX_COLUMNS:
        raise Unreadable("too-many-columns", f"{len(cells)} columns; at most {MAX_COLUMNS} are read. Leave some out.")
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        wanted = " ".join(cell.split())[:MAX_NAME] or f"column {place}"
        wanted = f"column {wanted}" if wanted.startswith("_") else wanted
        name, number = wanted, 1
        while name in names:
            number += 1
            name = f"{wanted} ({number})"
        names.append(name)
    return names
