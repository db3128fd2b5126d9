"""Look-ups of estimates and meters."""

from functions import selectors as scenarios
from functions.models import Scenario
from metrics.api import estimates as api_estimates
from metrics.api import meters as api_meters
from metrics.meter_forms import MeterForm
from metrics.models import Meter
from metrics.selectors import estimates as selectors
from metrics.selectors import meters, question_ground, visible_logs
from metrics.selectors.estimates import Estimate
from metrics.selectors.log_columns import LogColumns
from metrics.views import estimates, meter_forms
from services import selectors as logs
from services.facts import log_facts
from services.models import Agreement, LogSegment, Ticket, TicketLog
from tests.access.references_plants import any_row, forgetting, hole, replaced, together, unscoped

_any_log = forgetting(logs, TicketLog)
_any_event_asked = replaced(question_ground, "log_events", lambda actor, log: LogColumns(log_facts(log.pk)))
_any_event_of_a_form = replaced(meter_forms, "log_events", lambda actor, log: LogColumns(log_facts(log.pk)))


def _every_ticket(found: Estimate) -> list[str]:
    """Any ticket of any log may be judged."""
    return list(Ticket.objects.values_list("key", flat=True))


OF_ESTIMATES = (
    hole(
        "logs that are estimated from",
        together(_any_log, _any_event_asked),
        *("estimate-tickets", "estimate-audit", "estimate-judge"),
        *("api-estimates: log", "api-estimate-audit"),
    ),
    hole("lines of an estimate", replaced(selectors, "number_of", lambda units, key: 0), "estimate-tickets: line"),
    hole("tickets of an estimate", replaced(estimates, "sample_keys", _every_ticket), "estimate-judge: key"),
    hole(
        "tickets of an estimate over REST",
        replaced(api_estimates, "sample_keys", _every_ticket),
        "api-estimate-audit: ticket",
    ),
    hole(
        "logs of remote resolution",
        forgetting(visible_logs, LogSegment),
        *("remote-resolution: log", "remote-resolution-tickets: log", "api-remote-resolution: log"),
    ),
    hole(
        "scenarios of remote resolution",
        any_row(scenarios, Scenario),
        *("remote-resolution: scenario", "remote-resolution-tickets: scenario", "api-remote-resolution: scenario"),
    ),
    hole("meters", any_row(meters, Meter), *("meter", "meter-archive", "api-meter", "api-meter-archive")),
    hole("meters to edit", together(any_row(meters, Meter), _any_event_of_a_form), "meter-edit"),
    hole("log of a meter", together(_any_log, _any_event_of_a_form), "meter-new: log"),
    hole("log of a meter over REST", _any_log, "api-meters: log"),
    hole(
        "agreement of a meter",
        unscoped("agreement", MeterForm, Agreement),
        *("meter-new: agreement", "meter-edit: agreement"),
    ),
    hole(
        "agreement of a meter over REST",
        any_row(api_meters, Agreement),
        *("api-meters: agreement", "api-meter: agreement"),
    ),
)
