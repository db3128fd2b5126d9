"""The service catalogue: small, and not quite clean: two claim one service, nobody owns another."""

from collections.abc import Mapping
from dataclasses import astuple, fields

from sample.generator.hosting_services import HOSTING
from sample.generator.network_services import DATA, NETWORK
from sample.generator.planned_services import ENDED, PLANNED
from sample.generator.service_parts import (
    DAYS,
    FINANCE,
    OFFICES,
    PLANTS,
    RESEARCH,
    SALES,
    CatalogueService,
    Offering,
    Terms,
)
from sample.generator.tables import csv_bytes
from sample.generator.user_services import DIGITAL, WORKPLACE

SERVICES: tuple[CatalogueService, ...] = (*HOSTING, *DATA, *NETWORK, *WORKPLACE, *DIGITAL, *PLANNED, *ENDED)
# Where each customer group goes with a wish.
DOORS: Mapping[str, tuple[str, ...]] = {
    PLANTS: ("Service desk", "Field technician on site", "Plant IT coordinator"),
    OFFICES: ("Service desk",),
    SALES: ("Service desk", "Dealer portal support"),
    FINANCE: ("Service desk", "Mainframe operations", "Database support"),
    RESEARCH: ("Digital product teams",),
}
HEADER = (
    "Service family",
    "Service",
    "Status",
    "Service owner",
    "Customer groups",
    "Towers touched",
    "Technologies touched",
    "Description",
    "Benefits",
    "Business value",
    "In the pipeline since",
    "In the catalogue since",
    "Retired since",
    "Next generation",
    "Subcategory",
    "Kind of offering",
    "Unit",
    "Price of one unit",
    "Units a year",
    "Other cost a year",
    "Forecast",
    "Cost that grows with the units",
    "Labour FTE",
)
_STATUS = {"pipeline": "Planned", "catalogue": "Operational", "retired": "Retired"}


def catalogue_file() -> bytes:
    """Return the catalogue as a service tool exports it: a row for each offering, or for a service without one."""
    return csv_bytes(HEADER, (row for service in SERVICES for row in _rows(service)))


def _rows(service: CatalogueService) -> list[tuple[object, ...]]:
    parts = (service.owners, service.customers, service.towers, service.technologies)
    own = (
        *(service.family, service.name, _STATUS[service.stage], *("; ".join(names) for names in parts)),
        *(service.description, service.benefits, service.value or ""),
        *(service.days.get(name, "") for name in DAYS),
        "yes" if service.is_next_generation else "no",
    )
    offered = [(one.name, one.kind, *astuple(one.terms), _labour(one)) for one in service.offerings]
    return [(*own, *offering) for offering in offered or [("",) * (3 + len(fields(Terms)))]]


def _labour(offering: Offering) -> str:
    return "; ".join(f"{team}: {fte}" for team, fte in offering.labour.items())


def products_of(tower: str) -> tuple[str, ...]:
    """Return the offerings that tickets of a tower are about.

    >>> products_of("Mainframe")
    ('Batch', 'Online transactions')
    """
    return tuple(offering.name for service in SERVICES for offering in service.offerings if tower in offering.asked_of)


def service_of_product() -> dict[str, str]:
    """Return the service of each offering.

    >>> service_of_product()["Voice"]
    'Unified communications'
    """
    return {offering.name: service.name for service in SERVICES for offering in service.offerings}
