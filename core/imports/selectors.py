"""Reads about imports; what shows single cells masks pay."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from core.access import TenantQuerySet
from core.actor import Actor
from core.imports.mapping import source_columns
from core.imports.registry import Importer, importer, is_known
from core.models import Defect, Import

MASKED = "masked"
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


def pay_columns(incoming: Import) -> frozenset[str]:
    """What holds pay, or may: columns mapped or guessed as money, figures left out, and the fields of money."""
    kind = _importer(incoming)
    if kind is None or "columns" not in incoming.report:
        return frozenset()
    money = {one.code for one in kind.fields if one.kind == "money"}
    sources = incoming.report["spec"]["columns"]
    mapped = {name for source in sources.values() for name in source_columns(source)}
    paid = {name for code, source in sources.items() if code in money for name in source_columns(source)}
    guessed = {name for guess in incoming.report["guesses"] if guess["field"] in money for name in guess["columns"]}
    left_out = {one["name"] for one in incoming.report["columns"] if one["name"] not in mapped and one["number_share"]}
    labels = {one.label for one in kind.fields if one.code in money}
    return frozenset(paid | guessed | money | labels | (left_out if money else set()))


def _importer(incoming: Import) -> Importer | None:
    return importer(incoming.kind) if is_known(incoming.kind) else None


def shown_value(actor: Actor, hidden: frozenset[str], column: str, value: str) -> str:
    """The value, or the word "masked" for a cell of pay that the actor may not see.

    A defect may name several columns; one of pay hides it.
    """
    if actor.has_pay or not value:
        return value
    return MASKED if hidden.intersection({column, *column.split(", ")}) else value


def shown_preview(actor: Actor, incoming: Import) -> dict[str, Any]:
    """The ten rows as understood, money masked for whoever may not see it."""
    preview = incoming.report.get("preview") or {"columns": [], "rows": []}
    if actor.has_pay:
        return preview
    is_pay = [column["kind"] == "money" for column in preview["columns"]]
    rows = [{**row, "cells": _masked(row["cells"], is_pay)} for row in preview["rows"]]
    return {**preview, "rows": rows}


def _masked(cells: Sequence[Any], is_pay: Sequence[bool]) -> list[Any]:
    return [MASKED if hides and cell != "" else cell for cell, hides in zip(cells, is_pay, strict=True)]


def shown_defect_groups(actor: Actor, incoming: Import) -> list[dict[str, Any]]:
    """Defects by code with an example each."""
    hidden = pay_columns(incoming)
    return [
        {**group, "value": shown_value(actor, hidden, group["column"], group["value"])}
        for group in incoming.report.get("defects", [])
    ]


def shown_columns(actor: Actor, incoming: Import) -> list[dict[str, Any]]:
    """The file's columns with their first values."""
    hidden = pay_columns(incoming)
    return [
        {**column, "samples": [shown_value(actor, hidden, column["name"], value) for value in column["samples"]]}
        for column in incoming.report.get("columns", [])
    ]


def defect_rows(actor: Actor, incoming: Import, code: str = "") -> list[tuple[Any, ...]]:
    """Defects as a table, for a download; the columns are `DEFECT_HEADERS`."""
    hidden = pay_columns(incoming)
    rows = import_defects(actor, incoming, code).values_list(
        "severity", "code", "file_no", "sheet", "line", "column", "value", "remedy"
    )
    return [(*row[:6], shown_value(actor, hidden, row[5], row[6]), row[7]) for row in rows.iterator()]


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
        "totals": report.get("totals", []),
        "notes": report.get("notes", []),
        "defects": shown_defect_groups(actor, incoming),
        "preview": shown_preview(actor, incoming),
    }


def _run_link(actor: Actor, incoming: Import) -> str | None:
    return reverse("run", args=[actor.organisation_slug, incoming.run.uid]) if incoming.run else None
