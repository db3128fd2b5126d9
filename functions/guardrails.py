"""How the rules of an organisation and its guardrails stand in a scenario.

Everything is measured on today's effort where the design places it; what pooling frees is no part of it.
"""

from dataclasses import replace

from django.urls import reverse

from core.actor import Actor
from functions.guard_reading import layout_of, rails_of, rules_of, with_bands
from functions.guarding import Standing, Violation
from functions.guarding_rails import COST, SPAN, rail_standings
from functions.guarding_rules import LANGUAGE, STAY, standing
from functions.models import Scenario

BY_DESIGN = (STAY, LANGUAGE)  # what a reach decides, not a card
ADDRESSES = {**dict.fromkeys(BY_DESIGN, "scenario"), SPAN: "scenario"}


def standings(actor: Actor, scenario: Scenario) -> list[Standing]:
    """Every rule and guardrail with its violations; hard rules first."""
    rules, rails = rules_of(actor, scenario), rails_of(actor, scenario)
    kinds = {kind for kind, _ in rails}
    layout = layout_of(actor, scenario, rules, kinds)
    currency = scenario.organisation.currency if COST in kinds else ""
    bounds = with_bands(actor, rails) if layout.spans else rails
    found = [*(standing(rule, layout) for rule in rules), *rail_standings(layout, bounds, currency)]
    return [_linked(actor, scenario, one) for one in found]


def violations(actor: Actor, scenario: Scenario) -> list[Violation]:
    """All that is broken, hard rules first."""
    return [violation for one in standings(actor, scenario) for violation in one.violations]


def hard_violations(actor: Actor, scenario: Scenario) -> list[Violation]:
    """What keeps the scenario from being approved."""
    rules = [rule for rule in rules_of(actor, scenario) if rule.is_hard]
    layout = layout_of(actor, scenario, rules, set())
    found = [_linked(actor, scenario, standing(rule, layout)) for rule in rules]
    return [violation for one in found for violation in one.violations]


def _linked(actor: Actor, scenario: Scenario, one: Standing) -> Standing:
    """Each violation leads to where it can be healed."""
    address = ADDRESSES.get(one.code, "scenario-board")
    link = reverse(address, args=[actor.organisation_slug, scenario.uid])
    return replace(one, violations=tuple(replace(violation, link=link) for violation in one.violations))
