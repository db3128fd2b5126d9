"""One import of a ticket log as a worker makes it; prints its figures as JSON.

    python -m benchmarks.parts.log_import NAME FAULT FILE ...

FAULT is "import" (a hundred events per batch), "memory" (up to two million rows are held as dictionaries), "all", or
anything else for none.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django

from benchmarks.parts.staff_import import NOW, PEAK, memory

HOARDED = 2_000_000
MAPPING = {
    "ticket": "Number",
    "time": "Updated at",
    "group": "Assignment group",
    "person": "Assigned to",
    "status": "State",
    "priority": "Priority",
    "product": "Product",
}


def main(name: str, fault: str, *files: str) -> None:
    """Import the files into a log of this name."""
    django.setup()
    from core.actor import Actor  # after django.setup()
    from core.imports.actions import confirm_import
    from core.imports.headless import import_files, settled
    from organisations.models import Organisation

    plant(fault)
    organisation, _ = Organisation.objects.get_or_create(slug="benchmark", defaults={"name": "Benchmark"})
    by = Actor.system(organisation.pk, organisation.slug)
    idle = memory(NOW)
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    times = [time.perf_counter()]
    mapping = stated_mapping(*MAPPING)
    paths = [Path(file) for file in files]
    incoming = import_files(by=by, kind="tickets", paths=paths, target_name=name, mapping=mapping, is_dry_run=True)
    times.append(time.perf_counter())
    checked_mb = memory(PEAK)
    Path("/proc/self/clear_refs").write_text("5")
    incoming = settled(confirm_import(by=by, incoming=incoming, version=incoming.version))
    times.append(time.perf_counter())
    if incoming.state != "confirmed":
        raise SystemExit(f"The import is {incoming.state}: {incoming.report['defects']}")
    figures = {
        "checked_seconds": times[1] - times[0],
        "confirmed_seconds": times[2] - times[1],
        "events": incoming.counts["events"],
        "idle_mb": idle,
        "checked_mb": checked_mb,
        "confirmed_mb": memory(PEAK),
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6,
    }
    print(json.dumps(figures))


def stated_mapping(*fields: str) -> dict[str, Any]:
    """The mapping of these fields, as a user states it."""
    return {"columns": {field: {"column": MAPPING[field]} for field in fields}, "time_zone": "UTC"}


def plant(fault: str) -> None:
    """A fault that the figure of its name must show."""
    from services import bulk
    from services.importers import ticket_load
    from services.importers.ticket_rows import LogRows

    hoard: list[Any] = []

    def hoarding(rows: Any) -> LogRows:
        hoard.extend(rows.head(HOARDED).collect().iter_rows(named=True))
        return LogRows(rows)

    if fault in ("import", "all"):
        bulk.BATCH_ROWS = bulk.COPIED_ROWS = 100
    if fault in ("memory", "all"):
        ticket_load.LogRows = hoarding  # type: ignore[assignment]


if __name__ == "__main__":
    main(*sys.argv[1:])
