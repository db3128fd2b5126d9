"""Findings over REST and on their pages."""

import json
from typing import Any

import pytest
from django.test import Client

from core.actor import Scope
from core.models import Run
from core.runs.worker import execute_here
from organisations import actions
from tests.factories import client_for
from tests.metrics.finder_world import FinderWorld
from towers.models import Activity, Effort

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/api/v1/findings/"


@pytest.fixture
def world() -> FinderWorld:
    world = FinderWorld()
    world.search()
    return world


@pytest.fixture
def token(world: FinderWorld) -> str:
    _, clear = actions.create_token(by=world.by, name="test", scopes=(Scope.READ, Scope.WRITE))
    return clear


def ask(token: str, address: str = ADDRESS, **body: Any) -> Any:
    """GET, or with a body POST; `version` goes into If-Match."""
    headers = {"Authorization": f"Token {token}"}
    if not body:
        return Client().get(address, headers=headers)
    version = body.pop("version", None)
    if version is not None:
        headers["If-Match"] = str(version)
    return Client().post(address, json.dumps(body), content_type="application/json", headers=headers)


def key_of(world: FinderWorld, label: str = "Capacity reporting") -> str:
    return world.finding(label).key


def test_the_list_is_ranked_and_paged(world: FinderWorld, token: str) -> None:
    answer = ask(token).json()
    assert (answer["total"], answer["next"], answer["is_stale"]) == (2, None, False)
    first = answer["results"][0]
    assert (first["label"], first["teams"], first["status"], first["version"]) == ("Capacity reporting", 3, "open", 0)
    assert first["fte_outside_largest"] == pytest.approx(1.6)
    assert first["overlap"] == pytest.approx(1.6 / 2.8)
    assert ask(token, f"{ADDRESS}?limit=1").json()["next"] == 1
    assert [row["label"] for row in ask(token, f"{ADDRESS}?offset=1").json()["results"]] == [
        "Senior Database Administrator"
    ]
    assert ask(token, f"{ADDRESS}?limit=many").status_code == 400


def test_one_finding_tells_its_teams_and_wordings(world: FinderWorld, token: str) -> None:
    answer = ask(token, f"{ADDRESS}{key_of(world)}/")
    assert answer.headers["ETag"] == '"0"'
    row = answer.json()
    assert [(team["name"], team["fte"]) for team in row["team_fte"]] == [
        ("Server", pytest.approx(1.2)),
        ("Network", pytest.approx(0.8)),
        ("Storage", pytest.approx(0.8)),
    ]
    texts = {wording["text"]: wording["similarity"] for wording in row["wordings"]}
    assert texts["Growth list"] is None
    assert texts["Monthly capacity pack"] > 0.6


def test_a_decision_names_the_version_it_saw(world: FinderWorld, token: str) -> None:
    address = f"{ADDRESS}{key_of(world)}/decision/"
    assert ask(token, address, decision="confirmed").status_code == 428
    answer = ask(token, address, decision="confirmed", version=0)
    assert (answer.status_code, answer.json()["status"], answer.json()["version"]) == (200, "confirmed", 1)
    assert ask(token, address, decision="dismissed", reason="No", version=0).status_code == 412
    assert ask(token, address, decision="dismissed", version=1).status_code == 400


def test_a_merge_and_a_split_answer_with_the_new_search(world: FinderWorld, token: str) -> None:
    address = f"{ADDRESS}{key_of(world)}/decision/"
    out = [{"kind": "wording", "text": "GROWTH list"}]
    answer = ask(token, address, decision="split", out=out, version=0)
    assert answer.status_code == 202
    assert answer.headers["Location"].endswith(f"/api/v1/runs/{answer.json()['uid']}/")
    execute_here(Run.objects.get(uid=answer.json()["uid"]))
    assert len(world.finding("Capacity reporting").members) == 3
    merge = {
        "decision": "merged",
        "others": [key_of(world, "Senior Database Administrator")],
        "activity": str(Activity.objects.get(name="Utilisation").uid),
    }
    address = f"{ADDRESS}{key_of(world)}/decision/"
    assert ask(token, address, **(merge | {"others": ["none"]}), version=0).status_code == 400
    answer = ask(token, address, **merge, version=0)
    assert answer.status_code == 202
    assert Effort.objects.get(wording="Monthly capacity pack").activity.name == "Utilisation"


def test_the_pages_say_what_was_found_and_decided(world: FinderWorld) -> None:
    browser = client_for(world.member)
    address = f"/o/{world.organisation.slug}/duplication/found/"
    page = browser.get(address).content.decode()
    assert "2 kinds of work found in several teams: 1.8 FTE outside the largest" in page
    finding = browser.get(f"{address}{key_of(world)}/").content.decode()
    assert "Capacity reporting: 3 teams, 2.8 FTE, up to 9 positions touch it" in finding
    assert "Bandwidth utilisation statistics" in finding
    decide = f"{address}of/{world.baseline.uid}/{key_of(world)}/decide/"
    browser.post(decide, {"version": 0, "decision": "dismissed", "reason": "Required by law"})
    assert "1 kind of work found in several teams: 0.2 FTE" in browser.get(address).content.decode()
    dismissed = browser.get(f"{address}?status=dismissed").content.decode()
    assert "Capacity reporting" in dismissed
    assert "Senior Database Administrator" not in dismissed
    assert browser.post(decide, {"version": 0, "decision": "confirmed"}).status_code == 409


def test_forms_merge_and_split(world: FinderWorld) -> None:
    browser = client_for(world.member)
    found = f"/o/{world.organisation.slug}/duplication/found/of/{world.baseline.uid}/"
    members = [member.text for member in world.finding("Capacity reporting").members]
    browser.post(f"{found}{key_of(world)}/split/", {"version": 0, "out": [members.index("Growth list")]})
    execute_here(Run.objects.latest("pk"))
    assert len(world.finding("Capacity reporting").members) == 3
    form = {
        "version": 0,
        "others": [key_of(world, "Senior Database Administrator")],
        "activity": Activity.objects.get(name="Capacity reporting").uid,
    }
    browser.post(f"{found}{key_of(world)}/merge/", form)
    execute_here(Run.objects.latest("pk"))
    assert world.finding("Capacity reporting").status == "merged"


def test_downloads_hold_every_finding_and_row(world: FinderWorld) -> None:
    browser = client_for(world.member)
    address = f"/o/{world.organisation.slug}/duplication/found/"
    listed = b"".join(browser.get(f"{address}?format=csv").streaming_content).decode()
    assert len(listed.strip().splitlines()) == 3
    rows = b"".join(browser.get(f"{address}{key_of(world)}/?format=csv").streaming_content).decode()
    assert len(rows.strip().splitlines()) == 1 + 4
