"""The staff effort of a baseline: one row per team and activity, and on what evidence it rests."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from metrics.models import Assumption
from towers.models import FTE_UNIT, Activity, Effort

Pair = tuple[int, int]  # team id, activity id


@dataclass(frozen=True, eq=False)
class EffortRows:
    """FTE of each (team, activity) that is no management, by team and activity, and the activities it is spent on."""

    fte: dict[Pair, float]
    activities: dict[int, Activity]
    evidence_fte: dict[str, float]

    @property
    def total(self) -> float:
        """FTE of all rows."""
        return sum(self.fte.values())

    def evidence_shares(self) -> dict[str, float]:
        """Share of the FTE by evidence, every kind of it named."""
        total = self.total or 1.0
        return {kind: self.evidence_fte.get(kind, 0.0) / total for kind in Assumption.Evidence.values}

    def ticket_fte(self) -> dict[int, float]:
        """FTE on ticket-driven activities by team id."""
        sums: dict[int, float] = {}
        for (team, activity), fte in self.fte.items():
            if self.activities[activity].is_ticket_driven:
                sums[team] = sums.get(team, 0.0) + fte
        return sums


def read_efforts(baseline_id: int) -> EffortRows:
    """The efforts of a baseline without the management of people."""
    rows = Effort.objects.filter(baseline_id=baseline_id, activity__is_management=False, fte__gt=0)
    by_pair = rows.values_list("team_id", "activity_id").annotate(total=Sum("fte")).order_by("team_id", "activity_id")
    by_evidence = rows.values_list("evidence").annotate(total=Sum("fte")).order_by("evidence")
    fte = {(team, activity): total / FTE_UNIT for team, activity, total in by_pair}
    return EffortRows(
        fte=fte,
        activities=Activity.objects.in_bulk({activity for _, activity in fte}),
        evidence_fte={evidence: total / FTE_UNIT for evidence, total in by_evidence},
    )


def read_ticket_efforts(baseline_id: int) -> EffortRows:
    """Those on ticket-driven activities only, and nothing of their evidence; one query."""
    rows = Effort.objects.filter(baseline_id=baseline_id, activity__is_management=False, fte__gt=0)
    driven = rows.filter(activity__is_ticket_driven=True).values_list("team_id", "activity_id").order_by()
    fte = {(team, activity): total / FTE_UNIT for team, activity, total in driven.annotate(total=Sum("fte"))}
    return EffortRows(fte, {activity: Activity(pk=activity, is_ticket_driven=True) for _, activity in fte}, {})
