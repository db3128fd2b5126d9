"""Decisions in the browser and over REST: who sees and does what, and that frozen figures are served as such."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Right, Role, Scope
from core.models import AuditEntry
from core.runs.worker import execute_here
from functions.models import Scenario
from metrics.kinds import savings
from metrics.models import Decision
from organisations import actions as members
from organisations.models import Membership
from tests.factories import actor_of, client_for, member
from tests.metrics.golden_database import Golden
from towers.actions.rates import make_rate_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> Scenario:
    monkeypatch.setattr(savings, "DRAWS", 100)
    return golden.scenario()


@pytest.fixture
def executive(golden: Golden) -> Membership:
    """Looks and decides, and sees no pay."""
    return member(Role.VIEWER, Right.APPROVE, organisation=golden.organisation)


def address(golden: Golden, name: str, *parts: Any) -> str:
    return reverse(name, args=[golden.organisation.slug, *parts])


def page(client: Client, golden: Golden, name: str, *parts: Any) -> str:
    answer = client.get(address(golden, name, *parts))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_proposal_to_the_frozen_page(golden: Golden, scenario: Scenario, executive: Membership) -> None:
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    run = execute_here(savings.request(golden.actor, scenario))
    lead, viewer = client_for(golden.member), client_for(executive)
    assert "Nobody has proposed this scenario yet" in page(viewer, golden, "scenario-decision", scenario.uid)
    said = {"version": scenario.version, "summary": "One organisation"}
    lead.post(address(golden, "scenario-propose", scenario.uid), said)
    decision = Decision.objects.get()
    assert "One organisation" in page(viewer, golden, "scenario-decision", scenario.uid)
    assert "needs the right “approve”" in page(lead, golden, "scenario-decision", scenario.uid)
    viewer.post(address(golden, "decision-object", decision.uid), {"text": "Asia was not asked"})
    form = {"version": 1, "saving": run.uid, "reason": "It pays", "conditions": "Asia is asked"}
    assert lead.post(address(golden, "decision-approve", decision.uid), form).status_code == 403
    viewer.post(address(golden, "decision-approve", decision.uid), form)
    frozen = page(viewer, golden, "scenario-decision", scenario.uid)
    decision.refresh_from_db()
    for text in ("Approved on", "It pays", "Asia is asked", "Asia was not asked", decision.content_hash, "states pay"):
        assert text in frozen
    log = page(viewer, golden, "decisions")
    assert "1 proposal: 1 approved" in log
    assert decision.content_hash[:12] in log


def test_what_was_frozen_is_never_stale(golden: Golden, scenario: Scenario, executive: Membership) -> None:
    run = execute_here(savings.request(golden.actor, scenario))
    client = client_for(golden.member)
    assert page(client, golden, "run-freshness", run.uid).strip() == ""
    _approved(golden, scenario, executive, run.uid)
    golden.activities["Reporting"].version += 1
    golden.activities["Reporting"].save()
    line = page(client, golden, "run-freshness", run.uid)
    assert "Frozen on" in line
    assert "stale" not in line
    later = execute_here(savings.request(golden.actor, scenario, seed=7))
    summary = client.get(address(golden, "summary"), {"scenario": str(scenario.uid)})
    assert summary.context["option"].saving_run == run != later
    assert "Frozen on" in summary.content.decode()


def test_what_states_pay_is_kept_from_those_without_the_right(
    golden: Golden, scenario: Scenario, executive: Membership
) -> None:
    run = execute_here(savings.request(golden.actor, scenario))
    decision = _approved(golden, scenario, executive, run.uid)
    lead, viewer = client_for(golden.member), client_for(executive)
    for kind in ("inputs", "results"):
        where = address(golden, "decision-evidence", decision.uid, kind)
        assert viewer.get(where).status_code == 403
        text = lead.get(where).content.decode()
        assert text.startswith("{")
    assert viewer.get(address(golden, "decision-evidence", decision.uid, "scenario")).json()["uid"] == str(scenario.uid)
    assert viewer.get(address(golden, "decision-evidence", decision.uid, "salaries")).status_code == 404
    assert AuditEntry.objects.filter(action="read_evidence").count() == 2


def test_the_log_as_a_download(golden: Golden, scenario: Scenario, executive: Membership) -> None:
    run = execute_here(savings.request(golden.actor, scenario))
    decision = _approved(golden, scenario, executive, run.uid)
    answer = client_for(executive).get(address(golden, "decisions"), {"format": "csv", "state": "approved"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].endswith(f"It pays,,0,{decision.content_hash}")


def test_over_rest(golden: Golden, scenario: Scenario, executive: Membership) -> None:
    """A proposal by a modeller, an objection and the approval by a viewer with the right, a recomputation."""
    run = execute_here(savings.request(golden.actor, scenario))
    lead, viewer = _token(golden.member), _token(executive)
    body = {"scenario": str(scenario.uid), "summary": "One organisation"}
    assert _call(viewer, "api-decisions", body, scenario.version).status_code == 403
    assert _call(lead, "api-decisions", body, 999).status_code == 409
    made = _call(lead, "api-decisions", body, scenario.version)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    uid = made.json()["uid"]
    assert _call(viewer, "api-decision-objections", {"text": "Not yet"}, uid=uid).status_code == 201
    yes = {"saving": str(run.uid), "reason": "It pays"}
    assert _call(lead, "api-decision-approve", yes, 1, uid=uid).status_code == 403
    assert _call(viewer, "api-decision-approve", yes, 9, uid=uid).status_code == 412
    answer = _call(viewer, "api-decision-approve", yes, 1, uid=uid).json()
    assert (answer["state"], len(answer["content_hash"]), answer["saving"]) == ("approved", 64, str(run.uid))
    assert {part["kind"] for part in answer["evidence"]} >= {"baseline", "inputs", "results"}
    assert answer["objections"][0]["text"] == "Not yet"
    started = _call(_token(executive), "api-decision-verify", {}, uid=uid)
    assert (started.status_code, started.json()["kind"]) == (202, "verify")
    reader = _token(executive, Scope.READ)
    assert _call(reader, "api-decision-verify", {}, uid=uid).status_code == 403


def _approved(golden: Golden, scenario: Scenario, executive: Membership, saving: Any) -> Decision:
    lead, viewer = client_for(golden.member), client_for(executive)
    lead.post(address(golden, "scenario-propose", scenario.uid), {"version": scenario.version, "summary": "Do it"})
    decision = Decision.objects.get()
    form = {"version": 1, "saving": saving, "reason": "It pays"}
    viewer.post(address(golden, "decision-approve", decision.uid), form)
    decision.refresh_from_db()
    assert decision.state == Decision.State.APPROVED
    return decision


def _token(membership: Membership, *scopes: Scope) -> str:
    asked = scopes or (Scope.READ, Scope.WRITE)
    _, clear = members.create_token(by=actor_of(membership), name="test", scopes=asked)
    return clear


def _call(token: str, name: str, body: dict[str, Any], version: int = 0, **parts: Any) -> Any:
    headers = {"Authorization": f"Token {token}", "If-Match": str(version)}
    return Client().post(reverse(name, kwargs=parts), body, content_type="application/json", headers=headers)
