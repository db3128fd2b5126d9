"""Rings a worker; a bell that nobody hears is rung again by the sweep."""

import logging

from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from core.models import Run
from core.runs.clock import DatabaseNowMs

log = logging.getLogger(__name__)


def ring(run_id: int) -> None:
    """Send the run's id to the broker; a broker that is away costs nothing but time."""
    try:
        # import_string honours eager mode and waits for no app registry at import time.
        # No retries, said as a policy: `retry=False` leaves kombu's six seconds of trying to connect.
        import_string("core.tasks.execute_run").apply_async(args=[run_id], retry=True, retry_policy={"max_retries": 0})
    except (OperationalError, OSError) as error:
        log.warning("broker not reached, run %s waits for the sweep: %s", run_id, type(error).__name__)
        return
    Run.objects.filter(pk=run_id).update(dispatched_at_ms=DatabaseNowMs())
