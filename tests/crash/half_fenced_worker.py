"""A worker whose fence can be left open, run by run, and whose lease is short: the control of the fence's test.

Celery starts it: `celery -A tests.crash.half_fenced_worker worker ...`.
"""

import os
from pathlib import Path
from typing import Any

import django
from celery.signals import worker_init

from pbr_org.celery import app

__all__ = ["app"]
LEASE_MS = 3_000
PIDS = "pids"


@worker_init.connect
def open_fence(**kwargs: Any) -> None:
    """Let runs with the parameter `fence: false` write whatever their attempt; note which process has which attempt."""
    django.setup()  # models can be imported from here on
    from core.models import Run
    from core.runs import lease

    fenced_update = lease.fenced_update
    folder = Path(os.environ["DATA_DIR"]) / PIDS
    folder.mkdir(exist_ok=True)

    def update(claim: lease.Claim, **values: Any) -> None:
        (folder / f"{claim.run_id}.{claim.attempt}").write_text(str(os.getpid()))
        run = Run.objects.filter(pk=claim.run_id)
        if run.get().params["fence"]:
            fenced_update(claim, **values)
        else:
            run.update(**values)

    lease.LEASE_MS = LEASE_MS
    lease.fenced_update = update
    app.conf.beat_schedule["sweep"]["schedule"] = 1.0
