"""Where rows go while a file is read: batches of columns of text, each batch a Parquet file of the staging folder."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from core.imports.found import Found
from core.imports.reading.totals import total_rows

PLACE = ("_file", "_sheet", "_line")
BATCH_ROWS = 50_000
DEFECTS_KEPT = 1_000
TOTAL_ROW = (
    "This row is a total of other rows: it was left out, so that nothing counts twice. A post has a title and team."
)


@dataclass(slots=True)
class Table:
    """One table of a file: a CSV, a sheet, a log. `header_line` and the rows' `_line` count from 1.

    `header_rows` are the cells of the rows that name the columns; a log has none, and its `header_line` is 0.
    """

    file_no: int
    name: str
    sheet: str
    columns: list[str]
    header_line: int
    rows: int = 0
    blank_rows: int = 0
    repeated_headers: int = 0
    total_rows: int = 0
    header_rows: list[list[str]] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


class Staging:
    """Takes the rows of all files of one import; what it knows at the end is the outcome."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: list[Table] = []
        self.found: list[Found] = []
        self.notes: list[str] = []
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self._parts = 0

    def open_table(self, table: Table) -> Table:
        """A new table; rows that are added belong to it."""
        self.tables.append(table)
        return table

    def add_columns(self, table: Table, columns: Sequence[pl.Series], lines: pl.Series) -> None:
        """Write a batch, one series of text per column; blank rows, repeated headers and totals are left out."""
        frame = pl.DataFrame([series.alias(name) for name, series in zip(table.columns, columns, strict=True)])
        cells = frame.select(pl.all().str.strip_chars()).select(pl.all().replace("", None))
        is_header = pl.any_horizontal(_equals(table.columns, heads) for heads in table.header_rows or [table.columns])
        marks = cells.select(pl.all_horizontal(pl.all().is_null()).alias("blank"), is_header.alias("header"))
        table.blank_rows += int(marks["blank"].sum())
        table.repeated_headers += int((marks["header"] & ~marks["blank"]).sum())
        is_kept = ~(marks["blank"] | marks["header"])
        if table.header_line and (totals := total_rows(cells)):
            is_kept &= self._without_totals(table, totals, lines)
        self._write(table, frame.with_columns(lines.alias("_line")).filter(is_kept))

    def _without_totals(self, table: Table, totals: dict[int, str], lines: pl.Series) -> pl.Series:
        """Marks of the rows that stay; each total is said with its line."""
        table.total_rows += len(totals)
        for place, label in totals.items():
            place_of_row = (table.file_no, table.sheet, lines[place])
            self.add_found(Found("warning", "total-row", TOTAL_ROW, *place_of_row, value=label))
        return ~pl.int_range(len(lines), eager=True).is_in(list(totals))

    def add_rows(self, table: Table, rows: Sequence[Sequence[str | None]], lines: Sequence[int]) -> None:
        """Write a batch of rows as wide as the table."""
        if rows:
            columns = [pl.Series(values, dtype=pl.String) for values in zip(*rows, strict=True)]
            self.add_columns(table, columns, pl.Series(lines, dtype=pl.Int64))

    def add_found(self, found: Found) -> None:
        """A row that is left out (an error) or doubtful (a warning); the first thousand are kept, all are counted."""
        self.counts[found.sheet, found.severity, found.code] += 1
        if len(self.found) < DEFECTS_KEPT:
            self.found.append(found)

    def _write(self, table: Table, frame: pl.DataFrame) -> None:
        if frame.is_empty():
            return
        table.rows += frame.height
        self._parts += 1
        place = [
            pl.lit(table.file_no, pl.Int16).alias("_file"),
            pl.lit(table.sheet, pl.String).alias("_sheet"),
            pl.col("_line").cast(pl.Int64),
        ]
        path = self.folder / f"part-{self._parts:05d}.parquet"
        frame.select(*place, pl.exclude("_line")).write_parquet(path, compression="lz4", statistics=False)

    def outcome(self) -> dict[str, Any]:
        """What the parent process is told; `counts` are lists of sheet, severity, code and how often."""
        return {
            "tables": [asdict(table) for table in self.tables],
            "found": [asdict(found) for found in self.found],
            "counts": [[*key, count] for key, count in self.counts.items()],
            "notes": self.notes,
        }


def _equals(names: Sequence[str], cells: Sequence[str]) -> pl.Expr:
    """Rows that say what the header says."""
    return pl.all_horizontal(
        pl.col(name).fill_null("") == cell.strip() for name, cell in zip(names, cells, strict=True)
    )
