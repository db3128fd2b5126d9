"""Reads of the design choices of a scenario, function by function, and what is still to settle about them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.figures import plural
from functions.choosing import (
    BUDGET_FUNCTIONS,
    CUSTOMERS,
    FRONT_DOOR,
    LOCATIONS,
    PARTNER_RATE,
    RETAIN,
    SOURCED,
    SOURCING,
    SPAN_TARGET,
    WHOLE,
    sourcing_of,
)
from functions.models import BudgetHolder, Design, Scenario
from functions.selectors import efforts_by_pair, placed_fte, regions_of
from towers.functions_reference import BY_CODE, FUNCTIONS, Function, Phase
from towers.models import FTE_UNIT, Region
from towers.names import folded

UNDECIDED = "case by case"
REACH_WORDS = {"global": "global", "overlay": "global with an overlay", "regional": "regional"}


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


def doors(named: Mapping[int, Sequence[str]]) -> dict[str, list[int]]:
    """The functions at whose door each group of customers stands; names that differ in case or spaces are one.

    >>> doors({1: ["Business partners"], 5: ["Users", "business  partners"]})
    {'Business partners': [1, 5], 'Users': [5]}
    """
    labels: dict[str, str] = {}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for code, groups in sorted(named.items()):
        for group in groups:
            found[labels.setdefault(folded(group), group)].append(code)
    return dict(found)


def open_points(chosen: Chosen) -> list[str]:
    """What a design leaves open, in sentences; none of it stops anything."""
    return [*_empty(chosen), *_front_doors(chosen), *_sourced(chosen), *_undecided(chosen)]


def _empty(chosen: Chosen) -> Iterator[str]:
    empty = [row.function.name for row in chosen.rows if not row.fte]
    if len(empty) == len(FUNCTIONS):
        yield "Nothing is placed yet: all ten functions are empty."
    elif empty:
        yield f"{_listed(empty)} {'holds' if len(empty) == 1 else 'hold'} no effort. A complete design has all ten."


def _front_doors(chosen: Chosen) -> Iterator[str]:
    named = doors({row.function.code: row.customers for row in chosen.rows})
    for group, codes in named.items():
        if len(codes) > 1:
            names = _listed([BY_CODE[code].name for code in codes])
            yield f"{group} have {len(codes)} front doors, {names}. One is enough."
    known = {folded(group) for group in named}
    missing = [group for group in CUSTOMERS if folded(group) not in known]
    if missing:
        yield f"{_listed(missing)} have no front door. Name the function to which they come."


def _sourced(chosen: Chosen) -> Iterator[str]:
    sourced = [row for row in chosen.rows if row.sourcing == SOURCED]
    priceless = [row.function.name for row in sourced if PARTNER_RATE not in row.chosen]
    if priceless:
        yield f"{_listed(priceless)} {'is' if len(priceless) == 1 else 'are'} sourced without a partner's rate."
    core = [row.function.name for row in sourced if sourcing_of(row.function.code) == RETAIN]
    if core:
        verb = "goes" if len(core) == 1 else "go"
        yield f"{_listed(core)} {verb} to a partner: what decides on products, technology and customers usually stays."


def _undecided(chosen: Chosen) -> Iterator[str]:
    if chosen.budget is None:
        yield "Nobody holds the budget from end to end yet: product managers or level 3 operations?"
    lost = [
        row.function.name
        for row in chosen.rows
        if row.reach == Design.Reach.REGIONAL and 0 < len(row.chosen.get(LOCATIONS, ())) < len(chosen.regions)
    ]
    if lost:
        verb = "is" if len(lost) == 1 else "are"
        yield f"{_listed(lost)} {verb} regional, but not in every region: who works for the others?"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def choices_page(scenario: Scenario) -> dict[str, Any]:
    """What the page of the choices shows."""
    chosen = choices_of(scenario)
    points = open_points(chosen)
    return {"chosen": chosen, "open_points": points, "finding": _finding(chosen, points)}


def _finding(chosen: Chosen, points: Sequence[str]) -> str:
    """The page's heading: how many functions reach how far, and what is open."""
    reaches = Counter(row.reach for row in chosen.rows)
    first, *others = [(words, reaches[reach]) for reach, words in REACH_WORDS.items() if reaches[reach]]
    pools = f"{plural(first[1], 'function')} {first[0]}" if others else f"All ten functions {first[0]}"
    pools += "".join(f", {count} {words}" for words, count in others)
    return f"{pools}; {plural(len(points), 'point')} still open" if points else f"{pools}; nothing is left open"
