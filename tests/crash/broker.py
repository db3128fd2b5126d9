"""Redis that forgets everything, and Redis that is away for a while."""

import os
import time
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings

from core.models import Run
from pbr_org.celery import app
from tests.crash.door import Door
from tests.crash.evidence import all_ended, outcomes
from tests.crash.installation import Installation, installation, wait_until

QUEUED = 50
SHORT_STEP_S = 0.005


def measure(away_s: float) -> dict[str, Any]:
    """Flush with `QUEUED` runs waiting; then `away_s` seconds without Redis, asked once a second for a run."""
    url = urlsplit(settings.REDIS_URL)
    server = redis.Redis.from_url(settings.REDIS_URL)
    server.flushdb()
    door = Door(url.hostname or "127.0.0.1", url.port or 6379)
    door.open()
    through_door = url._replace(netloc=f"{url.netloc.rpartition('@')[0]}@127.0.0.1:{door.own_port}".lstrip("@"))
    os.environ["REDIS_URL"] = app.conf.broker_url = through_door.geturl()
    with installation() as site:
        flushed = flush(site, server)
        return {**flushed, **leave(site, door, away_s)}


def flush(site: Installation, server: redis.Redis) -> dict[str, Any]:
    """The runs are rung, the bells are lost, then the worker comes up."""
    for _ in range(QUEUED):
        site.ask(SHORT_STEP_S)
    bells = server.llen("celery")
    server.flushdb()
    left = server.llen("celery")
    begun = time.monotonic()
    site.start_worker()
    wait_until(all_ended, 120)
    return {"bells": bells, "bells left": left, "flushed": outcomes(), "s": round(time.monotonic() - begun)}


def leave(site: Installation, door: Door, away_s: float) -> dict[str, Any]:
    """Shut the door, ask, open it again, and see all of it done."""
    answered, slowest = 0, 0.0
    door.shut()
    back_at = time.monotonic() + away_s
    while time.monotonic() < back_at:
        begun = time.monotonic()
        answered += bool(site.post_demonstration())
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(1)
    started = Run.objects.filter(pk__gt=QUEUED, state=Run.State.DONE).count()
    door.open()
    begun = time.monotonic()
    wait_until(all_ended, 180)
    back_s = round(time.monotonic() - begun)
    return {
        "asked while away": answered,
        "slowest answer, s": round(slowest, 2),
        "done while away": started,
        "away": outcomes(),
        "done after, s": back_s,
    }
