"""The design choices beside reach, as the steps of a scenario add them up: pure."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functions.projection import Ground, Target

SET_CHOICE = "set_choice"
WHOLE = 0  # stands for the function of a choice about the whole scenario
SOURCING, PARTNER_RATE, SPAN_TARGET, LOCATIONS, FRONT_DOOR, BUDGET = CHOICES = (
    *("sourcing", "partner_rate", "span_target", "locations", "front_door", "budget"),
)
RETAIN, CANDIDATE, SOURCED = "retain", "candidate", "sourced"
CASE_BY_CASE = ""  # no sourcing by default: it is decided for each piece of work
LARGEST_SPAN = 100
# Product design, engineering and the care of customers stay; what is mostly execution may go.
DEFAULT_SOURCING = dict.fromkeys((1, 2, 4), RETAIN) | dict.fromkeys((3, 5, 6, 7, 9), CANDIDATE)
OPERATIONS = "operations"  # level 3 operations hold the budget
BUDGET_FUNCTIONS = {"product": 2, OPERATIONS: 8}
CUSTOMERS = ("Business partners", "Users")  # every design has a front door for these

Choices = dict[tuple[int, str], Any]  # by function (or WHOLE) and name of the choice
Facts = Mapping[str, Any]


def sourcing_of(function_code: int, chosen: str = "") -> str:
    """What is chosen, else what is usual for the function; empty where it is decided case by case.

    >>> sourcing_of(4), sourcing_of(7), sourcing_of(4, "sourced"), sourcing_of(10)
    ('retain', 'candidate', 'sourced', '')
    """
    return chosen or DEFAULT_SOURCING.get(function_code, CASE_BY_CASE)


def set_choice(target: "Target", payload: Facts, ground: "Ground") -> None:
    """Choices as they are from now on; None takes one back, and a region that the baseline lacks is left out."""
    for one in payload["choices"]:
        key, value = (int(one["function"]), str(one["choice"])), one["value"]
        if key[1] == LOCATIONS:
            value = [region for region in value or () if region in ground.regions]
        if value in (None, "", []):
            target.choices.pop(key, None)
        else:
            target.choices[key] = value


CHOOSING: dict[str, Callable[["Target", Facts, "Ground"], None]] = {SET_CHOICE: set_choice}
