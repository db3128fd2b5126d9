"""JSON lines: an object per line; what lies inside another object is called by its path, `assignment.group`.

Numbers keep the spelling of the file, so that the same rows as CSV read alike. A line that is no object is left out and
named; it is never quoted, since anything may stand in it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.imports.found import Found
from core.imports.reading.keyed_rows import KeyedTable
from core.imports.reading.limits import MAX_CELL_CHARACTERS, MAX_DEPTH, Unreadable
from core.imports.reading.tables import BATCH_ROWS, Staging, Table
from core.imports.reading.text import text_of

WHOLE = "Each line must hold one whole JSON object."
LISTED = "Holds lists of objects, which are no cells: left out. Write one line per entry where they are needed."
Cells = dict[str, str | None]


class BadLine(Exception):
    """Why a line is left out, in words that quote nothing of it."""


def read_json_lines(path: Path, file_no: int, name: str, is_packed: bool, staging: Staging) -> None:
    """Read the whole file into the staging folder, or raise `Unreadable`; the place of a row is its line."""
    text = text_of(path, is_packed)
    reading = _Reading(staging, Table(file_no, name, "", [], 0, details={"charset": text.charset, "is_json": True}))
    for line, raw in enumerate(_lines(text.chunks()), 1):
        reading.take(line, raw)
    reading.close()


class _Reading:
    """Takes line after line; what it holds back is less than a batch."""

    def __init__(self, staging: Staging, table: Table) -> None:
        self.staging, self.table, self.keyed = staging, table, KeyedTable(staging, table)
        self.rows: list[Cells] = []
        self.lines: list[int] = []
        self.lists: set[str] = set()
        self.first_bad: tuple[int, str] | None = None

    def take(self, line: int, raw: bytes) -> None:
        """A line: its cells are kept, or why there are none."""
        if not raw.strip():
            self.table.blank_rows += 1
            return
        try:
            cells, lists = cells_of(raw.decode())
        except BadLine as error:
            self.first_bad = self.first_bad or (line, str(error))
            self._say("error", "bad-json-line", f"{error} {WHOLE}", line)
            return
        for path in lists:
            if path not in self.lists:
                self.lists.add(path)
                self._say("warning", "nested-list", LISTED, line, path)
        self.rows.append(cells)
        self.lines.append(line)
        if len(self.rows) == BATCH_ROWS:
            self._write()

    def close(self) -> None:
        """Write what is left; a file without any row is refused."""
        self._write()
        if self.keyed.rows:
            return
        if self.first_bad:
            line, why = self.first_bad
            raise Unreadable("no-json-lines", f"No line of the file can be read. {why} {WHOLE}", line)
        raise Unreadable("empty-file", "The objects of the file hold nothing. Export it again with its rows.", 1)

    def _write(self) -> None:
        self.keyed.add(self.rows, self.lines)
        self.rows, self.lines = [], []

    def _say(self, severity: str, code: str, remedy: str, line: int, column: str = "") -> None:
        self.staging.add_found(Found(severity, code, remedy, self.table.file_no, "", line, column[:120]))


def cells_of(text: str) -> tuple[Cells, list[str]]:
    """The cells of a line by their paths, and the paths of lists of objects; raises `BadLine`.

    A list of plain values is one cell.

    >>> cells_of('{"id": 7.10, "by": {"group": "Core", "tags": ["a", "b"]}, "open": true, "log": [{"at": 1}]}')
    ({'id': '7.10', 'by.group': 'Core', 'by.tags': 'a, b', 'open': 'true', 'log': None}, ['log'])
    """
    try:
        found = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BadLine(f"The JSON breaks off or is wrong at character {error.colno}: {error.msg}.") from None
    except RecursionError:
        raise BadLine(f"Objects lie more than {MAX_DEPTH} deep.") from None
    if not isinstance(found, dict):
        raise BadLine("The line holds no object.")
    cells: Cells = {}
    lists: list[str] = []
    _add(cells, lists, found, "", 1)
    return cells, lists


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadLine("An object names something twice, and nobody can say which counts.")
    return found


DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str)


def _add(cells: Cells, lists: list[str], found: Mapping[str, Any], above: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise BadLine(f"Objects lie more than {MAX_DEPTH} deep.")
    for key, value in found.items():
        path = f"{above}{_clean(key)}"
        if isinstance(value, dict):
            _add(cells, lists, value, f"{path}.", depth + 1)
            continue
        if path in cells:
            raise BadLine("Two values have the same path, and nobody can say which counts.")
        cells[path] = _cell(value)
        if cells[path] is None and isinstance(value, list) and value:
            lists.append(path)


def _cell(value: Any) -> str | None:
    """A value as a cell of a CSV would have it; None for nothing, and for a list of more than plain values."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return _clean(", ".join(text for one in value if (text := _cell(one)))) or None
    return None


def _clean(text: str) -> str:
    """The text as a database takes it: half a character, as `\\ud83d` alone writes it, becomes the sign for unknown."""
    if "\x00" in text:
        raise BadLine("A text holds a NUL character.")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(text) > MAX_CELL_CHARACTERS:
        raise BadLine(f"A text is longer than {MAX_CELL_CHARACTERS:,} characters.")
    return text


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    held = b""
    for chunk in chunks:
        *whole, held = (held + chunk).split(b"\n")
        yield from whole
    if held:
        yield held
