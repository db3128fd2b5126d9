"""CSV: the separator is found out, the header row too; rows that do not fit are left out and said.

Two ways give the same rows. The fast one lets Polars parse a block, and is believed only where the book-keeping fits:
as many line feeds and separators in the block as rows and cells account for. Else the block goes through Python's csv.
"""

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from core.imports.found import Found
from core.imports.reading.headers import LOOKED_AT, Header, find_header, stated_index
from core.imports.reading.limits import MAX_CELL_CHARACTERS, MAX_HEADER_LINE, Unreadable
from core.imports.reading.names import column_names
from core.imports.reading.tables import BATCH_ROWS, Staging, Table
from core.imports.reading.text import text_of

SEPARATORS = ",;\t|"
BLOCK_BYTES = 16 << 20
HEAD_BYTES = 256 << 10
csv.field_size_limit(MAX_CELL_CHARACTERS)


def read_csv(
    path: Path, file_no: int, name: str, is_packed: bool, staging: Staging, header_line: int | None = None
) -> None:
    """Read the whole file into the staging folder, or raise `Unreadable`; `header_line` is stated by somebody."""
    text = text_of(path, is_packed)
    blocks = _blocks(text.chunks())
    block = next(blocks)
    separator = find_separator(block[:HEAD_BYTES].decode(errors="ignore"))
    header, ends = _find_header(block, separator, header_line)
    table, skipped_lines = _table(header, ends, file_no, name), ends[header.last]
    table.details |= {"charset": text.charset, "separator": separator}
    skipped_bytes = sum(len(line) for line in itertools.islice(io.BytesIO(block), skipped_lines))
    staging.open_table(table)
    line = 1 + skipped_lines
    for rest in itertools.chain([block[skipped_bytes:]], blocks):
        if not _add_fast(staging, table, rest, separator, line):
            _add_slowly(staging, table, rest, separator, line)
        line += rest.count(b"\n")
    if not table.rows:
        raise Unreadable("empty-file", "Below its header the file holds no rows. Export it again with its rows.", line)


def find_separator(head: str) -> str:
    """The separator that divides most of the first rows into the same number of cells.

    >>> find_separator("a;b;c\\n1,5;2,5;3\\n")
    ';'
    """
    best, best_score = "", 0.0
    for separator in SEPARATORS:
        widths = [len(row) for row in _head_rows(head, separator)[:200] if any(cell.strip() for cell in row)]
        usual = max(widths, key=widths.count, default=0)
        score = widths.count(usual) / len(widths) * min(usual - 1, 10) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    if not best:
        remedy = "No separator was found: neither comma, semicolon, tab nor bar divides the lines into columns."
        raise Unreadable("no-separator", remedy, 1, value=head[:80])
    return best


