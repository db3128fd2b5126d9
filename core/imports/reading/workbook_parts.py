"""What stands in a workbook's archive: its parts are gone through before any is parsed, since stated sizes may lie.

On the way it is noted what the parser does not tell: hidden rows and columns, formulas without a value, error values.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.imports.reading.limits import (
    MAX_COLUMNS,
    MAX_SHEET_CELLS,
    MAX_SHEET_ROWS,
    MAX_WORKBOOK_BYTES,
    MAX_WORKBOOK_ENTRIES,
    Unreadable,
    inflated_or_refused,
)
from core.imports.reading.names import column_number

CHUNK = 1 << 20
DAMAGED = "The workbook is damaged. Open it in your spreadsheet program and save it again as .xlsx."
MARKS_KEPT = 1_000
LONGEST_CELL = 64 << 10
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

PREFIX = rb"<(?:\w{1,20}:)?"
REFERENCE = re.compile(PREFIX + rb'c [^>]{0,60}?r="([A-Z]{1,10}\d{1,10})"')
HIDDEN_ROW = re.compile(PREFIX + rb'row [^>]{0,300}?hidden="(?:1|true)"')
HIDDEN_COLUMNS = re.compile(PREFIX + rb'col [^>]{0,300}?hidden="(?:1|true)"')
# A formula and then the end of its cell, with an empty value or none between.
UNCOMPUTED = re.compile(
    rb"(?:/(?:\w{1,20}:)?f>|f[^<>]{0,300}/>)\s*(?:<(?:\w{1,20}:)?v\s*/>|<v>\s*</v>)?\s*</(?:\w{1,20}:)?c>"
)
ERROR = re.compile(PREFIX + rb'c ([^>]{0,120}t="e"[^>]{0,60})>.{0,9000}?v>(#[^<]{1,20})<', re.DOTALL)
CELL_END = re.compile(rb"</(?:\w{1,20}:)?c>")
PLACE = re.compile(rb'r="([A-Z]{1,10})(\d{1,10})"')
SHEET = re.compile(r"<(?:\w{1,20}:)?sheet\s([^>]*)>")
RELATION = re.compile(r"<(?:\w{1,20}:)?Relationship\s([^>]*)>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
LETTERS, DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"


@dataclass(slots=True)
class SheetMarks:
    """What a sheet's part says beside its values; `uncomputed` and `errors` have (row, column letters[, value])."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    uncomputed: list[tuple[int, str]] = field(default_factory=list)
    errors: list[tuple[int, str, str]] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


