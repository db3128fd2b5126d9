"""Writes of the design choices beside reach: sourcing, partner's rate, span, locations, front doors, the budget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from core.errors import UserError
from functions.choosing import (
    BUDGET,
    CHOICES,
    FRONT_DOOR,
    LARGEST_SPAN,
    LOCATIONS,
    OPERATIONS,
    PARTNER_RATE,
    SET_CHOICE,
    SOURCING,
    SPAN_TARGET,
    WHOLE,
)
from functions.models import BudgetHolder, Design, Operation, Scenario
from functions.operating import operate
from functions.selectors import regions_of
from towers.functions_reference import BY_CODE
from towers.models import Region
from towers.names import folded, tidy

DEAREST_RATE = 10**12  # minor units a year
LONGEST_GROUP, MOST_GROUPS = 80, 12
LONGEST_CANDIDATES = 2_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a function, or of the whole scenario (WHOLE); None, an empty text or list takes it back.

    By name: sourcing (retain, candidate, sourced); partner_rate (minor units a year); span_target (whole reports per
    manager); locations (names of regions); front_door (names of groups of customers); budget ({"owner": "product" or
    "operations", "candidates": text}), which is the whole scenario's.
    """

    function: int
    name: str
    value: Any


def set_choices(
    *, by: Actor, scenario: Scenario, version: int, choices: Sequence[Choice], reason: str = ""
) -> Operation:
    """Make several choices in one step; the budget with level 3 operations needs a reason."""
    if not choices:
        raise UserError("Nothing would change. Choose something else than what holds.", status=400)
    if len({(one.function, one.name) for one in choices}) < len(choices):
        raise UserError("A choice is named twice. Name each choice of a function once.", status=400)
    regions = {region.key: region for region in regions_of(scenario)}
    made = [_checked(one, regions) for one in choices]
    if not reason.strip() and any(one.name == BUDGET and (one.value or {}).get("owner") == OPERATIONS for one in made):
        raise UserError(
            "Say why level 3 operations hold the budget: who there has the skill and the authority for it? "
            "The reason is kept with the step.",
            status=400,
        )
    currency = scenario.organisation.currency
    payload = {"choices": [_payload(one, currency) for one in made]}
    return operate(by, scenario, version, SET_CHOICE, payload, reason)


def _payload(choice: Choice, currency: str) -> dict[str, Any]:
    """What is kept of a choice; a rate with its currency, in which the history names it."""
    kept = {"function": choice.function, "choice": choice.name, "value": choice.value}
    return kept | ({"currency": currency} if choice.name == PARTNER_RATE else {})


def _checked(choice: Choice, regions: Mapping[str, Region]) -> Choice:
    if choice.name not in CHOICES:
        raise UserError(f"There is no choice “{choice.name}”. Use one of: {', '.join(CHOICES)}.", status=400)
    if choice.name == BUDGET:
        if choice.function != WHOLE:
            raise UserError("The budget is a choice of the whole scenario; name no function.", status=400)
    elif choice.function not in BY_CODE:
        raise UserError(f"There is no function {choice.function}; functions are numbered 1 to 10.", status=400)
    return Choice(choice.function, choice.name, CHECKS[choice.name](choice.value, regions))


def _sourcing(value: Any, regions: Mapping[str, Region]) -> str:
    if value in (None, ""):
        return ""
    if value not in Design.Sourcing.values:
        raise UserError(f"“{value}” is no sourcing. Use one of: {', '.join(Design.Sourcing.values)}.", status=400)
    return str(value)


def _partner_rate(value: Any, regions: Mapping[str, Region]) -> int | None:
    return _whole("partner's rate", value, 0, DEAREST_RATE)


def _span_target(value: Any, regions: Mapping[str, Region]) -> int | None:
    return _whole("span", value, 1, LARGEST_SPAN)


def _whole(name: str, value: Any, least: int, largest: int) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= largest:
        raise UserError(f"The {name} must be a whole number from {least:,} to {largest:,}.", status=400)
    return value


def _locations(value: Any, regions: Mapping[str, Region]) -> list[int]:
    names = _texts("locations", value)
    if unknown := [name for name in names if folded(name) not in regions]:
        known = ", ".join(region.name for region in regions.values()) or "none yet"
        raise UserError(f"The baseline has no region “{unknown[0]}”. Its regions: {known}.", status=400)
    return sorted({regions[folded(name)].pk for name in names})


def _front_door(value: Any, regions: Mapping[str, Region]) -> list[str]:
    groups = list({folded(name): tidy(name) for name in _texts("front doors", value) if name.strip()}.values())
    if len(groups) > MOST_GROUPS or any(len(name) > LONGEST_GROUP for name in groups):
        raise UserError(
            f"A front door names at most {MOST_GROUPS} groups of customers of at most {LONGEST_GROUP} letters.",
            status=400,
        )
    return groups


def _texts(name: str, value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UserError(f"The {name} are a list of names.", status=400)
    return value


def _budget(value: Any, regions: Mapping[str, Region]) -> dict[str, str] | None:
    if not value:
        return None
    owners = BudgetHolder.Owner.values
    if not isinstance(value, dict) or value.get("owner") not in owners or not value.keys() <= {"owner", "candidates"}:
        raise UserError(f"The budget has an owner, {' or '.join(owners)}, and candidates, a text.", status=400)
    candidates = value.get("candidates", "")
    if not isinstance(candidates, str) or len(candidates) > LONGEST_CANDIDATES:
        raise UserError(f"The candidates are a text of at most {LONGEST_CANDIDATES:,} letters.", status=400)
    return {"owner": value["owner"], "candidates": candidates.strip()}


CHECKS: dict[str, Callable[[Any, Mapping[str, Region]], Any]] = {
    SOURCING: _sourcing,
    PARTNER_RATE: _partner_rate,
    SPAN_TARGET: _span_target,
    LOCATIONS: _locations,
    FRONT_DOOR: _front_door,
    BUDGET: _budget,
}
