"""Ticket logs for tests, brought in through the product's importer."""

from typing import Any

import polars as pl
from django.db import transaction

from core.models import Import
from organisations.models import Organisation
from services.importers.tickets import IMPORTER
from services.models import TicketLog

HOUR = 3_600_000_000
CLASSES = {"q": "queued", "w": "working", "p": "pending", "c": "closed"}
# The golden log of the method: ticket, (hour, group, class) ...
GOLDEN = {
    "T1": ((1, "A", "q"), (2, "B", "q"), (3, "B", "w"), (4, "A", "w"), (5, "B", "w"), (6, "A", "c")),
    "T2": ((1, "A", "w"), (2, None, "w"), (3, "C", "q"), (5, "C", "w"), (6, "A", "c")),
    "T3": ((1, "A", "w"), (2, "A", "c"), (9, "B", "w"), (10, "B", "c")),
    "T4": ((1, "B", "w"), (4, "C", "q")),
}


def frame_of(rows: list[dict[str, Any]], file_no: int = 1) -> pl.DataFrame:
    """A typed frame as the import machine hands it over; lines count from 2."""
    placed = [{"_file": file_no, "_sheet": "", "_line": line, **row} for line, row in enumerate(rows, start=2)]
    schema: dict[str, Any] = {"_file": pl.Int16, "_sheet": pl.String, "_line": pl.Int64}
    typed = dict.fromkeys(("time", "opened", "closed"), pl.Int64) | {"sequence": pl.Float64}
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame(placed, schema=schema | {name: typed.get(name, pl.String) for name in names})


def golden_rows(**more: Any) -> list[dict[str, Any]]:
    """The golden log's rows; `more` are further fields of every row."""
    return [
        {"ticket": ticket, "time": hour * HOUR, "group": group, "status_class": CLASSES[letter], **more}
        for ticket, events in GOLDEN.items()
        for hour, group, letter in events
    ]


def ignore_progress(done: int, total: int, stage: str = "") -> None:
    """For loads whose progress nobody watches."""


def started_import(organisation: Organisation, name: str = "Log") -> Import:
    """An import that is about to be loaded."""
    return Import.objects.create(organisation=organisation, kind="tickets", target_name=name, content_hash="0" * 64)


def bring_in(organisation: Organisation, frame: pl.DataFrame, name: str = "Log") -> tuple[Import, TicketLog]:
    """Check, load and publish; returns the import and its log."""
    incoming = started_import(organisation, name)
    loaded = IMPORTER.load(incoming, IMPORTER.check(incoming, frame).accepted, ignore_progress)
    with transaction.atomic():
        IMPORTER.publish(incoming, loaded)
    return incoming, TicketLog.objects.get(organisation=organisation, name=name)
