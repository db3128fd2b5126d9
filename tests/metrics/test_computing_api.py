"""A computation is asked for over REST and answered with 202 and the address of its run."""

from typing import Any

import pytest
from django.test import Client

from core.actor import Scope
from core.models import Run
from core.runs.worker import execute_here
from organisations.actions import create_token
from tests.factories import BaselineFactory, ScenarioFactory, actor_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Any:
    """Posts to /computations/ as a modeller; `asked.organisation` is theirs."""
    modeller = member()
    _, token = create_token(by=actor_of(modeller), name="test", scopes=list(Scope))

    def post(**body: Any) -> Any:
        headers = {"Authorization": f"Token {token}"}
        return Client().post("/api/v1/computations/", body, content_type="application/json", headers=headers)

    post.organisation = modeller.organisation
    return post


def test_the_answer_leads_to_the_run(asked: Any) -> None:
    baseline = BaselineFactory.create(organisation=asked.organisation)
    answer = asked(kind="spans", baseline=str(baseline.uid))
    run = Run.objects.get(kind="spans")
    assert answer.status_code == 202
    assert answer["Location"].endswith(f"/api/v1/runs/{run.uid}/")
    assert answer.json()["state"] == "queued"
    assert execute_here(run).state == "done"
    again = asked(kind="spans")  # the working baseline, which is the same
    assert (again.status_code, again.json()["uid"], again.json()["state"]) == (202, str(run.uid), "done")


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"kind": "replay"}, 409, "no scenario"),
        ({"kind": "nothing"}, 400, "not valid"),
        ({"kind": "spans", "seed": 3}, 400, "takes no seed"),
        ({"kind": "spans", "scenario": "own"}, 400, "takes no scenario"),
        ({"kind": "spans", "baseline": "foreign"}, 404, "no such object"),
    ],
)
def test_refusals_say_what_to_do(asked: Any, body: dict[str, Any], status: int, words: str) -> None:
    if body["kind"] == "spans":
        own = BaselineFactory.create(organisation=asked.organisation)
        named = {"own": ScenarioFactory.create(baseline=own).uid, "foreign": BaselineFactory.create().uid}
        body = {name: str(named.get(value, value)) if name != "seed" else value for name, value in body.items()}
    answer = asked(**body)
    assert answer.status_code == status
    assert words in answer.text
    assert not Run.objects.exists()
