"""What the rows of a catalogue say of an offering: one row for it, or one for each year of its forecast."""

from collections.abc import Container
from typing import Any

from core.errors import UserError
from services.forecasts import read_forecast
from services.importers.portfolio_cells import NUMBERS
from services.portfolio.cell_lists import labour_in
from services.portfolio.offering_statements import checked_offering
from towers.names import folded

Facts = dict[str, Any]
Row = dict[str, Any]

WORDS = ("kind", "unit", "forecast", "cost_grows")


def forecast_of(row: Row) -> dict[str, int]:
    """Units by the year as a text, from the cell, or from its number and the year beside it; refused without a year."""
    try:
        found = read_forecast(row["forecast"] or "", row["forecast_year"] or "")
    except ValueError as error:
        more = "" if row["forecast_year"] else " Or map the column of its year, or map this one as Units a year."
        raise UserError(f"{error}{more}") from error
    return {str(year): units for year, units in found.items()}


class OfferingsSaid:
    """What the rows of one service say of its offerings, by their key; `known` are the keys of those there are."""

    def __init__(self, organisation_id: int, known: Container[str]) -> None:
        self.facts: dict[str, Facts] = {}
        self._organisation_id, self._known = organisation_id, known

    def add(self, row: Row) -> None:
        """What one row says, whose cells can be read; refused where it cannot be, or an earlier row differs."""
        key = folded(row["offering"] or "")
        if not key:
            return
        stated: Facts = {name: row[name] for name in WORDS if row[name]}
        stated |= {name: round(row[name]) for name in NUMBERS if row[name] is not None}
        stated |= {"labour": labour_in(row["labour"])} if row["labour"] else {}
        stated |= {} if key in self._known else {"name": row["offering"]}
        facts = checked_offering(self._organisation_id, stated)
        if key in self.facts:
            _add_years(self.facts[key], facts)
        else:
            self.facts[key] = facts


def _add_years(first: Facts, later: Facts) -> None:
    """Add the years of a later row to what the first says of its offering; refused where the two do not agree."""
    said = {name: value for name, value in later.items() if name not in ("name", "forecast")}
    if any(name not in first or first[name] != value for name, value in said.items()):
        raise UserError("An earlier row is about this offering. Leave one of them out.")
    forecast, more = first.get("forecast", {}), later.get("forecast", {})
    if otherwise := [year for year, units in more.items() if forecast.get(year, units) != units]:
        raise UserError(f"An earlier row expects {forecast[otherwise[0]]:,} in {otherwise[0]}. Correct one of them.")
    if more:
        first["forecast"] = forecast | more
