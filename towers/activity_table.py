"""Activities as a table: what is downloaded can be changed in a spreadsheet and imported again."""

from collections.abc import Iterator
from typing import Any

from core.actor import Actor
from towers.activity_selectors import activity_list
from towers.functions_reference import BY_CODE, Function
from towers.models import FTE_UNIT, Activity, Baseline

YES, NO = "yes", "no"
# The columns that an import reads, by the field of the activity; headings of the download and labels of the import.
COLUMNS = {
    "name": "Activity",
    "new_name": "New name",
    "function_code": "Function",
    "is_shareable": "Shareable",
    "is_ticket_driven": "Driven by tickets",
    "is_management": "Managing people",
    "is_coordination": "Coordination",
    "scale_class": "Class of scale",
    "value_class": "Value",
    "keywords": "Own words",
}
CSV_HEADERS = [*COLUMNS.values(), "FTE", "Teams"]


def function_label(function: Function) -> str:
    """As files write a function, so that neither code nor name has to be known by heart.

    >>> function_label(BY_CODE[8])
    '8 Level 2 and 3 support operations'
    """
    return f"{function.code} {function.name}"


def activity_rows(actor: Actor, baseline: Baseline | None) -> Iterator[list[Any]]:
    """A row per activity under `CSV_HEADERS`; the new name is empty, to be filled in."""
    for row in activity_list(actor, baseline):
        cells = activity_cells(row["activity"])
        yield [*(cells[field] for field in COLUMNS), row["fte"] / FTE_UNIT, row["teams"]]


def activity_cells(activity: Activity) -> dict[str, str]:
    """What the table says of an activity, by field."""
    marks = ("is_shareable", "is_ticket_driven", "is_management", "is_coordination")
    return {
        "name": activity.name,
        "new_name": "",
        "function_code": function_label(BY_CODE[activity.function_code]),
        **{mark: YES if getattr(activity, mark) else NO for mark in marks},
        "scale_class": activity.scale_class,
        "value_class": activity.value_class,
        "keywords": activity.keywords,
    }
