"""Reads about scenarios."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from core.access import visible_or_404
from core.actor import Actor
from functions.models import Design, Operation, Placement, Scenario
from functions.projection import SHARE_UNIT, Pair, Step, undone
from towers.functions_reference import BY_CODE, FUNCTIONS
from towers.models import FTE_UNIT, Effort


def scenario_of(actor: Actor, uid: UUID | str) -> Scenario:
    """The visible scenario with this uid, or 404."""
    return visible_or_404(Scenario, actor, uid, "baseline")


def scenarios_of(actor: Actor) -> QuerySet[Scenario]:
    """All scenarios, newest first."""
    return Scenario.objects.visible_to(actor).select_related("baseline")


def steps_of(operations: Iterable[Operation]) -> list[Step]:
    """Operations as the projection reads them (fetch `reverses` along)."""
    return [Step(o.seq, o.kind, o.payload, o.reverses.seq if o.reverses else None) for o in operations]


def efforts_by_pair(scenario: Scenario) -> dict[Pair, float]:
    """FTE of each (team, activity) of the baseline that can be placed."""
    rows = (
        Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False)
        .values_list("team_id", "activity_id")
        .annotate(total=Sum("fte"))
    )
    return {(team, activity): total / FTE_UNIT for team, activity, total in rows}


def placed_fte(placement: Placement, efforts: dict[Pair, float]) -> float:
    """FTE of today's effort that a placement takes along."""
    return efforts.get((placement.team_id, placement.activity_id), 0.0) * placement.share / SHARE_UNIT


def scenario_page(scenario: Scenario, query: str = "") -> dict[str, Any]:
    """What the scenario's page shows; `query` filters the placements by activity."""
    efforts = efforts_by_pair(scenario)
    placements = list(
        scenario.placements.select_related("activity", "team").order_by("activity__name", "function_code")
    )
    total = sum(efforts.values())
    by_function = {function.code: 0.0 for function in FUNCTIONS}
    for placement in placements:
        by_function[placement.function_code] += placed_fte(placement, efforts)
    return {
        "designs": _design_rows(scenario, by_function),
        "fte_total": total,
        "fte_left": round(total - sum(by_function.values()), 4),
        "placements": _placement_rows(
            [p for p in placements if query.casefold() in p.activity.name.casefold()], efforts
        ),
        "history": _history(scenario),
    }


def _design_rows(scenario: Scenario, by_function: dict[int, float]) -> list[dict[str, Any]]:
    designs = {design.function_code: design for design in scenario.designs.all()}
    return [
        {
            "function": function,
            "reach": _reach(designs, function.code),
            "reach_label": Design.Reach(_reach(designs, function.code)).label,
            "region_minimum": designs[function.code].region_minimum if function.code in designs else None,
            "fte": by_function[function.code],
        }
        for function in FUNCTIONS
    ]


def _reach(designs: dict[int, Design], code: int) -> str:
    return designs[code].reach if code in designs else Design.Reach.REGIONAL


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


def step_words(operation: Operation) -> str:
    """A step as people say it (fetch `reverses` along)."""
    if operation.reverses:
        return f"Undo of step {operation.reverses.seq}"
    if operation.kind == "set_reach":
        chosen = operation.payload
        return f"Reach of {BY_CODE[chosen['function']].name}: {Design.Reach(chosen['reach']).label}"
    if operation.kind == "place":
        names = [BY_CODE[int(code)].name for code in operation.payload["shares"]]
        return f"Effort placed in {' and '.join(names)}"
    return "Default mapping applied"


def _history(scenario: Scenario) -> list[dict[str, Any]]:
    operations = list(scenario.operations.select_related("by", "reverses").order_by("-seq"))
    numbers = undone(steps_of(operations))
    return [{"operation": row, "words": step_words(row), "is_in_force": row.seq not in numbers} for row in operations]
