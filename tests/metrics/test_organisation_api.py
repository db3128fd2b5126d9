"""Towers by regions and reporting lines over REST."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from core.actor import Right, Role, Scope
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import PositionFactory, actor_of, member
from tests.towers.golden import golden_baseline
from towers.models import Baseline, BaselineTeam, Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership() -> Membership:
    return member(Role.VIEWER, Right.PAY)


@pytest.fixture
def headers(membership: Membership) -> dict[str, str]:
    _, clear = create_token(by=actor_of(membership), name="reader", scopes=(Scope.READ,))
    return {"Authorization": f"Token {clear}"}


def ask(name: str, headers: dict[str, str], **query: Any) -> Any:
    return Client().get(reverse(name), query, headers=headers)


def test_cells_add_up_and_say_their_split(baseline: Baseline, headers: dict[str, str]) -> None:
    BaselineTeam.objects.filter(team__name="N-AM").update(orientation="digital")
    PositionFactory.create(baseline=baseline, key="P13", team=None, fte=5_000)
    rows = ask("api-towers-by-region", headers).json()
    assert sum(row["fte"] for row in rows) == 620_000
    cells = {(row["tower"], row["region"]): row for row in rows}
    assert (cells[None, None]["fte"], cells[None, None]["cost"]) == (5_000, None)
    network = cells["Network", "AM"]
    assert (network["heads"], network["cost"], network["cost_basis"]) == (8, 80_000_000, "cost")
    assert (network["fte_by_orientation"], network["effort_fte"]["run"]) == ({"digital": 80_000}, 5.0)
    [digital] = ask("api-towers-by-region", headers, orientation="digital").json()
    assert (digital["tower"], digital["region"]) == ("Network", "AM")
    assert ask("api-towers-by-region", headers, orientation="other").status_code == 400


def test_lines_have_layer_span_and_what_is_below(
    baseline: Baseline, headers: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Position.objects.filter(key="P02").update(manager_rule="by title")
    Position.objects.filter(key="P06").update(status="eliminated")
    with django_assert_max_num_queries(12):
        answer = ask("api-reporting-lines", headers, page_size=5).json()
    rows = answer["results"]
    while answer["next"]:
        answer = Client().get(answer["next"], headers=headers).json()
        rows += answer["results"]
    found = {row["key"]: row for row in rows}
    assert len(found) == 11
    lead = found["P02"]
    assert (lead["layer"], lead["direct_reports"], lead["span"], lead["manager_rule"]) == (2, 24, "wide", "by title")
    assert (lead["heads_below"], lead["fte_below"]) == (24, 240_000)
    assert lead["manager"] == found["P01"]["uid"]
    assert (found["P04"]["layer"], found["P04"]["span"], found["P04"]["heads_below"]) == (3, "", 0)


def test_before_the_first_baseline_there_is_nothing(headers: dict[str, str]) -> None:
    assert ask("api-towers-by-region", headers).json() == []
    assert ask("api-reporting-lines", headers).json()["results"] == []


def test_a_baseline_of_somebody_else_does_not_exist(baseline: Baseline, headers: dict[str, str]) -> None:
    foreign = golden_baseline(member().organisation)
    for name in ("api-towers-by-region", "api-reporting-lines"):
        assert ask(name, headers, baseline=str(foreign.uid)).status_code == 404
