"""How much slower the product reads, keeps and counts a ticket log than the plainest tool would.

    python -m benchmarks.handoffs [--events 1000000] [--rounds 3] [--control]

Measured on a made-up log, in alternating rounds, the median of each: the import against a bare load of the same integer
rows (SQLite: executemany of the standard library, and the sqlite3 shell's .import; PostgreSQL: psql's \\copy), reading
columns against a bare cursor, the handoff matrix against SQL LAG() and against one Polars pass. Peak memory is the
process's. `--control` replaces each rival by the product itself: its ratios show the noise, they should be about 1.
The database is that of DATABASE_URL (a test database of its own is made and removed), else SQLite in a
temporary folder.
"""

from __future__ import annotations

import argparse

from benchmarks.parts.own_database import own_database


def main() -> None:
    """Make a database, measure, remove it."""
    parser = argparse.ArgumentParser(description="The handoff benchmark; the module's text says what is measured.")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--control", action="store_true", help="the product against itself: shows the noise")
    wanted = parser.parse_args()
    with own_database() as folder:
        from benchmarks.parts.handoff_measures import measure  # after the set-up

        measure(folder, wanted.events, wanted.rounds, wanted.control)


if __name__ == "__main__":
    main()
