"""The tables behind the dashboard's pictures, on the page and as CSV."""

from collections.abc import Callable
from typing import Any

from core.figures import decimal, fte, money
from metrics.charts import LEVERS
from metrics.selectors.summary import Option, Summary
from metrics.views.summary_parts import headcount_rows, option_rows

Content = dict[str, Any]  # {columns: [text], rows: [[text]]}


def waterfall_table(option: Option, currency: str) -> Content:
    """Mean money and FTE a year by source of value."""
    saving = option.saving
    rows = [
        [
            label,
            money(saving.value(f"saving_lever_{code}"), currency),
            decimal(saving.value(f"saving_lever_{code}_fte") or 0.0, 1),
        ]
        for code, label in LEVERS
    ]
    return {"columns": ["Source of value, mean", "A year", "FTE"], "rows": rows}


def capture_table(option: Option, currency: str) -> Content:
    """Cash run-rate by month."""
    rows = [
        [row.d1_label, *(money(value, currency) for value in (row.low, row.value, row.high))]
        for row in option.saving.of("saving_curve")
    ]
    return {"columns": ["Month", "P10", "P50", "P90"], "rows": rows}


def headcount_table(option: Option) -> Content:
    """Staff FTE by function, today and in the target."""
    rows = [
        [row["function"].name, row["function"].phase.value, fte(row["today"]), fte(row["target"]), row["change"]]
        for row in headcount_rows(option.saving)
    ]
    return {"columns": ["Function", "Phase", "Today, FTE", "Target, FTE", "Change"], "rows": rows}


def options_table(found: Summary, currency: str) -> Content:
    """The scenarios side by side."""
    table = option_rows(found.options, found.chosen, currency)
    columns = ["Figure", *(option.scenario.name for option in table["options"])]
    return {"columns": columns, "rows": [[label, *texts] for label, texts in table["lines"]]}


def _of_chosen(make: Callable[[Option, str], Content]) -> Callable[[Summary, str], Content]:
    return lambda found, currency: make(found.chosen, currency) if found.chosen else {"columns": [], "rows": []}


TABLES: dict[str, Callable[[Summary, str], Content]] = {
    "waterfall": _of_chosen(waterfall_table),
    "capture": _of_chosen(capture_table),
    "headcount": _of_chosen(lambda option, currency: headcount_table(option)),
    "options": options_table,
}
