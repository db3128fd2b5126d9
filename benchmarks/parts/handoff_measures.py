"""What the handoff benchmark measures, and how a planted fault shows in each figure."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from django.db import connection

from benchmarks.parts import handoff_ways as ways
from benchmarks.parts.big_log import write_log
from benchmarks.parts.bounds import Clock, Verdicts, Work, as_told, by_the_wall, compare, ratio
from benchmarks.parts.own_database import environment
from benchmarks.parts.pm4py_beside import pm4py_peer
from benchmarks.parts.pm4py_ways import Beside
from metrics.computations.columns import EventColumns
from metrics.computations.first_line import first_line_resolution
from metrics.computations.handoffs import handoff_matrix, handoff_matrix_of, handoffs
from metrics.computations.ping_pong import ping_pong
from services.models import Event, LogSegment, Ticket, TicketLog

# The bound of 10 million events, and of fewer in proportion.
MOST_MB, BASE_MB, BYTES_PER_EVENT = 1_500, 400, 110
# Beyond, tuples would fill the memory, and no page is bound to answer within a second.
MOST_TUPLES = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says; `fault` is the figure in which a fault is planted, "all", or nothing."""

    events: int
    rounds: int
    fault: str
    has_pm4py: bool

    def has_fault(self, name: str) -> bool:
        """Whether this figure must break."""
        return self.fault in (name, "all")


def measure(folder: Path, wanted: Wanted) -> int:
    """All comparisons on the database that is configured; 1 where a bound is broken."""
    verdicts = Verdicts()
    files = write_log(folder, wanted.events)
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    print(f"{connection.vendor}: {wanted.events:,} events in {len(files)} files, {megabytes:,.0f} MB of CSV")
    imports = Imports(folder, files, wanted)
    segment = imports.measure(verdicts)
    measure_columns(segment, wanted, verdicts)
    events = read_events(segment)
    measure_matrix(segment, events, wanted, verdicts)
    measure_answers(segment, wanted, verdicts)
    if wanted.has_pm4py:
        with pm4py_peer(folder) as peer:
            Beside(peer, wanted.rounds, wanted.has_fault, verdicts).measure(folder)
    print(f"\n{len(verdicts.whole)} good, {len(verdicts.broken)} broken: {', '.join(verdicts.broken) or 'none'}")
    return 1 if verdicts.broken else 0


class Imports:
    """Whole imports, each in a process of its own as a worker has it, beside the bare load of the same events."""

    def __init__(self, folder: Path, files: list[Path], wanted: Wanted) -> None:
        self.folder, self.files, self.wanted = folder, files, wanted
        self.done: list[dict[str, Any]] = []

    def bring_in(self) -> float:
        """One import into a log of its own; the seconds of its confirmation, in which everything is written."""
        fault = self.wanted.fault or "none"
        if self.done:
            forget()
        command = [sys.executable, "-m", "benchmarks.parts.log_import", f"Log {len(self.done) + 1}", fault]
        done = subprocess.run([*command, *map(str, self.files)], env=environment(), check=True, stdout=subprocess.PIPE)
        self.done.append(json.loads(done.stdout))
        return float(self.done[-1]["confirmed_seconds"])

    def measure(self, verdicts: Verdicts) -> int:
        """Import in rounds; returns the segment of the last one, which stays."""
        rows = self.folder / "rows.csv"
        first = self.bring_in()
        ways.write_rows(newest_segment(), rows)
        bare = "psql \\copy" if connection.vendor == "postgresql" else "executemany"
        works = {bare: (by_the_wall, lambda: ways.bare_load(rows)), "import": (as_told, self.bring_in)}
        title = "Import: checked rows to visible ones, beside the bare load"
        times = compare(title, works, self.wanted.rounds, {"import": [first]})
        figures = self.done[-1]
        seconds, child = figures["checked_seconds"], figures["child_mb"]
        print(f"  before that read and checked in {seconds:.1f} s, the reading child at {child:.0f} MB")
        if connection.vendor == "postgresql":
            verdicts.at_most("import", ratio(times, "import", bare), 2.5, " x")
        peak = max(max(one["checked_mb"], one["confirmed_mb"]) for one in self.done)
        checking, writing = figures["checked_mb"], figures["confirmed_mb"]
        print(f"  peak of the worker: checking {checking:.0f} MB, writing {writing:.0f} MB")
        verdicts.at_most("memory", peak, min(MOST_MB, BASE_MB + self.wanted.events * BYTES_PER_EVENT / 1e6), " MB")
        print(f"  table of events with its indexes: {events_megabytes():.0f} MB")
        verdicts.equal("all events are there", Event.objects.count(), self.wanted.events)
        return newest_segment()


