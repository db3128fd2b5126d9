"""The product's way to keep, read and count a ticket log, and the plainest ways to do the same."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess  # nosec B404
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from django.db import connection, transaction

from core.columns import read_columns
from core.models import Import
from metrics.computations.columns import EventColumns
from metrics.computations.handoffs import PairCounts, handoff_matrix_of
from organisations.models import Organisation
from services.importers.tickets import IMPORTER
from services.models import TicketLog

COLUMNS = ("segment_id", "ticket_id", "at", "line", "group_id", "person_id", "status_id")
FOUR = {"ticket": np.int64, "at": np.int64, "group": np.int64, "person": np.int64}
SELECT = "SELECT ticket_id, at, group_id, person_id FROM services_event WHERE segment_id = "
LAG = """
    SELECT before, group_id, count(*) FROM (
        SELECT group_id, LAG(group_id) OVER (PARTITION BY ticket_id ORDER BY at, line) AS before
        FROM services_event WHERE segment_id = %s AND group_id IS NOT NULL
    ) AS step WHERE before <> group_id GROUP BY before, group_id
"""
Arrays = dict[str, np.ndarray]
Counts = dict[tuple[int, int], int]


def load(frame: pl.DataFrame, organisation: Organisation) -> TicketLog:
    """Load a typed frame as a log of the organisation, without the machine around it."""
    incoming = Import.objects.create(
        organisation=organisation, kind="tickets", target_name="Log", content_hash="0" * 64
    )
    loaded = IMPORTER.load(incoming, frame, lambda done, total, stage="": None)
    with transaction.atomic():
        IMPORTER.publish(incoming, loaded)
    return TicketLog.objects.get(segments=loaded["segment"])


def events_of(columns: Arrays) -> EventColumns:
    """Columns as the computations take them."""
    status = np.zeros(len(columns["ticket"]), np.int8)
    return EventColumns(columns["ticket"], columns["at"], columns["group"], columns["person"], status)


def matrix(events: EventColumns) -> Counts:
    """The product's matrix."""
    return counted(handoff_matrix_of(events))


def counted(pairs: PairCounts) -> Counts:
    """Pairs as a dictionary."""
    names = zip(pairs.sender.tolist(), pairs.receiver.tolist(), strict=True)
    return dict(zip(names, pairs.count.tolist(), strict=True))


def bare_numpy(events: EventColumns) -> np.ndarray:
    """One pass over the sorted columns that does nothing but count."""
    moved = (events.ticket[1:] == events.ticket[:-1]) & (events.group[1:] != events.group[:-1])
    span = 1 + int(events.group.max())
    return np.bincount(events.group[:-1][moved] * span + events.group[1:][moved])


def bare_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """The same pass by Polars."""
    before = frame.with_columns(before=pl.col("group").shift(), is_same=pl.col("ticket") == pl.col("ticket").shift())
    moved = before.filter(pl.col("is_same") & (pl.col("before") != pl.col("group")))
    return moved.group_by("before", "group").len()


def by_loop(events: EventColumns) -> Counts:
    """The same in plain Python: what the product must never become (and the oracle of its counts)."""
    found: Counts = {}
    last_ticket = last_group = -1
    for ticket, group in zip(events.ticket.tolist(), events.group.tolist(), strict=True):
        if ticket == last_ticket and group != last_group:
            found[last_group, group] = found.get((last_group, group), 0) + 1
        last_ticket, last_group = ticket, group
    return found


def read(segment: int) -> Arrays:
    """The product's way from the database to four columns."""
    return read_columns(SELECT + "%s", [segment], FOUR)


def by_cursor(segment: int) -> Arrays:
    """All rows as tuples by Django's cursor, then columns."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT + "%s", [segment])
        return dict(zip(FOUR, np.array(cursor.fetchall(), np.int64).T, strict=True))


class Sink(io.RawIOBase):
    """Keeps what PostgreSQL sends."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: Any) -> int:
        """Take a part."""
        self.parts.append(bytes(part))
        return len(part)


def copy_binary(segment: int) -> int:
    """The same four columns by a bare COPY ... (FORMAT binary), kept as bytes; returns how many."""
    sink = Sink()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({SELECT}{segment}) TO STDOUT (FORMAT binary)", sink)
    return sum(map(len, sink.parts))


def sql_matrix(segment: int) -> Counts:
    """The matrix by a window function, by id of the groups."""
    with connection.cursor() as cursor:
        cursor.execute(LAG, [segment])
        return {(before, after): count for before, after, count in cursor.fetchall()}


def write_rows(segment: int, path: Path) -> None:
    """The stored events as integers in a CSV file: what the bare tools load."""
    if connection.vendor == "postgresql":
        psql(f"\\copy (SELECT {', '.join(COLUMNS)} FROM services_event WHERE segment_id = {segment}) TO '{path}' CSV")
        return
    sql = f"SELECT {', '.join(COLUMNS)} FROM services_event WHERE segment_id = %s"
    pl.DataFrame(read_columns(sql, [segment], dict.fromkeys(COLUMNS, np.int64))).write_csv(path, include_header=False)


def bare_load(path: Path) -> None:
    """The rows of the file by psql's \\copy, or by the sqlite3 module, into a table with the same indexes."""
    if connection.vendor != "postgresql":
        _bare_sqlite(path)
        return
    columns = ", ".join(f"{name} bigint" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(f"CREATE TABLE bare (id bigserial primary key, {columns})")
        cursor.execute("CREATE INDEX ON bare (segment_id, ticket_id, at, line)")
    psql(f"\\copy bare ({', '.join(COLUMNS)}) FROM '{path}' WITH (FORMAT csv)")


def _bare_sqlite(path: Path) -> None:
    own = path.with_suffix(".sqlite3")
    link = sqlite3.connect(own)
    link.execute(f"CREATE TABLE event (id INTEGER PRIMARY KEY, {', '.join(f'{name} bigint' for name in COLUMNS)})")
    link.execute("CREATE INDEX in_order ON event (segment_id, ticket_id, at, line)")
    with link:
        rows = pl.read_csv(path, has_header=False).iter_rows()
        link.executemany("INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", rows)
    link.close()
    own.unlink()


def psql(command: str) -> None:
    """One command of the PostgreSQL shell on the measured database."""
    settings = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {name: str(settings[key]) for name, key in names.items() if settings[key]}
    subprocess.run(["psql", "-q", "-c", command], check=True, env=environment)  # nosec B603 B607
