"""Where rows go while a file is read: batches of columns of text, each batch a Parquet file of the staging folder."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from core.imports.found import Found

PLACE = ("_file", "_sheet", "_line")
BATCH_ROWS = 50_000
DEFECTS_KEPT = 1_000


@dataclass(slots=True)
class Table:
    """One table of a file: a CSV, a sheet, a log. `header_line` and the rows' `_line` count from 1."""

    file_no: int
    name: str
    sheet: str
    columns: list[str]
    header_line: int
    rows: int = 0
    blank_rows: int = 0
    repeated_headers: int = 0
    details: dict[str, Any] = field(default_factory=dict)


class Staging:
    """Takes the rows of all files of one import; what it knows at the end is the outcome."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: list[Table] = []
        self.found: list[Found] = []
        self.left_out_rows = 0
        self._parts = 0

    def open_table(self, table: Table) -> Table:
        """A new table; rows that are added belong to it."""
        self.tables.append(table)
        return table

    def add_columns(self, table: Table, columns: Sequence[pl.Series], lines: pl.Series) -> None:
        """Write a batch, one series of text per column; blank rows and repeated headers are counted and left out."""
        named = {name: series.alias(name) for name, series in zip(table.columns, columns, strict=True)}
        frame = pl.DataFrame(list(named.values()))
        raw = pl.all_horizontal(pl.col(name).fill_null("").str.strip_chars() == "" for name in table.columns)
        heads = table.details.get("header_cells", table.columns)
        is_header = pl.all_horizontal(
            pl.col(name).fill_null("").str.strip_chars() == cell
            for name, cell in zip(table.columns, heads, strict=True)
        )
        marks = frame.select(raw.alias("blank"), is_header.alias("header"))
        table.blank_rows += int(marks["blank"].sum())
        table.repeated_headers += int((marks["header"] & ~marks["blank"]).sum())
        self._write(table, frame.with_columns(lines.alias("_line")).filter(~(marks["blank"] | marks["header"])))

    def add_rows(self, table: Table, rows: Sequence[Sequence[str | None]], lines: Sequence[int]) -> None:
        """Write a batch of rows as wide as the table."""
        if rows:
            columns = [pl.Series(values, dtype=pl.String) for values in zip(*rows, strict=True)]
            self.add_columns(table, columns, pl.Series(lines, dtype=pl.Int64))

    def leave_out(self, found: Found) -> None:
        """A row that cannot be read is left out and said; the first thousand are kept, all are counted."""
        self.left_out_rows += 1
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
        """What the parent process is told."""
        return {
            "tables": [asdict(table) for table in self.tables],
            "found": [asdict(found) for found in self.found],
            "left_out_rows": self.left_out_rows,
        }
