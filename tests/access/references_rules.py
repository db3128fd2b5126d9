"""Rules and guardrails: regions, teams, rules and bounds of others are not there."""

from functools import partial
from typing import Any

from tests.access.references_case import Case, called, is_told, posted
from tests.access.world import World


def rule_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    ours, theirs = world.ours, world.theirs
    rule, scenario = ours["constraint"], ours["scenario"]
    team, region = str(theirs["team"].uid), str(theirs["region"].uid)
    consent = {"version": 0, "persons": 1, "given_on": "2026-03-02", "given_by": "New"}
    of_theirs = {"uid": scenario, "constraint": theirs["constraint"]}
    council = {"version": rule.version, "is_hard": "hard", "persons": 1, "regions": [region]}
    return [
        _told(world, "constraint-add: team", {"is_hard": "hard", "team": team}, kind="keep_team"),
        _told(world, "constraint-add: regions", {"is_hard": "hard", "regions": [region]}, kind="stay"),
        _told(world, "constraint-change: regions", council, uid=rule),
        Case("scenario-consent: rule", partial(posted, world, "scenario-consent", consent, **of_theirs), 404),
        Case(
            "scenario-consent-withdraw: rule",
            partial(posted, world, "scenario-consent-withdraw", {"version": 1}, **of_theirs),
            404,
        ),
        *_bounds_and_consents(world),
        _unknown(world, "post api-constraints", "team", {"kind": "keep_team", "team": team}),
        _unknown(world, "post api-constraints", "regions", {"kind": "stay", "regions": [region]}),
        _unknown(world, "put api-constraint", "team", {"team": team, "site": "New"}, uid=rule),
        _unknown(world, "put api-constraint", "regions", {"regions": [region]}, uid=rule),
    ]


def _told(world: World, what: str, form: dict[str, Any], **parts: Any) -> Case:
    return Case(what, partial(posted, world, what.partition(":")[0], form, **parts), 302, is_told)


def _unknown(world: World, call: str, field: str, body: dict[str, Any], **parts: Any) -> Case:
    method, name = call.split()
    version = world.ours["constraint"].version
    return Case(f"{name}: {field}", partial(called, world, method, name, body, version=version, **parts), 404)


def _bounds_and_consents(world: World) -> list[Case]:
    """Over REST: a bound of their scenario, a consent to their rule or in their scenario."""
    ours, theirs = world.ours, world.theirs
    bound = {"kind": "headcount", "high": 20, "scenario": str(theirs["scenario"].uid)}
    agreed = {"persons": 1, "given_on": "2026-03-02", "given_by": "New"}
    named = agreed | {"constraint": str(theirs["constraint"].uid)}
    there = {"uid": ours["scenario"], "constraint": theirs["constraint"]}
    return [
        Case("api-guardrails: scenario", partial(called, world, "post", "api-guardrails", bound), 404),
        Case(
            "api-consents: constraint", partial(called, world, "post", "api-consents", named, uid=ours["scenario"]), 404
        ),
        Case(
            "api-consent: constraint", partial(called, world, "patch", "api-consent", agreed, version=1, **there), 404
        ),
    ]
