"""Claiming a run and fencing its writes.

A claim is one UPDATE that moves `attempt` by one; every later write of the run names that attempt. A worker that was
taken for dead and comes back finds its attempt gone and can write nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.models import Run
from core.runs.clock import DatabaseNowMs
from core.runs.owner import this_process

LEASE_MS = 15_000
MAX_ATTEMPTS = 5


class LeaseLost(Exception):
    """The run was cancelled, or somebody else has it now: stop, write nothing."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write a run's progress and results, as long as `attempt` stands."""

    run_id: int
    kind: str
    attempt: int


def claim_run(run_id: int) -> Claim | None:
    """Take a queued run, or a running one whose lease ran out; None if it is not to be had."""
    seen = Run.objects.filter(pk=run_id).values_list("kind", "attempt").first()
    if seen is None:
        return None
    kind, attempt = seen
    free = Q(state=Run.State.QUEUED) | Q(state=Run.State.RUNNING, lease_until_ms__lt=DatabaseNowMs())
    taken = (Run.objects.filter(free, pk=run_id, attempt=attempt, attempt__lt=MAX_ATTEMPTS)).update(
        state=Run.State.RUNNING,
        attempt=attempt + 1,
        lease_until_ms=DatabaseNowMs() + LEASE_MS,
        owner=this_process(),
        started=timezone.now(),
        progress=0,
    )
    return Claim(run_id, kind, attempt + 1) if taken else None


def fenced_update(claim: Claim, **values: Any) -> None:
    """Write to the run if the claim still stands, else raise `LeaseLost`."""
    held = Run.objects.filter(pk=claim.run_id, state=Run.State.RUNNING, attempt=claim.attempt)
    if not held.update(**values):
        raise LeaseLost(f"run {claim.run_id}, attempt {claim.attempt}")


def renew_lease(claim: Claim, **values: Any) -> None:
    """Push the lease out, with progress if given."""
    fenced_update(claim, lease_until_ms=DatabaseNowMs() + LEASE_MS, **values)


def finish_run(claim: Claim, finish: Callable[[], dict[str, Any]]) -> None:
    """Results, audit and state in one transaction; the fence comes first and locks the row."""
    with transaction.atomic():
        fenced_update(claim, state=Run.State.DONE, ended=timezone.now(), lease_until_ms=None)
        outcome = finish()
        Run.objects.filter(pk=claim.run_id).update(outcome=outcome)


def fail_run(claim: Claim, message: str) -> None:
    """The run ends with an error that a user can read."""
    fenced_update(claim, state=Run.State.FAILED, ended=timezone.now(), lease_until_ms=None, error=message)
