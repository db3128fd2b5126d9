"""The sweep: what lost its worker or its bell is rung again; what died too often fails."""

from django.db.models import F, Q
from django.utils import timezone

from core.models import Run
from core.runs.clock import DatabaseNowMs
from core.runs.doorbell import ring
from core.runs.lease import MAX_ATTEMPTS

RING_AGAIN_MS = 8_000


def sweep_runs() -> int:
    """Ring again for runs whose lease ran out and for queued ones that nobody took; returns how many."""
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
