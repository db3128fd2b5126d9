"""What each service that is not retired is worth and costs, where both go, and what that suggests to do with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from core.actor import Actor
from services.forecasts import ExpectedTogether
from services.models import Service
from services.offering_selectors import LabourCost, OfferingRow, costs_by_service, offerings_with_labour
from services.portfolio.forecast_words import cost_in, forecast_year, together_of
from services.portfolio.spend import Spend, spend
from services.portfolio.suggestions import UNDECIDED, Standing, Suggestion, suggestion
from services.ticket_volumes import LogVolumes, Volume, log_volumes


@dataclass(frozen=True, slots=True)
class Worth:
    """A service with what is known of it; money in minor units, None where it is unknown.

    `year` is the one that its forecasts are about (0 without any) and `cost_then` what it then costs.
    """

    service: Service
    cost: float | None
    year: int
    cost_then: float | None
    demand: ExpectedTogether | None
    volume: Volume | None
    suggested: Suggestion

    @property
    def is_known(self) -> bool:
        """Whether its value was judged and its cost is known."""
        return self.service.value_score is not None and self.cost is not None

    @property
    def differs(self) -> bool:
        """Whether somebody decided otherwise than is suggested."""
        decision = self.service.decision
        return UNDECIDED not in (decision, self.suggested.what) and decision != self.suggested.what

    @property
    def cost_change(self) -> float | None:
        """How the cost changes until the year of the forecasts, as a fraction."""
        return self.cost_then / self.cost - 1 if self.cost and self.cost_then is not None else None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The services, the dearest first, those of unknown cost last; `dear_from` is the cost in the middle."""

    rows: list[Worth]
    offerings: list[tuple[Service, OfferingRow]]
    labour: LabourCost
    volumes: LogVolumes | None
    dear_from: float | None

    @property
    def spend(self) -> Spend:
        """What has a unit cost, of what is spent."""
        parts = [(row.cost.year, row.cost.unit, row.offering.other_cost) for _, row in self.offerings]
        return spend(parts, self.labour.whole)


def portfolio_of(actor: Actor, services: Sequence[Service], today: date, log: Any = None) -> Portfolio:
    """The services that are not retired, with their offerings and the tickets of a log, as `visible_logs` has it."""
    live = {one.pk: one for one in services if one.stage != Service.Stage.RETIRED}
    rows, labour = offerings_with_labour(actor)
    offered: dict[int, list[OfferingRow]] = defaultdict(list)
    for row in rows:
        if row.offering.service_id in live:
            offered[row.offering.service_id].append(row)
    costs = costs_by_service(row for own in offered.values() for row in own)
    dear_from = median(costs.values()) if costs else None
    volumes = log_volumes(log, log.zone, log.first_at, log.last_at) if log else None
    found = [_worth(one, offered[pk], costs, dear_from, volumes, today) for pk, one in live.items()]
    return Portfolio(
        sorted(found, key=lambda one: (one.cost is None, -(one.cost or 0), one.service.name)),
        [(live[pk], row) for pk, own in offered.items() for row in own],
        labour,
        volumes,
        dear_from,
    )


def _worth(
    service: Service,
    offered: Sequence[OfferingRow],
    costs: Mapping[int, float],
    dear_from: float | None,
    volumes: LogVolumes | None,
    today: date,
) -> Worth:
    cost, year, demand = costs.get(service.pk), forecast_year(offered, today.year), together_of(offered, today.year)
    volume = volumes.by_key.get(service.key) if volumes else None
    is_dear = None if cost is None or dear_from is None else cost > dear_from
    changes, by = _demand(demand, volume)
    standing = Standing(service.stage, service.value_score, is_dear, changes, by)
    return Worth(service, cost, year, cost_in(offered, year) if year else None, demand, volume, suggestion(standing))


def _demand(forecast: ExpectedTogether | None, volume: Volume | None) -> tuple[float | None, str]:
    """How demand changes: by the forecast, else by tickets; a difference that may be chance is none."""
    if forecast is not None:
        return forecast.growth, f"until {forecast.year}"
    halves = volume.halves if volume else None
    if halves is None or halves.change is None:
        return None, ""
    return (halves.change if halves.is_clear else 0.0), "by its tickets"
