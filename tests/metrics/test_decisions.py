"""Proposals and decisions about them: who may, what is in the way, what is frozen, and that it comes out again."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from core.actor import Actor, Right, Role
from core.errors import UserError
from core.models import AuditEntry, Run
from core.runs.worker import execute_here
from core.versions import Conflict
from functions.actions import apply_default_mapping
from functions.constraint_actions import Terms, add_constraint, change_constraint
from functions.guarding_rules import KEEP_TEAM
from functions.lifecycle import clone_scenario
from functions.models import Scenario
from functions.owning import SET_OWNERS
from metrics.assumptions.actions import set_assumption
from metrics.decisions.actions import (
    approve_decision,
    object_to,
    propose_scenario,
    reject_decision,
    withdraw_proposal,
)
from metrics.decisions.evidence import content_hash, scenario_facts
from metrics.inputs.freezing import canonical
from metrics.kinds import replay, savings, verify
from metrics.kinds.artifacts import FOLDER, text_hash
from metrics.models import Decision, FrozenEvidence, Result
from metrics.selectors.summary import summary
from services.actions.portfolio import add_service, edit_service, remove_service
from services.actions.target_owners import decide_owner, withdraw_owner
from services.models import Event, LogSegment, Service
from tests.factories import ActivityFactory, actor_of, member
from tests.metrics.golden_database import Golden
from towers.actions.baselines import continue_baseline
from towers.models import Effort, Position

pytestmark = pytest.mark.django_db
State = Decision.State


@pytest.fixture
def scenario(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> Scenario:
    """A design, drawn a hundred times: what is frozen does not hang on how often."""
    monkeypatch.setattr(savings, "DRAWS", 100)
    scenario = golden.scenario()
    golden.state_values(scenario)
    return scenario


@pytest.fixture
def decider(golden: Golden) -> Actor:
    """A viewer with the right to approve."""
    return actor_of(member(Role.VIEWER, Right.APPROVE, organisation=golden.organisation))


def proposed(golden: Golden, scenario: Scenario) -> Decision:
    return propose_scenario(by=golden.actor, scenario=scenario, version=scenario.version, summary="Fewer queues")


def computed(golden: Golden, scenario: Scenario, log: Any = None) -> Run:
    run = execute_here(savings.request(golden.actor, scenario, log))
    assert (run.state, run.error) == (Run.State.DONE, "")
    return run


def approved(golden: Golden, scenario: Scenario, decider: Actor, log: Any = None) -> Decision:
    run = computed(golden, scenario, log)
    decision = proposed(golden, scenario)
    return approve_decision(
        by=decider, decision=decision, version=1, saving=run.uid, reason="It pays", conditions="Works council agrees"
    )


def checked(golden: Golden, decision: Decision) -> dict[str, Any]:
    run = execute_here(verify.request(golden.actor, decision))
    assert (run.state, run.error) == (Run.State.DONE, "")
    outcome: dict[str, Any] = run.outcome
    return outcome


def test_an_approval_freezes_what_it_rests_on(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = approved(golden, scenario, decider)
    scenario.refresh_from_db()
    golden.baseline.refresh_from_db()
    assert (decision.state, scenario.state, golden.baseline.state) == (State.APPROVED, "approved", "locked")
    assert set(decision.evidence.values_list("kind", flat=True)) == set(FrozenEvidence.Kind.values) - {"replay"}
    assert len(decision.content_hash) == 64
    with pytest.raises(UserError, match=r"is approved\. Only a draft can be changed"):
        apply_default_mapping(by=golden.actor, scenario=scenario, version=scenario.version)
    assert clone_scenario(by=golden.actor, scenario=scenario, name="Another").state == "draft"
    entry = AuditEntry.objects.get(action="approve_decision")
    assert (entry.user_id, entry.after["content_hash"]) == (decider.user_id, decision.content_hash)
    assert AuditEntry.objects.get(action="lock_baseline").user_id == decider.user_id


def test_it_is_recomputed_to_the_same_hash_whatever_changes_around_it(
    golden: Golden, scenario: Scenario, decider: Actor
) -> None:
    log = golden.log()
    decision = approved(golden, scenario, decider, log)
    shown = list(Result.objects.filter(run=decision.saving_run).values_list("value", "low", "high").order_by("id"))
    golden.baseline.refresh_from_db()
    draft = continue_baseline(by=golden.actor, baseline=golden.baseline, name="Later", as_of=date(2027, 1, 1))
    Position.objects.filter(baseline=draft).update(cost_low=1, cost_high=1, fte=5_000)
    Position.objects.filter(baseline=golden.baseline).update(cost_low=7, cost_high=7)  # past every action
    Effort.objects.filter(baseline=golden.baseline).update(fte=1)
    for team in golden.teams.values():
        team.name = f"Renamed {team.name}"
        team.save()
    for activity in golden.activities.values():
        activity.name, activity.function_code, activity.scale_class = f"New {activity.name}", 1, "factory"
        activity.save()
    golden.organisation.time_zone = "Asia/Tokyo"
    golden.organisation.save()
    for of, version in ((scenario, 1), (None, 0)):
        set_assumption(
            by=golden.actor, code="kappa", low=0.2, likely=0.2, high=0.2,
            evidence="assumed", owner="", source="", version=version, scenario=of,
        )  # fmt: skip
    other = clone_scenario(by=golden.actor, scenario=scenario, name="Other")
    apply_default_mapping(by=golden.actor, scenario=other, version=other.version)
    segment = LogSegment.objects.get(log=log)
    Event.objects.filter(segment=segment).update(at=0)
    ActivityFactory.create(organisation=golden.organisation)
    outcome = checked(golden, decision)
    assert outcome["sentence"].startswith("Recomputed to the same digits with the same lock file: ")
    assert (outcome["is_same"], outcome["content_hash"]) == (True, decision.content_hash)
    assert (outcome["figures"], outcome["lines"]) == (len(shown), decision.saving_run.saving_lines.count())


def test_a_replay_that_holds_is_frozen_along(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    log = golden.log()
    replayed = execute_here(replay.request(golden.actor, scenario, log))
    assert (replayed.state, replayed.error) == (Run.State.DONE, "")
    decision = approved(golden, scenario, decider, log)
    assert decision.replay_run == replayed
    Event.objects.filter(segment__log=log).update(at=0)
    scenario.placements.all().delete()  # past every action
    assert checked(golden, decision)["is_same"]
    Result.objects.filter(run=replayed, metric="replay_handoffs_today").update(value=1.0)
    assert checked(golden, decision)["shown"] == ["replay_handoffs_today: 1 figure"]


def test_a_changed_file_row_or_figure_is_found(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = approved(golden, scenario, decider)
    assert checked(golden, decision)["is_same"]
    inputs = decision.evidence.get(kind="inputs")
    path = settings.DATA_DIR / inputs.path
    assert inputs.path.startswith(FOLDER)
    honest = path.read_bytes()
    path.write_bytes(honest[:-30] + b"0" * 30)
    assert "columns that the saving is computed from is gone or cannot be read" in checked(golden, decision)["sentence"]
    path.write_bytes(honest)
    FrozenEvidence.objects.filter(decision=decision, kind="assumptions").update(content="[]")
    assert (
        "of the assumptions in force, of the organisation and of the scenario was changed"
        in (checked(golden, decision)["sentence"])
    )
    text = decision.evidence.get(kind="assumptions").sha256
    FrozenEvidence.objects.filter(decision=decision, kind="assumptions").update(sha256="0" * 64)
    assert "do not give the content hash" in checked(golden, decision)["sentence"]
    FrozenEvidence.objects.filter(decision=decision, kind="assumptions").update(sha256=text)
    Result.objects.filter(run=decision.saving_run, metric="one_off", d2_key="").update(value=1.0)
    outcome = checked(golden, decision)
    assert outcome["shown"] == ["one_off (cost): 1 figure"]
    assert outcome["recomputed"] == []


def owned(golden: Golden, scenario: Scenario) -> Service:
    service = add_service(by=golden.actor, name="Mail")
    decide_owner(by=golden.actor, scenario=scenario, service=service, version=scenario.version, function_code=5)
    return service


def test_the_owner_of_a_service_is_frozen_whatever_becomes_of_the_service(
    golden: Golden, scenario: Scenario, decider: Actor
) -> None:
    service = owned(golden, scenario)
    decision = approved(golden, scenario, decider)
    frozen = decision.evidence.get(kind="scenario")
    [row] = json.loads(frozen.content)["service_owners"]
    assert (row["service"], row["name"], row["function"], row["role"]) == (str(service.uid), "Mail", 5, None)
    edit_service(by=golden.actor, service=service, version=1, name="E-mail", stage="retired")
    copy = clone_scenario(by=golden.actor, scenario=scenario, name="Other")
    withdraw_owner(by=golden.actor, scenario=copy, service=service.uid, version=copy.version)
    remove_service(by=golden.actor, service=service, version=2)
    assert checked(golden, decision)["is_same"]
    scenario.refresh_from_db()
    assert text_hash(canonical(scenario_facts(scenario)["service_owners"])) == text_hash(canonical([row]))
    assert content_hash(scenario.uid, dict(decision.evidence.values_list("kind", "sha256"))) == decision.content_hash


def test_another_owner_than_was_frozen_is_found(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    owned(golden, scenario)
    decision = approved(golden, scenario, decider)
    step = scenario.operations.get(kind=SET_OWNERS)  # past every action from here on
    honest = step.payload
    step.payload = {"owners": [{**honest["owners"][0], "function": 7}]}
    step.save()
    outcome = checked(golden, decision)
    assert (outcome["is_same"], outcome["owners"]) == (False, ["Mail"])
    assert "The scenario states other owners now than were frozen: Mail." in outcome["sentence"]
    step.payload = {"owners": []}
    step.save()
    assert checked(golden, decision)["owners"] == ["Mail"]
    step.payload = honest
    step.save()
    assert checked(golden, decision)["is_same"]
    frozen = decision.evidence.get(kind="scenario")
    frozen.content = frozen.content.replace('"function":5,"name":"Mail"', '"function":7,"name":"Mail"')
    frozen.save()
    assert "What was frozen of the steps of the scenario" in checked(golden, decision)["sentence"]


def test_another_lock_file_is_said(
    golden: Golden, scenario: Scenario, decider: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = approved(golden, scenario, decider)
    monkeypatch.setattr("metrics.decisions.verifying.lock_hash", lambda: "other")
    assert "although the lock file is another one now" in checked(golden, decision)["sentence"]


def refused(golden: Golden, decision: Decision, decider: Actor, run: Run | None, version: int = 1) -> str:
    saving = run.uid if run else golden.organisation.uid
    with pytest.raises(UserError) as error:
        approve_decision(by=decider, decision=decision, version=version, saving=saving, reason="It pays")
    decision.refresh_from_db()
    assert (decision.state, decision.evidence.count()) == (State.PROPOSED, 0)
    return str(error.value)


def test_missing_stale_and_other_figures_block(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = proposed(golden, scenario)
    assert refused(golden, decision, decider, None).startswith("There is no saving to decide on.")
    first = computed(golden, scenario)
    second = execute_here(savings.request(golden.actor, scenario, seed=7))
    assert refused(golden, decision, decider, first).startswith("The saving was computed anew since you looked.")
    second.artifacts.filter(kind=savings.INPUTS).delete()
    assert "could not be recomputed to the same digits" in refused(golden, decision, decider, second)
    golden.activities["Reporting"].version += 1
    golden.activities["Reporting"].save()
    assert refused(golden, decision, decider, second).startswith("The saving is stale: changed since it was computed")


def test_a_design_that_moved_on_blocks(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = proposed(golden, scenario)
    apply_default_mapping(by=golden.actor, scenario=scenario, version=scenario.version)
    run = computed(golden, scenario)
    text = refused(golden, decision, decider, run)
    assert text.startswith(f"The design was proposed at step {scenario.version - 1} and is at step {scenario.version}")


def test_a_hard_rule_blocks_and_a_soft_one_does_not(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    terms = Terms(team=golden.teams["S-AM"], reason="A customer's contract names this team")
    rule = add_constraint(by=golden.actor, kind=KEEP_TEAM, terms=terms)
    run, decision = computed(golden, scenario), proposed(golden, scenario)
    assert refused(golden, decision, decider, run).startswith("A hard rule is broken, ")
    change_constraint(by=golden.actor, constraint=rule, version=1, terms=replace(terms, is_hard=False))
    assert (
        approve_decision(by=decider, decision=decision, version=1, saving=run.uid, reason="It pays").state
        == State.APPROVED
    )


def test_who_may_decide(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    """The right to approve is no role: a viewer may have it, and a modeller or an administrator may not."""
    run, decision = computed(golden, scenario), proposed(golden, scenario)
    for role in (Role.MODELLER, Role.ADMIN):
        other = actor_of(member(role, organisation=golden.organisation))
        with pytest.raises(PermissionDenied):
            approve_decision(by=other, decision=decision, version=1, saving=run.uid, reason="I may not")
        with pytest.raises(PermissionDenied):
            reject_decision(by=other, decision=decision, version=1, reason="I may not")
    with pytest.raises(PermissionDenied):
        approve_decision(
            by=replace(decider, scopes=frozenset()), decision=decision, version=1, saving=run.uid, reason="Reads only"
        )
    with pytest.raises(PermissionDenied):
        propose_scenario(by=decider, scenario=scenario, version=scenario.version, summary="Viewers do not propose")
    assert object_to(by=decider, decision=decision, text="Too fast").text == "Too fast"


def test_objections_stay_and_a_rejection_leaves_the_draft(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = proposed(golden, scenario)
    object_to(by=decider, decision=decision, text="The night shift is missing")
    with pytest.raises(UserError, match="reason is empty"):
        reject_decision(by=decider, decision=decision, version=1, reason=" ")
    reject_decision(by=decider, decision=decision, version=1, reason="Answer the objection first")
    with pytest.raises(UserError, match="no longer open"):
        object_to(by=decider, decision=decision, text="Too late")
    scenario.refresh_from_db()
    assert scenario.state == "draft"
    again = approved(golden, scenario, decider)
    assert [one.text for one in decision.objections.all()] == ["The night shift is missing"]
    assert (decision.state, again.state) == (State.REJECTED, State.APPROVED)


def test_one_proposal_at_a_time_and_nobody_decides_twice(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = proposed(golden, scenario)
    with pytest.raises(UserError, match="proposed already"):
        proposed(golden, scenario)
    twin = Decision.objects.get(pk=decision.pk)
    withdraw_proposal(by=golden.actor, decision=decision, version=1)
    with pytest.raises(Conflict):
        reject_decision(by=decider, decision=twin, version=1, reason="Second")
    assert proposed(golden, scenario).state == State.PROPOSED


def test_the_summary_shows_the_frozen_figures(golden: Golden, scenario: Scenario, decider: Actor) -> None:
    decision = approved(golden, scenario, decider)
    later = computed(golden, scenario)
    assert later.pk > (decision.saving_run_id or 0)
    option = summary(golden.actor, scenario.uid).chosen
    assert option is not None
    assert (option.approval, option.saving_run) == (decision, decision.saving_run)
