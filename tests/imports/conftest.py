"""A small importer of parts, which shows what the machine does whatever is imported."""

import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from core.actor import Actor
from core.imports import registry
from core.imports.reading.read import read_files
from core.imports.registry import CheckReport, Field, Found, Importer
from core.models import Import, ImportRow
from core.runs.registry import Progress

FIELDS = (
    Field("key", "Part number", required_group="key", synonyms=("part no", "Teilenummer")),
    Field("name", "Name", required_group="name"),
    Field("made", "Made at", kind="instant", synonyms=("production time",)),
    Field("due", "Due on", kind="date", synonyms=("due date",)),
    Field("weight", "Weight", kind="number"),
    Field("price", "Price", kind="money", synonyms=("unit price",)),
    Field(
        "state",
        "Condition",
        kind="choice",
        choices=("new", "used"),
        choice_words={"new": ("mint", "neu")},
    ),
)


def check(incoming: Import, frame: pl.DataFrame) -> CheckReport:
    """A part that is called “broken” is rejected; one without a name is worth a warning."""
    broken = frame.filter(pl.col("name") == "broken")
    found = [
        Found("error", "broken-part", "Repair it.", row["_file"], row["_sheet"], row["_line"], "Name", "broken")
        for row in broken.iter_rows(named=True)
    ]
    accepted = frame.filter(pl.col("name").ne_missing("broken"))
    totals = [{"label": "Parts", "in_file": len(frame), "after_import": len(accepted), "unit": "parts"}]
    return CheckReport(accepted, {"created": len(accepted), "changed": 0, "unchanged": 0}, totals, found, ["A note."])


def load(incoming: Import, frame: pl.DataFrame, progress: Progress) -> dict[str, Any]:
    ImportRow.objects.filter(import_of=incoming).delete()
    for done, row in enumerate(frame.iter_rows(named=True), 1):
        ImportRow.objects.create(
            import_of=incoming, file_no=row["_file"], sheet=row["_sheet"], line=row["_line"], verdict="hidden",
            key=row["key"] or "", payload={"name": row["name"]},
        )  # fmt: skip
        progress(done, len(frame), "Writing parts")
    return {"parts": len(frame)}


def publish(incoming: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    ImportRow.objects.filter(import_of=incoming).update(verdict="created")
    Import.objects.filter(pk=incoming.pk).update(target_id=1 + len(incoming.target_name))
    return {"created": loaded["parts"]}


def undo(incoming: Import, by: Actor) -> None:
    ImportRow.objects.filter(import_of=incoming).delete()


PARTS = Importer("parts", "Parts", "shelf", FIELDS, check, load, publish, undo)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Importer:
    monkeypatch.setitem(registry._IMPORTERS, "parts", PARTS)
    return PARTS


def visible_parts() -> list[str]:
    return list(ImportRow.objects.filter(verdict="created").order_by("id").values_list("key", flat=True))


class Read:
    """What reading some bytes gave."""

    def __init__(self, outcome: dict[str, Any], folder: Path) -> None:
        self.outcome = outcome
        self.found = [Found(**one) for one in outcome["found"]]
        self.tables = outcome["tables"]
        parts = [pl.read_parquet(part) for part in sorted(folder.glob("part-*.parquet"))]
        self.frame = pl.concat(parts, how="diagonal") if parts else pl.DataFrame()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows without their place."""
        return self.frame.drop("_file", "_sheet", "_line").to_dicts()

    @property
    def lines(self) -> list[int]:
        """The line of each row."""
        return self.frame["_line"].to_list()

    @property
    def fatal(self) -> Found:
        """The one fatal defect."""
        (one,) = [found for found in self.found if found.severity == "fatal"]
        return one


Reader = Callable[..., Read]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read these bytes in this process."""

    def read_bytes(*contents: bytes, takes_logs: bool = True) -> Read:
        folder = tmp_path / f"staging-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        files = []
        for number, content in enumerate(contents, 1):
            path = folder / f"file-{number}"
            path.write_bytes(content)
            files.append((str(path), f"file-{number}.csv"))
        return Read(read_files(files, folder, takes_logs=takes_logs), folder)

    return read_bytes


def workbook(*sheets: tuple[str, Sequence[Any]]) -> bytes:
    """An XLSX with these sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def xes(*traces: tuple[str, list[dict[str, str]]], head: str = "") -> bytes:
    """A log of traces (name, events)."""
    body = "".join(
        f'<trace><string key="concept:name" value="{name}"/>'
        + "".join(
            "<event>"
            + "".join(
                f'<{"date" if key == "time:timestamp" else "string"} key="{key}" value="{value}"/>'
                for key, value in event.items()
            )
            + "</event>"
            for event in events
        )
        + "</trace>"
        for name, events in traces
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<log xes.version="1.0">{body}</log>'.encode()


def packed(content: bytes) -> bytes:
    """The content as .gz."""
    return gzip.compress(content)