def _head_rows(head: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > BATCH_ROWS:
                break
    except csv.Error:  # a cell too long: the reading proper says where
        return rows
    return rows


def _find_header(block: bytes, separator: str, stated: int | None) -> tuple[Header, list[int]]:
    """The header, made as wide as the table, and the line on which each of the first rows ends."""
    reader = csv.reader(io.StringIO(block.decode(), newline=""), delimiter=separator)
    rows: list[list[str]] = []
    ends: list[int] = []
    try:
        for row in itertools.islice(reader, LOOKED_AT if stated is None else MAX_HEADER_LINE + LOOKED_AT):
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        raise _too_long_cell(ends[-1] + 1 if ends else 1) from None
    header = find_header(rows, stated=stated if stated is None else stated_index(rows, ends, stated))
    width = _usual_width(header.cells, rows[header.last + 1 :])
    return header.as_wide_as(width), ends


def _table(header: Header, ends: list[int], file_no: int, name: str) -> Table:
    line = ends[header.first - 1] + 1 if header.first else 1
    details = {"header_lines": [line, *ends[header.first + 1 : header.last + 1]], "why": header.why}
    heads = [list(row) for row in header.rows]
    return Table(file_no, name, "", column_names(header.cells), line, header_rows=heads, details=details)


def _usual_width(header: Sequence[str], rows: list[list[str]]) -> int:
    """As wide as most rows are, and never narrower than the header's last name."""
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    named = max(place for place, cell in enumerate(header, 1) if cell.strip())
    return max(named, max(widths, key=widths.count, default=named))


def _blocks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks of about 16 MB that end with a row: at a line feed before which the quotes are paired."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) < BLOCK_BYTES:
            continue
        cut = _row_end(bytes(held))
        if cut:
            yield bytes(held[:cut])
            del held[:cut]
        elif len(held) > 4 * BLOCK_BYTES:
            raise Unreadable("open-quote", 'A quotation mark is opened and never closed. Look for a single “"”.')
    yield bytes(held)


def _row_end(block: bytes) -> int:
    end = block.rfind(b"\n")
    while end > 0 and block.count(b'"', 0, end) % 2:
        end = block.rfind(b"\n", 0, block.rfind(b'"', 0, end))
    return end + 1


def _add_fast(staging: Staging, table: Table, block: bytes, separator: str, line: int) -> bool:
    """Parse with Polars; False where the book-keeping does not fit, with nothing added."""
    if not block.strip():
        return True
    width = len(table.columns)
    try:
        frame = pl.read_csv(block, has_header=False, separator=separator, infer_schema=False, new_columns=table.columns)
    except pl.exceptions.PolarsError:
        return False
    if frame.width != width or _longest_cell(frame) > MAX_CELL_CHARACTERS:
        return False
    line_feeds, separators = (
        _inside_cells(frame, separator) if b'"' in block else (pl.repeat(0, frame.height, eager=True), 0)
    )
    rows_expected = block.count(b"\n") + (not block.endswith(b"\n")) - int(line_feeds.sum())
    cells_expected = block.count(separator.encode()) - separators + frame.height
    if frame.height != rows_expected or cells_expected != frame.height * width:
        return False
    lines = line + pl.int_range(frame.height, eager=True) + line_feeds.cum_sum().shift(1, fill_value=0)
    staging.add_columns(table, frame.get_columns(), lines.cast(pl.Int64))
    return True


def _longest_cell(frame: pl.DataFrame) -> int:
    return max((longest or 0) for longest in frame.select(pl.all().str.len_chars().max()).row(0))


def _inside_cells(frame: pl.DataFrame, separator: str) -> tuple[pl.Series, int]:
    """Line feeds inside the cells of each row, and separators inside all cells."""
    feeds = frame.select(pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)).alias("feeds"))
    inside = frame.select(pl.all().str.count_matches(separator, literal=True).sum()).row(0)
    return feeds["feeds"].cast(pl.Int64), sum(count or 0 for count in inside)


def _add_slowly(staging: Staging, table: Table, block: bytes, separator: str, line: int) -> None:
    reader = csv.reader(io.StringIO(block.decode(), newline=""), delimiter=separator)
    rows: list[list[str]] = []
    lines: list[int] = []
    while True:
        starts_at = line + reader.line_num
        try:
            row = next(reader, None)
        except csv.Error:
            raise _too_long_cell(starts_at) from None
        if row is None or len(rows) >= BATCH_ROWS:
            staging.add_rows(table, rows, lines)
            rows, lines = [], []
        if row is None:
            return
        fitted = _fitted(row, len(table.columns), table, starts_at, staging)
        if fitted is not None:
            rows.append(fitted)
            lines.append(starts_at)


def _fitted(row: list[str], width: int, table: Table, line: int, staging: Staging) -> list[str] | None:
    """The row as wide as the table: short rows are filled up, rows with more cells are left out."""
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        remedy = f"The row has {len(row)} cells, the header {width}. Put quotation marks around cells with separators."
        staging.add_found(Found("error", "too-many-cells", remedy, table.file_no, table.sheet, line, value=row[width]))
        return None
    return row[:width] + [""] * (width - len(row))


def _too_long_cell(line: int) -> Unreadable:
    remedy = f"A cell is longer than {MAX_CELL_CHARACTERS:,} characters. Is a quotation mark opened and never closed?"
    return Unreadable("cell-too-long", remedy, line)
