"""The tables behind the dashboard's pictures, on the page and as CSV."""

from collections.abc import Callable
from typing import Any

from metrics.charts import LEVERS
from metrics.views.explained import OptionFigures
from metrics.views.summary_parts import headcount_rows, option_rows

Content = dict[str, Any]  # {columns: [text], rows: [[text]]}


def waterfall_table(figures: OptionFigures) -> Content:
    """Mean money and FTE a year by source of value."""
    rows = [
        [label, figures.money(f"saving_lever_{code}"), figures.fte(f"saving_lever_{code}_fte")]
        for code, label in LEVERS
    ]
    return {"columns": ["Source of value, mean", "A year", "FTE"], "rows": rows}


def capture_table(figures: OptionFigures) -> Content:
    """Cash run-rate by month."""
    rows = [[row.d1_label, *figures.money_spread(row)] for row in figures.option.saving.of("saving_curve")]
    return {"columns": ["Month", "P10", "P50", "P90"], "rows": rows}


def headcount_table(figures: OptionFigures) -> Content:
    """Staff FTE by function, today and in the target."""
    rows = [
        [row["function"].name, row["function"].phase.value, row["today"], row["target"], row["change"]]
        for row in headcount_rows(figures)
    ]
    return {"columns": ["Function", "Phase", "Today, FTE", "Target, FTE", "Change"], "rows": rows}


def options_table(shown: list[OptionFigures]) -> Content:
    """The scenarios side by side."""
    columns = ["Figure", *(one.option.scenario.name for one in shown)]
    return {"columns": columns, "rows": [[label, *texts] for label, texts in option_rows(shown)]}


OF_CHOSEN: dict[str, Callable[[OptionFigures], Content]] = {
    "waterfall": waterfall_table,
    "capture": capture_table,
    "headcount": headcount_table,
}
OPTIONS = "options"
TABLES = (*OF_CHOSEN, OPTIONS)
