"""Rows of an effort file, made uniform: team, wording, FTE in 1/10,000, position if named."""

from collections.abc import Mapping

import polars as pl

from core.imports.registry import Found
from towers.importers.frames import found_in, text_of, with_columns_of
from towers.models import FTE_UNIT, Effort
from towers.names import LONGEST_NAME, folded

COLUMN_TYPES: dict[str, pl.DataType] = {
    **dict.fromkeys(("team", "activity", "position", "evidence"), pl.String()),
    **dict.fromkeys(("fte", "share"), pl.Float64()),
}
# Shares above this are per cent, all of the file alike.
LARGEST_FRACTION = 1.0001
# Shares written with few decimals may add up to a little more than the team has.
ROUNDING = 0.002
EVIDENCE_REMEDY = f"Map the word to one of: {', '.join(Effort.Evidence.values)}."
CAPACITY_REMEDY = "The team's efforts exceed the FTE of its positions. Lower them, or import its missing positions."


def uniform_efforts(frame: pl.DataFrame, capacity: Mapping[str, int]) -> pl.DataFrame:
    """Rows with `team_key`, `wording_key` and `fte_units`; `capacity` is FTE (1/10,000) by folded team name."""
    rows = with_columns_of(frame, COLUMN_TYPES).with_columns(
        [text_of(name) for name in ("team", "activity", "position", "evidence")]
    )
    rows = rows.with_columns(
        activity=pl.col("activity").str.slice(0, LONGEST_NAME),
        evidence=pl.col("evidence").str.to_lowercase().fill_null(Effort.Evidence.SURVEYED.value),
        team_key=_folded("team"),
        wording_key=_folded("activity"),
    )
    of_team = pl.col("team_key").replace_strict(capacity, default=None, return_dtype=pl.Int64)
    rows = rows.with_columns(capacity=of_team)
    fraction = pl.col("share") / (100 if is_per_cent(rows) else 1)
    units = pl.coalesce(pl.col("fte") * FTE_UNIT, fraction * pl.col("capacity"))
    return rows.with_columns(fte_units=pl.when(units.is_finite()).then(units).round(0).cast(pl.Int64, strict=False))


def is_per_cent(rows: pl.DataFrame) -> bool:
    """Shares are per cent where any of them is above 1."""
    largest = rows["share"].max()
    return isinstance(largest, float) and largest > LARGEST_FRACTION


def _folded(name: str) -> pl.Expr:
    return pl.col(name).map_elements(folded, return_dtype=pl.String)


def effort_errors(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Found]]:
    """The rows that can come in, and the errors of the others."""
    rules = [
        ("missing-team", "team", pl.col("team").is_null(), "Name the team that does the work."),
        ("missing-activity", "activity", pl.col("activity").is_null(), "Name the activity."),
        ("unknown-team", "team", pl.col("capacity").is_null(), "This team has no positions. Import its staff first."),
        ("missing-fte", "fte", pl.col("fte_units").is_null(), "Give the row an FTE or a share of its team."),
        (
            "fte-not-positive",
            "fte",
            pl.col("fte_units") < 1,
            "Effort must be above 0. Correct it, or leave the row out.",
        ),
        ("unknown-evidence", "evidence", ~pl.col("evidence").is_in(Effort.Evidence.values), EVIDENCE_REMEDY),
    ]
    defects = [
        found
        for code, column, broken, remedy in rules
        for found in found_in(rows, "error", code, column, broken, remedy)
    ]
    is_broken = pl.any_horizontal([pl.coalesce(broken, pl.lit(value=False)) for _, _, broken, _ in rules])
    good = rows.filter(~is_broken)
    above = pl.col("fte_units").sum().over("team_key") > pl.col("capacity") * (1 + ROUNDING)
    too_much = found_in(good, "error", "effort-above-capacity", "team", above, CAPACITY_REMEDY)
    return good.filter(~above), defects + too_much
