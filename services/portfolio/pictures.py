"""Pictures of the portfolio as lanes: the cost of each service beside its value, its life from the idea to its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.figures import day, money, plural
from services.models import Service

MOST_LANES = 60
LOW_VALUE = 2
TONES = {Service.Stage.PIPELINE: "plan", Service.Stage.CATALOGUE: "run"}


@dataclass(frozen=True, slots=True)
class Valued:
    """A service whose value was judged and whose yearly cost is known, in minor units."""

    service: Service
    value: int
    cost: float

    @property
    def whole_cost(self) -> int:
        """In whole minor units."""
        return round(self.cost)


def valued(services: Sequence[Service], costs: Mapping[int, float]) -> list[Valued]:
    """Those of which both are known, the most valuable first and of one value the dearest."""
    known = [
        Valued(service, service.value_score, costs[service.pk])
        for service in services
        if service.value_score is not None and service.pk in costs
    ]
    return sorted(known, key=lambda one: (-one.value, -one.cost, one.service.name))


def low_value_cost(rows: Sequence[Valued]) -> float:
    """What the services of a value of 2 or 1 cost a year."""
    return sum(row.cost for row in rows if row.value <= LOW_VALUE)


def value_lanes(rows: Sequence[Valued], currency: str) -> dict[str, Any]:
    """A lane for each service in the order of value, as long as its cost."""
    shown = rows[:MOST_LANES]
    largest = max((row.cost for row in shown), default=0.0)
    tones = [TONES.get(Service.Stage(row.service.stage)) for row in shown]
    blocks = [
        {"row": place, "start": 0, "length": row.cost, "kind": "work", "tone": tones[place]}
        for place, row in enumerate(shown)
    ]
    return {
        "title": "Value, then service",
        "outcome": f"the longest is {money(largest, currency)} a year",
        "span": largest,
        "names": [{"label": f"{row.value} · {row.service.name}"} for row in shown],
        "blocks": blocks,
        "handoffs": [],
        "summary": f"{plural(len(shown), 'service')} by value, as long as a year costs; the table has the figures",
    }


def life_lanes(services: Sequence[Service], today: date) -> dict[str, Any]:
    """A lane for each service with a known day, from the first known day of all to today."""
    dated = [(service, spans) for service in services if (spans := _spans(service, today))][:MOST_LANES]
    days = [one for _, spans in dated for _, start, end in spans for one in (start, end)]
    first, last = min(days, default=today), max([*days, today])
    blocks = [
        {
            "row": place,
            "start": (start - first).days,
            "length": (end - start).days,
            "kind": "work",
            "tone": TONES[stage],
        }
        for place, (_, spans) in enumerate(dated)
        for stage, start, end in spans
    ]
    return {
        "title": f"From {day(first)}",
        "outcome": f"to {day(last)}",
        "span": max((last - first).days, 1),
        "names": [{"label": service.name} for service, _ in dated],
        "blocks": blocks,
        "handoffs": [],
        "summary": f"The lives of {plural(len(dated), 'service')}; the table has the days",
    }


def _spans(service: Service, today: date) -> list[tuple[Service.Stage, date, date]]:
    """Its times in the pipeline and in the catalogue; what has not ended lasts until today."""
    ends = {
        Service.Stage.PIPELINE: (service.pipeline_from, service.catalogue_from or service.retired_from),
        Service.Stage.CATALOGUE: (service.catalogue_from, service.retired_from),
    }
    return [(stage, start, end or max(start, today)) for stage, (start, end) in ends.items() if start]
