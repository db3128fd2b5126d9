"""SIGKILL of worker, pool child and web server, at random moments and at the failpoints, while runs are under way."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.models import Run
from tests.crash.evidence import FRESH_MS, Attempt, Watch, all_ended, outcomes
from tests.crash.installation import Installation, children, installation, wait_until

KINDS = ("worker", "pool child", "web")
FAILPOINTS = ("after-claim", "before-commit", "after-commit")
PER_ROUND = 2


@dataclass
class Hits:
    """Every kill: of what, and which attempts were under way at that moment."""

    site: Installation
    watch: Watch
    made: list[tuple[str, set[Attempt]]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    cut_off: int = 0

    def make(self, kind: str) -> None:
        """Kill one process of this kind, at a random moment of the runs that keep the pool busy then."""
        wanted = 2 if kind == "pool child" else 1
        time.sleep(FRESH_MS / 1000)  # what the hit before this one took is not fresh any more
        wait_until(lambda: self.is_busy(wanted))
        time.sleep(random.uniform(0, 1.2))
        wait_until(lambda: self.is_busy(wanted))
        if kind == "web":
            self.kill_web()
        else:
            self.kill(kind, one_of(self.site.pool) if kind == "pool child" else leader(self.site))

    def is_busy(self, wanted: int) -> bool:
        """Whether so many runs are under way; asks for more of them when few wait."""
        if Run.objects.filter(state=Run.State.QUEUED).count() < 2:
            self.site.ask()
        return len(self.watch.fresh()) >= wanted

    def kill(self, kind: str, pid: int) -> None:
        """Kill and remember."""
        self.made.append((kind, self.watch.fresh()))
        os.kill(pid, signal.SIGKILL)

    def kill_web(self) -> None:
        """Kill the server's leader or a child of it while it answers; then ask until it answers again."""
        web = self.site.web
        child = one_of(lambda: children(web))
        asking = threading.Thread(target=self.ask)
        asking.start()
        time.sleep(random.uniform(0, 0.06))
        self.kill("web", random.choice([web.process.pid, child]))
        asking.join()
        wait_until(self.ask, 30)

    def ask(self) -> bool:
        """Ask by way of the browser; whether there was an answer."""
        address = self.site.post_demonstration()
        if address:
            self.acknowledged.append(address)
        else:
            self.cut_off += 1
        return bool(address)

    def figures(self) -> dict[str, Any]:
        """Hits by kind; those that cost an attempt (worker, pool child) or fell while runs were under way (web)."""
        lost = self.watch.lost()
        last_to_see = {attempt: n for n, (kind, seen) in enumerate(self.made) if kind != "web" for attempt in seen}
        guilty = {n for attempt, n in last_to_see.items() if attempt in lost}
        running = [kind for n, (kind, seen) in enumerate(self.made) if n in guilty or (kind == "web" and seen)]
        kept = [address for address in self.acknowledged if Run.objects.filter(uid=uid_in(address)).exists()]
        return {
            "hits": {kind: sum(kind == made for made, _ in self.made) for kind in KINDS},
            "while running": {kind: running.count(kind) for kind in KINDS},
            "attempts lost": len(lost),
            "acknowledged": len(self.acknowledged),
            "acknowledged and kept": len(kept),
            "cut off": self.cut_off,
        }


def uid_in(address: str) -> str:
    """The run that the address shows."""
    return address.rstrip("/").rpartition("/")[2]


def one_of(pids: Callable[[], list[int]]) -> int:
    """Any of the processes, as soon as there is one."""
    wait_until(lambda: bool(pids()))
    return random.choice(pids())


def leader(site: Installation) -> int:
    """The worker's first process, once it is up again."""
    wait_until(lambda: site.worker.process is not None)
    return site.worker.process.pid


def play_round(hits: Hits, count: int, places: tuple[str, ...]) -> None:
    """The clock, `count` hits of each kind in random order, one at each failpoint; then every run comes to its end."""
    site = hits.site
    wait_until(lambda: site.clock() != 0)
    os.kill(site.clock(), signal.SIGKILL)
    for place in places:
        (site.failpoints / f"{place}.{len(hits.made)}").touch()
    kinds = list(KINDS) * count
    random.shuffle(kinds)
    for kind in kinds:
        hits.make(kind)
    wait_until(all_ended, 120)


def measure(kills: float) -> dict[str, Any]:
    """`kills` hits of each kind, a few per round, and in every round one hit at one failpoint (the first: at all)."""
    begun = time.monotonic()
    at_failpoints = 0
    with installation() as site, Watch() as watch:
        site.start_worker()
        hits = Hits(site, watch)
        while (left := int(kills) - len(hits.made) // len(KINDS)) > 0:
            places = (random.choice(FAILPOINTS),) if hits.made else FAILPOINTS
            play_round(hits, min(left, PER_ROUND), places)
            at_failpoints += len(places)
        unused = len(list(site.failpoints.iterdir()))
        after_last, after_first = watch.seconds_to_the_end()
        figures = hits.figures()
    return {
        **figures,
        "at failpoints": at_failpoints - unused,
        **outcomes(),
        "slowest end, s": round(after_last, 1),
        "slowest end after the first of several hits, s": round(after_first, 1),
        "took, s": round(time.monotonic() - begun),
    }
