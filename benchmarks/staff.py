"""How long a staff list takes to come in, how much memory that needs, and how a bare read of the same file compares.

    python -m benchmarks.staff [--positions 50000] [--rounds 3]

A made-up list as XLSX and as CSV. Reading (the product's own, which also inspects the archive, finds the header, totals
and merged cells, and writes the rows down) is set against a bare python-calamine and a bare Polars read, each in a
process of its own, in alternating rounds. Then the whole import is timed: read and checked, confirmed. Peak memory is
that of the worker above its idle size, and of its reading child, whose interpreter and libraries count. The database is
SQLite in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.parts.staff_list import write_csv, write_xlsx
from benchmarks.parts.staff_readers import BARE, PRODUCT, compared


def main() -> None:
    """Write the list, compare the readers, import it, remove everything."""
    parser = argparse.ArgumentParser(description="The staff benchmark; the module's text says what is measured.")
    parser.add_argument("--positions", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pbr-org-benchmark-"))
    try:
        for form, write in (("xlsx", write_xlsx), ("csv", write_csv)):
            path = folder / f"staff.{form}"
            write(path, wanted.positions)
            megabytes = path.stat().st_size / 1e6
            print(f"\n{wanted.positions:,} positions as {form.upper()}, {megabytes:.1f} MB")
            compared({"product's reading": PRODUCT, BARE[form][0]: BARE[form][1]}, path, wanted.rounds)
            show_import(folder / form, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def show_import(data_dir: Path, path: Path) -> None:
    """Import into a new database, in a process of its own as a worker has it."""
    data_dir.mkdir()
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "pbr_org.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
    command = [sys.executable, "-m", "benchmarks.parts.staff_import", str(path)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    print_import(json.loads(done.stdout))


def print_import(figures: dict[str, float]) -> None:
    """The figures of one import, in words."""
    print(
        f"  read and checked in {figures['checked_seconds']:.1f} s, confirmed in {figures['confirmed_seconds']:.1f} s"
    )
    print(f"  peak of the worker {figures['worker_mb']:.0f} MB above its idle {figures['idle_mb']:.0f} MB", end="")
    print(f", peak of the reading child {figures['child_mb']:.0f} MB")


if __name__ == "__main__":
    main()
