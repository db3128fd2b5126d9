"""What the report says of a ticket log before it is confirmed."""

from typing import Any

import polars as pl
from django.db.models import Sum

from core.figures import plural
from core.imports.registry import CheckReport, Found
from core.models import Import
from services.importers.ticket_classes import group_levels, with_status_classes
from services.importers.ticket_rows import LONGEST_KEY, complete, with_tidy_names
from services.models import LogSegment

LISTED_PER_CODE = 1_000
FAULTS: tuple[tuple[str, str, pl.Expr, str], ...] = (
    ("missing-ticket", "ticket", pl.col("ticket").is_null() | (pl.col("ticket") == ""), "Fill in the ticket's number."),
    (
        "long-ticket",
        "ticket",
        pl.col("ticket").str.len_chars() > LONGEST_KEY,
        f"A ticket's number has up to {LONGEST_KEY} characters. Check which column holds it.",
    ),
    ("missing-time", "time", pl.col("at").is_null(), "Fill in when it happened, or map the column opened."),
)
NO_HISTORY = (
    "Each ticket has one row: this list has no history, so handoffs, ping-pong, waiting and first-line resolution "
    "cannot be computed from it. It answers how many tickets each group has, by month, priority and product. "
    "For the rest export the history of the assignment group (one row per change)."
)


def check(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """Reject rows without ticket or time; say what the log can answer."""
    rows = complete(frame)
    is_faulty = pl.any_horizontal(fault.fill_null(False) for _, _, fault, _ in FAULTS)
    is_accepted = rows.select((~is_faulty).alias("ok"))["ok"]
    accepted = with_status_classes(with_tidy_names(rows.filter(is_accepted)))
    return CheckReport(
        accepted=frame.filter(is_accepted),
        counts={
            "created": len(accepted),
            "changed": 0,
            "unchanged": 0,
            "rejected": len(rows) - len(accepted),
        },
        totals=_totals(import_of, rows, accepted),
        defects=_defects(rows),
        notes=_notes(accepted) if len(accepted) else [],
    )


def has_history(rows: pl.DataFrame) -> bool:
    """True when any ticket has more than one event."""
    return rows["ticket"].n_unique() < len(rows)


def _defects(rows: pl.DataFrame) -> list[Found]:
    found = []
    for code, column, fault, remedy in FAULTS:
        for row in rows.filter(fault.fill_null(False)).head(LISTED_PER_CODE).iter_rows(named=True):
            place = {"file_no": row["_file"], "sheet": row["_sheet"] or "", "line": row["_line"]}
            value = str(row[column] or "")[:200] if column == "ticket" else ""
            found.append(Found("error", code, remedy, column=column, value=value, **place))
    return found


def _totals(import_of: Import, rows: pl.DataFrame, accepted: pl.DataFrame) -> list[dict[str, Any]]:
    segments = LogSegment.objects.filter(
        log__organisation_id=import_of.organisation_id, log__name=import_of.target_name, state=LogSegment.State.READY
    )
    before = segments.aggregate(events=Sum("events"))["events"] or 0
    tickets = accepted["ticket"].n_unique() if len(accepted) else 0
    return [
        {"label": "Events", "in_file": len(rows), "after_import": before + len(accepted), "unit": "events"},
        {"label": "Tickets in these files", "in_file": rows["ticket"].n_unique(), "after_import": tickets, "unit": ""},
    ]


def _notes(rows: pl.DataFrame) -> list[str]:
    if not has_history(rows):
        return [NO_HISTORY]
    return [*_level_notes(rows), *_status_notes(rows), *_gap_notes(rows)]


def _level_notes(rows: pl.DataFrame) -> list[str]:
    levels, rule = group_levels(rows)
    if not rule:
        return [
            "The levels of the groups are unknown: first-line resolution and handoffs up and down need them. "
            "Set them on the log's page, or map a column."
        ]
    counts = [sum(level == wanted for level, _ in levels.values()) for wanted in (1, 2, 3, 0)]
    by = "a column" if rule == "column" else "the suffix of the name (none is level 1)"
    return [
        f"Levels come from {by}: {plural(counts[0], 'group')} of level 1, {counts[1]} of 2, {counts[2]} of 3, "
        f"{counts[3]} unknown. Correct them on the log's page."
    ]


def _status_notes(rows: pl.DataFrame) -> list[str]:
    if rows["status"].null_count() == len(rows):
        return [
            "No status is mapped: which tickets are closed is unknown, so is first-line resolution; waiting ends with "
            "the receiving group's next event."
        ]
    unknown = rows.filter(pl.col("status_class").is_null())["status"].drop_nulls().unique().sort().to_list()
    if not unknown:
        return []
    shown = ", ".join(f"“{name}”" for name in unknown[:5])
    have = plural(len(unknown), "status has", "statuses have")
    they = "it is" if len(unknown) == 1 else "they are"
    return [f"{have} no class yet ({shown}): say whether {they} queued, working or closed."]


def _gap_notes(rows: pl.DataFrame) -> list[str]:
    notes = []
    if without := rows["group"].null_count():
        nameless = plural(without, "event names", "events name")
        notes.append(f"{nameless} no group: kept and counted, without forming a handoff.")
    if rows["person"].null_count() == len(rows):
        notes.append("No person is mapped: changes of hands inside a group cannot be counted.")
    absent = [name for name in ("priority", "product") if rows[name].null_count() == len(rows)]
    if absent:
        notes.append(f"Not mapped: {' and '.join(absent)}. Figures cannot be filtered by it.")
    ties = len(rows) - rows.select(pl.struct("ticket", "at").n_unique()).item()
    if ties and rows["sequence"].null_count() == len(rows):
        share = plural(ties, "event shares", "events share")
        notes.append(f"{share} ticket and instant with another: the order is that of the file.")
    return notes