def inspect_workbook(path: Path) -> dict[str, SheetMarks]:
    """The marks of each sheet by its name; what is too large, damaged, protected or no workbook is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_foreign({entry.filename for entry in entries})
            inflated, marks = 0, {}
            for entry in entries:
                known = SheetMarks() if "worksheets/" in entry.filename.lower() else None
                inflated = _inspect_entry(archive, entry, inflated, path.stat().st_size, known)
                if known:
                    marks[entry.filename.lower()] = known
            return {name: marks[part] for name, part in _parts_of_sheets(archive).items() if part in marks}
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
    if not any(name.lower() == WORKBOOK for name in names):
        remedy = "The archive is no XLSX workbook. Unpack it and upload the CSV, XLSX or XES inside."
        raise Unreadable("not-a-workbook", remedy)


def _inspect_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inflated: int, packed: int, marks: SheetMarks | None
) -> int:
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            inflated += len(chunk)
            inflated_or_refused(inflated, packed, MAX_WORKBOOK_BYTES, entry.filename)
            _refuse_entities(tail[-128:] + chunk, entry.filename)
            if marks is None:
                tail = chunk[-128:]
                continue
            tail = _take_marks(tail + chunk, marks)
            _refuse_extent(marks, entry.filename)
    return inflated


def _refuse_entities(part: bytes, name: str) -> None:
    if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
        raise Unreadable(
            "entities", "The workbook declares XML entities, as no spreadsheet program does. Save it again."
        )


def _take_marks(part: bytes, marks: SheetMarks) -> bytes:
    """Note what these bytes say up to the last whole cell; what is left belongs before the next bytes."""
    ends = [match.end() for match in CELL_END.finditer(part, max(len(part) - LONGEST_CELL, 0))]
    whole, rest = (part[: ends[-1]], part[ends[-1] :]) if ends else (part, part[-128:])
    _take_extent(whole, marks)
    if b'hidden="' in whole:
        marks.hidden_rows += sum(1 for _ in HIDDEN_ROW.finditer(whole))
        marks.hidden_columns += sum(1 for _ in HIDDEN_COLUMNS.finditer(whole))
    if b"<f" in whole or b":f" in whole:
        _take_uncomputed(whole, marks)
    if b't="e"' in whole:
        _take_errors(whole, marks)
    return rest


def _take_extent(part: bytes, marks: SheetMarks) -> None:
    """The farthest column and row that a cell says it is in; what the sheet itself states is ignored."""
    places = b" ".join(REFERENCE.findall(part))
    if places:
        letters = set(places.translate(None, DIGITS).split())
        marks.columns = max(marks.columns, *(column_number(one.decode()) for one in letters))
        marks.rows = max(marks.rows, *map(int, places.translate(None, LETTERS).split()))


def _take_uncomputed(part: bytes, marks: SheetMarks) -> None:
    for match in UNCOMPUTED.finditer(part):
        start = max(part.rfind(b"<c ", 0, match.start()), part.rfind(b":c ", 0, match.start()))
        head = part[start : part.find(b">", start)] if start >= 0 else b""
        place = PLACE.search(head)
        # A formula that gives an empty text has an empty value too, and says that it is text.
        if (
            place
            and b't="str"' not in head
            and b"f" in part[start : match.end()]
            and len(marks.uncomputed) < MAX_SHEET_ROWS
        ):
            marks.uncomputed.append((int(place[2]), place[1].decode()))


def _take_errors(part: bytes, marks: SheetMarks) -> None:
    for match in ERROR.finditer(part):
        place = PLACE.search(match[1])
        if place and len(marks.errors) < MARKS_KEPT:
            marks.errors.append((int(place[2]), place[1].decode(), match[2].decode(errors="replace")))


def _refuse_extent(marks: SheetMarks, name: str) -> None:
    if marks.columns > MAX_COLUMNS:
        far = marks.columns
        remedy = f"A cell lies in column {far}; at most {MAX_COLUMNS} are read. Delete what lies far to the right."
        raise Unreadable("too-many-columns", remedy, sheet=name[:100])
    if marks.rows > MAX_SHEET_ROWS or marks.rows * marks.columns > MAX_SHEET_CELLS:
        remedy = "The sheet reaches farther than is read. Delete what lies far below, or save it as CSV."
        raise Unreadable("too-many-rows", remedy, marks.rows, sheet=name[:100])


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """By each sheet's name the part of the archive that holds it, in lower case."""
    names = {entry.filename.lower(): entry for entry in archive.infolist()}
    texts = [archive.read(names[part]).decode(errors="replace") for part in (WORKBOOK, RELATIONS) if part in names]
    if len(texts) < 2:
        return {}
    targets = {one.get("Id", ""): one.get("Target", "") for one in _attributes(RELATION, texts[1])}
    sheets = {one.get("name", ""): targets.get(_relation(one), "") for one in _attributes(SHEET, texts[0])}
    return {html.unescape(name): _part(target) for name, target in sheets.items()}


def _attributes(element: re.Pattern[str], text: str) -> Iterator[dict[str, str]]:
    return (dict(ATTRIBUTE.findall(match[1])) for match in element.finditer(text))


def _relation(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _part(target: str) -> str:
    return target.removeprefix("/").lower() if target.startswith("/") else f"xl/{target.lower()}"
