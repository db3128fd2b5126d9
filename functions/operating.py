"""The one way in which a scenario changes: a step, its audit row and what follows from it, in one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from functions.models import Operation, Scenario
from functions.parts import require_in_part
from functions.projection import Step
from functions.rebuild import rebuild_placements


def operate(
    by: Actor,
    scenario: Scenario,
    version: int,
    kind: str,
    payload: Mapping[str, Any],
    reason: str,
    reverses: Operation | None = None,
) -> Operation:
    """One step of a draft, with what follows from it; Conflict where `version` is not the scenario's newest."""
    require_edit(by)
    with transaction.atomic():
        if scenario.state != Scenario.State.DRAFT:
            raise UserError(f"“{scenario.name}” is {scenario.state}. Only a draft can be changed; clone it instead.")
        require_in_part(scenario, Step(scenario.version, kind, payload, reverses.seq if reverses else None))
        last = scenario.operations.order_by("-seq").values("kind", "payload").first()
        seen = {"kind": kind, "payload": dict(payload)}
        claim_version(scenario, version, kind="scenario", yours=seen, theirs=last)
        operation = _write(by, scenario, kind, payload, reason, reverses)
        rebuild_placements(scenario)
    return operation


def append(by: Actor, scenario: Scenario, kind: str, payload: Mapping[str, Any], reason: str) -> Operation:
    """One of several steps of one transaction; the caller rebuilds the placements after the last."""
    claim_version(scenario, scenario.version, kind="scenario", yours=kind, theirs=None)
    return _write(by, scenario, kind, payload, reason, None)


def _write(
    by: Actor, scenario: Scenario, kind: str, payload: Mapping[str, Any], reason: str, reverses: Operation | None
) -> Operation:
    operation = Operation.objects.create(
        scenario=scenario,
        seq=scenario.version,
        kind=kind,
        payload=dict(payload),
        reason=reason,
        by_id=by.user_id,
        reverses=reverses,
    )
    after = {"seq": operation.seq, "kind": kind, "payload": dict(payload), "reason": reason}
    audit.record(by, kind, "scenario", scenario.uid, after=after)
    return operation
