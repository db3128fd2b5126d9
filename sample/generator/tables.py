"""Rows to bytes."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Return a CSV file: UTF-8, commas, one header line.

    >>> csv_bytes(["Team", "FTE"], [("Server, Asia", 1.5)])
    b'Team,FTE\n"Server, Asia",1.5\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
