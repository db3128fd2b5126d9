"""A rule with its consent, a guardrail, and a routing policy, for the organisation that holds one of everything."""

from datetime import date
from typing import Any

from core.actor import Actor
from functions.constraint_actions import Terms, add_constraint, record_consent
from functions.guardrail_actions import set_guardrail
from services.actions.routing import save_policy
from services.routing.rules import Rule


def rule_contents(by: Actor, found: dict[str, Any], mark: str) -> dict[str, Any]:
    """A works council that has agreed, and a bound of the scenario's own."""
    scenario = found["scenario"]
    terms = Terms(is_hard=False, regions=[found["region"]], amount=100, reason=f"Why{mark}", owner=f"Council{mark}")
    rule = add_constraint(by=by, kind="works_council", terms=terms)
    record_consent(
        by=by,
        scenario=scenario,
        constraint=rule,
        version=0,
        persons=200,
        given_on=date(2026, 3, 2),
        given_by=f"Chair{mark}",
        note=f"Minutes{mark}",
    )
    rail = set_guardrail(
        by=by, scenario=scenario, kind="span", function_code=0, low=1, high=90, version=0, reason=f"Bound{mark}"
    )
    there = Rule(f"Routed{mark}", 8, {"kind": (f"kind{mark}",)}, region=found["region"].name, skill=f"Skill{mark}")
    save_policy(by=by, scenario=scenario, version=0, rules=[there])
    return {"constraint": rule, "guardrail": rail}
