"""Which reader a file is for, by its bytes, never by its name."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.imports.reading.csv_files import read_csv
from core.imports.reading.json_lines import read_json_lines
from core.imports.reading.limits import Unreadable
from core.imports.reading.tables import Staging
from core.imports.reading.text import GZIP, raw_chunks
from core.imports.reading.xes_files import read_xes
from core.imports.reading.xlsx_files import read_xlsx

FOREIGN = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t"
JSON_LIST = re.compile(rb"\[[\s\x00]*(\{|\]|$)")
ONE_LIST = (
    "The file is one JSON list. Write one object per line instead (JSON lines), for instance with "
    "“jq -c '.[]' file.json”."
)


def read_files(
    files: Sequence[tuple[str, str]],
    folder: Path,
    *,
    takes_logs: bool,
    header_lines: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Read files (path, name), in order, into the folder; what is wrong with one is in the outcome's `found`.

    `header_lines` says on which line the header is, by the sheet's name or, of a CSV, the file's.
    """
    staging = Staging(folder)
    for file_no, (path, name) in enumerate(files, 1):
        try:
            _read_file(Path(path), file_no, name, takes_logs, staging, header_lines or {})
        except Unreadable as error:
            staging.found.append(error.found(file_no))
        except MemoryError:
            remedy = "Reading the file needs more than 1 GB of memory. Split it."
            staging.found.append(Unreadable("too-large", remedy).found(file_no))
    return staging.outcome()


def _read_file(
    path: Path, file_no: int, name: str, takes_logs: bool, staging: Staging, header_lines: Mapping[str, int]
) -> None:
    with path.open("rb") as stream:
        first = stream.read(4096)
    is_packed = first.startswith(GZIP)
    if is_packed:
        first = next(raw_chunks(path, is_packed), b"")[:4096]
    _refuse_foreign(first, is_packed)
    if first.startswith(ZIP):
        read_xlsx(path, file_no, name, staging, header_lines)
    elif first.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        _refuse_log(first, takes_logs)
        read_xes(path, file_no, name, is_packed, staging)
    elif is_json(first):
        _refuse_json(first, takes_logs)
        read_json_lines(path, file_no, name, is_packed, staging)
    else:
        read_csv(path, file_no, name, is_packed, staging, header_lines.get(name))


def is_json(first: bytes) -> bool:
    """True for bytes with which a JSON object or a list of them begins, also in UTF-16.

    >>> [is_json(text) for text in (b'{"id": 1}', b"\\xff\\xfe{\\x00", b'[{"id": 1}]', b"[id];name", b"id;name")]
    [True, True, True, False, False]
    """
    text = first.lstrip(BEFORE_TEXT)
    return text.startswith(b"{") or JSON_LIST.match(text) is not None


def _refuse_json(first: bytes, takes_logs: bool) -> None:
    if not takes_logs:
        remedy = "The file holds JSON, which is read for tickets alone. Upload CSV or XLSX."
        raise Unreadable("not-a-table", remedy, 1)
    if first.lstrip(BEFORE_TEXT).startswith(b"["):
        raise Unreadable("json-list", ONE_LIST, 1)


def _refuse_foreign(first: bytes, is_packed: bool) -> None:
    for mark, what in FOREIGN:
        if first.startswith(mark):
            raise Unreadable("not-a-table", f"Inside, the file is {what}. Upload CSV, XLSX or XES.", value=what)
    if first.startswith(OLD_OFFICE):
        remedy = "This is an old .xls workbook or one with a password. Save it as .xlsx without a password."
        raise Unreadable("old-workbook", remedy)
    if first.startswith(ZIP) and is_packed:
        raise Unreadable("not-a-table", "The archive lies in an archive. Unpack it once and upload what is inside.")


def _refuse_log(first: bytes, takes_logs: bool) -> None:
    if b"<html" in first.lower():
        raise Unreadable("not-a-table", "The file is a web page, perhaps of a sign-in. Export the table itself.", 1)
    if not takes_logs:
        raise Unreadable("not-a-table", "The file is XML, which is read for tickets alone. Upload CSV or XLSX.", 1)
