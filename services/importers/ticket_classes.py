"""Levels of groups and classes of statuses, from their columns or by rule."""

import polars as pl

from services.importers.ticket_fields import STATUS_CLASSES
from services.levels import UNKNOWN_LEVEL, level_by_suffix, level_of, level_suffix
from services.models import Status
from services.statuses import KIND_BY_NAME, kind_of


def with_status_classes(rows: pl.DataFrame) -> pl.DataFrame:
    """Fill `status_class` by the status's name where the mapping gives none, and `status` by its class likewise."""
    names = rows["status"].drop_nulls().unique().to_list()
    by_name = {name: _class_of(kind_of(name)) for name in names}
    proposed = rows["status"].replace_strict(by_name, return_dtype=pl.String) if by_name else rows["status"]
    return rows.with_columns(
        pl.coalesce("status_class", proposed).alias("status_class"), pl.coalesce("status", "status_class")
    )


def status_kinds(rows: pl.DataFrame) -> dict[str, Status.Kind]:
    """The class of each status: the most frequent one of its rows."""
    return {
        str(name): KIND_BY_NAME[str(row_class)] if row_class else Status.Kind.UNKNOWN
        for name, row_class in most_frequent(rows, "status", "status_class").items()
    }


def group_levels(rows: pl.DataFrame) -> tuple[dict[str, tuple[int, str]], str]:
    """Level and its wording per group, and the rule that gave them: column, suffix or nothing."""
    names = [str(name) for name in rows["group"].drop_nulls().unique(maintain_order=True)]
    if rows["level"].null_count() < len(rows):
        worded = most_frequent(rows, "group", "level")
        return {name: (level_of(worded[name] or ""), (worded[name] or "")[:40]) for name in names}, "column"
    rules = rows["level_rule"].drop_nulls().unique().to_list()
    has_suffix = any(level_suffix(name) for name in names)
    if "suffix" in rules or (has_suffix and "none" not in rules):
        return {name: (level_by_suffix(name), level_suffix(name)) for name in names}, "suffix"
    return dict.fromkeys(names, (UNKNOWN_LEVEL, "")), ""


def most_frequent(rows: pl.DataFrame, name: str, value: str) -> dict[str, str | None]:
    """The most frequent known value of `value` per `name`; ties go to the first in alphabetical order."""
    counts = rows.drop_nulls(name).group_by(name, value).agg(pl.len().alias("count"))
    ordered = counts.sort(pl.col(value).is_null(), -pl.col("count").cast(pl.Int64), pl.col(value))
    return dict(ordered.unique(name, keep="first", maintain_order=True).select(name, value).iter_rows())


def _class_of(kind: Status.Kind) -> str | None:
    return STATUS_CLASSES[kind - 1] if kind else None
