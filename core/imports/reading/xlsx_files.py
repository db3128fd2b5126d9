"""XLSX: the archive is inspected before any part of it is parsed, since sizes stated in it may lie."""

import datetime as dt
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.imports.reading.headers import LOOKED_AT, column_names, header_index
from core.imports.reading.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_SHEET_CELLS,
    MAX_SHEET_ROWS,
    MAX_WORKBOOK_BYTES,
    MAX_WORKBOOK_ENTRIES,
    Unreadable,
    inflated_or_refused,
)
from core.imports.reading.tables import BATCH_ROWS, Staging, Table

CHUNK = 1 << 20
REFERENCE = re.compile(rb'<(?:\w{1,20}:)?c [^>]{0,60}?r="([A-Z]{1,10})(\d{1,10})"')
DAMAGED = "The workbook is damaged. Open it in your spreadsheet program and save it again as .xlsx."


def read_xlsx(path: Path, file_no: int, name: str, staging: Staging) -> None:
    """Read every visible sheet with rows into the staging folder, or raise `Unreadable`."""
    _inspect(path)
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    before = len(staging.tables)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible:
                    _read_sheet(workbook.get_sheet_by_name(meta.name), file_no, name, staging)
    except CalamineError as error:
        raise Unreadable("damaged-workbook", DAMAGED, value=str(error)) from None
    except BaseException as error:
        # The reader's own crash (a Rust panic) comes as a BaseException that has no importable name.
        if not isinstance(error, ValueError | OverflowError | OSError) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable("damaged-workbook", DAMAGED, value=str(error)) from None
    if not any(table.rows for table in staging.tables[before:]):
        raise Unreadable("empty-file", "No visible sheet holds rows below a header. Export it again with its rows.")


def _inspect(path: Path) -> None:
    """Entries, true sizes, cells' places; macros and what is no workbook are refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_foreign({entry.filename for entry in entries})
            inflated = 0
            for entry in entries:
                inflated = _inspect_entry(archive, entry, inflated, path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable("damaged-workbook", DAMAGED, value=str(error)) from None
    except RuntimeError:  # zipfile's word for an entry that needs a password
        remedy = "The workbook is protected by a password. Save it without one."
        raise Unreadable("locked-workbook", remedy) from None


def _refuse_foreign(names: set[str]) -> None:
    if len(names) > MAX_WORKBOOK_ENTRIES:
        remedy = f"The archive has {len(names)} parts; a workbook has a few dozen. Save it again as .xlsx."
        raise Unreadable("too-many-parts", remedy)
    if any(name.lower().endswith(("vbaproject.bin", ".xlm")) for name in names):
        remedy = "The workbook holds macros. Save it as .xlsx, which has none, and upload that."
        raise Unreadable("macros", remedy)
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        remedy = "The archive is no XLSX workbook. Unpack it and upload the CSV, XLSX or XES inside."
        raise Unreadable("not-a-workbook", remedy)


def _inspect_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inflated: int, packed: int) -> int:
    is_sheet = "worksheets/" in entry.filename.lower()
    columns, rows, tail = 0, 0, b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            inflated += len(chunk)
            inflated_or_refused(inflated, packed, MAX_WORKBOOK_BYTES, entry.filename)
            _refuse_entities(tail + chunk, entry.filename)
            if is_sheet:
                columns, rows = _extent(tail + chunk, columns, rows)
                _refuse_extent(columns, rows, entry.filename)
            tail = chunk[-128:]
    return inflated


def _refuse_entities(part: bytes, name: str) -> None:
    if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
        raise Unreadable(
            "entities", "The workbook declares XML entities, as no spreadsheet program does. Save it again."
        )


def _extent(part: bytes, columns: int, rows: int) -> tuple[int, int]:
    """The farthest column and row that a cell of this part says it is in; what the sheet itself states is ignored."""
    letters, numbers = set(), rows
    for match in REFERENCE.finditer(part):
        letters.add(match[1])
        numbers = max(numbers, int(match[2]))
    return max([columns, *(_column_number(name) for name in letters)]), numbers


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_extent(columns: int, rows: int, name: str) -> None:
    if columns > MAX_COLUMNS:
        remedy = f"A cell lies in column {columns}; at most {MAX_COLUMNS} are read. Delete what lies far to the right."
        raise Unreadable("too-many-columns", remedy, sheet=name[:100])
    if rows > MAX_SHEET_ROWS or rows * columns > MAX_SHEET_CELLS:
        remedy = "The sheet reaches farther than is read. Delete what lies far below, or save it as CSV."
        raise Unreadable("too-many-rows", remedy, rows, sheet=name[:100])


def _read_sheet(sheet: Any, file_no: int, name: str, staging: Staging) -> None:
    rows = ([_as_text(value) for value in row] for row in sheet.iter_rows())
    numbered = itertools.dropwhile(lambda pair: not any(pair[1]), enumerate(rows, 1))
    head = [pair for pair, _ in zip(numbered, range(LOOKED_AT), strict=False)]
    if sum(1 for _, row in head if any(cell.strip() for cell in row)) < 2:
        return
    index = header_index([row for _, row in head])
    cells = head[index][1]
    details = {"header_cells": [cell.strip() for cell in cells]}
    table = Table(file_no, name, sheet.name[:100], column_names(cells), head[index][0], details=details)
    staging.open_table(table)
    for batch in _batches([*head[index + 1 :]], numbered):
        staging.add_rows(table, [row for _, row in batch], [line for line, _ in batch])


Numbered = tuple[int, list[str]]


def _batches(first: list[Numbered], rest: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    batch = first
    for pair in rest:
        if len(batch) >= BATCH_ROWS:
            yield batch
            batch = []
        batch.append(pair)
    yield batch


def _as_text(value: Any) -> str:
    """A cell as text: whole numbers without a point, days and instants in one ISO form.

    >>> [_as_text(value) for value in (3.0, 0.1, True, dt.datetime(2016, 3, 5, 9, 30), dt.date(2016, 3, 5), None)]
    ['3', '0.1', 'true', '2016-03-05T09:30:00', '2016-03-05T00:00:00', '']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, dt.date):
        return f"{value.isoformat()}T00:00:00"
    return str(value)[:MAX_CELL_CHARACTERS]
