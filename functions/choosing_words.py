"""The design choices beside reach as people say them."""

from collections.abc import Callable, Mapping
from typing import Any

from core.figures import money_exact
from functions.choosing import BUDGET, FRONT_DOOR, LOCATIONS, PARTNER_RATE, SET_CHOICE, SOURCING, SPAN_TARGET
from functions.models import BudgetHolder, Design
from towers.functions_reference import BY_CODE

Payload = Mapping[str, Any]
RegionNames = Mapping[int, str]  # by id


def _choice_words(payload: Payload, region_names: RegionNames) -> str:
    said: dict[int, list[str]] = {}
    for one in payload["choices"]:
        said.setdefault(one["function"], []).append(SAID[one["choice"]](one, region_names))
    parts = [f"{BY_CODE[code].name}: {', '.join(words)}" if code else ", ".join(words) for code, words in said.items()]
    return "; ".join(parts)


def _sourcing(one: Payload, region_names: RegionNames) -> str:
    return str(Design.Sourcing(one["value"]).label) if one["value"] else "sourcing as usual"


def _rate(one: Payload, region_names: RegionNames) -> str:
    if one["value"] is None:
        return "no partner's rate"
    return f"partner's rate {money_exact(one['value'], one['currency'])} per FTE a year"


def _span(one: Payload, region_names: RegionNames) -> str:
    return "span as assumed" if one["value"] is None else f"span of {one['value']}"


def _locations(one: Payload, region_names: RegionNames) -> str:
    names = sorted(region_names.get(region, "a former region") for region in one["value"])
    return f"works in {' and '.join(names)}" if names else "works where its people are"


def _front_door(one: Payload, region_names: RegionNames) -> str:
    return f"front door for {' and '.join(one['value'])}" if one["value"] else "front door for nobody"


def _budget(one: Payload, region_names: RegionNames) -> str:
    if one["value"] is None:
        return "Budget from end to end with nobody yet"
    return f"Budget from end to end with {BudgetHolder.Owner(one['value']['owner']).label}"


SAID: dict[str, Callable[[Payload, RegionNames], str]] = {
    SOURCING: _sourcing,
    PARTNER_RATE: _rate,
    SPAN_TARGET: _span,
    LOCATIONS: _locations,
    FRONT_DOOR: _front_door,
    BUDGET: _budget,
}
CHOOSING_WORDS: dict[str, Callable[[Payload, RegionNames], str]] = {SET_CHOICE: _choice_words}
