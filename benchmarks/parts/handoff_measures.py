"""Rounds, medians and ratios of the handoff benchmark."""

from __future__ import annotations

import resource
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
from django.db import connection

from benchmarks.parts.handoff_ways import (
    Product,
    bare_cursor,
    bare_sqlite,
    made_up_log,
    plain_rows,
    polars_matrix,
    psql_copy,
    sql_matrix,
    sqlite_shell,
)

Work = Callable[[], object]


def seconds(work: Work) -> float:
    """The wall clock of one execution."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(title: str, ours: Work, rivals: dict[str, Work], rounds: int, between: Work = lambda: None) -> None:
    """Run ours and the rivals in turns, the order reversed every other round; print medians and ratios."""
    works = {"product": ours, **rivals}
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        order = list(works) if number % 2 == 0 else list(reversed(works))
        for name in order:
            times[name].append(seconds(works[name]))
            between()
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"\n{title}")
    for name, median in medians.items():
        spread = f"{min(times[name]):.3f} to {max(times[name]):.3f}"
        print(f"  {name:<24}{median:9.3f} s  ({spread})  product is {medians['product'] / median:.2f} x this")


def measure(folder: Path, events: int, rounds: int, is_control: bool) -> None:
    """All comparisons on the database that is configured."""
    product = Product(made_up_log(events))
    started = time.perf_counter()
    product.load()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = time.perf_counter() - started
    print(f"{connection.vendor}: {events:,} events imported in {took:.1f} s, peak {peak_mb:.0f} MB")
    csv, rows = plain_rows(folder)
    product.forget()
    loads: dict[str, Work] = {}
    if connection.vendor == "sqlite":
        loads["executemany"] = lambda: bare_sqlite(folder, rows)
        if shutil.which("sqlite3"):
            loads["sqlite3 shell"] = lambda: sqlite_shell(folder, csv)
        print("PostgreSQL: left out, DATABASE_URL names none")
    else:
        loads["psql \\copy"] = lambda: psql_copy(csv)
    control: dict[str, Work] = {"product again": product.load}
    compare("Import", product.load, control if is_control else loads, rounds, product.forget)
    product.load()
    reads: dict[str, Work] = {"bare cursor": lambda: bare_cursor(product.segment)}
    compare("Read four columns", product.read, {"product again": product.read} if is_control else reads, rounds * 2)
    columns = product.read()
    frame = pl.DataFrame(columns)

    def matrix() -> int:
        return product.matrix(columns)

    matrices: dict[str, Work] = {
        "SQL LAG()": lambda: sql_matrix(product.segment),
        "Polars pass": lambda: polars_matrix(frame),
    }
    compare("Handoff matrix", matrix, {"product again": matrix} if is_control else matrices, rounds * 2)
    assert matrix() == sql_matrix(product.segment) == polars_matrix(frame)  # nosec B101
    print(f"\nAll three matrices hold {matrix():,} handoffs.")
