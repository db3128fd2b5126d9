"""The portfolio as a file that can be changed and imported again: a row for each offering, or service without one."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from core.views.base import Table
from services.forecasts import forecast_text
from services.importers.portfolio_cells import NO, YES
from services.importers.portfolio_fields import FIELDS
from services.models import Offering, Service
from services.portfolio.cell_lists import labour_cell, names_cell
from services.portfolio.offering_statements import offering_facts
from services.portfolio.statements import service_facts

Cells = dict[str, Any]


def portfolio_file(services: Iterable[Service], minor: int) -> Table:
    """The services with all that is stated of them; money in units of the currency, of which one has `minor` parts."""
    columns = [one for one in FIELDS if one.code != "forecast_year"]
    rows = ([cells.get(one.code) for one in columns] for service in services for cells in _rows(service, minor))
    return Table("Services", [one.label for one in columns], rows)


def _rows(service: Service, minor: int) -> Iterator[Cells]:
    own = _service_cells(service)
    offerings = list(service.offerings.all())
    yield from (own | _offering_cells(offering, minor) for offering in offerings)
    if not offerings:
        yield own


def _service_cells(service: Service) -> Cells:
    facts = service_facts(service)
    return facts | {
        "owner": names_cell(facts["owners"]),
        "customers": names_cell(facts["customers"]),
        "towers": names_cell(facts["towers"]),
        "technologies": names_cell(facts["technologies"]),
        "is_next_generation": YES if facts["is_next_generation"] else NO,
    }


def _offering_cells(offering: Offering, minor: int) -> Cells:
    facts = offering_facts(offering)
    del facts["name"]
    return facts | {
        "offering": offering.name,
        "price": _amount(facts["price"], minor),
        "other_cost": _amount(facts["other_cost"], minor),
        "labour": labour_cell(facts["labour"]),
        "forecast": forecast_text({int(year): units for year, units in facts["forecast"].items()}, "; "),
    }


def _amount(value: int | None, minor: int) -> str:
    return "" if value is None else f"{Decimal(value) / minor:f}"
