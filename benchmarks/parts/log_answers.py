"""Pages of a ticket log as a web process answers them; prints seconds and memory as JSON.

    python -m benchmarks.parts.log_answers UID FAULT ROUNDS

FAULT "answers" forgets the columns before each page.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import django

from benchmarks.parts.staff_import import NOW, PEAK, memory

PAGES = {
    "handoffs": "",
    "handoffs, one month": "month=202404",
    "handoffs, one priority": "priority=P1",
    "handoffs, one product and month": "product=Product 7&month=202405",
    "handoffs by level": "unit=level",
}


def main(uid: str, fault: str, rounds: str) -> None:
    """Ask each page once to warm up, then in rounds."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    from organisations.models import Membership, Organisation, User
    from services import facts

    settings.ALLOWED_HOSTS = ["testserver"]
    organisation = Organisation.objects.get(slug="benchmark")
    user = User.objects.create(email=f"benchmark-{time.time_ns()}@example.org")
    Membership.objects.create(organisation=organisation, user=user, role="admin")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    idle = memory(NOW)
    Path("/proc/self/clear_refs").write_text("5")

    def seconds(query: str) -> float:
        if fault == "answers":
            facts.CACHE.kept.clear()
        start = time.perf_counter()
        answer = client.get(f"/o/benchmark/handoffs/{uid}/?{query}")
        if answer.status_code != 200:
            raise SystemExit(f"{query} answered {answer.status_code}")
        return time.perf_counter() - start

    first = seconds("")
    for query in PAGES.values():
        seconds(query)
    pages = {name: statistics.median(seconds(query) for _ in range(int(rounds))) for name, query in PAGES.items()}
    print(json.dumps({"first": first, "pages": pages, "idle_mb": idle, "peak_mb": memory(PEAK)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
