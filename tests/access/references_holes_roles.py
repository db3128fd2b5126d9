"""Look-ups of roles, and of the people who are placed into them."""

from functions import people, role_selectors, roles, seats, selectors
from functions.api import roles as api_roles
from functions.models import Role, Scenario
from tests.access.references_plants import any_row, forgetting, hole, replaced, together
from towers.models import Position, Region

OF_ROLES = (
    hole(
        "a scenario with its roles",
        together(
            any_row(selectors, Scenario),
            *(
                replaced(module, "roles_of", lambda actor, scenario: scenario.roles.all())
                for module in (seats, role_selectors)
            ),
        ),
        *("scenario-role", "scenario-role-edit", "scenario-role-remove"),
    ),
    hole(
        "roles of a scenario",
        forgetting(role_selectors, Role, "scenario"),
        *("scenario-role: role", "scenario-role-edit: role", "scenario-role-remove: role", "scenario-seat: role"),
        "api-operations: role",
    ),
    hole(
        "region of a role",
        forgetting(selectors, Region, "baselineteam__baseline_id"),
        *("scenario-role-add: region", "scenario-role-edit: region"),
    ),
    hole("region of a role over REST", any_row(api_roles, Region), "api-operations: region of a role"),
    hole(
        "people to place",
        together(
            forgetting(role_selectors, Position, "baseline_id"),
            replaced(roles, "_require_own", lambda scenario, positions: None),
        ),
        *("scenario-seat: positions", "api-operations: positions"),
    ),
    hole("people of a scenario", forgetting(people, Position, "baseline_id"), "scenario-role-sheet: position"),
)
