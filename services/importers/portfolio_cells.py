"""The cells of a row of a catalogue: which cannot be taken, and what the others say of the service."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from core.exports import bare_cell
from core.figures import plain
from services.models.portfolio import HIGHEST_VALUE, LOWEST_VALUE
from services.portfolio.cell_lists import labour_in
from services.portfolio.statements import DATES
from towers.importers.frames import text_of, with_columns_of

Row = dict[str, Any]

YES, NO = "yes", "no"
PLAIN = ("family", "name", "stage", "is_next_generation", "decision", "offering", "kind", "unit", "cost_grows")
LISTS = {"owner": "owners", "customers": "customers", "towers": "towers", "technologies": "technologies"}
LONG = ("description", "benefits", "decision_reason", *LISTS, "labour", "forecast", "forecast_year")
NUMBERS = ("price", "units", "other_cost")
COLUMN_TYPES: dict[str, pl.DataType] = {
    **dict.fromkeys((*PLAIN, *LONG, *DATES), pl.String()),
    **dict.fromkeys(("price", "other_cost"), pl.Int64()),
    **dict.fromkeys(("units", "value_score"), pl.Float64()),
}
# What a row says of its service and the first one decides; what it says of an offering needs the offering's name.
SAID_ONCE = (
    *("family", "description", "benefits", "stage", "value_score", *DATES, "is_next_generation"),
    *("decision", "decision_reason"),
)
OF_OFFERING = ("kind", "unit", "price", "units", "forecast", "cost_grows", "other_cost", "labour")


def rows_of(frame: pl.DataFrame) -> Iterator[Row]:
    """The rows with every column, those that are not mapped empty; days are ISO texts."""
    typed = with_columns_of(frame, COLUMN_TYPES).with_columns([text_of(name) for name in PLAIN])
    for row in typed.iter_rows(named=True):
        yield row | {name: bare_cell(row[name]) for name in (*PLAIN, *LONG) if row[name]}


def broken_cell(row: Row) -> tuple[str, str, str] | None:
    """Code, column and remedy of the first cell that keeps the row out.

    >>> broken_cell({"name": "Mail", "price": -5, "units": None, "other_cost": None, "value_score": 9, "labour": None})
    ('below-zero', 'price', 'Prices, costs and units are 0 or more. Correct the cell.')
    """
    if not row["name"]:
        return "missing-service", "name", "Name the service."
    for name in NUMBERS:
        if row[name] is not None and row[name] < 0:
            return "below-zero", name, "Prices, costs and units are 0 or more. Correct the cell."
    if row["value_score"] is not None and row["value_score"] not in range(LOWEST_VALUE, HIGHEST_VALUE + 1):
        remedy = (
            f"The value to the business is a whole number from {LOWEST_VALUE} to {HIGHEST_VALUE}. Correct the cell."
        )
        return "no-value", "value_score", remedy
    try:
        labour_in(row["labour"] or "")
    except ValueError as error:
        return "no-labour", "labour", str(error)
    return None


def stray_column(row: Row) -> str:
    """The first column that says something of an offering which the row does not name; "" for none.

    >>> stray_column({"offering": None, "kind": None, "unit": "seat", "price": 5}), stray_column({"offering": "Seat"})
    ('unit', '')
    """
    return "" if row["offering"] else next((name for name in OF_OFFERING if row.get(name) not in (None, "", {})), "")


def said_once(row: Row, name: str) -> str:
    """What the cell says, as a text; "" for nothing.

    >>> said_once({"value_score": 4.0}, "value_score"), said_once({"family": None}, "family")
    ('4', '')
    """
    value = row[name]
    return plain(value) if isinstance(value, float) else value or ""


def as_fact(name: str, said: str) -> Any:
    """The text as it is stated of a service.

    >>> as_fact("value_score", "4"), as_fact("is_next_generation", "no"), as_fact("stage", "retired")
    (4, False, 'retired')
    """
    if name == "is_next_generation":
        return said == YES
    return int(said) if name == "value_score" else said
