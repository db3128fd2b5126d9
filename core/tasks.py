"""Celery's adapters: ids in, an action called."""

from celery import shared_task

from core.runs import sweep as sweeping
from core.runs import worker


@shared_task(name="core.tasks.execute_run")
def execute_run(run_id: int) -> None:
    """Execute a run, if it is to be had."""
    worker.execute_run(run_id)


@shared_task(name="core.tasks.sweep")
def sweep() -> None:
    """Ring again for what waits too long."""
    sweeping.sweep_runs()
