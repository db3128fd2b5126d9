"""The Celery application; the broker only rings the bell, the Run row is the truth (see core/runs)."""

import logging
import os
from typing import Any

from celery import Celery
from celery.beat import EmbeddedService
from celery.bootsteps import StartStopStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbr_org.settings")
LOOK_SECONDS = 1.0
log = logging.getLogger(__name__)


class ClockKeeper(StartStopStep):  # type: ignore[misc]  # Celery has no types
    """Starts the worker's clock (`-B`) again when its process was killed.

    Celery leaves it dead, and without the clock no sweep would find what lost its worker.
    """

    requires = ("celery.worker.components:Timer", "celery.worker.components:Beat")

    def start(self, worker: Any) -> None:
        """Look every second."""
        worker.timer.call_repeatedly(LOOK_SECONDS, keep_clock, (worker,))

    def stop(self, worker: Any) -> None:
        """Take the clock down that Celery does not know of; the timer ends with the worker."""
        if worker.beat is not None:
            worker.beat.stop()


def keep_clock(worker: Any) -> None:
    """Replace a clock that is dead; a worker without `-B` has none."""
    if worker.beat is None or worker.beat.is_alive():
        return
    log.warning("the clock's process %s is gone; starting it again", worker.beat.pid)
    worker.beat = EmbeddedService(
        worker.app, schedule_filename=worker.schedule_filename, scheduler_cls=worker.scheduler
    )
    worker.beat.start()


app = Celery("pbr_org")
app.config_from_object("django.conf:settings", namespace="CELERY")
# A killed child's place in the pool stays taken for this long; the default of ten seconds can idle the whole pool.
app.conf.worker_lost_wait = 1.0
app.autodiscover_tasks(["core"])
app.steps["worker"].add(ClockKeeper)
