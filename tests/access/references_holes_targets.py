"""Look-ups of owners of services in scenarios."""

from uuid import UUID

from functions import selectors as scenarios
from functions.models import Role, Scenario
from functions.owner_selectors import StatedOwner, stated_owners
from services import portfolio_selectors, target_selectors
from services.actions import target_owners
from services.models import Service
from services.target_ownership import RoleName
from services.views import targets
from tests.access.references_plants import any_row, hole, replaced, together


def _all_roles(scenario: Scenario) -> dict[object, RoleName]:
    return {role.key: RoleName(role.key, role.name, role.function_code or 0) for role in Role.objects.all()}


def _all_stated(scenario: Scenario) -> dict[UUID, StatedOwner]:
    return {uid: owner for one in Scenario.objects.all() for uid, owner in stated_owners(one).items()}


OF_TARGETS = (
    hole(
        "owners that are stated",
        replaced(target_owners, "stated_owners", _all_stated),
        *("scenario-service-withdraw: service", "api-scenario-service: withdrawn"),
    ),
    hole(
        "owners that are stated, to look at",
        replaced(target_selectors, "stated_owners", _all_stated),
        *("scenario-service: service", "api-scenario-service: service"),
    ),
    hole("scenarios with services", any_row(scenarios, Scenario), "scenario-services", "api-scenario-services"),
    hole(
        "scenarios and services",
        together(any_row(scenarios, Scenario), any_row(portfolio_selectors, Service)),
        *("scenario-service", "scenario-service-decide", "scenario-service-withdraw", "api-scenario-service"),
    ),
    hole(
        "roles that own",
        together(replaced(targets, "roles_by_key", _all_roles), replaced(target_owners, "roles_by_key", _all_roles)),
        "scenario-service-decide: role",
    ),
    hole(
        "roles that own, over REST",
        together(
            replaced(target_selectors, "roles_by_key", _all_roles), replaced(target_owners, "roles_by_key", _all_roles)
        ),
        "api-scenario-service: role",
    ),
)
