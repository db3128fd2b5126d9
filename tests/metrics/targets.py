"""Asking the pictures of a scenario, as a page and as a table; sums by the database alone."""

import csv
import io
from collections import defaultdict
from typing import Any

from django.urls import reverse

from core.actor import Right, Role
from functions.models import Placement, Scenario
from functions.projection import HOME
from organisations.models import Membership
from tests.factories import client_for, member
from tests.metrics.golden_database import Golden
from towers.models import BaselineTeam, Effort

Placed = dict[tuple[str, str, int], float]  # team and activity by name, function or HOME -> FTE


def ask(membership: Membership, name: str, scenario: Scenario, query: str = "", **headers: str) -> Any:
    """The answer of one of the scenario's pages."""
    address = reverse(name, args=[membership.organisation.slug, scenario.uid])
    return client_for(membership).get(address + query, headers=headers)


def words(response: Any) -> str:
    """The page's text with its markup, on one line."""
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def table(response: Any) -> list[dict[str, str]]:
    """The rows of a download."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def without_pay(golden: Golden, role: Role = Role.VIEWER) -> Membership:
    """Another member of the organisation."""
    return member(role, organisation=golden.organisation)


def with_pay(golden: Golden) -> Membership:
    """A viewer who may see pay."""
    return member(Role.VIEWER, Right.PAY, organisation=golden.organisation)


def placed(scenario: Scenario) -> Placed:
    """FTE of every effort by where it lies, one row of the database after the other."""
    found: Placed = defaultdict(float)
    efforts = Effort.objects.filter(baseline=scenario.baseline, activity__is_management=False)
    for effort in efforts.select_related("team", "activity"):
        rest = 10_000
        for row in Placement.objects.filter(scenario=scenario, team=effort.team, activity=effort.activity):
            found[effort.team.name, effort.activity.name, row.function_code] += effort.fte * row.share / 1e8
            rest -= row.share
        if rest:
            found[effort.team.name, effort.activity.name, HOME] += effort.fte * rest / 1e8
    return dict(found)


def tower_of(scenario: Scenario) -> dict[str, str]:
    """The tower of each team, by name."""
    return dict(BaselineTeam.objects.filter(baseline=scenario.baseline).values_list("team__name", "tower__name"))


def region_of(scenario: Scenario) -> dict[str, str]:
    """The region of each team, by name."""
    return dict(BaselineTeam.objects.filter(baseline=scenario.baseline).values_list("team__name", "region__name"))


def summed(rows: list[dict[str, str]], *by: str, of: str = "FTE") -> dict[tuple[str, ...], float]:
    """A column of a download added up by others."""
    sums: dict[tuple[str, ...], float] = defaultdict(float)
    for row in rows:
        sums[tuple(row[name] for name in by)] += float(row[of])
    return dict(sums)
