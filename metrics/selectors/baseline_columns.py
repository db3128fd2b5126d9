"""A baseline as columns: efforts with their places, positions with their managers."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.db.models import Sum

from core.actor import Actor
from metrics.computations.columns import Flags, Ints
from metrics.computations.duplication import EffortColumns
from towers.models import FTE_UNIT, Activity, Baseline, BaselineTeam, Effort, Position

UNKNOWN = -1
# The weakest first: of equal shares the weaker level is told.
EVIDENCE_LEVELS = ("assumed", "benchmark", "surveyed", "measured")


@dataclass(frozen=True, slots=True)
class EffortTable:
    """The efforts of a baseline; numbers in `columns` are ids. `teams` are all of the baseline by id."""

    columns: EffortColumns
    activities: dict[int, Activity]
    teams: dict[int, BaselineTeam]
    fte_by_evidence: dict[str, int]

    @property
    def evidence(self) -> str:
        """The level that most FTE have; nothing stated counts as assumed."""
        return max(EVIDENCE_LEVELS, key=lambda level: self.fte_by_evidence.get(level, 0))

    def coverage(self, filled_fte: int) -> float:
        """The share of the filled positions' FTE (1/10,000) whose activity is stated."""
        return min(sum(self.fte_by_evidence.values()) / filled_fte, 1.0) if filled_fte else 0.0


def effort_table(actor: Actor, baseline: Baseline) -> EffortTable:
    """Read the efforts of a baseline; three queries, whatever its size."""
    placed = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline).select_related("team", "tower", "region")
    teams = {row.team_id: row for row in placed}
    activities = {row.pk: row for row in Activity.objects.visible_to(actor)}
    own = Effort.objects.visible_to(actor).filter(baseline=baseline).order_by("id")
    rows = list(own.values_list("activity_id", "team_id", "fte", "evidence"))
    by_evidence: Counter[str] = Counter()
    for _, _, fte, evidence in rows:
        by_evidence[evidence] += fte
    columns = EffortColumns(
        activity=_ints([row[0] for row in rows]),
        team=_ints([row[1] for row in rows]),
        tower=_ints([_place(teams.get(row[1]), "tower_id") for row in rows]),
        region=_ints([_place(teams.get(row[1]), "region_id") for row in rows]),
        fte=np.array([row[2] for row in rows], np.float64) / FTE_UNIT,
    )
    return EffortTable(columns, activities, teams, dict(by_evidence))


def filled_fte(actor: Actor, baseline: Baseline) -> int:
    """FTE of the filled positions, in 1/10,000."""
    filled = Position.objects.visible_to(actor).filter(baseline=baseline, status=Position.Status.FILLED)
    total: int = filled.aggregate(total=Sum("fte", default=0))["total"]
    return total


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)


def _place(row: BaselineTeam | None, field: str) -> int:
    place: int | None = getattr(row, field) if row else None
    return UNKNOWN if place is None else place


def is_shareable(table: EffortTable, activities: Ints) -> Flags:
    """Which of these activities more than one team could share; managing people is none of them."""
    known = [table.activities[pk] for pk in activities.tolist()]
    return np.array([row.is_shareable and not row.is_management for row in known], np.bool_)
