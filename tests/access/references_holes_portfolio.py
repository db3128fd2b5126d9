"""Holes in the portfolio: each must be noticed by the case or the cell that it names."""

from services import offering_selectors, portfolio_selectors
from services.actions import portfolio, technologies
from services.api import offerings as offerings_api
from services.importers import portfolio_plan
from services.models import CustomerGroup, Offering, Service, ServiceTechnology
from services.portfolio import offering_statements, statements
from services.views import offerings
from tests.access.references_plants import any_row, forgetting, hole, known_to_all, replaced, together
from towers.models import Team, Tower

CATALOGUE = "import-upload: names in a catalogue"

OF_PORTFOLIO = (
    hole(
        "services",
        any_row(portfolio_selectors, Service),
        *("service", "service-edit", "service-remove", "service-agreements-draft", "api-service"),
        *("service-tickets", "service-offerings", "service-offering-new", "api-offerings"),
        *("scenario-service: service", "scenario-service-decide: service", "api-scenario-service: service"),
    ),
    hole(
        "offerings of a service",
        replaced(offerings, "offering_of", lambda actor, service, uid: Offering.objects.get(uid=uid)),
        *("service-offering: offering", "service-offering-remove: offering"),
    ),
    hole(
        "offerings of a service over REST",
        replaced(offerings_api, "offering_of", lambda actor, service, uid: Offering.objects.get(uid=uid)),
        "api-offering: offering",
    ),
    hole(
        "offerings of any service",
        together(any_row(portfolio_selectors, Service), any_row(offering_selectors, Offering)),
        *("service-offering", "service-offering-remove", "api-offering"),
    ),
    hole("teams that work, over REST", any_row(offerings_api, Team), "api-offerings: labour", "api-offering: labour"),
    hole(
        "teams that work",
        known_to_all(offering_statements, Team),
        *("service-offering-new: labour", "import-upload: teams in a catalogue"),
    ),
    hole("teams of a catalogue", known_to_all(statements, Team), CATALOGUE),
    hole(
        "towers of a catalogue",
        together(known_to_all(portfolio_plan, Tower), known_to_all(statements, Tower)),
        CATALOGUE,
    ),
    hole(
        "technologies of a name",
        forgetting(technologies, ServiceTechnology),
        *("service-reuse: name", "api-technologies: name"),
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
