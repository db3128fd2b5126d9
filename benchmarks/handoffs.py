"""How fast the product brings in, keeps, reads and counts a ticket log, beside the plainest tools and PM4Py.

    python -m benchmarks.handoffs [--events 1000000] [--rounds 5] [--sqlite] [--pm4py] [--control FIGURE]

On a made-up log, in alternating rounds, bounds by the less favourable of medians and minima:

* import: a whole import in a process of its own, as a worker has it; its confirmation, in which rows are numbered,
  sorted, written and indexed, beside a bare psql \\copy of the same integer rows into a table with the same indexes
  (at most 2.5 times as long); the peak memory of the process over the whole import (VmHWM; at most 1.5 GB for
  10 million events, 400 MB and 110 bytes an event for fewer);
* columns: from the database to four columns beside COPY (FORMAT binary) that is merely received (at most 1.5);
* matrix: of sorted integer columns beside a bare pass by NumPy and by Polars (at most 2), and SQL LAG(), whose counts
  must be equal entry by entry; further figures are timed without a bound;
* answers: pages of the log, whole and filtered (at most one second; up to a million events);
* with --pm4py: matrix (at least 200 times as fast), CSV to names with counts (10; the file is read by Polars, the way
  through the import machine is timed beside it) and PostgreSQL to names with counts (20) beside PM4Py on a million
  events, and the same counts. PM4Py is installed by pip into a folder of its own, which
  is removed; the product never depends on it.

Broken is the run (status 1) where a bound is. `--control` plants a fault, in one of the figures import, memory,
columns, matrix, sums, answers, "matrix beside PM4Py", "CSV beside PM4Py", "PostgreSQL beside PM4Py", or in all: those
must break. The database is a test database beside that of DATABASE_URL, else a PostgreSQL of its own in a temporary
folder, or with --sqlite an SQLite there, on which the bounds beside PostgreSQL's tools fall away.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.parts.own_database import own_database, own_server


def main() -> int:
    """Make a database, measure, remove it; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description="The handoff benchmark; the module's text says what is measured.")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sqlite", action="store_true", help="on SQLite instead of PostgreSQL")
    parser.add_argument("--pm4py", action="store_true", help="also beside PM4Py, installed for the measurement")
    parser.add_argument(
        "--control", default="", metavar="FIGURE", help="a fault in this figure, or in all: it must break"
    )
    wanted = parser.parse_args()
    with own_database() if wanted.sqlite else own_server() as folder:
        from benchmarks.parts.handoff_measures import Wanted, measure  # after the set-up

        return measure(folder, Wanted(wanted.events, wanted.rounds, wanted.control, wanted.pm4py))


if __name__ == "__main__":
    sys.exit(main())
