"""The tables of an import as the wizard shows them, and what its form says of their headers and sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import UserError
from core.imports.join_names import table_number
from core.models import Import

REREADABLE = "no-header"


def read_tables(incoming: Import) -> list[dict[str, Any]]:
    """Each table: its name in the mapping, where its header lies and why, whether its rows are read or complete others.

    A file in which no header was found is listed with the line that was refused.
    """
    report = incoming.report
    spec, raw = report.get("spec") or {}, report.get("read", {}).get("tables", [])
    chosen = spec.get("sheets") or []
    completing = {table_number(raw, join["table"]) for join in spec.get("joins") or []}
    tables = [
        {
            **table,
            "name": table["sheet"] or table["name"],
            "is_sheet": bool(table["sheet"]),
            "is_read": not chosen or table["sheet"] in (*chosen, ""),
            "completes": number in completing,
        }
        for number, table in enumerate(raw)
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


def renamed_lines(
    lines: Mapping[str, int], before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    """Stated lines by what the tables are called now: a file that comes again every month has another name each time.

    A name that is gone stands for the table in the same place, if that was not there before.

    >>> march, april = ({"file_no": 1, "name": f"{month}.csv", "sheet": ""} for month in ("march", "april"))
    >>> renamed_lines({"march.csv": 4}, [march], [april])
    {'april.csv': 4}
    """
    olds, news = ([(table["sheet"] or table["name"], table["file_no"]) for table in tables] for tables in (before, now))
    known = {name for name, _ in olds}
    fresh = {file_no: name for name, file_no in news if name not in known}
    present = {name for name, _ in news}
    places = dict(olds)
    return {name if name in present else fresh.get(places.get(name, 0), name): line for name, line in lines.items()}


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
