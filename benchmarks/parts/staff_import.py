"""One import of a staff list as a worker makes it; prints its figures as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import django

PEAK, NOW = "VmHWM", "VmRSS"


def main() -> None:
    """Import the file named on the command line into a new organisation."""
    django.setup()
    from core.actor import Actor  # after django.setup()
    from core.imports.actions import confirm_import
    from core.imports.headless import import_files, settled
    from organisations.models import Organisation

    organisation = Organisation.objects.create(name="Benchmark", slug="benchmark")
    by = Actor.system(organisation.pk, organisation.slug)
    idle = memory(NOW)
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    started = time.perf_counter()
    incoming = import_files(by=by, kind="positions", paths=[Path(sys.argv[1])], is_dry_run=True)
    checked = time.perf_counter()
    incoming = settled(confirm_import(by=by, incoming=incoming, version=incoming.version))
    confirmed = time.perf_counter()
    if incoming.state != "confirmed":
        raise SystemExit(f"The import is {incoming.state}: {incoming.report['defects']}")
    figures = {
        "checked_seconds": checked - started,
        "confirmed_seconds": confirmed - checked,
        "idle_mb": idle,
        "worker_mb": memory(PEAK) - idle,
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6,
    }
    print(json.dumps(figures))


def memory(which: str) -> float:
    """What the kernel says of this process, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) * 1024 / 1e6


if __name__ == "__main__":
    main()
