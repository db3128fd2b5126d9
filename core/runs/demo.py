"""A demonstration: forty steps of a tenth of a second, each of them visible as progress, and one line in the audit."""

import time
from typing import Any

from core.models import AuditEntry, Run
from core.runs.registry import Finish, Progress, RunKind

STEPS = 40


def execute(run_id: int, progress: Progress) -> Finish:
    """Sleep through the steps; the outcome counts them, and the audit trail says that the run came to its end."""
    run = Run.objects.get(pk=run_id)
    pause_s = run.params.get("pause_s", 0.1)
    for step in range(1, STEPS + 1):
        time.sleep(pause_s)
        progress(step, STEPS, f"Step {step} of {STEPS}")

    def finish() -> dict[str, Any]:
        outcome = {"steps": STEPS}
        AuditEntry.objects.create(
            organisation_id=run.organisation_id,
            user_id=run.requested_by_id,
            action="finish_demonstration",
            object_kind="run",
            object_id=str(run.uid),
            after=outcome,
        )
        return outcome

    return finish


KIND = RunKind("demonstration", "Demonstration", execute)
