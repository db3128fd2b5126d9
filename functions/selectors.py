"""Reads about scenarios."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from core.access import visible_or_404
from core.actor import Actor
from core.errors import UserError
from functions.models import Operation, Placement, Scenario
from functions.projection import SHARE_UNIT, Ground, Pair, Step, undone
from functions.wording import step_words
from towers.functions_reference import FUNCTIONS
from towers.models import FTE_UNIT, Effort, Region


def scenario_of(actor: Actor, uid: UUID | str) -> Scenario:
    """The visible scenario with this uid, or 404."""
    return visible_or_404(Scenario, actor, uid, "baseline")


def scenarios_of(actor: Actor) -> QuerySet[Scenario]:
    """All scenarios, newest first."""
    return Scenario.objects.visible_to(actor).select_related("baseline", "parent")


def regions_of(scenario: Scenario) -> list[Region]:
    """The regions in which the baseline has teams, by name."""
    return list(Region.objects.filter(baselineteam__baseline_id=scenario.baseline_id).distinct().order_by("name"))


def steps_of(operations: Iterable[Operation]) -> list[Step]:
    """Operations as the projection reads them (fetch `reverses` along)."""
    return [Step(o.seq, o.kind, o.payload, o.reverses.seq if o.reverses else None) for o in operations]


def ground_of(scenario: Scenario) -> Ground:
    """What the scenario's baseline offers to its design; two queries."""
    efforts = Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False)
    rows = list(efforts.values_list("team_id", "activity_id", "activity__function_code").distinct())
    defaults = {activity: code for _, activity, code in rows}
    pairs = frozenset((team, activity) for team, activity, _ in rows)
    return Ground(pairs, defaults, [region.pk for region in regions_of(scenario)])


def efforts_by_pair(scenario: Scenario) -> dict[Pair, float]:
    """FTE of each (team, activity) of the baseline that can be placed."""
    rows = (
        Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False)
        .values_list("team_id", "activity_id")
        .annotate(total=Sum("fte"))
    )
    return {(team, activity): total / FTE_UNIT for team, activity, total in rows}


def pairs_of(actor: Actor, scenario: Scenario) -> dict[Pair, bool]:
    """The (team, activity) pairs of the baseline; true where the activity is the management of people."""
    rows = Effort.objects.visible_to(actor).filter(baseline_id=scenario.baseline_id).distinct()
    columns = rows.values_list("team_id", "activity_id", "activity__is_management")
    return {(team, activity): is_management for team, activity, is_management in columns}


def pairs_by_uid(actor: Actor, scenario: Scenario, named: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Pair]:
    """The pairs of the baseline by the uids of team and activity; one that it does not have is refused."""
    rows = Effort.objects.visible_to(actor).filter(baseline_id=scenario.baseline_id).distinct()
    columns = rows.values_list("team__uid", "activity__uid", "team_id", "activity_id")
    known = {(team_uid, activity_uid): (team, activity) for team_uid, activity_uid, team, activity in columns}
    wanted = list(named)
    if not known.keys() >= set(wanted):
        raise UserError("A card names effort that this baseline does not have. Reload the board.", status=400)
    return {name: known[name] for name in wanted}


def placed_fte(placement: Placement, efforts: dict[Pair, float]) -> float:
    """FTE of today's effort that a placement takes along."""
    return efforts.get((placement.team_id, placement.activity_id), 0.0) * placement.share / SHARE_UNIT


def scenario_page(scenario: Scenario, query: str = "") -> dict[str, Any]:
    """What the scenario's page shows; `query` filters the placements by activity."""
    efforts = efforts_by_pair(scenario)
    placements = list(
        scenario.placements.select_related("activity", "team").order_by("activity__name", "function_code")
    )
    total, regions = sum(efforts.values()), regions_of(scenario)
    by_function = {function.code: 0.0 for function in FUNCTIONS}
    for placement in placements:
        by_function[placement.function_code] += placed_fte(placement, efforts)
    return {
        "by_function": [(function, by_function[function.code]) for function in FUNCTIONS],
        "fte_total": total,
        "fte_left": round(total - sum(by_function.values()), 4),
        "placements": _placement_rows(
            [p for p in placements if query.casefold() in p.activity.name.casefold()], efforts
        ),
        "history": _history(scenario, regions),
    }


def _placement_rows(placements: list[Placement], efforts: dict[Pair, float]) -> list[dict[str, Any]]:
    grouped: dict[Pair, dict[str, Any]] = {}
    for placement in placements:
        key = (placement.activity_id, placement.function_code)
        empty = {"activity": placement.activity, "code": placement.function_code, "fte": 0.0, "teams": []}
        row = grouped.setdefault(key, empty)
        fte = placed_fte(placement, efforts)
        row["fte"] += fte
        row["teams"].append({"team": placement.team, "fte": fte, "share": placement.share / SHARE_UNIT})
    return list(grouped.values())


def _history(scenario: Scenario, regions: list[Region]) -> list[dict[str, Any]]:
    operations = list(scenario.operations.select_related("by", "reverses").order_by("-seq"))
    numbers, names = undone(steps_of(operations)), {region.pk: region.name for region in regions}
    return [
        {"operation": row, "words": step_words(row, names), "is_in_force": row.seq not in numbers} for row in operations
    ]
