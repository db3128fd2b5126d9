"""XLSX: every visible sheet with rows becomes a table; what is hidden, merged or not computed is said."""

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from core.imports.found import Found
from core.imports.reading.cells import MergedCells, Numbered, as_text, is_filled, spans_of, text_column
from core.imports.reading.headers import LOOKED_AT, Header, find_header, stated_index
from core.imports.reading.limits import MAX_HEADER_LINE, Unreadable
from core.imports.reading.names import column_letter, column_names
from core.imports.reading.tables import Staging, Table
from core.imports.reading.workbook_parts import DAMAGED, SheetMarks, inspect_workbook

BATCH_ROWS = 10_000
NOT_COMPUTED = "The formula in column {} was never computed. Open the workbook in your spreadsheet program and save it."
ERROR_VALUE = "The formula gives {}: the cell is taken as empty. Correct it, and upload the workbook again."
MERGED_FIGURE = "One figure stands in a cell merged over {} rows. It counts for the first alone: give each row its own."


def read_xlsx(path: Path, file_no: int, name: str, staging: Staging, header_lines: Mapping[str, int]) -> None:
    """Read every visible sheet with rows into the staging folder, or raise `Unreadable`."""
    marks = inspect_workbook(path)
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    before, refused = len(staging.tables), list[Unreadable]()
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible:
                    reader = _Sheet(file_no, name, meta.name[:100], marks.get(meta.name, SheetMarks()), staging)
                    line = header_lines.get(meta.name[:100])
                    refused += reader.read_or_refuse(workbook.get_sheet_by_name(meta.name), line)
                elif meta.typ == SheetTypeEnum.WorkSheet:
                    staging.notes.append(f"The hidden sheet “{meta.name[:100]}” was not read. Unhide it to import it.")
    except CalamineError as error:
        raise Unreadable("damaged-workbook", DAMAGED, value=str(error)) from None
    except BaseException as error:
        # The reader's own crash (a Rust panic) comes as a BaseException that has no importable name.
        if not isinstance(error, ValueError | OverflowError | OSError) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable("damaged-workbook", DAMAGED, value=str(error)) from None
    if not any(table.rows for table in staging.tables[before:]):
        if refused:
            raise refused[0]
        raise Unreadable("empty-file", "No visible sheet holds rows below a header. Export it again with its rows.")
    staging.notes += [f"The sheet “{one.sheet}” was left out: no row of it names its columns." for one in refused]


class _Sheet:
    """Reads one sheet."""

    def __init__(self, file_no: int, name: str, sheet: str, marks: SheetMarks, staging: Staging) -> None:
        self.file_no, self.name, self.sheet, self.marks, self.staging = file_no, name, sheet, marks, staging

    def read_or_refuse(self, sheet: Any, header_line: int | None) -> list[Unreadable]:
        """Read; a sheet without a header is refused, which the others need not be, unless its line was stated."""
        try:
            self.read(sheet, header_line)
        except Unreadable as error:
            error.sheet = self.sheet
            if error.code != "no-header" or header_line is not None:
                raise
            return [error]
        return []

    def read(self, sheet: Any, header_line: int | None) -> None:
        """Stage the rows below the header; a sheet of fewer than two rows is none."""
        left = sheet.start[1] if sheet.start else 0
        ranges = sheet.merged_cell_ranges or []
        numbered = itertools.dropwhile(lambda pair: not is_filled(pair[1]), enumerate(sheet.iter_rows(), 1))
        head = list(itertools.islice(numbered, LOOKED_AT if header_line is None else MAX_HEADER_LINE + LOOKED_AT))
        if sum(1 for _, row in head if is_filled(row)) < 2:
            return
        lines = [line for line, _ in head]
        texts = [[as_text(cell) for cell in row] for _, row in head]
        spans = {line - lines[0]: merged for line, merged in spans_of(ranges, left).items()}
        stated = None if header_line is None else stated_index(texts, lines, header_line)
        header = find_header(texts, spans, stated)
        table = self.staging.open_table(self._table(header, lines, left))
        merged = MergedCells(ranges, left)
        self._stage(table, merged.filled(itertools.chain(head[header.last + 1 :], numbered)))
        self._say(table, merged, left)

    def _table(self, header: Header, lines: list[int], left: int) -> Table:
        taken = lines[header.first : header.last + 1]
        details = {"header_lines": taken, "why": header.why}
        names, heads = column_names(header.cells, left), [list(row) for row in header.rows]
        return Table(self.file_no, self.name, self.sheet, names, taken[0], header_rows=heads, details=details)

    def _stage(self, table: Table, rows: Iterator[Numbered]) -> None:
        """Batches of rows; those with a formula that was never computed are left out."""
        broken = dict(reversed(self.marks.uncomputed))
        while batch := list(itertools.islice(rows, BATCH_ROWS)):
            if broken:
                batch = [pair for pair in batch if self._is_computed(pair[0], broken)]
            if batch:
                lines, cells = zip(*batch, strict=True)
                columns = [text_column(column) for column in zip(*cells, strict=True)]
                self.staging.add_columns(table, columns, pl.Series(lines, dtype=pl.Int64))

    def _is_computed(self, line: int, broken: Mapping[int, str]) -> bool:
        letters = broken.get(line)
        if letters is not None:
            remedy = NOT_COMPUTED.format(letters)
            self.staging.add_found(self._found("error", "formula-not-computed", remedy, line, letters))
        return letters is None

    def _say(self, table: Table, merged: MergedCells, left: int) -> None:
        first = table.header_line
        for line, letters, value in self.marks.errors:
            if line > first:
                found = self._found("warning", "error-value", ERROR_VALUE.format(value), line, letters, value)
                self.staging.add_found(found)
        for line, rows, column in merged.figures:
            if line > first:
                letters = column_letter(column + 1 + left)
                self.staging.add_found(
                    self._found("warning", "merged-figure", MERGED_FIGURE.format(rows), line, letters)
                )
        hidden = ((self.marks.hidden_rows, "row"), (self.marks.hidden_columns, "column"))
        said = [f"{count:,} hidden {what}{'' if count == 1 else 's'}" for count, what in hidden if count]
        if said:
            self.staging.notes.append(f"Of the sheet “{self.sheet}” {' and '.join(said)} were read like the others.")

    def _found(self, severity: str, code: str, remedy: str, line: int, letters: str, value: str = "") -> Found:
        return Found(severity, code, remedy, self.file_no, self.sheet, line, f"column {letters}", value)
