"""Workers that stand still until their runs are taken over, and then go on: with the fence and without it."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from core.models import AuditEntry, Run
from core.runs.actions import request_run
from tests.crash.evidence import all_ended
from tests.crash.half_fenced_worker import PIDS
from tests.crash.installation import STEP_S, Installation, installation, wait_until

COMMAND = [
    *(sys.executable, "-m", "celery", "-A", "tests.crash.half_fenced_worker", "worker", "-B", "--concurrency=4"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]


def ask(site: Installation, *, fence: bool) -> Run:
    """A run that is fenced or not."""
    return request_run(by=site.actor, kind="demonstration", params={"pause_s": STEP_S, "fence": fence})


def is_under_way(run: Run) -> bool:
    """Whether the first attempt has done a few steps."""
    return Run.objects.filter(pk=run.pk, attempt=1, progress__gt=5).exists()


def process_of(site: Installation, run: Run) -> int:
    """The process that has the first attempt at the run."""
    return int((Path(site.folder) / PIDS / f"{run.pk}.1").read_text())


def ends_of(run: Run) -> int:
    """How often the run wrote its result."""
    return AuditEntry.objects.filter(action="finish_demonstration", object_id=str(run.uid)).count()


def measure() -> dict[str, Any]:
    """Stall the processes of one fenced and one open run, let others take over, wake the ghosts."""
    with installation(COMMAND) as site:
        site.start_worker()
        runs = {"fenced": ask(site, fence=True), "open": ask(site, fence=False)}
        wait_until(lambda: all(is_under_way(run) for run in runs.values()))
        ghosts = [process_of(site, run) for run in runs.values()]
        for pid in ghosts:
            os.kill(pid, signal.SIGSTOP)
        wait_until(all_ended)
        before = {name: ends_of(run) for name, run in runs.items()}
        for pid in ghosts:
            os.kill(pid, signal.SIGCONT)
        time.sleep(4)  # the ghosts had less than 2.4 s to go
        return {"before": before, "after": {name: ends_of(run) for name, run in runs.items()}}
