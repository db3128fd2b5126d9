"""Which part of the spend has a unit cost, in words and with the offerings that it rests on."""

from collections.abc import Iterator
from typing import Any

from core.figures import fte, money, money_exact, percent, plural
from services.offering_selectors import OfferingRow
from services.worth_selectors import Portfolio

SPEND_HEADERS = ["Service", "Offering", "Units a year", "Unit", "Cost a year", "Unit cost", "Other cost", "Lacks"]


def spend_facts(portfolio: Portfolio, currency: str) -> dict[str, Any]:
    """The finding, what is counted, what is left out, and the offerings, those without a unit cost first."""
    found = portfolio.spend
    rows = [
        {"service": service, "row": row, "lacks": lacking(row), "cost": money_exact(row.cost.year, currency)}
        | {"unit_cost": money_exact(row.cost.unit, currency)}
        for service, row in portfolio.offerings
    ]
    return {
        "finding": _finding(found.share, found.whole, currency),
        "counted": (
            f"{money(found.with_unit_cost, currency)} of offerings with a unit cost, of "
            f"{money(found.labour, currency)} for the filled positions of the working baseline and "
            f"{money(found.other, currency)} of other cost of offerings."
        ),
        "left_out": _left_out(portfolio),
        "rows": sorted(rows, key=lambda one: (not one["lacks"], one["service"].name, one["row"].offering.name)),
    }


def spend_cells(portfolio: Portfolio, minor: int) -> Iterator[list[Any]]:
    """The offerings; money in units of the currency."""
    for service, row in portfolio.offerings:
        cost, offering = row.cost, row.offering
        yield [
            *(service.name, offering.name, offering.units, offering.unit),
            *(None if one is None else one / minor for one in (cost.year, cost.unit, offering.other_cost)),
            lacking(row),
        ]


def lacking(row: OfferingRow) -> str:
    """What keeps an offering from a unit cost; "" where it has one."""
    if row.cost.year is None:
        return "the cost of a team" if row.labour else "work and other cost"
    return "" if row.cost.unit is not None else "units a year"


def _finding(share: float | None, whole: float, currency: str) -> str:
    if share is None:
        return "No spend is known yet"
    return f"{percent(share)} of {money(whole, currency)} a year has a unit cost"


def _left_out(portfolio: Portfolio) -> str:
    """What the figure cannot see."""
    without = [row for _, row in portfolio.offerings if row.cost.year is None]
    parts = [f"{plural(len(without), 'offering')} of unknown cost"] if without else []
    unknown = portfolio.labour.unknown_fte
    parts += [f"{fte(unknown)} FTE whose cost is unknown"] if unknown else []
    parts.append("vacancies, and cost that no offering states")
    return f"Left out: {', '.join(parts)}."
