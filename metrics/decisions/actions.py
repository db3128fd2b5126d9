"""Writes about decisions: propose a scenario, object, withdraw, reject, approve. All audited; nothing is deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core import audit
from core.access import require_approve, require_edit, require_write
from core.actor import Actor, Role
from core.errors import UserError
from core.models import Run
from core.versions import claim_version
from functions.approving import approve_scenario
from functions.commenting import checked_text
from functions.models import Scenario
from metrics.decisions.evidence import Frozen, content_hash, frozen_evidence
from metrics.decisions.fitness import fresh_replay, require_fit
from metrics.models import Decision, FrozenEvidence, Objection
from towers.actions.baselines import lock_baseline
from towers.models import Baseline

State = Decision.State


def propose_scenario(*, by: Actor, scenario: Scenario, version: int, summary: str) -> Decision:
    """Put a draft to decision as it is at this version; one proposal of a scenario is open at a time."""
    require_edit(by)
    said = checked_text(summary, "proposal")
    if scenario.state != Scenario.State.DRAFT:
        raise UserError(f"“{scenario.name}” is {scenario.state}. Only a draft can be proposed.")
    with transaction.atomic():
        if Decision.objects.visible_to(by).filter(scenario=scenario, state=State.PROPOSED).exists():
            raise UserError(f"“{scenario.name}” is proposed already. Withdraw that proposal first.")
        if not Scenario.objects.visible_to(by).filter(pk=scenario.pk, version=version).exists():
            raise UserError("The design was changed while you wrote. Look at it again, then propose it.")
        decision = Decision.objects.create(
            organisation_id=by.organisation_id,
            scenario=scenario,
            scenario_version=version,
            summary=said,
            proposed_by_id=by.user_id,
        )
        after = {"scenario": str(scenario.uid), "scenario_version": version, "summary": said}
        audit.record(by, "propose_scenario", "decision", decision.uid, after=after)
    return decision


def object_to(*, by: Actor, decision: Decision, text: str) -> Objection:
    """Hold something against a proposal; every member may, while it is open, and it stays with the decision."""
    require_write(by)
    said = checked_text(text, "objection")
    with transaction.atomic():
        if not Decision.objects.visible_to(by).filter(pk=decision.pk, state=State.PROPOSED).exists():
            raise UserError("This proposal is no longer open. Comment on the scenario instead.")
        objection = Objection.objects.create(decision=decision, text=said, by_id=by.user_id)
        audit.record(by, "object", "decision", decision.uid, after={"objection": said})
    return objection


def withdraw_proposal(*, by: Actor, decision: Decision, version: int, reason: str = "") -> Decision:
    """Take a proposal back; the scenario stays the draft that it is."""
    require_edit(by)
    with transaction.atomic():
        return _settle(by, decision, version, State.WITHDRAWN, "withdraw_proposal", reason=reason.strip())


def reject_decision(*, by: Actor, decision: Decision, version: int, reason: str) -> Decision:
    """Say no, and why; the scenario stays a draft and can be changed and proposed again."""
    require_approve(by)
    why = checked_text(reason, "reason")
    with transaction.atomic():
        return _settle(by, decision, version, State.REJECTED, "reject_decision", reason=why)


def approve_decision(
    *, by: Actor, decision: Decision, version: int, saving: UUID, reason: str, conditions: str = ""
) -> Decision:
    """Say yes: the scenario never changes from now on, its baseline is locked, and all that it rests on is frozen.

    `saving` names the run whose figures were looked at. Raises UserError where that is not the newest, is stale or
    cannot be recomputed, where the design has moved on since it was proposed, or breaks a hard constraint.
    """
    require_approve(by)
    why = checked_text(reason, "reason")
    scenario = Scenario.objects.visible_to(by).select_related("baseline").get(pk=decision.scenario_id)
    run = require_fit(by, decision, scenario, saving)
    replay = fresh_replay(by, scenario)
    frozen = frozen_evidence(scenario, run, replay)
    with transaction.atomic():
        require_fit(by, decision, scenario, saving)
        mark = content_hash(scenario.uid, {part.kind: part.sha256 for part in frozen})
        facts = {"reason": why, "conditions": conditions.strip(), "content_hash": mark}
        _settle(by, decision, version, State.APPROVED, "approve_decision", **facts, saving_run=run, replay_run=replay)
        _keep(decision, frozen)
        _lock(by, scenario.baseline)
        approve_scenario(by=by, scenario=scenario, version=decision.scenario_version)
    return decision


def _settle(by: Actor, decision: Decision, version: int, state: State, action: str, **facts: Any) -> Decision:
    """Close an open proposal; whoever comes second is told what it has become."""
    if decision.state != State.PROPOSED:
        raise UserError(f"This proposal is {decision.state} already.")
    claim_version(decision, version, kind="decision", yours=str(state), theirs=decision.state)
    if decision.state != State.PROPOSED:
        raise UserError(f"This proposal is {decision.state} already.")
    decision.state, decision.decided_by_id, decision.decided_at = state, by.user_id, timezone.now()
    for name, value in facts.items():
        setattr(decision, name, value)
    decision.save()
    after = {name: str(value.uid) if isinstance(value, Run) else value for name, value in facts.items()}
    audit.record(
        by, action, "decision", decision.uid, before={"state": State.PROPOSED}, after={"state": state, **after}
    )
    return decision


def _keep(decision: Decision, frozen: list[Frozen]) -> None:
    FrozenEvidence.objects.bulk_create(
        FrozenEvidence(
            decision=decision,
            kind=part.kind,
            content="" if part.path else part.text,
            path=part.path,
            sha256=part.sha256,
        )
        for part in frozen
    )


def _lock(by: Actor, baseline: Baseline) -> None:
    """The right to approve takes in the locking of what is approved, whatever the role."""
    if not baseline.is_locked:
        lock_baseline(by=replace(by, role=Role.MODELLER), baseline=baseline, version=baseline.version)
