"""The run kind `verify`: an approved decision recomputed from what was frozen, and compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core import audit
from core.access import require_write
from core.actor import Actor, Role
from core.errors import UserError
from core.models import Run
from core.runs.actions import Input, request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.decisions.verifying import (
    Verification,
    compare_conditions,
    compare_owners,
    compare_shown,
    frozen_texts,
    recompute,
)
from metrics.kinds.baseline_input import reader_of_run
from metrics.models import Decision

KIND_CODE = "verify"
INPUT = "decision"


def request(by: Actor, decision: Decision) -> Run:
    """A new comparison, or the one that is under way; every member may check what was decided."""
    require_write(by)
    if decision.state != Decision.State.APPROVED:
        raise UserError("Only an approved decision is frozen, so only that can be recomputed.")
    ended = Run.objects.visible_to(by).filter(kind=KIND_CODE, inputs__kind=INPUT, inputs__object_id=decision.pk)
    number = ended.exclude(state__in=Run.ACTIVE).count() + 1
    what = Input(INPUT, decision.pk, decision.version, decision.content_hash)
    params = {"decision": str(decision.uid), "number": number}
    return request_run(by=replace(by, role=Role.MODELLER), kind=KIND_CODE, params=params, inputs=[what])


def execute(run_id: int, progress: Progress) -> Finish:
    """Check the hashes, compute, compare; nothing but the outcome is written."""
    run = Run.objects.get(pk=run_id)
    decisions = Decision.objects.select_related("scenario", "saving_run", "replay_run")
    decision = decisions.get(uid=run.params["decision"], organisation_id=run.organisation_id)
    found = Verification(decision.content_hash)
    progress(0, 3, "Checking the hashes of what was frozen")
    texts = frozen_texts(decision, found)
    compare_conditions(texts, found)
    progress(1, 3, "Computing from the frozen inputs")
    recompute(texts, found)
    progress(2, 3, "Comparing with the figures that are shown")
    compare_shown(decision, texts, found)
    compare_owners(decision, texts, found)

    def finish() -> dict[str, Any]:
        outcome = found.outcome()
        after = {"is_same": found.is_same, "sentence": outcome["sentence"]}
        audit.record(reader_of_run(run), "verify_decision", "decision", decision.uid, after=after)
        return outcome

    return finish


KIND = RunKind(KIND_CODE, "Recomputation of a decision", execute, page="decisions")
