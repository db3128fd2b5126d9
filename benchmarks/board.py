"""What a move on the board costs the server, with everything that follows from it.

    python -m benchmarks.board [--cards 2000] [--events 65000] [--rounds 15] [--control]

Two organisations are made up alike: so many cards, a ticket log of so many events whose groups are linked to the teams,
and one scenario in the first, thirty in the second. In alternating rounds a card is moved on the board of one scenario
of each, then its strip of consequences is fetched (likely case and replay of the log). Printed are queries,
server time, and of it the processor time of the server's process (on PostgreSQL without the database's). Broken is the
run (status 1) where thirty scenarios take more queries, or half as much processor time again, or a move with its strip
takes a second. `--control` plants a fault, a strip that looks at every scenario of the organisation: the run must
break. The database is that of DATABASE_URL (a test database of its own is made and removed), else SQLite in a temporary
folder.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.parts.own_database import own_database


def main() -> int:
    """Make a database, measure, remove it; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description="The board benchmark; the module's text says what is measured.")
    parser.add_argument("--cards", type=int, default=2_000)
    parser.add_argument("--events", type=int, default=65_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--control", action="store_true", help="a planted fault: the run must break")
    wanted = parser.parse_args()
    with own_database():
        from benchmarks.parts.board_measures import measure  # after the set-up

        return measure(wanted.cards, wanted.events, wanted.rounds, wanted.control)


if __name__ == "__main__":
    sys.exit(main())
