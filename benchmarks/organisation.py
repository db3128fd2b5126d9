"""How the pages of an organisation answer when it is large: queries, bytes and server time of each.

    python -m benchmarks.organisation [--positions 50000] [--rounds 3]

Measured on a made-up organisation of so many positions, and on one of a tenth of them: towers by regions, the heat map
of activities, the org chart by manager, tower and region with a branch and a search, one team and one position. The
number of queries must be the same for both sizes, and no answer may be larger than 200 kB. The database is that of
DATABASE_URL (a test database of its own is made and removed), else SQLite in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.parts.own_database import own_database


def main() -> int:
    """Make a database, measure, remove it; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description="The organisation benchmark; the module's text says what is measured.")
    parser.add_argument("--positions", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with own_database():
        from benchmarks.parts.organisation_measures import measure  # after the set-up

        return measure(wanted.positions, wanted.rounds)


if __name__ == "__main__":
    sys.exit(main())
