"""What the report says of a ticket log before it is confirmed."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from django.db.models import Sum

from core.imports.registry import CheckReport, Found
from core.models import Import
from services.importers.ticket_answers import notes
from services.importers.ticket_faults import Fault, doubts_of, faults_of
from services.importers.ticket_rows import LogRows
from services.models import LogSegment

LISTED_PER_CODE = 1_000


def check(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """Reject rows without ticket or time, or with names that are too long; say what the log can answer."""
    rows = LogRows(frame)
    faults, doubts = faults_of(rows), doubts_of(rows)
    kept = _emptied(frame, doubts)
    is_accepted = ~np.any([fault.rows for fault in faults], axis=0)
    kept = kept if is_accepted.all() else kept.filter(pl.Series(is_accepted))
    accepted = rows if kept is frame else LogRows(kept)
    return CheckReport(
        accepted=kept,
        counts={
            "created": len(accepted),
            "changed": 0,
            "unchanged": 0,
            "rejected": len(rows) - len(accepted),
        },
        totals=_totals(import_of, rows, accepted),
        defects=[found for fault in (*faults, *doubts) for found in _defects(frame, rows, fault)],
        notes=notes(import_of, accepted) if len(accepted) else [],
        defect_counts=_counts((*faults, *doubts)),
    )


def _emptied(frame: pl.DataFrame, doubts: list[Fault]) -> pl.DataFrame:
    """The rows without the cells in doubt."""
    emptied = {doubt.column: pl.when(~pl.Series(doubt.rows)).then(pl.col(doubt.column)) for doubt in doubts}
    return frame.with_columns(**emptied) if emptied else frame


def _counts(faults: tuple[Fault, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for fault in faults:
        counts[fault.code] = counts.get(fault.code, 0) + int(np.count_nonzero(fault.rows))
    return counts


def _defects(frame: pl.DataFrame, rows: LogRows, fault: Fault) -> Iterator[Found]:
    for number in np.flatnonzero(fault.rows)[:LISTED_PER_CODE].tolist():
        row = frame.row(number, named=True)
        place = {"file_no": row["_file"], "sheet": row["_sheet"] or "", "line": row["_line"]}
        value = fault.value(rows, number)
        yield Found(fault.severity, fault.code, fault.remedy, column=fault.column, value=value, **place)


def _totals(import_of: Import, rows: LogRows, accepted: LogRows) -> list[dict[str, Any]]:
    segments = LogSegment.objects.filter(
        log__organisation_id=import_of.organisation_id, log__name=import_of.target_name, state=LogSegment.State.READY
    )
    before = segments.aggregate(events=Sum("events"))["events"] or 0
    in_file, tickets = (len(part.texts("ticket").texts) for part in (rows, accepted))
    return [
        {"label": "Events", "in_file": len(rows), "after_import": before + len(accepted), "unit": "events"},
        {"label": "Tickets in these files", "in_file": in_file, "after_import": tickets, "unit": ""},
    ]
