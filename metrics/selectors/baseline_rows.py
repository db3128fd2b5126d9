"""The rows behind the stored figures of a baseline; what they fold to equals the figure while the baseline stands."""

from collections.abc import Callable

import numpy as np

from core.actor import Actor
from core.models import RunInput
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.selectors.baseline_columns import EffortTable
from metrics.selectors.duplication import ActivityDuplication, DuplicationView, duplication_view, team_fte
from towers.models import Baseline

MOST_ROWS = 1_000
ActivityFold = Callable[[DuplicationView], float | None]
TeamFold = Callable[[EffortTable, ActivityDuplication, dict[int, float]], float]


def baseline_behind(result: Result, actor: Actor) -> Baseline:
    """The baseline that a figure rests on."""
    input_id = RunInput.objects.values_list("object_id", flat=True).get(run_id=result.run_id, kind="baseline")
    return Baseline.objects.visible_to(actor).get(pk=input_id)


def activity_rows(fold: ActivityFold) -> Rows:
    """Rows by activity for a figure of the whole baseline; of one activity the FTE of its teams."""

    def rows(result: Result, actor: Actor) -> RowTable:
        view = duplication_view(actor, baseline_behind(result, actor))
        if result.d1_kind == "activity":
            return _team_table(view, result, lambda table, row, fte: sum(fte.values()) - max(fte.values()))
        listed = [
            [row.activity.name, row.units, row.effort_fte, row.fragmentation, row.outside_largest_fte]
            for row in view.activities
        ]
        headers = ["Activity", "Teams", "FTE", "Fragmentation", "FTE outside the largest team"]
        return RowTable(headers, listed[:MOST_ROWS], len(listed), fold(view))

    return rows


def team_rows(fold: TeamFold) -> Rows:
    """The teams of one activity with their FTE."""

    def rows(result: Result, actor: Actor) -> RowTable:
        return _team_table(duplication_view(actor, baseline_behind(result, actor)), result, fold)

    return rows


def _team_table(view: DuplicationView, result: Result, fold: TeamFold) -> RowTable:
    found = [row for row in view.activities if str(row.activity.uid) == result.d1_key]
    headers = ["Team", "Tower", "Region", "FTE"]
    if not found:
        return RowTable(headers, [], 0, None)
    fte = team_fte(view.table, found[0].activity.pk)
    listed = []
    for team, amount in sorted(fte.items(), key=lambda item: -item[1]):
        row = view.table.teams.get(team)
        tower, region = (row.tower, row.region) if row else (None, None)
        names = [row.team.name if row else "unknown", tower.name if tower else "", region.name if region else ""]
        listed.append([*names, amount])
    return RowTable(headers, listed[:MOST_ROWS], len(listed), fold(view.table, found[0], fte))


def index_of(view: DuplicationView) -> float | None:
    """sum(E F) / sum E over the rows."""
    total = view.effort_fte
    return sum(row.effort_fte * row.fragmentation for row in view.activities) / total if total else None


def squared_shares(table: EffortTable, row: ActivityDuplication, fte: dict[int, float]) -> float:
    """HHI over the rows."""
    amounts = np.array(list(fte.values()))
    return float(((amounts / amounts.sum()) ** 2).sum())


def rolled_up(table: EffortTable, fte: dict[int, float], by: tuple[str, ...]) -> float:
    """1 - HHI over the towers (regions, both) of the rows."""
    sums: dict[tuple[int | None, ...], float] = {}
    for team, amount in fte.items():
        place = tuple(getattr(table.teams.get(team), f"{name}_id", None) for name in by)
        sums[place] = sums.get(place, 0.0) + amount
    amounts = np.array(list(sums.values()))
    return float(1 - ((amounts / amounts.sum()) ** 2).sum())


def by_towers(table: EffortTable, row: ActivityDuplication, fte: dict[int, float]) -> float:
    """(F_T + F_TR - F_R) / 2 over the rows."""
    towers, regions, both = (rolled_up(table, fte, by) for by in (("tower",), ("region",), ("tower", "region")))
    return (towers + both - regions) / 2


def by_regions(table: EffortTable, row: ActivityDuplication, fte: dict[int, float]) -> float:
    """(F_R + F_TR - F_T) / 2 over the rows."""
    towers, regions, both = (rolled_up(table, fte, by) for by in (("tower",), ("region",), ("tower", "region")))
    return (regions + both - towers) / 2


def inside(table: EffortTable, row: ActivityDuplication, fte: dict[int, float]) -> float:
    """F - F_TR over the rows."""
    return 1 - squared_shares(table, row, fte) - rolled_up(table, fte, ("tower", "region"))
