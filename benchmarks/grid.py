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

from benchmarks.parts.own_database import own_database


def main() -> None:
    """Make a database, measure, remove it."""
    parser = argparse.ArgumentParser(description="The grid benchmark; the module's text says what is measured.")
    parser.add_argument("--positions", type=int, default=20_000)
    parser.add_argument("--edits", type=int, default=10)
    wanted = parser.parse_args()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # the browser's driver leaves an event loop in this thread
    with own_database():
        from benchmarks.parts.grid_measures import measure  # after the set-up

        measure(wanted.positions, wanted.edits)


if __name__ == "__main__":
    main()
