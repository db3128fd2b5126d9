"""Reach and the other choices of a scenario, brought in line with its steps."""

from typing import Any

from functions.choosing import BUDGET, FRONT_DOOR, LOCATIONS, PARTNER_RATE, SOURCING, SPAN_TARGET, WHOLE
from functions.models import BudgetHolder, Design, DesignLocation, RegionMinimum, Scenario
from functions.projection import Target

COLUMNS = (SOURCING, PARTNER_RATE, SPAN_TARGET, FRONT_DOOR)


def write_designs(scenario: Scenario, target: Target) -> None:
    """One row for each function of which anything is said; without a reach it is regional."""
    scenario.designs.all().delete()
    codes = {*target.designs, *(code for code, _ in target.choices if code != WHOLE)}
    designs = Design.objects.bulk_create(
        Design(scenario=scenario, function_code=code, **_columns(target, code)) for code in sorted(codes)
    )
    RegionMinimum.objects.bulk_create(
        RegionMinimum(design=design, region_id=region, fte=fte)
        for design in designs
        for region, fte in target.designs.get(design.function_code, ("", {}))[1].items()
    )
    DesignLocation.objects.bulk_create(
        DesignLocation(design=design, region_id=region)
        for design in designs
        for region in target.choices.get((design.function_code, LOCATIONS), ())
    )
    _write_budget(scenario, target.choices.get((WHOLE, BUDGET)))


def _columns(target: Target, code: int) -> dict[str, Any]:
    chosen = {name: target.choices[code, name] for name in COLUMNS if (code, name) in target.choices}
    return chosen | ({"reach": target.designs[code][0]} if code in target.designs else {})


def _write_budget(scenario: Scenario, budget: dict[str, str] | None) -> None:
    BudgetHolder.objects.filter(scenario=scenario).delete()
    if budget:
        BudgetHolder.objects.create(scenario=scenario, **budget)
