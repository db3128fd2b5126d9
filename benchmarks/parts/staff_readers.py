"""Readers of a file, each in a process of its own: how long it takes and how much memory it has at its peak."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

PRODUCT = """
import sys, tempfile, pathlib
from core.imports.reading.read import read_files
with tempfile.TemporaryDirectory() as folder:
    read_files([(sys.argv[1], "staff")], pathlib.Path(folder), takes_logs=False)
"""
CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
with CalamineWorkbook.from_path(sys.argv[1]) as book:
    rows = list(book.get_sheet_by_index(0).iter_rows())
"""
POLARS = """
import sys
import polars
frame = polars.read_csv(sys.argv[1], infer_schema=False)
"""
BARE = {"xlsx": ("bare python-calamine", CALAMINE), "csv": ("bare Polars", POLARS)}


def compared(readers: dict[str, str], path: Path, rounds: int) -> None:
    """Run the readers in turns, the order reversed every other round; print medians."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
    for number in range(rounds):
        for name in list(readers)[:: 1 if number % 2 == 0 else -1]:
            times[name].append(_run(readers[name], path))
    for name, measured in times.items():
        seconds, megabytes = (statistics.median(values) for values in zip(*measured, strict=True))
        print(f"  {name:<24}{seconds:7.2f} s, peak {megabytes:4.0f} MB")


def _run(code: str, path: Path) -> tuple[float, float]:
    """Seconds and megabytes of one execution, the interpreter's start included."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code, str(path)], env={**os.environ, "POLARS_MAX_THREADS": "2"})
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit("A reader broke off.")
    return time.perf_counter() - started, usage.ru_maxrss / 1024
