"""Many rows into a table at once: executemany in short transactions on SQLite, COPY on PostgreSQL."""

import io
from collections.abc import Callable, Iterator

import polars as pl
from django.db import connection, models, transaction

BATCH_ROWS = 20_000
COPIED_ROWS = 100_000  # at once into PostgreSQL, where a writer does not wait for another

Part = Callable[[int, int], pl.DataFrame]


def insert_rows(model: type[models.Model], size: int, part: Part, *, may_exist: bool = False) -> Iterator[int]:
    """Insert `size` rows whose columns are named as the table's; yields the number so far after each batch.

    `part(start, length)` gives the rows of one batch (`frame.slice` of a frame does), so that no more than a batch need
    be in memory. Each batch is a transaction of its own, so that other writers get their turn. With `may_exist`, a row
    that a unique constraint already holds is left out.
    """
    rows = COPIED_ROWS if connection.vendor == "postgresql" else BATCH_ROWS
    for start in range(0, size, rows):
        batch = part(start, min(rows, size - start))
        with transaction.atomic():
            if connection.vendor != "postgresql":
                _insert(model, batch)
            elif may_exist:
                _copy_new(model, batch)
            else:
                _copy(_table(model), batch)
        yield start + len(batch)


def delete_rows(model: type[models.Model], column: str, value: int) -> None:
    """Delete the rows whose `column` has this value, in batches, each a short transaction."""
    table = _table(model)
    some = f"SELECT id FROM {table} WHERE {_quoted(column)} = %s LIMIT {BATCH_ROWS}"  # nosec B608
    deleted = BATCH_ROWS
    while deleted == BATCH_ROWS:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id IN ({some})", [value])  # nosec B608
            deleted = cursor.rowcount


def _insert(model: type[models.Model], rows: pl.DataFrame) -> None:
    marks = ", ".join(["%s"] * rows.width)
    sql = f"INSERT INTO {_table(model)} ({_names(rows)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # nosec B608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows.rows())


def _copy_new(model: type[models.Model], rows: pl.DataFrame) -> None:
    """COPY knows no ON CONFLICT: the rows go through a temporary table."""
    table, names = _table(model), _names(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")  # nosec B608
        _copy("incoming", rows)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM incoming ON CONFLICT DO NOTHING")  # nosec B608
        cursor.execute("DROP TABLE incoming")


def _copy(table: str, rows: pl.DataFrame) -> None:
    text = io.BytesIO()
    rows.write_csv(text, include_header=False, quote_style="non_numeric")
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({_names(rows)}) FROM STDIN WITH (FORMAT csv)", text)


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _names(rows: pl.DataFrame) -> str:
    return ", ".join(_quoted(name) for name in rows.columns)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
