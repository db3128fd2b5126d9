"""What a staff list says of teams: tower, region, orientation, capability; where rows differ, most FTE decide."""

from typing import Any

import polars as pl

from core.imports.registry import Found
from towers.importers.frames import found_in
from towers.names import folded

SAID = ("tower", "region", "orientation", "capability")


def team_places(rows: pl.DataFrame, mapped: list[str]) -> dict[str, dict[str, Any]]:
    """Per folded name of a team the values of those of SAID that are mapped."""
    places: dict[str, dict[str, Any]] = {}
    with_team = rows.filter(pl.col("team").is_not_null())
    for name in with_team["team"].unique(maintain_order=True):
        places.setdefault(folded(name), {})
    for column in SAID:
        if column not in mapped:
            continue
        for team, value in _leading(with_team, column):
            places[folded(team)].setdefault(column, value)
    return places


def _leading(rows: pl.DataFrame, column: str) -> list[tuple[str, str]]:
    """(team, value) with the most FTE of the team first; equals in alphabetical order."""
    by = [pl.col("team"), pl.col(column)]
    sums = rows.filter(pl.col(column).is_not_null()).group_by(by).agg(pl.col("fte_units").sum())
    ordered = sums.sort([pl.col("fte_units"), pl.col(column)], descending=[True, False])
    return [(team, value) for team, value, _ in ordered.iter_rows()]


def conflict_defects(rows: pl.DataFrame) -> list[Found]:
    """A warning for each row whose team has another tower (region) by most of its FTE."""
    return [*_conflicts(rows, "tower"), *_conflicts(rows, "region")]


def _conflicts(rows: pl.DataFrame, column: str) -> list[Found]:
    leading: dict[str, str] = {}
    for team, value in _leading(rows.filter(pl.col("team").is_not_null()), column):
        leading.setdefault(folded(team), folded(value))
    names = rows.select("team", column).unique().filter(pl.col("team").is_not_null() & pl.col(column).is_not_null())
    differing = [(team, value) for team, value in names.iter_rows() if leading[folded(team)] != folded(value)]
    pairs = pl.DataFrame(differing, schema={"team": pl.String, column: pl.String}, orient="row")
    remedy = f"Most FTE of this team name another {column}, which counts for all of it. Correct it, or split the team."
    hit = rows.join(pairs, on=["team", column], how="semi")
    return found_in(hit, "warning", f"team-in-two-{column}s", column, pl.lit(value=True), remedy)
