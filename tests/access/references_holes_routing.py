"""Look-ups of routing policies."""

from functions import selectors as scenarios
from functions.models import Scenario
from services.routing_forms import RoutingRuleForm
from tests.access.references_plants import any_row, hole, unscoped
from towers.models import Region

OF_ROUTING = (
    hole(
        "scenarios with a routing policy",
        any_row(scenarios, Scenario),
        *("scenario-routing", "scenario-routing-history", "scenario-routing-rule", "scenario-routing-save"),
        *("scenario-routing-move", "scenario-routing-remove", "scenario-routing-restore", "api-routing", "api-route"),
    ),
    hole("region of a routing rule", unscoped("region", RoutingRuleForm, Region), "scenario-routing-save: region"),
)
