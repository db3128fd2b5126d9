"""What several teams do alike, for the page, its table and the stored figures."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.computations.duplication import SMALLEST_UNIT_FTE, Duplication, duplication, duplication_index
from metrics.selectors.baseline_columns import EffortTable, effort_table, is_shareable
from towers.models import Activity, Baseline

ROUNDING_FTE = 1e-9


@dataclass(frozen=True, slots=True)
class ActivityDuplication:
    """One shareable activity; `cells` are FTE by id of tower or region (-1 unknown), of counted teams alone."""

    activity: Activity
    effort_fte: float
    units: int
    effective_units: float
    fragmentation: float
    overlap: float
    outside_largest_fte: float
    by_towers: float
    by_regions: float
    inside: float
    cells: dict[int, float]


@dataclass(frozen=True, slots=True)
class DuplicationView:
    """All shareable activities with counted effort, most FTE outside the largest unit first."""

    table: EffortTable
    result: Duplication
    index: float | None
    activities: list[ActivityDuplication]
    places: list[tuple[int, str]]
    left_out_units: int
    left_out_fte: float

    @property
    def effort_fte(self) -> float:
        """FTE of shareable activities, teams below 0.1 FTE left out."""
        return sum(row.effort_fte for row in self.activities)

    @property
    def outside_largest_fte(self) -> float:
        """FTE outside the largest unit of each activity."""
        return sum(row.outside_largest_fte for row in self.activities)


def duplication_view(actor: Actor, baseline: Baseline, by: str = "tower") -> DuplicationView:
    """Compute the duplication of a baseline; the heat map's columns are towers or regions."""
    return view_of(effort_table(actor, baseline), by)


def view_of(table: EffortTable, by: str = "tower") -> DuplicationView:
    """The same from columns that were read already."""
    found = duplication(table.columns)
    shareable = is_shareable(table, found.activity)
    counted = found.select(shareable & (found.effort_fte > 0))
    cells = _cells(table, by)
    rows = [_row(table, counted, at, cells) for at in range(len(counted))]
    rows.sort(key=lambda row: (-row.outside_largest_fte, row.activity.name))
    used = sorted({place for row in rows for place in row.cells})
    names = _names(table, by)
    left_out = found.select(shareable)
    return DuplicationView(
        table=table,
        result=found,
        index=duplication_index(found, shareable),
        activities=rows,
        places=sorted(((place, names[place]) for place in used), key=lambda place: (place[0] < 0, place[1])),
        left_out_units=int(left_out.left_out_units.sum()),
        left_out_fte=float(left_out.left_out_fte.sum()),
    )


def _row(table: EffortTable, found: Duplication, at: int, cells: dict[int, dict[int, float]]) -> ActivityDuplication:
    activity = int(found.activity[at])
    return ActivityDuplication(
        activity=table.activities[activity],
        effort_fte=float(found.effort_fte[at]),
        units=int(found.units[at]),
        effective_units=float(found.effective_units[at]),
        fragmentation=float(found.fragmentation[at]),
        overlap=float(found.overlap[at]),
        outside_largest_fte=float(found.outside_largest_fte[at]),
        by_towers=float(found.by_towers[at]),
        by_regions=float(found.by_regions[at]),
        inside=float(found.inside[at]),
        cells=cells[activity],
    )


def team_fte(table: EffortTable, activity: int) -> dict[int, float]:
    """FTE of the counted teams on an activity, by team."""
    columns = table.columns.select(table.columns.activity == activity)
    teams, place = np.unique(columns.team, return_inverse=True)
    sums = np.bincount(place, columns.fte, len(teams)).tolist()
    smallest = SMALLEST_UNIT_FTE - ROUNDING_FTE
    return {team: fte for team, fte in zip(teams.tolist(), sums, strict=True) if fte >= smallest}


def _cells(table: EffortTable, by: str) -> dict[int, dict[int, float]]:
    cells: dict[int, dict[int, float]] = {}
    for activity in np.unique(table.columns.activity).tolist():
        of = cells.setdefault(activity, {})
        for team, fte in team_fte(table, activity).items():
            place = getattr(table.teams.get(team), f"{by}_id", None)
            key = -1 if place is None else place
            of[key] = of.get(key, 0.0) + fte
    return cells


def _names(table: EffortTable, by: str) -> dict[int, str]:
    rows: list[Any] = [getattr(row, by) for row in table.teams.values()]
    return {row.pk: row.name for row in rows if row} | {-1: f"No {by}"}
