"""Reads about imports; what shows single cells masks people and pay."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from core.access import TenantQuerySet
from core.actor import Actor
from core.imports.masking import MASKED, hidden_columns, names_somebody, shown_value
from core.imports.registry import importer, is_known
from core.models import Defect, Import

DEFECT_HEADERS = ("Severity", "Code", "File", "Sheet", "Line", "Column", "Value", "What to do")


def imports_seen_by(actor: Actor) -> TenantQuerySet[Import]:
    """All imports of the organisation, newest first, with what a list shows of them."""
    return Import.objects.visible_to(actor).select_related("run", "requested_by", "organisation")


def import_label(incoming: Import) -> str:
    """What the kind is called."""
    return importer(incoming.kind).label if is_known(incoming.kind) else incoming.kind


def import_defects(actor: Actor, incoming: Import, code: str = "") -> TenantQuerySet[Defect]:
    """The stored defects, in the order in which they were found."""
    rows = Defect.objects.visible_to(actor).filter(import_of=incoming)
    return rows.filter(code=code) if code else rows


def shown_totals(actor: Actor, incoming: Import) -> list[dict[str, Any]]:
    """File and database side by side; money only for whoever may see pay, since two sums may differ by one person."""
    totals: list[dict[str, Any]] = incoming.report.get("totals", [])
    return [total for total in totals if actor.has_pay or total["unit"] != "money"]


def shown_preview(actor: Actor, incoming: Import) -> dict[str, Any]:
    """The ten rows as understood: people as numbers, money masked for whoever may not see it."""
    preview = incoming.report.get("preview") or {"columns": [], "rows": []}
    fields = importer(incoming.kind).fields if is_known(incoming.kind) else ()
    personal = {one.code for one in fields if names_somebody(incoming, one)}
    people: dict[str, str] = {}
    rows = [
        {
            **row,
            "cells": [
                _shown_cell(actor, column, column["code"] in personal, cell, people)
                for column, cell in zip(preview["columns"], row["cells"], strict=True)
            ],
        }
        for row in preview["rows"]
    ]
    return {**preview, "rows": rows}


def _shown_cell(actor: Actor, column: Mapping[str, Any], is_person: bool, cell: Any, people: dict[str, str]) -> Any:
    """`people` numbers the persons met: one can see that two rows name the same one, and not whom."""
    if cell == "":
        return cell
    if is_person:
        return people.setdefault(str(cell), f"person {len(people) + 1}")
    return MASKED if column["kind"] == "money" and not actor.has_pay else cell


def shown_defect_groups(actor: Actor, incoming: Import) -> list[dict[str, Any]]:
    """Defects by code with an example each."""
    hidden = hidden_columns(actor, incoming)
    return [
        {**group, "value": shown_value(hidden, group["column"], group["value"])}
        for group in incoming.report.get("defects", [])
    ]


def shown_columns(actor: Actor, incoming: Import) -> list[dict[str, Any]]:
    """The file's columns with their first values."""
    hidden = hidden_columns(actor, incoming)
    return [
        {**column, "samples": [shown_value(hidden, column["name"], value) for value in column["samples"]]}
        for column in incoming.report.get("columns", [])
    ]


def defect_rows(actor: Actor, incoming: Import, code: str = "") -> list[tuple[Any, ...]]:
    """Defects as a table, for a download; the columns are `DEFECT_HEADERS`."""
    hidden = hidden_columns(actor, incoming)
    rows = import_defects(actor, incoming, code).values_list(
        "severity", "code", "file_no", "sheet", "line", "column", "value", "remedy"
    )
    return [(*row[:6], shown_value(hidden, row[5], row[6]), row[7]) for row in rows.iterator()]


def import_summary(actor: Actor, incoming: Import) -> dict[str, Any]:
    """An import as data, for the API and the command."""
    report = incoming.report
    return {
        "uid": str(incoming.uid),
        "version": incoming.version,
        "kind": incoming.kind,
        "target": incoming.target_name,
        "state": incoming.state,
        "created": incoming.created.isoformat(),
        "confirmed_at": incoming.confirmed_at.isoformat() if incoming.confirmed_at else None,
        "content_hash": incoming.content_hash,
        "counts": incoming.counts,
        "run": _run_link(actor, incoming),
        "run_state": incoming.run.state if incoming.run else None,
        "error": incoming.run.error if incoming.run else "",
        "same_as": report.get("same_as"),
        "not_confirmed": report.get("not_confirmed", ""),
    }


def import_detail(actor: Actor, incoming: Import) -> dict[str, Any]:
    """The summary with the mapping, the guesses, the totals and the defects by code."""
    report = incoming.report
    return {
        **import_summary(actor, incoming),
        "files": [{"name": one.upload.name, "sha256": one.upload.sha256} for one in incoming.files.all()],
        "mapping": report.get("spec"),
        "mapping_from": report.get("mapping_from"),
        "guesses": report.get("guesses", []),
        "dates": report.get("dates", {}),
        "totals": shown_totals(actor, incoming),
        "notes": report.get("notes", []),
        "examples": report.get("examples", []),
        "defects": shown_defect_groups(actor, incoming),
        "preview": shown_preview(actor, incoming),
    }


def _run_link(actor: Actor, incoming: Import) -> str | None:
    return reverse("run", args=[actor.organisation_slug, incoming.run.uid]) if incoming.run else None
