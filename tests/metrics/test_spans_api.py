"""Managers, bands and coordination over REST."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Right, Role, Scope
from core.models import AuditEntry
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import ActivityFactory, EffortFactory, actor_of, member
from towers.models import Baseline, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership() -> Membership:
    return member(Role.MODELLER, Right.PAY)


def call(membership: Membership, method: str, name: str, *parts: str, version: int | None = None, **body: Any) -> Any:
    _, clear = create_token(by=actor_of(membership), name="script", scopes=list(Scope))
    headers = {"Authorization": f"Token {clear}"} | ({} if version is None else {"If-Match": f'"{version}"'})
    data = {"data": body, "content_type": "application/json"} if method == "put" else {"data": body or None}
    return getattr(Client(), method)(reverse(name, args=parts), headers=headers, **data)


def test_managers_come_with_band_and_cost(membership: Membership, baseline: Baseline) -> None:
    rows = {row["key"]: row for row in call(membership, "get", "api-spans").json()}
    assert list(rows) == ["P01", "P03", "P02"]
    second = rows["P02"]
    assert (second["direct_reports"], second["span"], second["band"]) == (28, "wide", "f8")
    assert (second["fewest"], second["most"], second["layer"]) == (6, 10, 2)
    assert (second["leading_fte"], second["leading_cost"], second["cost_basis"]) == (5.0, 55_000_000, "cost")
    assert AuditEntry.objects.filter(action="read_pay").count() == 1
    viewer = member(Role.VIEWER, organisation=membership.organisation)
    masked = call(viewer, "get", "api-spans").json()[0]
    assert (masked["leading_cost"], masked["cost_basis"]) == (None, "card")


def test_bands_are_read_stated_and_taken_back(membership: Membership) -> None:
    known = {row["code"]: row for row in call(membership, "get", "api-span-bands").json()}
    assert list(known) == [*(f"f{number}" for number in range(1, 11)), "upper", "other"]
    assert (known["f7"]["low"], known["f7"]["high"], known["f7"]["origin"]) == (11, 18, "default")
    stated = call(membership, "put", "api-span-band", "f7", version=0, low=12, high=20, source="Own count")
    assert (stated.status_code, stated.headers["ETag"], stated.json()["origin"]) == (200, '"1"', "organisation")
    lost = call(membership, "put", "api-span-band", "f7", version=0, low=1, high=2)
    assert (lost.status_code, lost.json()["theirs"]["high"]) == (412, 20)
    assert call(membership, "put", "api-span-band", "f7", low=1, high=2).status_code == 428
    assert call(membership, "put", "api-span-band", "f7", version=1, low=3, high=2).status_code == 400
    back = call(membership, "delete", "api-span-band", "f7", version=1)
    assert (back.status_code, back.json()["high"], back.json()["version"]) == (200, 18, 0)
    assert call(membership, "get", "api-span-band", "f11").status_code == 404


def test_coordination_comes_by_title_or_grade(membership: Membership, baseline: Baseline) -> None:
    talks = ActivityFactory.create(organisation=membership.organisation, function_code=4, is_coordination=True)
    EffortFactory.create(baseline=baseline, team=Team.objects.get(name="N-AM"), activity=talks, fte=20_000)
    (row,) = call(membership, "get", "api-coordination").json()
    # 2 of the 8 FTE of P08 at 100 k; all posts of the golden organisation are called Engineer: 61.5 FTE.
    assert (row["role"], row["heads"], row["fte"], row["coordination_fte"]) == ("Engineer", 62, 61.5, 2.0)
    assert (row["cost"], row["cost_basis"]) == (20_000_000, "cost")
    assert call(membership, "get", "api-coordination", by="grade").json()[0]["role"] == "no grade"
    assert call(membership, "get", "api-coordination", by="team").status_code == 400


def test_before_the_first_baseline_there_is_nothing(membership: Membership) -> None:
    assert call(membership, "get", "api-spans").json() == []
    assert call(membership, "get", "api-coordination").json() == []
