"""The rows of a log as the product reads them: every field present, names tidied, in the log's order."""

import polars as pl

from services.importers.ticket_fields import FIELDS
from towers.names import folded, tidy

LINES_PER_FILE = 1_000_000_000
LONGEST_KEY = 120
DTYPES: dict[str, type[pl.DataType]] = {"instant": pl.Int64, "number": pl.Float64}
NAMES = ("group", "person", "status", "region")


def complete(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the fields that are not mapped as null, `at` (time, else opened) and `line` (with the file's number)."""
    absent = [
        pl.lit(None, DTYPES.get(field.kind, pl.String)).alias(field.code)
        for field in FIELDS
        if field.code not in frame.columns
    ]
    line = (pl.col("_file").cast(pl.Int64) - 1) * LINES_PER_FILE + pl.col("_line")
    return frame.with_columns(absent).with_columns(
        pl.coalesce("time", "opened").alias("at"), line.alias("line"), pl.col("ticket").str.strip_chars()
    )


def in_order(rows: pl.DataFrame, ticket: str = "ticket") -> pl.DataFrame:
    """Sort by ticket, instant, sequence and line."""
    return rows.sort([ticket, "at", "sequence", "line"])


def with_tidy_names(rows: pl.DataFrame) -> pl.DataFrame:
    """Spell names that differ in case or spaces only as the first of them; empty ones become null.

    >>> with_tidy_names(pl.DataFrame({"group": ["G 1", "g  1 ", " "], **{n: [None] * 3 for n in NAMES[1:]}}))[
    ...     "group"
    ... ].to_list()
    ['G 1', 'G 1', None]
    """
    return rows.with_columns(_tidied(rows[name].cast(pl.String)) for name in NAMES)


def _tidied(column: pl.Series) -> pl.Series:
    names = column.drop_nulls().unique(maintain_order=True).to_list()
    first: dict[str, str] = {}
    spelling = {name: first.setdefault(folded(name), tidy(name)) or None for name in names}
    return column.replace_strict(spelling, return_dtype=pl.String) if spelling else column


def tickets_of(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per ticket: its latest known attributes, when it opened and, if it did, closed (columns as stored).

    Closed is the mapped column, else the instant of the last event if that one closes (`status_class` says so).
    """
    ordered = in_order(rows)
    lengths = {"kind": 40, "priority": 40, "product": 120, "service": 120}
    latest = [
        pl.col(name).drop_nulls().last().fill_null("").str.strip_chars().str.slice(0, size)
        for name, size in lengths.items()
    ]
    is_closing = pl.col("status_class").last() == "closed"
    closed_by_event = pl.when(is_closing).then(pl.col("at").last())
    return ordered.group_by("ticket", maintain_order=True).agg(
        *latest,
        pl.min_horizontal(pl.col("opened").min(), pl.col("at").first()).alias("opened"),
        pl.coalesce(pl.col("closed").max(), closed_by_event).alias("closed"),
    )
