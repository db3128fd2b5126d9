"""From the database to columns: the only way by which computations read facts.

On PostgreSQL the rows come through ADBC over a connection of its own, so they must be committed and immutable; inside a
transaction, whose rows another connection cannot see, they come through Django's. On SQLite they always do: a second
SQLite library that opens the file would drop the locks of the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import numpy as np
import numpy.typing as npt
import polars as pl
from django.db import connection

BATCH_ROWS = 50_000
MISSING = -1

Dtypes = Mapping[str, npt.DTypeLike]
Arrays = dict[str, npt.NDArray[Any]]


def read_columns(sql: str, params: Sequence[Any], dtypes: Dtypes) -> Arrays:
    """Return the rows of a query as one array per selected column, in the order of `dtypes`.

    `sql` has a placeholder %s per parameter. NULL becomes -1 in an integer column, nan in a float column and None in an
    `object` (text) column: `{"ticket": np.int64, "team": np.int64}` over a row (7, NULL) gives [7] and [-1].
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        return _read_over_adbc(sql, params, dtypes)
    return _read_over_django(sql, params, dtypes)


def _read_over_django(sql: str, params: Sequence[Any], dtypes: Dtypes) -> Arrays:
    wanted = {name: np.dtype(dtype) for name, dtype in dtypes.items()}
    has_integers_only = all(np.issubdtype(dtype, np.integer) for dtype in wanted.values())
    batches = [[np.empty(0, dtype) for dtype in wanted.values()]]
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        while rows := cursor.fetchmany(BATCH_ROWS):
            batches.append(_integers(rows) if has_integers_only else _mixed(rows, list(wanted.values())))
    columns = zip(wanted.items(), zip(*batches, strict=True), strict=True)
    return {name: np.concatenate(parts).astype(dtype, copy=False) for (name, dtype), parts in columns}


def _integers(rows: list[tuple[Any, ...]]) -> list[npt.NDArray[Any]]:
    """One pass over all cells: a third of the time of a pass per column."""
    width = len(rows[0])
    try:
        block = np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * width)
    except TypeError:  # a NULL
        cells = (MISSING if cell is None else cell for cell in chain.from_iterable(rows))
        block = np.fromiter(cells, np.int64, len(rows) * width)
    return list(block.reshape(-1, width).T)


def _mixed(rows: list[tuple[Any, ...]], dtypes: list[np.dtype[Any]]) -> list[npt.NDArray[Any]]:
    columns = ([row[place] for row in rows] for place in range(len(dtypes)))
    return [_array(values, dtype) for values, dtype in zip(columns, dtypes, strict=True)]


def _array(values: list[Any], dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    if np.issubdtype(dtype, np.integer):
        values = [MISSING if value is None else value for value in values]
    return np.array(values, dtype)


def _read_over_adbc(sql: str, params: Sequence[Any], dtypes: Dtypes) -> Arrays:
    with adbc.connect(_uri()) as link, link.cursor() as cursor:
        cursor.execute(*_stated(sql, params))
        frame = pl.DataFrame(cursor.fetch_arrow())
    columns = zip(dtypes.items(), frame.get_columns(), strict=True)
    return {name: _from_series(series, np.dtype(dtype)) for (name, dtype), series in columns}


def _from_series(series: pl.Series, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    if np.issubdtype(dtype, np.integer) and series.null_count():
        series = series.fill_null(MISSING)
    return series.to_numpy().astype(dtype, copy=False)


def _stated(sql: str, params: Sequence[Any]) -> tuple[str, list[Any] | None]:
    """Query and parameters; whole numbers stand in the query, since without parameters the driver copies the rows,
    which takes half the time and memory.
    """
    if all(type(param) is int for param in params):
        first, *rest = sql.split("%s")
        return first + "".join(f"{param}{part}" for param, part in zip(params, rest, strict=True)), None
    return _numbered(sql), list(params)


def _numbered(sql: str) -> str:
    """PostgreSQL's own placeholders: %s, %s -> $1, $2."""
    numbers = count(1)
    first, *rest = sql.split("%s")
    return first + "".join(f"${next(numbers)}{part}" for part in rest)


def _uri() -> str:
    """The connection string of Django's database, the test database included."""
    settings = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}  # nosec B105
    words = {key: settings[name] for key, name in names.items() if settings.get(name)}
    words |= {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    return " ".join(f"{key}='{_escaped(str(value))}'" for key, value in words.items())


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("'", r"\'")
