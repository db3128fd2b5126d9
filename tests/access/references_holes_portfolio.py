"""Holes in the portfolio: each must be noticed by the case or the cell that it names."""

from services import portfolio_selectors
from services.actions import portfolio
from services.models import CustomerGroup, Service
from services.portfolio import statements
from tests.access.references_plants import any_row, forgetting, hole, known_to_all
from towers.models import Team, Tower

OF_PORTFOLIO = (
    hole(
        "services",
        any_row(portfolio_selectors, Service),
        *("service", "service-edit", "service-remove", "api-service"),
    ),
    hole("customer groups", any_row(portfolio_selectors, CustomerGroup), "service-doors"),
    hole(
        "services of a name",
        forgetting(portfolio, Service, "organisation_id"),
        *("service-add: name", "service-edit: name", "api-services: name", "api-service: name"),
    ),
    hole("teams that own", known_to_all(statements, Team), "service-add: owners", "api-services: owners"),
    hole(
        "customer groups of a name",
        forgetting(statements, CustomerGroup, "organisation_id"),
        *("service-add: owners", "api-services: owners"),
    ),
    hole("towers touched", known_to_all(statements, Tower), "service-add: towers", "api-service: towers"),
)
