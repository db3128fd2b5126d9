"""The importer `activities`: the organisation's list of activities as a table, one row each."""

from collections import Counter

import polars as pl

from core.figures import integer, plural
from core.imports.registry import CheckReport, Field, Importer
from core.models import Import
from towers.activity_table import COLUMNS, NO, YES, function_label
from towers.functions_reference import FUNCTIONS
from towers.importers.activity_load import load_activities, publish_activities, undo_activities
from towers.importers.activity_plan import ActivityPlan, planned_activities
from towers.importers.position_rows import PLACE
from towers.models import Activity

YES_WORDS = {YES: ("y", "true", "1", "x", "ja", "oui", "si"), NO: ("n", "false", "0", "nein", "non")}
SYNONYMS = {
    "name": ("task", "work", "activity name", "process"),
    "new_name": ("rename to", "our name", "called"),
    "function_code": ("function code", "plan build run function", "target function"),
    "is_shareable": ("can be shared", "shared"),
    "is_ticket_driven": ("ticket-driven", "tickets"),
    "is_management": ("management", "people management"),
    "is_coordination": ("coordination work",),
    "scale_class": ("scale", "scale class"),
    "value_class": ("value class",),
    "keywords": ("keywords", "words", "synonyms"),
}


def _mark(code: str) -> Field:
    return Field(code, COLUMNS[code], kind="choice", synonyms=SYNONYMS[code], choices=(YES, NO), choice_words=YES_WORDS)


def _text(code: str, required: str = "", hint: str = "") -> Field:
    return Field(code, COLUMNS[code], required_group=required, synonyms=SYNONYMS[code], help=hint)


FIELDS = (
    _text("name", "name", "A name that is known changes that activity, another one makes a new one."),
    _text("new_name", hint="The organisation's own name for it; it stays the same activity."),
    Field(
        "function_code",
        COLUMNS["function_code"],
        kind="choice",
        synonyms=SYNONYMS["function_code"],
        choices=tuple(map(function_label, FUNCTIONS)),
        choice_words={function_label(one): (str(one.code), one.name) for one in FUNCTIONS},
    ),
    *(_mark(code) for code in ("is_shareable", "is_ticket_driven", "is_management", "is_coordination")),
    Field(
        "scale_class",
        COLUMNS["scale_class"],
        kind="choice",
        synonyms=SYNONYMS["scale_class"],
        choices=tuple(Activity.ScaleClass.values),
        choice_words={value: (str(label),) for value, label in Activity.ScaleClass.choices},
    ),
    Field(
        "value_class",
        COLUMNS["value_class"],
        kind="choice",
        synonyms=SYNONYMS["value_class"],
        choices=tuple(Activity.ValueClass.values),
        choice_words={value: (str(label),) for value, label in Activity.ValueClass.choices},
    ),
    _text("keywords", hint="By commas. They take the place of the words that the activity has."),
)


def check_activities(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """What each row would make or change; empty cells leave things as they are."""
    plan = planned_activities(import_of.organisation_id, frame)
    counts = Counter(row.verdict for row in plan.rows)
    known = Activity.objects.filter(organisation_id=import_of.organisation_id).count()
    places = pl.DataFrame(
        [row.place for row in plan.rows], schema={name: frame.schema[name] for name in PLACE}, orient="row"
    )
    return CheckReport(
        accepted=frame.join(places, on=PLACE, how="semi", nulls_equal=True),
        counts={verdict: counts[verdict] for verdict in ("created", "changed", "unchanged")}
        | {"rejected": len(frame) - len(plan.rows)},
        totals=[
            {"label": "Activities", "unit": "rows", "in_file": len(frame), "after_import": known + counts["created"]}
        ],
        defects=plan.defects,
        notes=_notes(plan, counts),
    )


def _notes(plan: ActivityPlan, counts: Counter[str]) -> list[str]:
    renamed = sum("name" in row.facts and bool(row.before) for row in plan.rows)
    new, changed = (plural(counts[verdict], "activity", "activities") for verdict in ("created", "changed"))
    named = f"{plural(renamed, 'activity gets', 'activities get')} another name; efforts stay with it."
    return [
        f"{new} new, {changed} changed, {integer(counts['unchanged'])} as before.",
        *([named] if renamed else []),
    ]


IMPORTER = Importer(
    "activities",
    "Activities",
    "catalogue",
    FIELDS,
    check_activities,
    load_activities,
    publish_activities,
    undo_activities,
)
