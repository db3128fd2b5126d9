"""Rows that are no posts or tickets but totals of the rows above: they would count everything twice.

A row is a total when fewer cells than usual are filled, all but one or two with figures, and either its label says so
(“Total”, “Summe:”) or one of its figures is the sum of the rows above it, since the last total or since the beginning.
"""

import re
from collections.abc import Mapping, Sequence

import polars as pl

TOTAL = (
    r"(?:grand[\s-]*|sub[\s-]*|over[\s-]*all[\s-]*|sous[\s-]*|zwischen|gesamt)?"
    r"(?:totals?|totaux|totale|totaal|summe|summen|somme|suma|sum|gesamt|insgesamt|ensemble|eindtotaal|subtotaal|subtotal)"
)
LABEL = re.compile(rf"(?:{TOTAL}|total\s+g[eé]n[eé]ral|suma\s+total|gesamtsumme)[\s:=.…*-]*", re.IGNORECASE)
HAS_LABEL = re.compile(rf"(?:^|[\s:(-])(?:{TOTAL}|gesamtsumme)(?:$|[\s:),-])", re.IGNORECASE)
FIGURE = "^[\\s$€£¥+(-]*(?:[A-Z]{3}\\s)?\\d[\\d\\s.,'’%\u00a0\u202f]*[\\s)$€£¥-]*(?:[A-Z]{3})?$"
IS_FIGURE = re.compile(FIGURE)
DECIMAL_COMMA = re.compile(r",\d{1,2}$")
WORDS_AT_MOST = 2
# Where more rows than this, and more than a few, look like totals, that is how the table is written.
RARE, FEW = 0.2, 3
ROUNDING = 0.005

Cells = Sequence[str | None]


def total_rows(cells: pl.DataFrame) -> dict[int, str]:
    """The rows (places in the frame) that are totals, with their label; `cells` are stripped, empty ones null.

    >>> rows = [("1", "Ann", "A", "1"), ("2", "Bo", "A", "0.5"), (None, "Total", None, "1.5"), ("3", "Cy", "B", "1")]
    >>> total_rows(pl.DataFrame(rows, schema=["id", "name", "team", "fte"], orient="row"))
    {2: 'Total'}
    """
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null()).alias("filled")).to_series()
    usual = filled.filter(filled > 0).median()
    if not isinstance(usual, float) or cells.width < 2:
        return {}
    sparse = cells.with_row_index("_row").filter((filled > 0) & (filled < usual))
    is_figure = [pl.col(name).str.contains(FIGURE) for name in cells.columns]
    figures, words = pl.sum_horizontal(is_figure), pl.sum_horizontal(~one for one in is_figure)
    likely = {row[0]: row[1:] for row in sparse.filter((figures > 0) & (words <= WORDS_AT_MOST)).iter_rows()}
    sums = Sums(cells, likely) if len(likely) <= max(FEW, RARE * cells.height) else None
    found: dict[int, str] = {}
    for place, row in likely.items():
        label = _label(row, place, max(found, default=-1) + 1, sums)
        if label is not None:
            found[place] = label
    return found


def _label(row: Cells, place: int, since: int, sums: "Sums | None") -> str | None:
    """What a row that is a total calls itself ("" where it does not); None if it is none."""
    words = [cell for cell in row if cell and not IS_FIGURE.match(cell)]
    named = next((word for word in words if LABEL.fullmatch(word)), None)
    if named is not None or sums is None:
        return named
    hinted = next((word for word in words if HAS_LABEL.search(word)), "")
    return hinted if (hinted or not words) and sums.has_sum(row, place, since) else None


class Sums:
    """Running sums of the columns, each made when it is asked for; rows that may be totals themselves do not count."""

    def __init__(self, cells: pl.DataFrame, likely: Mapping[int, Cells]) -> None:
        self.cells, self.likely = cells, likely
        self._running: dict[int, tuple[list[float], list[int]]] = {}

    def has_sum(self, row: Cells, place: int, since: int) -> bool:
        """Some figure of the row is the sum of its column above, of two rows at least."""
        for column, cell in enumerate(row):
            wanted = figure(cell)
            if not wanted:
                continue
            sums, counts = self._running.get(column) or self._run(column)
            for start in (0, since):
                rounding = ROUNDING * max(counts[place] - counts[start], 1) ** 0.5
                if counts[place] - counts[start] > 1 and abs(sums[place] - sums[start] - wanted) <= rounding:
                    return True
        return False

    def _run(self, column: int) -> tuple[list[float], list[int]]:
        """Up to each row, the sum and the number of the figures above it."""
        sums, counts = [0.0], [0]
        for place, cell in enumerate(self.cells.to_series(column)):
            value = None if place in self.likely else figure(cell)
            sums.append(sums[-1] + (value or 0.0))
            counts.append(counts[-1] + (value is not None))
        self._running[column] = (sums, counts)
        return sums, counts


def figure(cell: str | None) -> float | None:
    """A figure as a number, with a decimal comma where two digits or one follow the last comma.

    >>> figure("€ 80.448,00"), figure("69,222.18"), figure("Team")
    (80448.0, 69222.18, None)
    """
    bare = re.sub(r"[^\d.,-]", "", cell or "")
    if DECIMAL_COMMA.search(bare):
        bare = bare.replace(".", "").replace(",", ".")
    try:
        return float(bare.replace(",", ""))
    except ValueError:
        return None
