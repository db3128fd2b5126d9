"""Look-ups of routing policies."""

from functions import selectors as scenarios
from functions.models import Scenario
from metrics.selectors import visible_logs
from metrics.views import routing as history
from services.actions import routing as actions
from services.models import LogSegment
from services.routing_forms import RoutingRuleForm
from tests.access.references_plants import any_row, forgetting, hole, replaced, together, unscoped
from towers.models import Region

_any_region = forgetting(actions, Region)

OF_ROUTING = (
    hole(
        "scenarios with a routing policy",
        any_row(scenarios, Scenario),
        *("scenario-routing", "scenario-routing-rule", "scenario-routing-save"),
        *("scenario-routing-move", "scenario-routing-remove", "scenario-routing-restore", "api-routing", "api-route"),
    ),
    hole(
        "region of a routing rule",
        together(unscoped("region", RoutingRuleForm, Region), _any_region),
        "scenario-routing-save: region",
    ),
    hole("region of a routing rule over REST", _any_region, "api-routing: region"),
    hole(
        "log that is routed",
        forgetting(visible_logs, LogSegment),
        *("scenario-routing-history: log", "scenario-routing-tickets: log"),
    ),
    hole(
        "policies on a history",
        replaced(history, "_scenario", lambda known, uid: Scenario.objects.get(uid=uid)),
        *("scenario-routing-history", "scenario-routing-history: with"),
        *("scenario-routing-tickets", "scenario-routing-tickets: with"),
    ),
)
