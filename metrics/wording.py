"""Figures of results in words: one place that knows how each unit is written."""

from typing import Any

from core import figures

UNKNOWN = "unknown"
# The columns of rows behind a figure that hold money in minor units.
MONEY_COLUMNS = frozenset(
    (
        *("Money", "Money a year", "Cash run-rate a year", "Saved", "One-off cost", "Net", "Cumulative net"),
        *("P10", "P50", "P90", "Likely case"),
    )
)


MINOR_UNITS = "minor units"  # how the unit of an assumption about money begins


def is_money(unit: str) -> bool:
    """True for the unit of an assumption about money.

    >>> is_money("minor units per person"), is_money("share")
    (True, False)
    """
    return unit.startswith(MINOR_UNITS)


def unit_on_pages(unit: str, currency: str) -> str:
    """The unit of an assumption as pages show and take it.

    >>> unit_on_pages("minor units per person", "EUR"), unit_on_pages("share", "EUR")
    ('EUR per person', 'share')
    """
    return unit.replace(MINOR_UNITS, currency)


def facts_on_pages(facts: dict[str, Any], unit: str, currency: str) -> dict[str, Any]:
    """What is stated of an assumption with its money in words; the other facts as they are.

    >>> facts_on_pages({"low": 200_000.0, "source": "HR"}, "minor units per person", "EUR")
    {'low': 'EUR 2,000', 'source': 'HR'}
    """
    if not is_money(unit):
        return facts
    return {
        name: f"{currency} {figures.amount(fact, currency)}" if isinstance(fact, float) else fact
        for name, fact in facts.items()
    }


def written(value: float | None, unit: str, currency: str) -> str:
    """A figure with its unit.

    >>> written(530_000_000, "money", "EUR"), written(61.04, "fte", "EUR"), written(0.0678, "share", "EUR")
    ('EUR 5.3m', '61.0 FTE', '6.8%')
    >>> written(9454, "handoffs", "EUR"), written(1.25, "per ticket", "EUR"), written(None, "share", "EUR")
    ('9,454 handoffs', '1.25 per ticket', 'unknown')
    >>> written(38, "h", "EUR"), written(38, "working h", "EUR")
    ('1 d 14 h', '38 h of working hours')
    """
    if value is None:
        return UNKNOWN
    if unit == "money":
        return figures.money(value, currency)
    if unit == "fte":
        return f"{figures.fte(float(value))} FTE"
    if unit == "share":
        return figures.percent(value)
    if unit == "h":
        return figures.duration(value * 3_600_000_000)
    if unit == "working h":
        return f"{figures.worked(value * 3_600_000_000)} of working hours"
    if unit == "month":
        return f"Month {figures.integer(value)}"
    digits = 0 if float(value).is_integer() else 2
    return f"{figures.decimal(value, digits)} {'' if unit == 'ratio' else unit}".strip()


def cell_text(header: str, cell: Any, currency: str) -> str:
    """A cell of the rows behind a figure, as a page shows it; downloads keep the stored value.

    >>> cell_text("FTE", 104.74999999999999, "EUR"), cell_text("Money a year", 31313083.7, "EUR")
    ('104.7', 'EUR 313,131')
    >>> cell_text("Fragmentation", 0.9617844509885453, "EUR"), cell_text("Team", "Storage", "EUR")
    ('0.9618', 'Storage')
    """
    if cell is None:
        return UNKNOWN
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    if header in MONEY_COLUMNS:
        return figures.money_exact(cell, currency)
    return figures.fte(cell) if header.startswith("FTE") else figures.plain(cell)


def rows_shown(headers: list[str], rows: list[list[Any]], currency: str) -> dict[str, Any]:
    """Rows as a page shows them: `heads` and each cell's text, both with whether the column holds numbers.

    >>> rows_shown(["Team", "FTE"], [["Storage", 2.5]], "EUR")
    {'heads': [('Team', False), ('FTE', True)], 'rows': [[('Storage', False), ('2.5', True)]]}
    """
    numeric = [any(isinstance(row[at], int | float) for row in rows) for at in range(len(headers))]
    texts = [_row_texts(headers, row, currency) for row in rows]
    return {
        "heads": list(zip(headers, numeric, strict=True)),
        "rows": [list(zip(row, numeric, strict=True)) for row in texts],
    }


def _row_texts(headers: list[str], row: list[Any], currency: str) -> list[str]:
    """The cells of a row; one that names its unit may hold money in columns that otherwise hold none."""
    named = dict(zip(headers, row, strict=True))
    unit = str(named.get("Unit", ""))
    shown = facts_on_pages(named, unit, currency) | ({"Unit": unit_on_pages(unit, currency)} if unit else {})
    return [cell_text(header, cell, currency) for header, cell in shown.items()]
