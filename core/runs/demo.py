"""A demonstration: forty steps of a tenth of a second, each of them visible as progress."""

import time
from typing import Any

from core.models import Run
from core.runs.registry import Finish, Progress, RunKind

STEPS = 40


def execute(run_id: int, progress: Progress) -> Finish:
    """Sleep through the steps; the outcome counts them."""
    pause_s = Run.objects.values_list("params", flat=True).get(pk=run_id).get("pause_s", 0.1)
    for step in range(1, STEPS + 1):
        time.sleep(pause_s)
        progress(step, STEPS, f"Step {step} of {STEPS}")

    def finish() -> dict[str, Any]:
        return {"steps": STEPS}

    return finish


KIND = RunKind("demonstration", "Demonstration", execute)
