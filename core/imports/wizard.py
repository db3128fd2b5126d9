"""What the wizard shows of an import, and the mapping that its form states."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from core.actor import Actor
from core.imports.dates import FORMATS
from core.imports.guess import CERTAIN
from core.imports.mapping import Source, source_columns
from core.imports.numbers import UNITS
from core.imports.registry import Field, Importer, importer
from core.imports.selectors import shown_columns, shown_defect_groups, shown_preview, shown_totals
from core.models import Import

ZONES = ("UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
JOINED_KINDS = {"text", "instant", "date"}
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
        "unmapped": _unmapped(report, kind) if "columns" in report else [],
        "formats": _formats(report, kind),
        "units": _units(report, kind),
        "value_maps": _value_maps(report, kind),
        "zones": ZONES if _needs_zone(report, kind) else (),
        "needs_decimal": any(group["code"] == "ambiguous-number" for group in groups) or bool(_spec(report)["decimal"]),
        "spec": report.get("spec"),
        "groups": groups,
        "fatal": [group for group in groups if group["severity"] == "fatal"],
        "to_fix": [group for group in groups if group["severity"] != "fatal"],
        "preview": _preview(actor, incoming),
        "totals": _totals(shown_totals(actor, incoming)),
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
    sources: dict[str, Source] = _spec(report)["columns"]
    read_as = {name: code for code, source in reversed(sources.items()) for name in source_columns(source)}
    guesses = {name: guess for guess in report["guesses"] for name in guess["columns"]}
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
                "why": _why(code, guess, is_own, report["mapping_from"]),
            }
        )
    return rows


def _why(code: str, guess: Mapping[str, Any] | None, is_own: bool, mapping_from: str) -> str:
    if guess is not None and is_own:
        return str(guess["why"])
    if code:
        return "As in your last file with these columns" if mapping_from == "remembered" else "As you said"
    return f"Left out by you; it looks like “{guess['field']}”" if guess else "Nothing that we know; it stays out"


def _unmapped(report: Mapping[str, Any], kind: Importer) -> list[dict[str, Any]]:
    """Fields that no column was found for, or that share one: they may take a column or one value for all rows."""
    sources: dict[str, Source] = _spec(report)["columns"]
    shown: set[str] = set()
    rows = []
    for one in kind.fields:
        source = sources.get(one.code, {})
        names = source_columns(source)
        if names and not shown.intersection(names):
            shown.update(names)
            continue
        rows.append({"field": one, "column": names[0] if names else "", "constant": source.get("constant", "")})
    return rows


def _formats(report: Mapping[str, Any], kind: Importer) -> list[dict[str, Any]]:
    """A choice of formats for each field of dates whose values do not settle it."""
    rows = []
    for one in kind.fields:
        dates = report.get("dates", {}).get(one.code)
        stated = _spec(report)["formats"].get(one.code, "")
        if stated or (dates and not dates["chosen"]):
            choices = dates["formats"] if dates and dates["formats"] else list(FORMATS)
            known = choices if not stated or stated in choices else [stated, *choices]
            rows.append({"field": one, "stated": stated, "choices": known, "dates": dates})
    return rows


def _needs_zone(report: Mapping[str, Any], kind: Importer) -> bool:
    """Some instant is read in a form without an offset, or a zone is stated already."""
    spec = _spec(report)
    kinds = {one.code for one in kind.fields if one.kind == "instant"}
    missing = any(group["code"] == "time-zone-missing" for group in report.get("defects", []))
    return bool(kinds & set(spec["columns"])) and (missing or bool(spec["time_zone"]))


def _units(report: Mapping[str, Any], kind: Importer) -> list[dict[str, Any]]:
    spec = _spec(report)
    return [
        {"field": one, "stated": spec["units"].get(one.code, ""), "choices": list(UNITS)}
        for one in kind.fields
        if one.kind in ("number", "money") and one.code in spec["columns"]
    ]


def _value_maps(report: Mapping[str, Any], kind: Importer) -> list[dict[str, Any]]:
    fields = {one.code: one for one in kind.fields}
    values: dict[str, list[dict[str, Any]]] = report.get("values", {})
    return [{"field": fields[code], "values": rows} for code, rows in values.items() if code in fields]


def _totals(totals: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**total, "difference": total["after_import"] - total["in_file"]}
        for total in totals
        if total["in_file"] is not None and total["after_import"] is not None
    ]


def stated_mapping(incoming: Import, form: Mapping[str, str]) -> dict[str, Any]:
    """The mapping that the wizard's form states; what the form does not show stays as it is."""
    kind, report = importer(incoming.kind), incoming.report
    spec = dict(report["spec"])
    spec["columns"] = _stated_columns(kind, report, form)
    spec["formats"] = _stated(form, "format-", kind, spec["formats"])
    spec["units"] = _stated(form, "unit-", kind, spec["units"])
    spec["time_zone"] = form.get("time_zone", spec["time_zone"])
    spec["decimal"] = form.get("decimal", spec["decimal"])
    spec["value_maps"] = {**spec["value_maps"], **_stated_values(report, form)}
    known = set(spec["columns"])
    for part in ("formats", "units", "value_maps", "missing_in"):
        spec[part] = {code: value for code, value in spec[part].items() if code in known}
    return spec


def _stated(form: Mapping[str, str], prefix: str, kind: Importer, before: Mapping[str, str]) -> dict[str, str]:
    values = {one.code: form.get(prefix + one.code, before.get(one.code, "")) for one in kind.fields}
    return {code: value for code, value in values.items() if value}


def _stated_columns(kind: Importer, report: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Source]:
    chosen: dict[str, list[Mapping[str, Any]]] = {}
    for number, column in enumerate(report["columns"]):
        if code := form.get(f"column-{number}", ""):
            chosen.setdefault(code, []).append(column)
    before: dict[str, Source] = report["spec"]["columns"]
    columns = {}
    for one in kind.fields:
        source = _stated_source(one, chosen.get(one.code, []), before.get(one.code), form)
        if source:
            columns[one.code] = source
    return columns


def _stated_source(
    one: Field, chosen: Sequence[Mapping[str, Any]], before: Source | None, form: Mapping[str, str]
) -> Source | None:
    names = [column["name"] for column in chosen]
    if not names and (other := form.get(f"field-{one.code}", "")):
        names = [other]
    if before and names and sorted(source_columns(before)) == sorted(names):
        return before
    if not names:
        constant = form.get(f"constant-{one.code}", "").strip()
        return {"constant": constant} if constant else None
    if len(names) == 1:
        return {"column": names[0]}
    tables = [set(column["tables"]) for column in chosen]
    is_split = all(not a & b for place, a in enumerate(tables) for b in tables[place + 1 :])
    return {"concat": names, "separator": " "} if not is_split and one.kind in JOINED_KINDS else {"first": names}


def _stated_values(report: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Our word for each of the file's, by the place in which the form lists it."""
    values: dict[str, dict[str, str]] = {}
    for code, rows in report.get("values", {}).items():
        names = {row["raw"]: f"value-{code}-{place}" for place, row in enumerate(rows)}
        values[code] = {raw: form[name] for raw, name in names.items() if name in form}
    return values
