"""Which sheets of a workbook are rows of what is imported, and what is said of those that are not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from core.figures import plural
from core.imports.guess import CERTAIN, guesses
from core.imports.join_names import complement_sheets
from core.imports.mapping import Spec
from core.imports.profile import Profile
from core.imports.registry import Field, Importer
from core.imports.sources import source_columns

Table = Mapping[str, Any]


def proposed_sheets(importer: Importer, tables: Sequence[Table], profiles: Sequence[Profile]) -> tuple[str, ...]:
    """The sheets to read; none means all. Sheets with equal headers are one table.

    Those are read in which every required field has a column; if there is none, those in which most fields have one.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, table in enumerate(tables):
        if table["sheet"] and table["rows"]:
            groups.setdefault(tuple(table["columns"]), []).append(number)
    if len(groups) < 2:
        return ()
    fits = {group: fit(importer, profiles, numbers) for group, numbers in groups.items()}
    best = max(fits, key=lambda group: (fits[group], sum(tables[number]["rows"] for number in groups[group])))
    chosen = [group for group in groups if group == best or fits[group][0]]
    return tuple(dict.fromkeys(tables[number]["sheet"] for group in chosen for number in groups[group]))


def fit(importer: Importer, profiles: Sequence[Profile], numbers: Sequence[int]) -> tuple[bool, int]:
    """Whether every required field has a column in these tables, and how many fields have one for certain."""
    own = [profile for profile in profiles if set(profile.tables) & set(numbers)]
    found = guesses(importer, own)
    required = {one.required_group for one in importer.fields} - {""}
    fields = {one.code: one for one in importer.fields}
    met = {fields[guess.field].required_group for guess in found}
    return required <= met, sum(guess.confidence >= CERTAIN for guess in found)


def profiles_in(sheets: Sequence[str], tables: Sequence[Table], profiles: Sequence[Profile]) -> list[Profile]:
    """The columns of these sheets and of files without sheets; all where no sheet is named."""
    numbers = {number for number, table in enumerate(tables) if not sheets or table["sheet"] in (*sheets, "")}
    return [profile for profile in profiles if numbers & set(profile.tables)]


def reading_of(read: Mapping[str, Any], spec: Spec, importer: Importer) -> dict[str, Any]:
    """What the reading found in the sheets that the mapping reads: {found, counts by code, left_out_rows, notes}.

    A sheet that completes others is read too.
    """
    complements = complement_sheets(read["tables"], spec.joins)
    is_read = {"": True} | {
        table["sheet"]: not spec.sheets or table["sheet"] in {*spec.sheets, *complements} for table in read["tables"]
    }
    found = [one for one in read["found"] if one["severity"] == "fatal" or is_read.get(one["sheet"], True)]
    counts, left_out_rows = Counter(one["code"] for one in found if one["severity"] == "fatal"), 0
    for sheet, severity, code, count in read["counts"]:
        if is_read.get(sheet, True):
            counts[code] += count
            left_out_rows += count if severity == "error" else 0
    left_out = [table for table in read["tables"] if not is_read[table["sheet"]]]
    notes = [*read["notes"], *(_left_out_note(table, spec, importer) for table in left_out)]
    return {"found": found, "counts": dict(counts), "left_out_rows": left_out_rows, "notes": notes}


def _left_out_note(table: Table, spec: Spec, importer: Importer) -> str:
    absent = [one.label for one in importer.fields if one.required_group and not _has_column(one, table, spec)]
    reason = f"it has no column for {' and '.join(absent)}" if absent else "it was not chosen"
    return f"The sheet “{table['sheet']}” ({plural(table['rows'], 'row')}) is left out: {reason}."


def _has_column(one: Field, table: Table, spec: Spec) -> bool:
    source = spec.columns.get(one.code, {})
    names = source_columns(source)
    return not source or not names or bool(set(names) & set(table["columns"]))
