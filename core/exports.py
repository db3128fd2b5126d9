"""Tables as CSV downloads, safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises for CSV injection;
cells that are numbers stay as they are, so that figures can be summed.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from django.http import StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)(e[+-]?\d+)?%?", re.IGNORECASE)
ROWS_PER_CHUNK = 1_000


def safe_cell(value: Any) -> Any:
    """The value as a cell that no spreadsheet executes; None becomes an empty cell.

    >>> safe_cell("=1+1"), safe_cell("-5.2"), safe_cell(" @SUM(A1)"), safe_cell("+49 30 1"), safe_cell(None)
    ("'=1+1", '-5.2', "' @SUM(A1)", "'+49 30 1", '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(" \ufeff\u00a0\u200b")
    is_formula = value.startswith(FORMULA_STARTS) or bare.startswith(FORMULA_STARTS)
    return f"'{value}" if is_formula and not NUMBER.fullmatch(bare) else value


def bare_cell(text: str) -> str:
    """The text that `safe_cell` guarded, so that what was exported comes in as it was.

    >>> bare_cell("'=1+1"), bare_cell("' @SUM(A1)"), bare_cell("'s Hertogenbosch")
    ('=1+1', ' @SUM(A1)', "'s Hertogenbosch")
    """
    bare = text.removeprefix("'")
    return bare if safe_cell(bare) == text else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The table as CSV text in chunks of a thousand rows; UTF-8 with a byte order mark, so that Excel reads it."""
    writer = csv.writer(_Echo())
    chunk = ["\ufeff", writer.writerow([safe_cell(header) for header in headers])]
    for row in rows:
        chunk.append(writer.writerow([safe_cell(cell) for cell in row]))
        if len(chunk) >= ROWS_PER_CHUNK:
            yield "".join(chunk)
            chunk = []
    yield "".join(chunk)


def csv_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download named `name` (`.csv` is added) that streams the rows; memory does not grow with their number."""
    response = StreamingHttpResponse(csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
    response["X-Content-Type-Options"] = "nosniff"
    return response
