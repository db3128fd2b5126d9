"""What the report says of a ticket log before it is confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from django.db.models import Sum

from core.imports.registry import CheckReport, Found
from core.models import Import
from services.importers.ticket_answers import notes
from services.importers.ticket_rows import LogRows
from services.models import LogSegment

LONGEST_KEY = 120
LISTED_PER_CODE = 1_000
Flags = npt.NDArray[np.bool_]


def check(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """Reject rows without ticket or time; say what the log can answer."""
    rows = LogRows(frame)
    faults = _faults(rows)
    is_accepted = ~np.any([fault.rows for fault in faults], axis=0)
    kept = frame if is_accepted.all() else frame.filter(pl.Series(is_accepted))
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
        defects=[found for fault in faults for found in _defects(frame, rows, fault)],
        notes=notes(import_of, accepted) if len(accepted) else [],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """What keeps rows (a flag each) from coming in."""

    code: str
    column: str
    rows: Flags
    remedy: str


def _faults(rows: LogRows) -> tuple[Fault, ...]:
    ticket = rows.texts("ticket")
    is_long = np.append((ticket.texts.str.len_chars() > LONGEST_KEY).to_numpy(), False)[ticket.places]
    too_long = f"A ticket's number has up to {LONGEST_KEY} characters. Check which column holds it."
    no_time = "Fill in when it happened, or map the column opened."
    return (
        Fault("missing-ticket", "ticket", ticket.places < 0, "Fill in the ticket's number."),
        Fault("long-ticket", "ticket", is_long, too_long),
        Fault("missing-time", "time", rows.at.is_null().to_numpy(), no_time),
    )


def _defects(frame: pl.DataFrame, rows: LogRows, fault: Fault) -> Iterator[Found]:
    texts = rows.texts("ticket")
    for number in np.flatnonzero(fault.rows)[:LISTED_PER_CODE].tolist():
        row = frame.row(number, named=True)
        place = {"file_no": row["_file"], "sheet": row["_sheet"] or "", "line": row["_line"]}
        has_value = fault.column == "ticket" and texts.places[number] >= 0
        value = texts.texts[int(texts.places[number])][:200] if has_value else ""
        yield Found("error", fault.code, fault.remedy, column=fault.column, value=value, **place)


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
