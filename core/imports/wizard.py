"""What the wizard shows of an import."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from core.actor import Actor
from core.imports.guess import CERTAIN
from core.imports.registry import Importer, importer
from core.imports.selectors import shown_columns, shown_defect_groups, shown_preview, shown_totals
from core.imports.sources import fields_by_column, source_columns
from core.imports.wizard_fields import currency_editor, field_rows, join_editor
from core.models import Import

ZONES = ("UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
VERDICTS = {
    "created": "new",
    "changed": "known and changed",
    "unchanged": "known and as they are",
    "removed": "replaced, since the file speaks for the whole of its teams",
    "rejected": "rejected, which stay out",
}
OPEN = {Import.State.READ, Import.State.CHECKED}
CURRENT_STEP = {"uploaded": 0, "refused": 0, "read": 1, "checked": 2, "loading": 3}
NOTHING_STATED: dict[str, Any] = {
    "columns": {},
    "formats": {},
    "time_zone": "",
    "units": {},
    "decimal": "",
    "value_maps": {},
}


def wizard(actor: Actor, incoming: Import) -> dict[str, Any]:
    """The context of the wizard's page."""
    report, kind = incoming.report, importer(incoming.kind)
    groups = shown_defect_groups(actor, incoming)
    is_open = incoming.state in OPEN
    rejected = incoming.counts.get("rejected", 0)
    rows = incoming.counts.get("rows", 0)
    return {
        "kind": kind,
        "is_open": is_open and actor.can_edit,
        "columns": _columns(actor, incoming, kind) if "columns" in report else [],
        "fields": field_rows(actor, incoming, kind) if "columns" in report else [],
        "currency": currency_editor(incoming, kind) if "columns" in report else None,
        "joins": join_editor(incoming) if "columns" in report else None,
        "zones": ZONES if _needs_zone(report, kind) else (),
        "needs_decimal": any(group["code"] == "ambiguous-number" for group in groups) or bool(_spec(report)["decimal"]),
        "spec": report.get("spec"),
        "groups": groups,
        "fatal": [group for group in groups if group["severity"] == "fatal"],
        "to_fix": [group for group in groups if group["severity"] != "fatal"],
        "preview": _preview(actor, incoming),
        "totals": _totals(shown_totals(actor, incoming)),
        "counts": _counts(incoming),
        "rejected": rejected,
        "rows": rows,
        "accepted": rows - rejected,
        "steps": steps(incoming, groups),
    }


def steps(incoming: Import, groups: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """File, Columns, Rows to fix, Import: what is done and what is next."""
    to_fix = sum(group["count"] for group in groups if group["severity"] == "error")
    current = CURRENT_STEP.get(incoming.state, 4)
    if incoming.state == Import.State.CHECKED and not to_fix:
        current = 3
    named = (
        ("File", "", "#files"),
        ("Columns", "", "#columns"),
        ("Rows to fix", f"{to_fix:,}" if to_fix else "", "#fix"),
        ("Import", "", "#import"),
    )
    states = ["done" if place < current else "current" if place == current else "ahead" for place in range(4)]
    return [
        {"label": label, "detail": detail, "url": url if state == "done" and current < 4 else "", "state": state}
        for (label, detail, url), state in zip(named, states, strict=True)
    ]


def _spec(report: Mapping[str, Any]) -> dict[str, Any]:
    return report.get("spec") or NOTHING_STATED


def _preview(actor: Actor, incoming: Import) -> dict[str, Any]:
    """The ten rows, each cell with its column's kind."""
    preview = shown_preview(actor, incoming)
    kinds = [column["kind"] for column in preview["columns"]]
    rows = [
        {**row, "cells": [{"value": cell, "kind": kind} for cell, kind in zip(row["cells"], kinds, strict=True)]}
        for row in preview["rows"]
    ]
    return {**preview, "rows": rows}


def _columns(actor: Actor, incoming: Import, kind: Importer) -> list[dict[str, Any]]:
    """Each column of the file: first values, the field it is read as, how sure that is and why."""
    report = incoming.report
    read_as = fields_by_column(_spec(report)["columns"])
    guesses = {name: guess for guess in report["guesses"] for name in guess["columns"]}
    helping = _helping(_spec(report), kind)
    rows = []
    for number, column in enumerate(shown_columns(actor, incoming)):
        code, guess = read_as.get(column["name"], ""), guesses.get(column["name"])
        is_own = guess is not None and guess["field"] == code
        sure = guess["confidence"] if guess and is_own else None
        rows.append(
            {
                "number": number,
                "name": column["name"],
                "samples": ", ".join(column["samples"]),
                "field": code,
                "sure": sure,
                "bars": round(sure * 4) if sure is not None else 0,
                "is_doubtful": sure is not None and sure < CERTAIN and report["mapping_from"] == "guessed",
                "helps": helping.get(column["name"], "") if not code else "",
                "why": _why(code, guess, is_own, report["mapping_from"]),
            }
        )
    return rows


def _helping(spec: Mapping[str, Any], kind: Importer) -> dict[str, str]:
    """Columns that are no field of their own and are read nevertheless, with what for."""
    labels = {one.code: one.label for one in kind.fields}
    times = {source["times"]: labels[code] for code, source in spec["columns"].items() if "times" in source}
    return {
        **{one["left"]: f"the key of “{one['table']}”" for one in spec.get("joins") or []},
        **{name: f"multiplies “{label}”" for name, label in times.items()},
        **dict.fromkeys(source_columns(spec.get("currency") or {}), "the currency of amounts"),
    }


def _why(code: str, guess: Mapping[str, Any] | None, is_own: bool, mapping_from: str) -> str:
    if guess is not None and is_own:
        return str(guess["why"])
    if code:
        return "As in your last file with these columns" if mapping_from == "remembered" else "As you said"
    return f"Left out by you; it looks like “{guess['field']}”" if guess else "Nothing that we know; it stays out"


def _needs_zone(report: Mapping[str, Any], kind: Importer) -> bool:
    """Some instant is read in a form without an offset, or a zone is stated already."""
    spec = _spec(report)
    kinds = {one.code for one in kind.fields if one.kind == "instant"}
    missing = any(group["code"] == "time-zone-missing" for group in report.get("defects", []))
    return bool(kinds & set(spec["columns"])) and (missing or bool(spec["time_zone"]))


def _counts(incoming: Import) -> list[dict[str, Any]]:
    """What becomes of the rows, in words; what does not occur is left out."""
    return [
        {"rows": incoming.counts[verdict], "words": words}
        for verdict, words in VERDICTS.items()
        if incoming.counts.get(verdict)
    ]


def _totals(totals: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**total, "difference": total["after_import"] - total["in_file"]}
        for total in totals
        if total["in_file"] is not None and total["after_import"] is not None
    ]
