"""The routing policy of the sample's target: rules of its own among those that the ten functions imply."""

from core.actor import Actor
from functions.models import Scenario
from services.actions.routing import save_policy
from services.routing.default import DEFAULT_POLICY
from services.routing.rules import UNKNOWN, Rule
from services.routing_selectors import policy_of

_DIGITAL = ("customer portal", "plant analytics")
_DEVICES = ("laptop and desktop", "mobile device", "printing")
_ORDINARY = ("simple", UNKNOWN)  # specialised and complex tickets need a skill of level 2 and 3
_FIRST = 4  # complex requests, hands on site and faults of products are told apart before anything else
RULES: tuple[Rule, ...] = (
    Rule("Change of a digital product", 3, {"service": _DIGITAL, "kind": ("change", "request")}, via=(1,)),
    Rule("Accounts and passwords", 5, {"product": ("accounts and passwords",), "complexity": _ORDINARY}, level=1),
    Rule(
        "A device at an office",
        6,
        {"product": _DEVICES, "kind": ("incident", "request"), "complexity": _ORDINARY},
        via=(5,),
    ),
    Rule("Racks, power and space", 9, {"service": ("data centre",), "complexity": _ORDINARY}),
    Rule("Cause of a fault", 4, {"kind": ("problem",)}, via=(8,), skill="{product}"),
    Rule("Standard request", 3, {"kind": ("request",), "complexity": _ORDINARY}, via=(5,)),
)
POLICY = (*DEFAULT_POLICY[:_FIRST], *RULES, *DEFAULT_POLICY[_FIRST:])


def state_routing(by: Actor, scenario: Scenario) -> None:
    """The rules for a scenario that still has the default policy."""
    if not policy_of(scenario).version:
        save_policy(by=by, scenario=scenario, version=0, rules=POLICY)
