"""An import as understood with a mapping: what may come in, what is wrong, and the report that people read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from core.figures import plural
from core.imports.apply import applied
from core.imports.found import Found
from core.imports.joins import joined
from core.imports.mapping import Spec, unmapped_groups
from core.imports.person_free import without_persons
from core.imports.reading.tables import PLACE
from core.imports.registry import CheckReport, Field, Importer
from core.imports.sheets import reading_of
from core.imports.sources import columns_read
from core.imports.typed import KEPT_PER_CODE, Typed
from core.imports.value_words import words_of_fields
from core.models import Import

PREVIEW_ROWS = 10
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Understanding:
    """`accepted` is None where something fatal kept the rows from being checked."""

    spec: Spec
    found: list[Found] = field(default_factory=list)
    defect_counts: Counter[str] = field(default_factory=Counter)
    accepted: pl.DataFrame | None = None
    counts: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_fatal(self) -> bool:
        """Nothing may be confirmed."""
        return any(found.severity == "fatal" for found in self.found)

    def add(self, found: Sequence[Found], counts: Mapping[str, int] | None = None) -> None:
        """Take defects in; the first thousand of a code are kept, `counts` says how many there are of each."""
        kept = Counter(one.code for one in self.found)
        for one in found:
            if kept[one.code] < KEPT_PER_CODE:
                kept[one.code] += 1
                self.found.append(one)
        self.defect_counts.update(counts if counts is not None else Counter(one.code for one in found))


def understood(
    incoming: Import, importer: Importer, raw: pl.LazyFrame, spec: Spec, read: Mapping[str, Any]
) -> Understanding:
    """Apply the mapping, let the app check the rows; `raw` is as staged, `read` is the outcome of the reading."""
    known = Understanding(spec)
    reading = reading_of(read, spec, importer)
    known.add([Found(**one) for one in reading["found"]], reading["counts"])
    completed = joined(raw, read["tables"], spec)
    rows = completed.frame
    known.add(completed.found, completed.counts | Counter(f.code for f in completed.found if f.severity == "fatal"))
    known.add(_mapping_defects(importer, spec, rows))
    height = int(rows.select(pl.len()).collect().item())
    total = height + reading["left_out_rows"]
    known.counts = {"rows": total}
    if known.is_fatal:
        return known
    typed = applied(rows, importer, spec, incoming.organisation.currency)
    typed.frame = without_persons(incoming, importer, typed.frame)
    known.add(typed.found, typed.counts)
    typed.notes[:0] = [*reading["notes"], *completed.notes]
    known.parts = {
        "preview": preview(importer, typed.frame, incoming.organisation.time_zone),
        "dates": {code: _dates(dates) for code, dates in typed.dates.items()},
        "values": words_of_fields(importer, rows, spec),
        "currencies": typed.currencies,
        "notes": typed.notes,
    }
    if unread := height - typed.frame.height:
        typed.notes.append(f"{plural(unread, 'row')} with a cell that cannot be read: in no total of the file.")
    if not known.is_fatal:
        _take_check(known, importer.check(incoming, typed.frame), typed, total)
    return known


def _take_check(known: Understanding, report: CheckReport, typed: Typed, total: int) -> None:
    known.add(report.defects, report.defect_counts)
    known.accepted = report.accepted
    known.counts = {**report.counts, "rows": total, "rejected": total - report.accepted.height}
    known.parts["totals"] = report.totals
    known.parts["examples"] = report.examples
    known.parts["notes"] = [*typed.notes, *report.notes]


def _mapping_defects(importer: Importer, spec: Spec, rows: pl.LazyFrame) -> list[Found]:
    found, present = [], set(rows.collect_schema().names())
    for group in unmapped_groups(importer, spec):
        names = " or ".join(f"“{one.label}”" for one in group)
        codes = " or ".join(f"columns.{one.code}" for one in group)
        remedy = f"No column is certain to be {names}. Say which column holds it (mapping: {codes})."
        found.append(Found("fatal", "column-not-mapped", remedy, column=group[0].label))
    for code, source in {**spec.columns, "currency": spec.currency}.items():
        absent = [name for name in columns_read(source) if name not in present]
        if absent:
            remedy = f"The mapping reads “{code}” from a column that the file does not have. Correct the mapping."
            found.append(Found("fatal", "unknown-column", remedy, column=absent[0][:120]))
    return found


def preview(importer: Importer, frame: pl.DataFrame, zone: str) -> dict[str, Any]:
    """Ten rows in words: {columns: [{code, label, kind}], rows: [{file, sheet, line, cells}]}; instants in the zone."""
    fields = [one for one in importer.fields if one.code in frame.columns]
    rows = [
        {
            **{name.strip("_"): row[name] for name in PLACE},
            "cells": [in_words(one, row[one.code], zone) for one in fields],
        }
        for row in frame.head(PREVIEW_ROWS).iter_rows(named=True)
    ]
    return {"columns": [{"code": one.code, "label": one.label, "kind": one.kind} for one in fields], "rows": rows}


def in_words(one: Field, value: Any, zone: str) -> Any:
    """A typed value as it is shown and sent; an instant in the zone."""
    if value is None or (one.is_unknown_at_zero and value == 0):
        return ""
    if one.kind == "instant":
        moment = EPOCH + timedelta(microseconds=value)
        return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S %Z")
    if one.kind == "date":
        return value.isoformat()
    return value


def _dates(dates: Any) -> dict[str, Any]:
    return {
        "formats": list(dates.formats),
        "chosen": dates.chosen,
        "sample": dates.sample,
        "readings": list(dates.readings),
    }


def defect_groups(known: Understanding) -> list[dict[str, Any]]:
    """Defects by code, the gravest first: severity, count, the remedy and the place of the first.

    Each fatal one is a question of its own.
    """
    order = {"fatal": 0, "error": 1, "warning": 2}
    first: dict[tuple[str, str], Found] = {}
    for one in known.found:
        first.setdefault((one.code, one.remedy if one.severity == "fatal" else ""), one)
    groups = [
        {**asdict(one), "count": 1 if one.severity == "fatal" else max(known.defect_counts[one.code], 1)}
        for one in first.values()
    ]
    return sorted(groups, key=lambda group: (order[group["severity"]], -group["count"]))
