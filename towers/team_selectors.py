"""Reads about one team of a baseline: its sums, what it does, who leads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from core.actor import Actor
from core.basis import Basis
from towers.functions_reference import BY_CODE, Function
from towers.models import FTE_UNIT, Activity, BaselineTeam, Effort, Position
from towers.prices import Prices, prices_of
from towers.selectors import FILLED

KNOWN = FILLED & Q(cost_low__isnull=False)


@dataclass(frozen=True, slots=True)
class TeamSums:
    """Filled positions of a team with their heads, FTE (1/10,000) and known yearly cost (minor units)."""

    positions: int
    heads: int
    fte: int
    cost: float
    unpriced: int
    vacant: int


def team_sums(actor: Actor, row: BaselineTeam) -> TeamSums:
    """What the positions of a team add up to, in the money that the actor gets to see; one query, on the card two."""
    prices = prices_of(actor, row.baseline, {row.team_id: row.region_id})
    own = Position.objects.visible_to(actor).filter(baseline=row.baseline, team=row.team)
    sums = own.values("grade").annotate(
        positions=Count("id", filter=FILLED),
        persons=Sum("heads", filter=FILLED, default=0),
        units=Sum("fte", filter=FILLED, default=0),
        priced=Sum(F("fte") * (F("cost_low") + F("cost_high")), filter=KNOWN, default=0),
        unpriced=Count("id", filter=FILLED & Q(cost_low__isnull=True)),
        vacant=Count("id", filter=Q(status=Position.Status.VACANT)),
    )
    by_grade: list[dict[str, Any]] = [dict(one) for one in sums.order_by()]
    positions, persons, units, unpriced, vacant = (
        sum(one[name] for one in by_grade) for name in ("positions", "persons", "units", "unpriced", "vacant")
    )
    cost = sum(_cost(prices, row, one) for one in by_grade)
    return TeamSums(positions, persons, units, cost, unpriced, vacant)


def _cost(prices: Prices, row: BaselineTeam, of_grade: dict[str, Any]) -> float:
    """Of the posts of one grade; 0 where the card has no rate."""
    if prices.basis is Basis.COST:
        return float(of_grade["priced"] / 2 / FTE_UNIT)
    return float((prices.card.of(row.team_id, of_grade["grade"]) or 0) * of_grade["units"] / FTE_UNIT)


@dataclass(slots=True)
class ActivityShare:
    """What a team spends on an activity, in 1/10,000 FTE, and on what evidence; managing people has no phase."""

    activity: Activity
    function: Function
    fte: int
    by_evidence: dict[str, int]

    @property
    def phase(self) -> str:
        """The phase as the bars take it; "" for managing people."""
        if self.activity.is_management:
            return ""
        return "support" if self.function.phase == "across" else str(self.function.phase)

    @property
    def evidence(self) -> str:
        """The level that most of it has."""
        return max(self.by_evidence, key=lambda level: self.by_evidence[level])


def activity_shares(efforts: Iterable[Effort]) -> list[ActivityShare]:
    """Efforts added up by activity, the largest first."""
    found: dict[int, ActivityShare] = {}
    for effort in efforts:
        activity = effort.activity
        new = ActivityShare(activity, BY_CODE[activity.function_code], 0, {})
        share = found.setdefault(activity.pk, new)
        share.fte += effort.fte
        share.by_evidence[effort.evidence] = share.by_evidence.get(effort.evidence, 0) + effort.fte
    return sorted(found.values(), key=lambda share: (-share.fte, share.activity.name))


def evidence_shares(efforts: Iterable[Effort]) -> dict[str, float]:
    """The share of each evidence level in the effort; nothing without effort."""
    rows = list(efforts)
    whole = sum(row.fte for row in rows)
    levels = [str(level) for level in Effort.Evidence.values]
    return {level: sum(r.fte for r in rows if r.evidence == level) / whole for level in levels} if whole else {}


def team_managers(actor: Actor, row: BaselineTeam) -> list[dict[str, Any]]:
    """Who leads posts of the team, whoever leads most first; `guessed` of these links were inferred. One query."""
    live = [Position.Status.FILLED, Position.Status.VACANT]
    led = Q(reports__team=row.team, reports__status__in=live)
    leaders = Position.objects.visible_to(actor).filter(led, baseline=row.baseline)
    guessed = Count("reports", filter=Q(reports__manager_rule__gt=""))
    counted = leaders.annotate(led=Sum("reports__heads"), guessed=guessed, place=F("team__name"))
    rows = counted.order_by("-led", "key").values("uid", "key", "title", "place", "led", "guessed")
    return [dict(row) for row in rows]
