"""Reads about offerings: what each costs, as the actor gets to see money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.http import Http404

from core.access import visible_or_404
from core.actor import Actor
from services.forecasts import ExpectedYear, OfToday, expected_years
from services.models import Offering, OfferingLabour, Service
from services.unit_cost import OfferingCost, offering_cost
from towers.models import FTE_UNIT, Position
from towers.prices import prices_of
from towers.selectors import FILLED, drafts_first

LABOUR = Prefetch("labour", OfferingLabour.objects.select_related("team"))
PARTS: tuple[Any, ...] = (LABOUR, "forecast")


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """An offering with the work in it and what it costs."""

    offering: Offering
    labour: list[OfferingLabour]
    cost: OfferingCost

    @property
    def year_cost(self) -> int | None:
        """Cost of a year in whole minor units."""
        return None if self.cost.year is None else round(self.cost.year)

    @property
    def is_below_cost(self) -> bool:
        """Whether a unit costs more than its price."""
        price, unit = self.offering.price, self.cost.unit
        return price is not None and unit is not None and price < unit

    @property
    def today(self) -> OfToday:
        """From what the expected years are carried forward."""
        offering, cost, growing = self.offering, self.cost, Offering.Growing
        return OfToday(
            units=offering.units,
            labour=cost.labour,
            other=None if cost.year is None or cost.labour is None else cost.year - cost.labour,
            price=offering.price,
            labour_grows=offering.cost_grows in (growing.BOTH, growing.LABOUR),
            other_grows=offering.cost_grows in (growing.BOTH, growing.OTHER),
        )

    @property
    def expected(self) -> list[ExpectedYear]:
        """What the forecast means, by year."""
        return expected_years({one.year: one.units for one in self.offering.forecast.all()}, self.today)


def offerings_of(actor: Actor, service: Service) -> QuerySet[Offering]:
    """The offerings of a service by name, with the work in them and their forecasts."""
    return Offering.objects.visible_to(actor).filter(service=service).prefetch_related(*PARTS)


def offering_of(actor: Actor, service: Service, uid: UUID | str) -> Offering:
    """The offering of this service, or 404."""
    offering = visible_or_404(Offering, actor, uid, "service")
    if offering.service_id != service.pk:
        raise Http404("The service has no such offering.")
    return offering


def offering_rows(actor: Actor, service: Service) -> list[OfferingRow]:
    """The offerings of a service with their cost."""
    return _with_cost(actor, offerings_of(actor, service))


def offering_row(actor: Actor, offering: Offering) -> OfferingRow:
    """One offering with its cost."""
    prefetch_related_objects([offering], *PARTS)
    return _with_cost(actor, [offering])[0]


def priced_rows(actor: Actor) -> list[OfferingRow]:
    """The offerings that have a price and units, of services that are not retired, with their cost."""
    priced = Offering.objects.visible_to(actor).exclude(service__stage=Service.Stage.RETIRED)
    priced = priced.filter(price__isnull=False, units__gt=0).select_related("service")
    return _with_cost(actor, priced.prefetch_related(LABOUR))


@dataclass(frozen=True, slots=True)
class LabourCost:
    """What the filled positions of the working baseline cost in a year, in minor units, as the actor gets to see it.

    `means`: of a full-time year by team; `whole`: of all whose cost is known; `unknown_fte`: FTE of the others, in
    1/10,000.
    """

    means: dict[int, float]
    whole: float
    unknown_fte: int


def offerings_with_labour(actor: Actor) -> tuple[list[OfferingRow], LabourCost]:
    """All offerings with their cost and forecasts, and what all labour costs."""
    labour = labour_cost(actor, Position.objects.visible_to(actor))
    return _costed(Offering.objects.visible_to(actor).order_by("id").prefetch_related(*PARTS), labour.means), labour


def costs_by_service(rows: Iterable[OfferingRow]) -> dict[int, float]:
    """Yearly cost by service, in minor units: of those all of whose offerings have a known cost."""
    years: dict[int, list[float | None]] = defaultdict(list)
    for row in rows:
        years[row.offering.service_id].append(row.cost.year)
    known = {service: [year for year in costs if year is not None] for service, costs in years.items()}
    return {service: sum(costs) for service, costs in known.items() if len(costs) == len(years[service])}


def _with_cost(actor: Actor, offerings: Iterable[Offering]) -> list[OfferingRow]:
    known = list(offerings)
    return _costed(known, team_means(actor, {one.team_id for row in known for one in row.labour.all()}))


def _costed(offerings: Iterable[Offering], means: Mapping[int, float]) -> list[OfferingRow]:
    rows = [(offering, list(offering.labour.all())) for offering in offerings]
    return [
        OfferingRow(
            offering,
            labour,
            offering_cost(
                [(one.fte / FTE_UNIT, means.get(one.team_id)) for one in labour], offering.other_cost, offering.units
            ),
        )
        for offering, labour in rows
    ]


def team_means(actor: Actor, team_ids: Iterable[int]) -> dict[int, float]:
    """Mean cost of a full-time year of each team in the working baseline, over the FTE of filled positions.

    In minor units, true cost or the rate card's as the actor gets to see it; a team without a known cost is not in it.
    """
    wanted = list(team_ids)
    return labour_cost(actor, Position.objects.visible_to(actor).filter(team_id__in=wanted)).means if wanted else {}


def labour_cost(actor: Actor, positions: QuerySet[Position]) -> LabourCost:
    """What those of the positions cost that are filled and in the working baseline."""
    working = drafts_first(actor).values("pk")[:1]
    read = ("team_id", "fte", "grade", "cost_low", "cost_high", "baseline__state")
    filled = list(positions.filter(FILLED, baseline_id=Subquery(working)).select_related("baseline").only(*read))
    if not filled:
        return LabourCost({}, 0.0, 0)
    prices, unknown = prices_of(actor, filled[0].baseline), 0
    fte, money = defaultdict[int | None, int](int), defaultdict[int | None, float](float)
    for position in filled:
        price = prices.of(position)
        if price is None:
            unknown += position.fte
        else:
            fte[position.team_id] += position.fte
            money[position.team_id] += position.fte * price
    means = {team: money[team] / fte[team] for team in fte if team is not None and fte[team]}
    return LabourCost(means, sum(money.values()) / FTE_UNIT, unknown)
