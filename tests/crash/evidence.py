"""What became of every run: read from the rows alone."""

import threading
import time
from collections import Counter
from typing import Any

from django.db import connection

from core.models import AuditEntry, Run
from core.runs.lease import LEASE_MS

Attempt = tuple[int, int]  # a run's key and the number of the attempt at it
FRESH_MS = 900


class Watch:
    """Keeps the last sign of life of every attempt, in epoch milliseconds: the lease says when it was renewed."""

    def __init__(self) -> None:
        self.signs: dict[Attempt, int] = {}
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self.stopped.wait(0.3):
            self.fresh()
        connection.close()

    def fresh(self) -> set[Attempt]:
        """The attempts under way that were heard of within the last 0.9 s."""
        rows = Run.objects.filter(state=Run.State.RUNNING).values_list("pk", "attempt", "lease_until_ms")
        seen = {(pk, attempt): until - LEASE_MS for pk, attempt, until in rows if until is not None}
        for attempt, sign in seen.items():  # the sweep ends the lease of a process that is gone: no sign of life
            self.signs[attempt] = max(sign, self.signs.get(attempt, 0))
        now_ms = time.time() * 1000
        return {attempt for attempt, sign in seen.items() if now_ms - sign < FRESH_MS}

    def __enter__(self) -> "Watch":
        """Start looking."""
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop looking."""
        self.stopped.set()
        self.thread.join()

    def lost(self) -> set[Attempt]:
        """The attempts that a later one took over from."""
        return {(pk, n) for pk, attempt in Run.objects.values_list("pk", "attempt") for n in range(1, attempt)}

    def seconds_to_the_end(self) -> tuple[float, float]:
        """The longest times to the end of a run that lost attempts: after the last of them and after the first.

        Each counts from the lost attempt's last sign of life. A run that is hit again meanwhile starts anew.
        """
        rows = Run.objects.filter(attempt__gt=1, ended__isnull=False).values_list("pk", "ended")
        lost: dict[int, list[int]] = {}
        for pk, attempt in sorted(self.lost()):
            if (pk, attempt) in self.signs:
                lost.setdefault(pk, []).append(self.signs[pk, attempt])
        ends = {pk: ended.timestamp() for pk, ended in rows}
        after_last = max((ends[pk] - signs[-1] / 1000 for pk, signs in lost.items()), default=0.0)
        return after_last, max((ends[pk] - signs[0] / 1000 for pk, signs in lost.items()), default=0.0)


def all_ended() -> bool:
    """Whether no run is queued or under way."""
    return not Run.objects.filter(state__in=Run.ACTIVE).exists()


def outcomes() -> dict[str, Any]:
    """How many runs there are, how many are done, and how many left exactly one trace of their end."""
    traces = Counter(AuditEntry.objects.filter(action="finish_demonstration").values_list("object_id", flat=True))
    done = Run.objects.filter(state=Run.State.DONE).values_list("uid", flat=True)
    return {
        "runs": Run.objects.count(),
        "done": len(done),
        "once": sum(traces[str(uid)] == 1 for uid in done),
        "traces": traces.total(),
    }
