"""Executing one claimed run, with a heartbeat beside it."""

import logging
import threading
import time
from types import TracebackType

from django.db import connection
from django.db.utils import OperationalError

from core.errors import UserError
from core.models import Run
from core.runs.failpoints import failpoint
from core.runs.lease import Claim, LeaseLost, claim_run, fail_run, finish_run, renew_lease
from core.runs.registry import run_kind

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 4.0
PROGRESS_SECONDS = 0.4


class Heartbeat:
    """Renews the lease every four seconds from a thread with a connection of its own."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def _beat(self) -> None:
        try:
            while not self.stopped.wait(HEARTBEAT_SECONDS):
                try:
                    renew_lease(self.claim)
                except LeaseLost:
                    return
                except OperationalError:  # a busy or restarting database: the next beat tries again
                    log.warning("heartbeat of run %s missed once", self.claim.run_id)
        finally:
            connection.close()

    def __enter__(self) -> None:
        """Start beating."""
        self.thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop and wait, so that no beat outlives the run."""
        self.stopped.set()
        self.thread.join()


class ClaimedProgress:
    """Writes progress with the lease, at most every 0.4 s; raises `LeaseLost` when the run is no longer ours."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.last = 0.0

    def __call__(self, done: int, total: int, stage: str = "") -> None:
        """`done` of `total` steps of the stage."""
        now = time.monotonic()
        if now - self.last >= PROGRESS_SECONDS or done == total:
            self.last = now
            renew_lease(self.claim, progress=done, total=total, stage=stage)


def execute_run(run_id: int) -> None:
    """Claim and execute a run; safe to be called any number of times, by anybody, at once."""
    claim = claim_run(run_id)
    if claim is None:
        return
    failpoint("after-claim")
    try:
        with Heartbeat(claim):
            finish = run_kind(claim.kind).execute(run_id, ClaimedProgress(claim))
            failpoint("before-commit")
            finish_run(claim, finish)
        failpoint("after-commit")
    except LeaseLost:
        log.info("run %s was cancelled or taken over", run_id)
    except UserError as error:
        _fail(claim, str(error))
    except Exception:
        log.exception("run %s failed", run_id)
        _fail(claim, f"The computation broke off. The log has the cause under run {run_id}.")


def _fail(claim: Claim, message: str) -> None:
    try:
        fail_run(claim, message)
    except LeaseLost:
        log.info("run %s ended elsewhere before it could fail", claim.run_id)


def execute_here(run: Run) -> Run:
    """Execute in this process (commands, tests) and return the run as it ended."""
    execute_run(run.pk)
    run.refresh_from_db()
    return run
