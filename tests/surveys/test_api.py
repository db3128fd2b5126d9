"""Surveys over REST: progress for everybody, links for those who may edit, approval with If-Match."""

from typing import Any

import pytest

from core.actor import Role, Scope
from tests.access.world import token_of
from tests.factories import member
from tests.surveys.world import FTE, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def call(world: World, address: str, *scopes: Scope, role: Role = Role.MODELLER, post: str = "") -> Any:
    token = token_of(member(role, organisation=world.lead.organisation), Scope.READ, *scopes)
    headers = {"Authorization": f"Token {token}"}
    path = f"/api/v1/{address}"
    if post:
        return world.browser.post(path, "{}", content_type="application/json", headers=headers | {"If-Match": post})
    return world.browser.get(path, headers=headers)


def test_progress_and_answers_are_read(world: World) -> None:
    world.answer(monitoring=50)
    (survey,) = call(world, "surveys/").json()["results"]
    assert (survey["name"], survey["asked"], survey["answered"], survey["approved"]) == ("Spring", 2, 1, 0)
    rows = call(world, f"surveys/{world.survey.uid}/requests/?state=answered").json()["results"]
    assert [row["shares"] for row in rows] == [{str(world.monitoring.uid): 5_000}]


def test_links_and_addresses_are_for_those_who_may_edit(world: World) -> None:
    address = f"surveys/{world.survey.uid}/requests/"
    for answer in (call(world, address), call(world, address, Scope.WRITE, role=Role.VIEWER)):
        assert answer.status_code == 200
        assert {"link", "recipient"} & set(answer.json()["results"][0]) == set()
        assert world.asked().nonce not in answer.content.decode()
        assert "maria@" not in answer.content.decode()
    rows = call(world, address, Scope.WRITE).json()["results"]
    opened = {row["recipient"]: world.browser.get(row["link"]).status_code for row in rows}
    assert opened == {"maria@example.org": 200, "": 200}


def test_an_answer_is_approved_with_the_version_that_was_seen(world: World) -> None:
    asked = world.answer(monitoring=50)
    address = f"survey-requests/{asked.uid}/approve/"
    assert call(world, address, post="1").status_code == 403  # a token that only reads
    assert call(world, address, Scope.WRITE, post="1").status_code == 412
    done = call(world, address, Scope.WRITE, post=str(asked.version))
    assert (done.status_code, done.json()["state"], done["ETag"]) == (200, "approved", f'"{asked.version + 1}"')
    assert world.efforts() == [("Watching", 4 * FTE, "surveyed")]
    assert call(world, address, Scope.WRITE, post=str(asked.version + 1)).status_code == 409
