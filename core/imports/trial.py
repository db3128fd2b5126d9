"""The first ten rows of one field as the wizard's form would have them read, before anything is checked or kept."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import polars as pl

from core.actor import Actor
from core.errors import UserError
from core.imports.apply import applied
from core.imports.joins import joined
from core.imports.mapping import Spec, parse_spec
from core.imports.masking import MASKED, hidden_columns
from core.imports.reading.tables import PLACE
from core.imports.registry import Field, importer
from core.imports.sources import Source, columns_read
from core.imports.staging import staged_rows, staging_folder
from core.imports.understanding import PREVIEW_ROWS, in_words
from core.imports.wizard_form import stated_mapping
from core.models import Import

# Enough rows to tell a decimal sign or the form of a date; more would make each keystroke wait.
LOOKED_AT = 500


def tried(actor: Actor, incoming: Import, code: str, form: Mapping[str, str]) -> dict[str, Any]:
    """Rows {line, raw, read, is_broken} of the field, and questions: what keeps them from being read."""
    kind = importer(incoming.kind)
    one = next((field for field in kind.fields if field.code == code), None)
    if one is None:
        raise UserError("There is no such field.", status=400)
    spec = parse_spec(stated_mapping(incoming, form), kind)
    source = spec.columns.get(code)
    if source is None:
        return {"field": one, "rows": [], "questions": []}
    rows = _some_rows(incoming, spec)
    absent = [name for name in columns_read(source) if name not in rows.columns]
    if absent:
        return {"field": one, "rows": [], "questions": [f"There is no column “{absent[0]}”."]}
    typed = applied(rows, dataclasses.replace(kind, fields=(one,)), spec, incoming.organisation.currency)
    is_hidden = bool(hidden_columns(actor, incoming).intersection({code, one.label, *columns_read(source)}))
    fatal = [found.remedy for found in typed.found if found.severity == "fatal"]
    return {
        "field": one,
        "rows": _compared(one, rows.head(PREVIEW_ROWS), typed.frame, source, is_hidden, _zone(incoming)),
        "questions": fatal,
    }


def _zone(incoming: Import) -> str:
    return str(incoming.organisation.time_zone)


def _some_rows(incoming: Import, spec: Spec) -> pl.DataFrame:
    """The first rows as the mapping joins them."""
    raw = staged_rows(staging_folder(incoming))
    return joined(raw, incoming.report["read"]["tables"], spec).frame.head(LOOKED_AT).collect()


def _compared(
    one: Field, rows: pl.DataFrame, typed: pl.DataFrame, source: Source, is_hidden: bool, zone: str
) -> list[dict[str, Any]]:
    """What stands in each row beside what it is read as; a row that is not among the typed ones is broken."""
    read = {row[:-1]: row[-1] for row in typed.select(*PLACE, one.code).iter_rows()}
    names, between = columns_read(source), " × " if "times" in source else " | "
    compared = []
    for row in rows.iter_rows(named=True):
        place = tuple(row[name] for name in PLACE)
        raw = between.join(row[name] or "" for name in names)
        words = in_words(one, read.get(place), zone)
        shown = {"raw": MASKED if raw and is_hidden else raw, "read": MASKED if words != "" and is_hidden else words}
        compared.append({"line": row["_line"], **shown, "is_broken": place not in read})
    return compared
