"""The product's way to load, read and count a ticket log, and the plainest ways to do the same."""

from __future__ import annotations

import os
import sqlite3
import subprocess  # nosec B404
from pathlib import Path

import numpy as np
import polars as pl
from django.db import connection, transaction

from core.columns import read_columns
from core.models import Import
from metrics.computations.columns import EventColumns
from metrics.computations.handoffs import handoff_matrix, handoffs
from organisations.models import Organisation
from services.importers.tickets import IMPORTER
from services.models import Event, TicketLog

COLUMNS = ("segment_id", "ticket_id", "at", "line", "group_id", "person_id", "status_id")
FOUR = {"ticket": np.int64, "at": np.int64, "group": np.int64, "person": np.int64}
SELECT = "SELECT ticket_id, at, group_id, person_id FROM services_event WHERE segment_id = "
LAG = """
    SELECT before, group_id, count(*) FROM (
        SELECT group_id, LAG(group_id) OVER (PARTITION BY ticket_id ORDER BY at, line) AS before
        FROM services_event WHERE segment_id = %s AND group_id IS NOT NULL
    ) AS step WHERE before <> group_id GROUP BY before, group_id
"""


def made_up_log(events: int) -> pl.DataFrame:
    """About eight events per ticket, 600 groups, four statuses, as the import machine hands a log over."""
    draw = np.random.default_rng(2026)
    ticket = draw.integers(0, events // 8, events)
    at = 1_700_000_000_000_000 + draw.integers(0, 31_536_000, events) * 1_000_000
    group = np.minimum(draw.geometric(0.01, events), 600)
    names = {"ticket": ("INC", ticket), "group": ("Group ", group), "person": ("P", draw.integers(0, 3_000, events))}
    texts = {name: pl.lit(prefix) + pl.Series(values).cast(pl.String) for name, (prefix, values) in names.items()}
    status = np.array(["Queued", "In Progress", "Pending", "Closed"])[draw.integers(0, 4, events)]
    frame = pl.DataFrame({"time": at, "status": status, "_line": np.arange(2, events + 2)})
    return frame.with_columns(**texts, _file=pl.lit(1, pl.Int16), _sheet=pl.lit(""))


class Product:
    """The product's way."""

    def __init__(self, frame: pl.DataFrame, organisation: Organisation | None = None) -> None:
        self.frame = frame
        self.organisation = organisation or Organisation.objects.create(name="Benchmark", slug="benchmark")
        self.imports = 0
        self.segment = 0

    def load(self) -> None:
        """Import the log under a new name, from the typed frame to visible rows."""
        self.imports += 1
        incoming = Import.objects.create(
            organisation=self.organisation, kind="tickets", target_name=f"Log {self.imports}", content_hash="0" * 64
        )
        loaded = IMPORTER.load(incoming, self.frame, lambda done, total, stage="": None)
        with transaction.atomic():
            IMPORTER.publish(incoming, loaded)
        self.segment = loaded["segment"]

    def forget(self) -> None:
        """Remove all logs between rounds, outside the clock."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM services_event")
            cursor.execute("DELETE FROM services_ticket")
        TicketLog.objects.all().delete()

    def read(self) -> dict[str, np.ndarray]:
        """Four columns."""
        return read_columns(SELECT + "%s ORDER BY id", [self.segment], FOUR)

    def matrix(self, columns: dict[str, np.ndarray]) -> int:
        """The handoff matrix of sorted columns."""
        status = np.zeros(len(columns["ticket"]), np.int8)
        events = EventColumns(columns["ticket"], columns["at"], columns["group"], columns["person"], status)
        return int(handoff_matrix(handoffs(events)).count.sum())


def bare_sqlite(folder: Path, rows: list[tuple[int, ...]]) -> None:
    """The same integer rows and index, by the standard library, in one transaction."""
    path = folder / "bare.sqlite3"
    link = _bare_table(path)
    with link:
        link.executemany("INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", rows)
    link.close()
    path.unlink()


def sqlite_shell(folder: Path, csv: Path) -> None:
    """The same rows from a CSV file by the sqlite3 shell."""
    path = folder / "shell.sqlite3"
    _bare_table(path, is_numbered=False).close()
    subprocess.run(["sqlite3", path, ".mode csv", f".import {csv} event"], check=True)  # nosec B603 B607
    path.unlink()


def _bare_table(path: Path, is_numbered: bool = True) -> sqlite3.Connection:
    link = sqlite3.connect(path)
    number = "id INTEGER PRIMARY KEY AUTOINCREMENT, " if is_numbered else ""
    link.execute(f"CREATE TABLE event ({number}{', '.join(f'{name} bigint' for name in COLUMNS)})")
    link.execute("CREATE INDEX in_order ON event (segment_id, ticket_id, at, line)")
    return link


def psql_copy(csv: Path) -> None:
    """The same rows from a CSV file by psql's \\copy, into a table with the same index."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(f"CREATE TABLE bare (id bigserial primary key, {', '.join(f'{n} bigint' for n in COLUMNS)})")
        cursor.execute("CREATE INDEX ON bare (segment_id, ticket_id, at, line)")
    settings = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {name: str(settings[key]) for name, key in names.items() if settings[key]}
    copy = f"\\copy bare ({', '.join(COLUMNS)}) FROM '{csv}' WITH (FORMAT csv)"
    subprocess.run(["psql", "-q", "-c", copy], check=True, env=environment)  # nosec B603 B607


def bare_cursor(segment: int) -> list[tuple[int, ...]]:
    """All rows as tuples, by Django's cursor."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT + "%s ORDER BY id", [segment])
        return cursor.fetchall()  # type: ignore[no-any-return]


def sql_matrix(segment: int) -> int:
    """The matrix by a window function."""
    with connection.cursor() as cursor:
        cursor.execute(LAG, [segment])
        return sum(count for _, _, count in cursor.fetchall())


def polars_matrix(frame: pl.DataFrame) -> int:
    """The matrix by one Polars pass over sorted columns."""
    rows = frame.filter(pl.col("group") >= 0).with_columns(
        before=pl.col("group").shift(), is_same=pl.col("ticket") == pl.col("ticket").shift()
    )
    moved = rows.filter(pl.col("is_same") & (pl.col("before") != pl.col("group")))
    return int(moved.group_by("before", "group").len()["len"].sum())


def plain_rows(folder: Path) -> tuple[Path, list[tuple[int, ...]]]:
    """The stored events as integers, as a list and as a CSV file: what the bare tools load."""
    rows = list(Event.objects.order_by("pk").values_list(*COLUMNS))
    path = folder / "events.csv"
    pl.DataFrame(rows, schema=list(COLUMNS), orient="row").write_csv(path, include_header=False)
    return path, rows
