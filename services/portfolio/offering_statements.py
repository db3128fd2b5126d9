"""What can be stated of an offering: read from a row, checked, and written to it.

Money is in minor units; `labour` is FTE in 1/10,000 by the name of a team, `forecast` units by the year as a text.
"""

from typing import Any

from core.errors import UserError
from services.forecasts import FIRST_YEAR, LAST_YEAR
from services.models import Offering, OfferingForecast, OfferingLabour
from towers.models import FTE_UNIT, Team
from towers.names import folded, known_names, tidy

Facts = dict[str, Any]

LONGEST = {"name": 120, "unit": 60}
AMOUNTS = ("price", "units", "other_cost")
COLUMNS = ("name", "kind", "unit", *AMOUNTS, "cost_grows")
EDITABLE = frozenset({*COLUMNS, "labour", "forecast"})
LARGEST = 10**15
MOST_FTE = 100_000 * FTE_UNIT


def offering_facts(offering: Offering) -> Facts:
    """What can be edited, as it is now."""
    labour = {one.team.name: one.fte for one in offering.labour.all()}
    forecast = {str(one.year): one.units for one in offering.forecast.all()}
    return {name: getattr(offering, name) for name in COLUMNS} | {"labour": labour, "forecast": forecast}


def checked_offering(organisation_id: int, stated: Facts) -> Facts:
    """What is stated as it is stored; refused where a part is none that there can be."""
    if unknown := set(stated) - EDITABLE:
        raise TypeError(f"an offering has no {', '.join(sorted(unknown))}")
    facts = stated | {name: tidy(stated[name]) for name in LONGEST if name in stated}
    if "name" in facts and not facts["name"]:
        raise UserError("An offering needs a name. Type one.", status=400)
    for name, longest in LONGEST.items():
        if len(facts.get(name, "")) > longest:
            raise UserError(f"The {name} of an offering has up to {longest} letters. Shorten it.", status=400)
    if "kind" in facts and facts["kind"] not in Offering.Kind.values:
        raise UserError("An offering is standard or custom. Choose one.", status=400)
    if "cost_grows" in facts and facts["cost_grows"] not in Offering.Growing.values:
        raise UserError("Labour, other cost, both or nothing grows with the units. Choose one.", status=400)
    if any(facts.get(name) is not None and not 0 <= facts[name] <= LARGEST for name in AMOUNTS):
        raise UserError("Prices, costs and units are 0 or more. Correct them.", status=400)
    if facts.get("labour"):
        facts["labour"] = _checked_labour(organisation_id, facts["labour"])
    _check_forecast(facts.get("forecast", {}))
    return facts


def store_offering(offering: Offering, facts: Facts) -> None:
    """Write what was checked; inside the caller's transaction, behind its claim of the version."""
    for name in COLUMNS:
        if name in facts:
            setattr(offering, name, facts[name])
    offering.key = folded(offering.name)
    offering.save()
    offering.refresh_from_db()
    if "labour" in facts:
        teams = known_names(Team, offering.service.organisation_id) if facts["labour"] else {}
        offering.labour.all().delete()
        OfferingLabour.objects.bulk_create(
            OfferingLabour(offering=offering, team=teams[folded(name)], fte=fte)
            for name, fte in facts["labour"].items()
        )
    if "forecast" in facts:
        offering.forecast.all().delete()
        OfferingForecast.objects.bulk_create(
            OfferingForecast(offering=offering, year=int(year), units=units)
            for year, units in sorted(facts["forecast"].items())
        )


def _check_forecast(forecast: dict[str, int]) -> None:
    for year, units in forecast.items():
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise UserError(f"A forecast is of a year from {FIRST_YEAR} to {LAST_YEAR}, not {year}.", status=400)
        if not 0 <= units <= LARGEST:
            raise UserError(f"The units expected in {year} are 0 or more. Correct them.", status=400)


def _checked_labour(organisation_id: int, labour: dict[str, int]) -> dict[str, int]:
    """FTE by the names that the teams have."""
    known, checked = known_names(Team, organisation_id), dict[str, int]()
    for name, fte in labour.items():
        team = known.get(folded(name))
        if team is None:
            message = f"There is no team “{name[:200]}”. Write a team's name as under Teams."
            raise UserError(message, [{"field": "labour", "detail": message}], status=400)
        if team.name in checked or not 0 < fte <= MOST_FTE:
            raise UserError(f"State the FTE of {team.name} once, above 0.", status=400)
        checked[team.name] = fte
    return checked
