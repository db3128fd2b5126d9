"""Reads about routing policies; the caller has found the scenario among the visible ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from functions.models import Scenario
from services.models import RoutingRule
from services.routing.default import DEFAULT_POLICY
from services.routing.reading import conditions_from
from services.routing.rules import Rule


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force in order; version 0 is the default policy, which nobody has changed."""

    version: int
    rules: Sequence[Rule]


def policy_of(scenario: Scenario) -> Policy:
    """The scenario's policy, else the default; one query."""
    rows = list(_rules(scenario).filter(version=F("policy__version")))
    return Policy(rows[0].version, tuple(map(_rule, rows))) if rows else Policy(0, DEFAULT_POLICY)


def rules_at(scenario: Scenario, version: int) -> tuple[Rule, ...]:
    """The rules of one version, none where there is no such version."""
    return tuple(map(_rule, _rules(scenario).filter(version=version)))


def policy_versions(scenario: Scenario) -> list[tuple[int, int]]:
    """Each version with the number of its rules, newest first; one query."""
    rows = RoutingRule.objects.filter(policy__scenario=scenario).order_by()
    return list(rows.values("version").annotate(rules=Count("pk")).order_by("-version").values_list("version", "rules"))


def _rules(scenario: Scenario) -> QuerySet[RoutingRule]:
    return RoutingRule.objects.filter(policy__scenario=scenario).select_related("region").order_by("place")


def _rule(row: RoutingRule) -> Rule:
    return Rule(
        name=row.name,
        function=row.function_code,
        conditions=conditions_from(row.conditions),
        via=tuple(row.via),
        is_direct=row.is_direct,
        level=row.level,
        region=row.region.name if row.region else "",
        skill=row.skill,
    )
