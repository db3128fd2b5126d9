"""What the report says of a ticket log before it is confirmed."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from core.imports.registry import CheckReport, Found
from core.models import Import
from services.importers.ticket_answers import notes
from services.importers.ticket_classes import group_levels
from services.importers.ticket_examples import examples
from services.importers.ticket_faults import Fault, doubts_of, faults_of
from services.importers.ticket_repeats import Repeats, repeats
from services.importers.ticket_rows import LogRows

LISTED_PER_CODE = 1_000


def check(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """Reject rows without ticket or time, or with names that are too long; say what the log can answer."""
    rows = LogRows(frame)
    faults, doubts = faults_of(rows), doubts_of(rows)
    kept = _emptied(frame, doubts)
    is_accepted = ~np.any([fault.rows for fault in faults], axis=0)
    kept = kept if is_accepted.all() else kept.filter(pl.Series(is_accepted))
    accepted = rows if kept is frame else LogRows(kept)
    there, levels = repeats(import_of, accepted), group_levels(accepted)
    return CheckReport(
        accepted=kept,
        counts={
            "created": len(accepted) - there.rows,
            "changed": 0,
            "unchanged": there.rows,
            "rejected": len(rows) - len(accepted),
        },
        totals=_totals(rows, accepted, there),
        defects=[found for fault in (*faults, *doubts) for found in _defects(frame, rows, fault)],
        notes=notes(import_of, accepted, there, levels) if len(accepted) else [],
        examples=examples(accepted, kept, levels[0], import_of.organisation.time_zone) if len(accepted) else [],
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


def _totals(rows: LogRows, accepted: LogRows, there: Repeats) -> list[dict[str, Any]]:
    after = there.events + len(accepted) - there.rows
    in_file, tickets = (len(part.texts("ticket").texts) for part in (rows, accepted))
    parts = (
        ("that are in the log already", there.events),
        ("of the files that are among them", -there.rows),
        ("rejected", len(accepted) - len(rows)),
    )
    because = [{"label": label, "value": count} for label, count in parts if count]
    return [
        {"label": "Events", "in_file": len(rows), "after_import": after, "unit": "events"}
        | ({"because": because} if there.events else {}),
        {"label": "Tickets in these files", "in_file": in_file, "after_import": tickets, "unit": ""},
    ]
