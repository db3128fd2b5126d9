"""What a proposal for the sample organisation takes, and how good it is proven to be.

    python -m benchmarks.proposal [--control]

The sample organisation is loaded, and for both of its scenarios a proposal is asked for: as the form stands, and with
handoffs at five times their cost, which is the harder question. Printed are the whole time of the run (reading,
solving, explaining), the gap as a share of what could be gained at most, the gain, and the FTE that move. Broken is
the run (status 1) where one takes more than ten seconds, states no gap, is worth less than the design, or where the
question of the form has a gap above one percent. `--control` plants a fault, a solver that may take twelve seconds:
the run must break. The database is that of DATABASE_URL (a test database of its own is made and removed), else SQLite
in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.parts.own_database import own_database


def main() -> int:
    """Make a database, measure, remove it; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description="The proposal benchmark; the module's text says what is measured.")
    parser.add_argument("--control", action="store_true", help="a planted fault: the run must break")
    wanted = parser.parse_args()
    with own_database():
        from benchmarks.parts.proposal_measures import measure  # after the set-up

        return measure(wanted.control)


if __name__ == "__main__":
    sys.exit(main())
