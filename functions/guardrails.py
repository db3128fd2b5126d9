"""How the rules of an organisation and its guardrails stand in a scenario.

Everything is measured on today's effort where the design places it; what pooling frees is no part of it.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode

from core.actor import Actor
from core.figures import plural
from functions.guard_reading import layout_of, rails_of, rules_of, with_bands
from functions.guarding import Standing, Violation, listed
from functions.guarding_rails import COST, SPAN, Rails, rail_standings
from functions.guarding_rules import LANGUAGE, STAY, Rule, standing
from functions.models import Scenario

BY_CHOICE = (STAY, LANGUAGE, SPAN)  # what a choice of the function decides, not a card


@dataclass(frozen=True)
class Checked:
    """The rules and bounds in force, and how each stands."""

    rules: list[Rule]
    rails: Rails
    standings: list[Standing]


def checked(actor: Actor, scenario: Scenario) -> Checked:
    """Every rule and guardrail with its violations; hard rules first."""
    rules, rails = rules_of(actor, scenario), rails_of(actor, scenario)
    kinds = {kind for kind, _ in rails}
    layout = layout_of(actor, scenario, rules, kinds)
    currency = scenario.organisation.currency if COST in kinds else ""
    bounds = with_bands(actor, rails) if layout.spans else rails
    found = [*(standing(rule, layout) for rule in rules), *rail_standings(layout, bounds, currency)]
    return Checked(rules, rails, [_linked(actor, scenario, one) for one in found])


def standings(actor: Actor, scenario: Scenario) -> list[Standing]:
    """How each rule and guardrail stands."""
    return checked(actor, scenario).standings


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
    """Each violation leads to where it can be healed: a design choice, or the cards that it is about."""
    page = "scenario-choices" if one.code in BY_CHOICE else "scenario-board"
    address = reverse(page, args=[actor.organisation_slug, scenario.uid])
    links = [f"{address}?{urlencode([found.shows])}" if found.shows else address for found in one.violations]
    linked = (replace(found, link=link) for found, link in zip(one.violations, links, strict=True))
    return replace(one, violations=tuple(linked))


def headline(found: list[Standing]) -> str:
    """What is broken, in words."""
    broken = [one for one in found if one.is_broken]
    counts = (
        (sum(one.is_hard for one in broken), "hard rule", "hard rules"),
        (sum(not one.is_hard and not one.is_guardrail for one in broken), "soft rule", "soft rules"),
        (sum(one.is_guardrail for one in broken), "guardrail", "guardrails"),
    )
    parts = [plural(count, one, many) for count, one, many in counts if count]
    if not parts:
        return f"All {plural(len(found), 'rule and guardrail', 'rules and guardrails')} hold"
    return f"{listed(parts)} broken"


def news(known: str, found: list[Violation]) -> list[str]:
    """What to say of violations to somebody who has seen those with the marks in `known`."""
    seen, now = set(known.split()), {one.mark for one in found}
    words = [f"Newly broken: {one.label}. {one.words}" for one in found if one.mark not in seen]
    healed = len(seen - now)
    return [*words, *([f"{plural(healed, 'violation')} healed."] if healed else [])]
