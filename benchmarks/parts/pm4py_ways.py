"""The product beside PM4Py: from sorted columns, from PostgreSQL and from a CSV file to names with counts."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from django.db import connection

from benchmarks.parts import handoff_ways as ways
from benchmarks.parts.big_log import made_up_steps, typed_log
from benchmarks.parts.bounds import Verdicts, Work, as_told, by_the_wall, compare, gain
from benchmarks.parts.log_import import stated_mapping
from benchmarks.parts.own_database import environment
from benchmarks.parts.pm4py_beside import Peer
from core.columns import read_columns
from core.imports.apply import applied
from core.imports.mapping import parse_spec
from core.imports.reading.read import read_files
from core.imports.staging import staged_rows
from metrics.computations.columns import EventColumns
from metrics.computations.handoffs import handoff_matrix_of
from organisations.models import Organisation
from services.facts import numbers
from services.importers.ticket_rows import LogRows
from services.importers.tickets import IMPORTER
from services.models import Group, LogSegment

EVENTS = 1_000_000
COLUMNS = ("Number", "State", "Updated at", "Assignment group")
SELECT = "SELECT id, ticket_id, at, group_id FROM services_event WHERE segment_id = %s"
Named = dict[tuple[str, str], int]


class Beside:
    """Each way in turns with PM4Py's, on a log of a million events, and the counts entry by entry."""

    def __init__(self, peer: Peer, rounds: int, has_fault: Callable[[str], bool], verdicts: Verdicts) -> None:
        self.peer, self.rounds, self.has_fault, self.verdicts = peer, rounds, has_fault, verdicts

    def measure(self, folder: Path) -> None:
        """All three."""
        path = folder / "beside.csv"
        made_up_steps(EVENTS, 0).select(COLUMNS).write_csv(path)
        events, names = from_csv(path)
        self.equal("matrix", named(events, names), "matrix", str(path))
        self.compare(
            "matrix", 200, lambda: handoff_matrix_of(events), lambda: ways.by_loop(events), "matrix", str(path)
        )
        self.compare("CSV", 10, lambda: named(*from_csv(path)), lambda: by_csv_module(path), "csv", str(path))
        if connection.vendor == "postgresql":
            self.measure_postgres()

    def measure_postgres(self) -> None:
        """The stored log, names out."""
        organisation, _ = Organisation.objects.get_or_create(slug="beside", defaults={"name": "Beside"})
        segment = LogSegment.objects.get(log=ways.load(typed_log(EVENTS), organisation), state="ready").pk
        stored = ("postgres", environment()["DATABASE_URL"], str(segment))
        self.equal("PostgreSQL", named(*from_postgres(segment)), *stored)
        self.compare("PostgreSQL", 20, lambda: named(*from_postgres(segment)), lambda: by_cursor(segment), *stored)

    def compare(self, name: str, bound: int, ours: Work, fault: Work, *question: str) -> None:
        """Turns, ratio and bound."""
        work = fault if self.has_fault(f"{name} beside PM4Py") else ours
        works = {"product": (by_the_wall, work), "PM4Py": (as_told, lambda: self.peer.ask(*question)["seconds"])}
        times = compare(f"{name}: names with counts of {EVENTS:,} events", works, self.rounds)
        self.verdicts.at_least(f"{name} beside PM4Py", gain(times, "product", "PM4Py"), bound)

    def equal(self, name: str, ours: Named, *question: str) -> None:
        """Ours and PM4Py's counts."""
        theirs = {(one, other): count for one, other, count in self.peer.ask(*question, "counts")["counts"]}
        if self.has_fault("sums"):
            ours.popitem()
        self.verdicts.equal(f"sums: {name} and PM4Py", ours, theirs)


def from_csv(path: Path) -> tuple[EventColumns, list[str]]:
    """A file read by Polars, then the product's way: instants, numbers for texts, the log's order."""
    names = {"Number": "ticket", "Updated at": "time", "Assignment group": "group"}
    read = pl.scan_csv(path, infer_schema=False).select(*names).rename(names)
    time = pl.col("time").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us").cast(pl.Int64)
    line = pl.int_range(2, pl.len() + 2).alias("_line")
    return numbered(LogRows(read.with_columns(time, line, pl.lit(1, pl.Int16).alias("_file")).collect()))


def by_import(path: Path) -> tuple[EventColumns, list[str]]:
    """The same file through the import machine: checked row by row, staged, typed by a mapping."""
    with tempfile.TemporaryDirectory() as staging:
        read_files([(str(path), path.name)], Path(staging), takes_logs=True)
        spec = parse_spec(stated_mapping("ticket", "time", "group", "status"), IMPORTER)
        return numbered(LogRows(applied(staged_rows(Path(staging)), IMPORTER, spec, "EUR").frame))


def numbered(rows: LogRows) -> tuple[EventColumns, list[str]]:
    """Columns in the log's order, and the names of the groups by number."""
    ticket, group = rows.texts("ticket"), rows.texts("group")
    order = rows.in_order(np.arange(len(ticket.texts), dtype=np.int32))
    places = {"ticket": ticket.places[order].astype(np.int64), "group": group.places[order].astype(np.int64)}
    return sorted_events({**places, "at": rows.at.to_numpy()[order]}), group.texts.to_list()


def from_postgres(segment: int) -> tuple[EventColumns, list[str]]:
    """The product's way from the database."""
    columns = read_columns(SELECT, [segment], dict.fromkeys(("id", "ticket", "at", "group"), np.int64))
    number = columns.pop("id")
    if (number[1:] < number[:-1]).any():
        columns = {name: column[np.argsort(number, kind="stable")] for name, column in columns.items()}
    ids, columns["group"] = numbers(columns["group"])
    names = dict(Group.objects.filter(pk__in=ids.tolist()).values_list("pk", "name"))
    return sorted_events(columns), [names[pk] for pk in ids.tolist()]


def sorted_events(columns: ways.Arrays) -> EventColumns:
    """Columns as the computations take them; people are of no account here."""
    return ways.events_of({**columns, "person": columns["group"]})


def named(events: EventColumns, names: list[str]) -> Named:
    """The matrix by the names of the groups."""
    return {(names[one], names[other]): count for (one, other), count in ways.matrix(events).items()}


def by_cursor(segment: int) -> ways.Counts:
    """The planted fault: tuples, and a loop."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SELECT} ORDER BY id", [segment])
        return by_steps([(ticket, group) for _, ticket, _, group in cursor.fetchall()])


def by_csv_module(path: Path) -> ways.Counts:
    """The planted fault: Python's csv, a sort, and a loop."""
    with path.open() as file:
        rows = sorted((row["Number"], row["Updated at"], row["Assignment group"]) for row in csv.DictReader(file))
    return by_steps([(ticket, group) for ticket, _, group in rows])


def by_steps(steps: list[tuple[object, object]]) -> ways.Counts:
    """Handoffs of steps in order."""
    found: ways.Counts = {}
    for (before, sender), (ticket, receiver) in pairwise(steps):
        if before == ticket and sender != receiver:
            found[sender, receiver] = found.get((sender, receiver), 0) + 1  # type: ignore[arg-type]
    return found
