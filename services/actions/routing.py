"""Writes about the routing policy of a scenario: always the whole of its rules, as the next version."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from functions.models import Scenario
from services.models import RoutingPolicy, RoutingRule
from services.routing.default import DEFAULT_POLICY
from services.routing.reading import checked_rules
from services.routing.rules import Rule
from services.routing_selectors import Policy, policy_of, rules_at
from towers.models import Region


def save_policy(*, by: Actor, scenario: Scenario, version: int, rules: Sequence[Rule]) -> Policy:
    """These rules in this order take the place of all that were; `version` is the one seen, 0 for the default policy.

    Conflict where somebody else was first. The rules of earlier versions are kept.
    """
    require_edit(by)
    if scenario.state != Scenario.State.DRAFT:
        raise UserError(f"“{scenario.name}” is {scenario.state}. Only a draft can be changed; clone it instead.")
    wanted = checked_rules(rules)
    regions = _regions(by, wanted)
    before = policy_of(scenario)
    yours, theirs = policy_facts(wanted), policy_facts(before.rules)
    try:
        with transaction.atomic():
            row = _claimed(scenario, version, yours, theirs)
            _write(row, wanted, regions)
            audit.record(by, "save_routing_policy", "scenario", scenario.uid, before=theirs, after=yours)
    except IntegrityError as error:  # the other one committed between the look and the write
        raise Conflict("routing policy", yours, theirs, version, 1) from error
    return Policy(row.version, wanted)


def restore_policy(*, by: Actor, scenario: Scenario, version: int, earlier: int) -> Policy:
    """The rules of an earlier version again, as the next one; 0 is the default policy."""
    require_edit(by)
    rules = rules_at(scenario, earlier) if earlier else DEFAULT_POLICY
    if not rules:
        raise UserError(f"There is no version {earlier} of this policy.", status=404)
    return save_policy(by=by, scenario=scenario, version=version, rules=rules)


def copy_policy(scenario: Scenario, copy: Scenario) -> None:
    """A copied scenario begins with the rules as they are now, inside the transaction that copies it."""
    found = policy_of(scenario)
    if not found.version:
        return
    row = RoutingPolicy.objects.create(scenario=copy)
    regions = Region.objects.filter(organisation_id=scenario.organisation_id)
    _write(row, found.rules, {region.name: region for region in regions})


def policy_facts(rules: Sequence[Rule]) -> dict[str, Any]:
    """A policy as audit and conflicts show it: each rule by its place."""
    return {f"rule {place}": asdict(rule) for place, rule in enumerate(rules, start=1)}


def _claimed(scenario: Scenario, version: int, yours: dict[str, Any], theirs: dict[str, Any]) -> RoutingPolicy:
    row = RoutingPolicy.objects.filter(scenario=scenario).first()
    if row is not None:
        claim_version(row, version, kind="routing policy", yours=yours, theirs=theirs)
        return row
    if version:
        raise Conflict("routing policy", yours, theirs, version, 0)
    return RoutingPolicy.objects.create(scenario=scenario)


def _regions(by: Actor, rules: Sequence[Rule]) -> dict[str, Region]:
    """The regions that rules name; one that the organisation does not have is refused."""
    names = {rule.region for rule in rules if rule.region}
    found = {region.name: region for region in Region.objects.visible_to(by).filter(name__in=names)} if names else {}
    if names - found.keys():
        raise UserError(
            "A rule names a region that this organisation does not have. Choose one of its own.", status=400
        )
    return found


def _write(row: RoutingPolicy, rules: Sequence[Rule], regions: dict[str, Region]) -> None:
    RoutingRule.objects.bulk_create(
        RoutingRule(
            policy=row,
            version=row.version,
            place=place,
            name=rule.name,
            conditions={test: list(values) for test, values in rule.conditions.items()},
            via=list(rule.via),
            is_direct=rule.is_direct,
            function_code=rule.function,
            level=rule.level,
            region=regions.get(rule.region),
            skill=rule.skill,
        )
        for place, rule in enumerate(rules, start=1)
    )
