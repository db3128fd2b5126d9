"""Reads of the design choices of a scenario, function by function."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from functions.choosing import (
    BUDGET_FUNCTIONS,
    FRONT_DOOR,
    LOCATIONS,
    PARTNER_RATE,
    SOURCING,
    SPAN_TARGET,
    WHOLE,
    sourcing_of,
)
from functions.models import BudgetHolder, Design, Scenario
from functions.selectors import efforts_by_pair, placed_fte, regions_of
from towers.functions_reference import BY_CODE, FUNCTIONS, Function, Phase
from towers.models import FTE_UNIT, Region

UNDECIDED = "case by case"


@dataclass(slots=True)
class FunctionChoices:
    """What a scenario says of one function, and the FTE that it places there; FTE kept by region, None as assumed."""

    function: Function
    fte: float = 0.0
    reach: str = Design.Reach.REGIONAL.value
    minimums: list[tuple[Region, Decimal | None]] = field(default_factory=list)
    chosen: dict[str, Any] = field(default_factory=dict)

    @property
    def reach_label(self) -> str:
        """Its reach in words."""
        return str(Design.Reach(self.reach).label)

    @property
    def sourcing(self) -> str:
        """What is chosen, else what is usual; empty where it is decided case by case."""
        return sourcing_of(self.function.code, self.chosen.get(SOURCING, ""))

    @property
    def sourcing_label(self) -> str:
        """Its sourcing in words."""
        return sourcing_label(self.sourcing)

    @property
    def usual(self) -> str:
        """Its usual sourcing in words."""
        return sourcing_label(sourcing_of(self.function.code))

    @property
    def customers(self) -> list[str]:
        """The groups of customers that come here."""
        return list(self.chosen.get(FRONT_DOOR, ()))

    @property
    def front_door(self) -> str:
        """The same as one text."""
        return ", ".join(self.customers)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of a scenario: ten functions, and who holds the budget (None: not decided)."""

    rows: list[FunctionChoices]
    regions: list[Region]
    budget: BudgetHolder | None
    fte: float

    @property
    def placed(self) -> float:
        """FTE in the ten functions."""
        return sum(row.fte for row in self.rows)

    @property
    def phases(self) -> list[tuple[Phase, float, list[FunctionChoices]]]:
        """The functions by phase, with the FTE placed there."""
        by_phase = [(phase, [row for row in self.rows if row.function.phase == phase]) for phase in Phase]
        return [(phase, sum(row.fte for row in rows), rows) for phase, rows in by_phase]

    @property
    def budget_function(self) -> Function | None:
        """The function with which the budget lies."""
        return BY_CODE[BUDGET_FUNCTIONS[self.budget.owner]] if self.budget else None

    def of(self, code: int) -> FunctionChoices:
        """What is said of one function."""
        return self.rows[code - 1]

    def value(self, code: int, name: str) -> Any:
        """A choice as a step names it; None where nothing was chosen."""
        if code != WHOLE:
            return self.of(code).chosen.get(name)
        return {"owner": self.budget.owner, "candidates": self.budget.candidates} if self.budget else None


def choices_of(scenario: Scenario) -> Chosen:
    """What a scenario chooses; six queries, seven where a function has a row."""
    regions, efforts = regions_of(scenario), efforts_by_pair(scenario)
    rows = {
        function.code: FunctionChoices(function, minimums=[(one, None) for one in regions]) for function in FUNCTIONS
    }
    for placement in scenario.placements.all():
        rows[placement.function_code].fte += placed_fte(placement, efforts)
    for design in scenario.designs.prefetch_related("minimums", "locations"):
        row = rows[design.function_code]
        row.reach = design.reach
        kept = {minimum.region_id: Decimal(minimum.fte) / FTE_UNIT for minimum in design.minimums.all()}
        row.minimums = [(region, kept.get(region.pk)) for region in regions]
        row.chosen = _chosen(design)
    budget = BudgetHolder.objects.filter(scenario=scenario).first()
    return Chosen(list(rows.values()), regions, budget, sum(efforts.values()))


def _chosen(design: Design) -> dict[str, Any]:
    """The choices of a function that are made, by name."""
    said = {
        SOURCING: design.sourcing or None,
        PARTNER_RATE: design.partner_rate,
        SPAN_TARGET: design.span_target,
        LOCATIONS: sorted(place.region_id for place in design.locations.all()) or None,
        FRONT_DOOR: design.front_door or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def sourcing_label(sourcing: str) -> str:
    """In words.

    >>> sourcing_label("retain"), sourcing_label("")
    ('retained', 'case by case')
    """
    return str(Design.Sourcing(sourcing).label) if sourcing else UNDECIDED
