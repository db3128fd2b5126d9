"""Roles, seats, output metrics and duties over REST."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from core.actor import Scope
from functions.seating import STAFF
from organisations.actions import create_token
from tests.functions.staff import Staffed, staffed
from towers.models import Position, Region

pytestmark = pytest.mark.django_db
METRIC = {"name": "Solved", "formula": "a / b", "unit": "%", "owner": "Head", "target": "80"}


@pytest.fixture
def place() -> Staffed:
    return staffed()


@pytest.fixture
def api(place: Staffed) -> APIClient:
    _, token = create_token(by=place.by, name="tool", scopes=(Scope.READ, Scope.WRITE))
    return APIClient(headers={"Authorization": f"Token {token}"})


def step(api: APIClient, place: Staffed, kind: str, **sent: Any) -> Any:
    place.scenario.refresh_from_db()
    address = f"/api/v1/scenarios/{place.scenario.uid}/operations/"
    seen = {"If-Match": f'"{place.scenario.version}"'}
    return api.post(address, {"kind": kind, **sent}, format="json", headers=seen)


def listed(api: APIClient, place: Staffed, what: str, query: str = "") -> Any:
    return api.get(f"/api/v1/scenarios/{place.scenario.uid}/{what}/{query}").json()["results"]


def test_a_role_is_made_seated_changed_and_removed(api: APIClient, place: Staffed) -> None:
    asia = Region.objects.get(name="Asia").uid
    facts = {"function": 7, "name": "Analyst", "level": STAFF, "seats": 2, "region": str(asia)}
    assert step(api, place, "set_role", facts=facts).status_code == 201
    [role] = listed(api, place, "roles", "?function=7")
    assert (role["name"], role["region"], role["seats"], role["is_hybrid"]) == ("Analyst", str(asia), 2, False)
    person = Position.objects.get(key="B1")
    assert step(api, place, "seat", positions=[str(person.uid)], role=role["key"]).status_code == 201
    assert listed(api, place, "seats") == [
        {
            "position": str(person.uid),
            "position_key": "B1",
            "role": role["key"],
            "role_name": "Analyst",
            "function": 7,
        }
    ]
    step(api, place, "set_role", role=role["key"], facts=facts | {"seats": 3})
    assert listed(api, place, "roles")[0]["seats"] == 3
    assert step(api, place, "seat", positions=[str(person.uid)]).status_code == 201
    assert listed(api, place, "seats") == []
    assert step(api, place, "remove_role", role=role["key"]).status_code == 201
    assert listed(api, place, "roles") == []


def test_proposals_and_the_rule_do_the_same_as_the_pages(api: APIClient, place: Staffed) -> None:
    for kind in ("propose_roles", "seat_by_rule", "propose_duties"):
        assert step(api, place, kind).status_code == 201, kind
    assert len(listed(api, place, "roles")) == 7
    assert {row["role_name"] for row in listed(api, place, "seats")} >= {"Technology leader"}
    assert {row["function"] for row in listed(api, place, "output-metrics")} == set(range(1, 11))
    accountable = [row for row in listed(api, place, "duties") if "A" in row["letter"]]
    assert len(accountable) == 7


def test_metrics_and_letters_are_stated(api: APIClient, place: Staffed) -> None:
    assert step(api, place, "set_output_metrics", function=5, metrics=[METRIC]).status_code == 201
    assert listed(api, place, "output-metrics") == [{"function": 5, **METRIC}]
    assert step(api, place, "set_duties", processes={"incident": {"8": "AR", "smo": "C"}}).status_code == 201
    assert {row["party"]: row["letter"] for row in listed(api, place, "duties")} == {"8": "AR", "smo": "C"}


def test_a_field_that_is_missing_is_named(api: APIClient, place: Staffed) -> None:
    for kind, field in (("set_role", "facts"), ("remove_role", "role"), ("seat", "positions")):
        answer = step(api, place, kind)
        assert (answer.status_code, f"needs the field {field}" in answer.text) == (400, True), kind
