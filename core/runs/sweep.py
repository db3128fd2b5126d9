"""The sweep: what lost its worker or its bell is rung again; what died too often fails."""

from django.db.models import F, Q
from django.utils import timezone

from core.models import Run
from core.runs.clock import DatabaseNowMs
from core.runs.doorbell import ring
from core.runs.lease import MAX_ATTEMPTS
from core.runs.owner import is_gone

RING_AGAIN_MS = 8_000


def end_leases_of_the_gone() -> None:
    """What a process of this machine left behind when it was killed is to be had at once."""
    running = Run.objects.filter(state=Run.State.RUNNING).exclude(owner="").values_list("id", "attempt", "owner")
    for run_id, attempt, owner in running:
        if is_gone(owner):
            Run.objects.filter(pk=run_id, attempt=attempt, state=Run.State.RUNNING).update(lease_until_ms=0)


def sweep_runs() -> int:
    """Ring again for runs whose lease ran out and for queued ones that nobody took; returns how many."""
    end_leases_of_the_gone()
    lost = Q(state=Run.State.RUNNING, lease_until_ms__lt=DatabaseNowMs())
    Run.objects.filter(lost, attempt__gte=MAX_ATTEMPTS).update(
        state=Run.State.FAILED,
        ended=timezone.now(),
        lease_until_ms=None,
        error=f"The worker was lost {MAX_ATTEMPTS} times. The log of the worker has the cause.",
    )
    unheard = Q(state=Run.State.QUEUED) & (
        Q(dispatched_at_ms=None) | Q(dispatched_at_ms__lt=DatabaseNowMs() - RING_AGAIN_MS)
    )
    waiting = list(Run.objects.filter(lost | unheard).order_by(F("id")).values_list("id", flat=True)[:500])
    for run_id in waiting:
        ring(run_id)
    return len(waiting)
