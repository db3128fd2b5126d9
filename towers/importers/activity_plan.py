"""What a table of activities would make and change; the same plan for the check and for the import."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from core.errors import UserError
from core.imports.registry import Found
from towers.actions.activities import MARKS, activity_facts, checked_facts, default_row
from towers.activity_table import COLUMNS, YES
from towers.importers.frames import LONGEST_VALUE, text_of, with_columns_of
from towers.models import Activity
from towers.names import folded, known_names
from towers.vocabulary import DEFAULTS_BY_KEY, rows_by_default

COLUMN_TYPES: dict[str, pl.DataType] = dict.fromkeys(COLUMNS, pl.String())
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """One row: its place, what becomes of it, the facts to store, those before and the id (0: a new one)."""

    place: tuple[int, str | None, int]
    verdict: str
    key: str
    facts: Facts
    before: Facts
    activity_id: int


@dataclass(slots=True)
class ActivityPlan:
    """The rows that can come in, and what is wrong with the others."""

    rows: list[PlannedActivity] = field(default_factory=list)
    defects: list[Found] = field(default_factory=list)


class _Refused(Exception):
    """A row that cannot come in: code, column, remedy."""


def planned_activities(organisation_id: int, frame: pl.DataFrame) -> ActivityPlan:
    """Each row against the activities that are there; of two rows about one activity the first counts."""
    known = known_names(Activity, organisation_id)
    everything = rows_by_default(known.values()) | known
    plan, seen, taken = ActivityPlan(), set[str](), set(known)
    for row in _rows(frame):
        try:
            planned = _planned(row, everything, seen, taken)
        except _Refused as refusal:
            code, column, remedy = refusal.args
            file_no, sheet, line = _place(row)
            value = (row[column] or "")[:LONGEST_VALUE]
            plan.defects.append(Found("error", code, remedy, file_no, sheet or "", line, column, value))
        else:
            plan.rows.append(planned)
    return plan


def _rows(frame: pl.DataFrame) -> Iterator[Facts]:
    texts = with_columns_of(frame, COLUMN_TYPES).with_columns([text_of(name) for name in COLUMNS])
    return texts.iter_rows(named=True)


def _place(row: Facts) -> tuple[int, str | None, int]:
    return int(row["_file"]), row["_sheet"], int(row["_line"])


def _planned(row: Facts, known: dict[str, Activity], seen: set[str], taken: set[str]) -> PlannedActivity:
    """`seen` are the activities of earlier rows, `taken` the keys that are or will be in use; both grow."""
    key = folded(row["name"] or "")
    if not key:
        raise _Refused("missing-activity", "name", "Name the activity.")
    present = known.get(key)
    identity = present.key if present else key
    if identity in seen:
        raise _Refused("repeated-activity", "name", "An earlier row is about this activity. Leave one of them out.")
    stated = _stated(row)
    before = activity_facts(present) if present else {}
    facts = {name: value for name, value in stated.items() if not present or before[name] != value}
    if not present:
        facts = _new_facts(row, facts)
    new_key = folded(facts.get("name", ""))
    if new_key in taken and not (present and new_key == identity):
        raise _Refused("name-taken", "new_name", "Another activity has this name. Choose another one.")
    seen.add(identity)
    taken |= {new_key} - {""}
    verdict = "created" if not present else "changed" if facts else "unchanged"
    return PlannedActivity(_place(row), verdict, identity, facts, before, present.pk if present else 0)


def _stated(row: Facts) -> Facts:
    """What the cells say, by field of the activity; empty cells say nothing."""
    facts: Facts = {name: row[name] for name in ("scale_class", "value_class", "keywords") if row[name]}
    facts |= {mark: row[mark] == YES for mark in MARKS if row[mark]}
    if row["function_code"]:
        facts["function_code"] = int(row["function_code"].split()[0])
    if row["new_name"]:
        facts["name"] = row["new_name"]
    try:
        return checked_facts(facts)
    except UserError as error:
        raise _Refused("too-many-words", "keywords", str(error)) from error


def _new_facts(row: Facts, stated: Facts) -> Facts:
    """All facts of a new activity: a default's where it is one, else a function must be stated."""
    default = DEFAULTS_BY_KEY.get(folded(row["name"]))
    if default:
        return activity_facts(default_row(0, default)) | stated
    if "function_code" not in stated:
        raise _Refused("missing-function", "function_code", "A new activity needs one of the ten functions.")
    return checked_facts({"name": row["name"]}) | stated