def forget() -> None:
    """Remove all logs between rounds, outside the clock."""
    with connection.cursor() as cursor:
        for model in (Event, Ticket):
            is_server = connection.vendor == "postgresql"
            cursor.execute(f"{'TRUNCATE' if is_server else 'DELETE FROM'} {model._meta.db_table}")
    LogSegment.objects.update(state=LogSegment.State.UNDONE)


def events_megabytes() -> float:
    """What the events take on disk, with their indexes; 0 where the database does not say."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [Event._meta.db_table])
        return float(cursor.fetchone()[0]) / 1e6


def newest_segment() -> int:
    """The segment that came in last."""
    return LogSegment.objects.filter(state=LogSegment.State.READY).latest("pk").pk


def measure_columns(segment: int, wanted: Wanted, verdicts: Verdicts) -> None:
    """From the database to four columns."""
    ours = ways.by_cursor if wanted.has_fault("columns") else ways.read
    works: dict[str, tuple[Clock, Work]] = {"product": (by_the_wall, lambda: ours(segment))}
    if wanted.events <= MOST_TUPLES:
        works["Django's cursor"] = (by_the_wall, lambda: ways.by_cursor(segment))
    if connection.vendor == "postgresql":
        works["COPY binary"] = (by_the_wall, lambda: ways.copy_binary(segment))
    times = compare("Database to four columns", works, wanted.rounds * 2 + 1)
    if "COPY binary" in works:
        verdicts.at_most("columns", ratio(times, "product", "COPY binary"), 1.5, " x")


def read_events(segment: int) -> EventColumns:
    """The columns of the segment in the log's order, groups numbered from 0."""
    columns = ways.read(segment)
    _, columns["group"] = np.unique(columns["group"], return_inverse=True)
    return ways.events_of(columns)


def measure_matrix(segment: int, events: EventColumns, wanted: Wanted, verdicts: Verdicts) -> None:
    """The matrix of sorted columns, beside bare passes and SQL; the other figures alone."""
    ours: Callable[[EventColumns], object] = ways.by_loop if wanted.has_fault("matrix") else handoff_matrix_of
    frame = pl.DataFrame({"ticket": events.ticket, "group": events.group})
    works = {
        "product": (by_the_wall, lambda: ours(events)),
        "bare NumPy": (by_the_wall, lambda: ways.bare_numpy(events)),
        "bare Polars": (by_the_wall, lambda: ways.bare_polars(frame)),
    }
    times = compare("Handoff matrix of sorted columns", works, wanted.rounds * 4 + 3)
    fastest = min(("bare NumPy", "bare Polars"), key=lambda name: ratio(times, name, "product"))
    verdicts.at_most(f"matrix beside {fastest}", ratio(times, "product", fastest), 2, " x")
    start = time.perf_counter()
    by_sql = ways.sql_matrix(segment)
    print(f"  SQL LAG() {time.perf_counter() - start:.2f} s, once")
    ids = np.unique(ways.read(segment)["group"])
    found = {(int(ids[one]), int(ids[other])): count for (one, other), count in ways.matrix(events).items()}
    if wanted.has_fault("sums"):
        found.popitem()
    verdicts.equal("sums: matrix and SQL LAG()", found, by_sql)
    show_figures(events, wanted.rounds)


def show_figures(events: EventColumns, rounds: int) -> None:
    """What else the pages ask of the columns; no bound, the answers below have one."""
    is_first = np.arange(1 + int(events.group.max())) % 3 == 0
    moves = handoffs(events)
    mask = (events.at // 2_592_000_000_000 % 12 == 3)[moves.event]
    works = {
        "handoffs, listed": (by_the_wall, lambda: handoffs(events)),
        "filtered matrix": (by_the_wall, lambda: handoff_matrix(moves.select(mask))),
        "ping-pong": (by_the_wall, lambda: ping_pong(events)),
        "first line": (by_the_wall, lambda: first_line_resolution(events, is_first)),
    }
    compare("Other figures of the columns", works, rounds)


def measure_answers(segment: int, wanted: Wanted, verdicts: Verdicts) -> None:
    """Pages of the log, filtered and not, asked as a browser does, in a process of their own."""
    log = TicketLog.objects.get(segments=segment)
    fault = "answers" if wanted.has_fault("answers") else "none"
    command = [sys.executable, "-m", "benchmarks.parts.log_answers", str(log.uid), fault, str(wanted.rounds)]
    done = subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout)
    first, peak = figures["first"], figures["peak_mb"]
    print(f"\nPages of the log: the first {first:.2f} s, the web process at most {peak:.0f} MB")
    for name, seconds in figures["pages"].items():
        print(f"  {name:<44}{seconds:7.3f} s median")
    if wanted.events <= MOST_TUPLES:
        verdicts.at_most("answers", max(figures["pages"].values()), 1.0, " s")
