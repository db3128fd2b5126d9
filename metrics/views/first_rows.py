"""The first rows of a table, which says when it has more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
ROWS_SHOWN = 12
ROWS_READ = ROWS_SHOWN + 1  # one more than is shown tells that there are more


class FirstRows(list[T]):
    """At most twelve rows; `is_cut`: there were more."""

    is_cut = False


def first_rows(rows: Iterable[T]) -> FirstRows[T]:
    """The first twelve of the rows.

    >>> rows = first_rows(range(13))
    >>> len(rows), rows.is_cut, first_rows(range(12)).is_cut
    (12, True, False)
    """
    read = list(islice(rows, ROWS_READ))
    found = FirstRows(read[:ROWS_SHOWN])
    found.is_cut = len(read) > ROWS_SHOWN
    return found


def rows_with(rows: list[dict[str, Any]], more: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows with more in each; where they are the first ones of a table, they stay so."""
    found = FirstRows(row | more(row) for row in rows)
    found.is_cut = getattr(rows, "is_cut", False)
    return found
