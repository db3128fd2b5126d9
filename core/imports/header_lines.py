"""The tables of an import as the wizard shows them, and what its form says of their headers and sheets."""

from collections.abc import Mapping
from typing import Any

from core.errors import UserError
from core.models import Import

REREADABLE = "no-header"


def read_tables(incoming: Import) -> list[dict[str, Any]]:
    """Each table: its name in the mapping, where its header lies and why, whether its rows are read.

    A file in which no header was found is listed with the line that was refused.
    """
    report = incoming.report
    chosen = (report.get("spec") or {}).get("sheets") or []
    tables = [
        {
            **table,
            "name": table["sheet"] or table["name"],
            "is_sheet": bool(table["sheet"]),
            "is_read": not chosen or table["sheet"] in (*chosen, ""),
        }
        for table in report.get("read", {}).get("tables", [])
    ]
    return [*tables, *_refused_tables(incoming)]


def _refused_tables(incoming: Import) -> list[dict[str, Any]]:
    refused = [one for one in incoming.report.get("defects", []) if one["code"] == REREADABLE]
    if incoming.state != Import.State.REFUSED or not refused:
        return []
    names = {file.file_no: file.upload.name for file in incoming.files.select_related("upload")}
    return [
        {
            "name": one["sheet"] or names.get(one["file_no"], ""),
            "header_line": one["line"] or 1,
            "is_read": True,
            "rows": 0,
        }
        for one in refused
    ]


def is_rereadable(incoming: Import) -> bool:
    """Whether the files may be read again: nothing came in yet, or nothing was found to name the columns."""
    is_open = incoming.state in (Import.State.READ, Import.State.CHECKED)
    return is_open or bool(_refused_tables(incoming))


def stated_header_lines(incoming: Import, form: Mapping[str, str]) -> dict[str, int]:
    """The lines that the form states, where they are not those that were found; earlier statements stay."""
    before: dict[str, int] = incoming.report.get("header_lines") or {}
    stated = {}
    for number, table in enumerate(read_tables(incoming)):
        text = form.get(f"line-{number}", "").strip()
        if not text.isdecimal():
            raise UserError(f"“{text[:20]}” is no line of “{table['name']}”. Give a number such as 4.", status=400)
        if table["name"] in before or int(text) != table["header_line"]:
            stated[table["name"]] = int(text)
    return stated


def stated_sheets(incoming: Import, names: list[str]) -> list[str]:
    """The sheets that the form ticks; none where that is all of them."""
    sheets = [table["name"] for table in read_tables(incoming) if table.get("is_sheet")]
    ticked = [name for name in sheets if name in names]
    if sheets and not ticked:
        raise UserError("Tick at least one sheet.", status=400)
    return [] if ticked == sheets else ticked
