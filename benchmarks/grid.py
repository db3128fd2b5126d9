"""How the grid behaves in a real browser when there are thousands of rows.

    python -m benchmarks.grid [--positions 20000] [--edits 10]

Measured in headless Chromium against the product with a made-up organisation: from the address to the first row and to
the last one, the frames and long tasks of three seconds of scrolling, a step with the arrow keys, an edit from Enter to
"everything is saved", a block of 1,000 rows by 3 columns pasted and taken back, a filter and a grouping; beside that
the bytes of the largest part of the rows. The database is that of DATABASE_URL (a test database of its own is made and
removed), else SQLite in a temporary folder. Chromium is the machine's, or the one that CHROMIUM names.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

import django


def main() -> None:
    """Make a database, measure, remove it."""
    parser = argparse.ArgumentParser(description="The grid benchmark; the module's text says what is measured.")
    parser.add_argument("--positions", type=int, default=20_000)
    parser.add_argument("--edits", type=int, default=10)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pbr-org-benchmark-"))
    os.environ["DATA_DIR"] = str(folder)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # the browser's driver leaves an event loop in this thread
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbr_org.settings")
    django.setup()
    try:
        measure_there(folder, wanted)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure_there(folder: Path, wanted: argparse.Namespace) -> None:
    """Measure on a database of its own."""
    from django.db import connection  # after django.setup()

    from benchmarks.parts.grid_measures import measure

    former = connection.settings_dict["NAME"]
    own = "pbr_org_benchmark" if connection.vendor == "postgresql" else str(folder / "measured.sqlite3")
    connection.settings_dict["TEST"]["NAME"] = own
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure(wanted.positions, wanted.edits)
    finally:
        connection.creation.destroy_test_db(former, verbosity=0)


if __name__ == "__main__":
    main()
