"""A forecast in words, as a picture and as cells: for the page of an offering and the list of a service's offerings."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from core.figures import decimal, integer, money, percent, signed
from services.forecasts import ExpectedTogether, ExpectedYear, expected_together
from services.models import Offering
from services.offering_selectors import OfferingRow

HARDLY = 0.005
CARRIED = {
    Offering.Growing.BOTH: "Labour and other cost grow and shrink with the units: one unit costs what it costs today.",
    Offering.Growing.LABOUR: "Labour grows and shrinks with the units; other cost stays what it is today.",
    Offering.Growing.OTHER: "Other cost grows and shrinks with the units; labour stays what it is today.",
    Offering.Growing.NOTHING: "Labour and other cost stay what they are today, however many units there are.",
}
AS_TODAY = "Price and the cost of work are those of today."


def last_ahead(years: Sequence[ExpectedYear], this_year: int) -> ExpectedYear | None:
    """The last year of a forecast, unless it has passed."""
    return years[-1] if years and years[-1].year >= this_year else None


def falls_short(row: OfferingRow, this_year: int) -> bool:
    """Whether it covers its cost today, or may, and does not when its forecast comes true."""
    last = last_ahead(row.expected, this_year)
    return not row.is_below_cost and last is not None and (last.shortfall or 0) > 0


def forecast_finding(years: Sequence[ExpectedYear], this_year: int) -> str:
    """What the forecast says of demand, and whether today's price then covers the cost; "" without one.

    >>> year = ExpectedYear(2028, 1_400, 0.4, cost=1_000.0, income=880)
    >>> forecast_finding([year], 2026)
    'demand is forecast to grow by 40% until 2028; at today’s price the offering then falls 12% short of its cost'
    """
    last = last_ahead(years, this_year)
    if last is None:
        return f"the forecast ended with {years[-1].year}" if years else ""
    if last.growth is None:
        return f"{integer(last.units)} units are expected in {last.year}, those of today are not stated"
    return f"demand is forecast to {_moves(last.growth)} until {last.year}{_covers(last)}"


def carried_words(offering: Offering) -> str:
    """How today's cost is carried to other years."""
    return f"{CARRIED[Offering.Growing(offering.cost_grows)]} {AS_TODAY}"


def together_of(rows: Sequence[OfferingRow], this_year: int) -> ExpectedTogether | None:
    """All offerings in the year of their forecasts."""
    year = forecast_year(rows, this_year)
    if not year:
        return None
    return expected_together([(row.today, _of_year(row, year)) for row in rows])


def forecast_year(rows: Sequence[OfferingRow], this_year: int) -> int:
    """The year ahead that most offerings have a forecast of, of equals the last; 0 without one."""
    stated = Counter(one.year for row in rows for one in row.expected if one.year >= this_year)
    return max(stated, key=lambda one: (stated[one], one), default=0)


def cost_in(rows: Sequence[OfferingRow], year: int) -> float | None:
    """What offerings cost in a year; one without a forecast of it as today; unknown where that of one is."""
    costs = [one.cost if (one := _of_year(row, year)) else row.cost.year for row in rows]
    known = [cost for cost in costs if cost is not None]
    return sum(known) if known and len(known) == len(costs) else None


def together_words(together: ExpectedTogether, offerings: int, currency: str) -> str:
    """The same as a sentence; how many offerings it is about where it is not about all."""
    some = "" if together.offerings == offerings else f" of {together.offerings} of {offerings} offerings"
    cost = "" if together.cost is None else f" and a cost of {money(together.cost, currency)}"
    return (
        f"Demand{some}, at today’s prices, is forecast to {_moves(together.growth)} until {together.year}: "
        f"an income of {money(together.income, currency)}{cost}."
    )


def growth_text(growth: float | None) -> str:
    """Growth with its sign, "" where units of today are not stated."""
    return "" if growth is None else f"{signed(growth * 100, 0)}%"


def forecast_cell(years: Sequence[ExpectedYear], this_year: int) -> str:
    """The last year ahead in a cell."""
    last = last_ahead(years, this_year)
    if last is None:
        return ""
    growth = f" ({growth_text(last.growth)})" if last.growth is not None else ""
    return f"{integer(last.units)} in {last.year}{growth}"


def forecast_chart(row: OfferingRow) -> dict[str, Any]:
    """Units by year as bars, beside those of today."""
    bars = [
        {
            "label": str(one.year),
            "detail": growth_text(one.growth) and f"{growth_text(one.growth)} against today",
            "value": one.units,
            "text": integer(one.units),
            "is_chosen": False,
        }
        for one in row.expected
    ]
    today = row.offering.units
    compare = None if today is None else {"value": today, "text": f"today {integer(today)}"}
    return {"unit": row.offering.unit or "units", "bars": bars, "compare": compare}


def forecast_rows(row: OfferingRow, minor: int) -> list[dict[str, Any]]:
    """Today and each year of the forecast, for the table; money of one unit with its decimals."""
    offering, cost = row.offering, row.cost
    income = None if offering.price is None or offering.units is None else offering.price * offering.units
    today = ExpectedYear(0, offering.units or 0, None, cost.year, income)
    return [
        {
            "label": str(one.year) if one.year else "Today",
            "units": offering.units if one is today else one.units,
            "growth": growth_text(one.growth),
            "cost": _whole(one.cost),
            "unit_cost": decimal(None if one.unit_cost is None else one.unit_cost / minor, len(str(minor)) - 1),
            "income": one.income,
            "result": _whole(one.result),
        }
        for one in (today, *row.expected)
    ]


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _moves(growth: float) -> str:
    if abs(growth) < HARDLY:
        return "stay as it is"
    return f"{'grow' if growth > 0 else 'fall'} by {percent(abs(growth), 0)}"


def _covers(year: ExpectedYear) -> str:
    short = year.shortfall
    if short is None:
        return ""
    if abs(short) < HARDLY:
        return "; at today’s price the offering then just covers its cost"
    if short > 0:
        return f"; at today’s price the offering then falls {percent(short, 0)} short of its cost"
    return f"; at today’s price the offering then brings in {percent(-short, 0)} more than its cost"


def _of_year(row: OfferingRow, year: int) -> ExpectedYear | None:
    return next((one for one in row.expected if one.year == year), None)
