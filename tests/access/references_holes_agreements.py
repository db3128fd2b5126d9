"""Look-ups of agreements and calendars."""

from metrics.selectors import agreement_results
from metrics.selectors.log_columns import LogColumns
from services import agreement_selectors, clock_selectors
from services import selectors as logs
from services.agreement_forms import AgreementForm
from services.api import agreements as api
from services.api import calendar_uses as use_api
from services.calendar_use_forms import CalendarUseForm, NewCalendarUseForm
from services.facts import log_facts
from services.models import Agreement, BusinessCalendar, CalendarUse, TicketLog
from tests.access.references_plants import any_row, forgetting, hole, replaced, together, unscoped
from towers.models import Region, Team

_any_event = replaced(agreement_results, "log_events", lambda actor, log: LogColumns(log_facts(log.pk)))

OF_AGREEMENTS = (
    hole(
        "agreements",
        any_row(agreement_selectors, Agreement),
        *("agreement", "agreement-edit", "agreement-remove", "agreement-results", "agreement-tickets"),
        *("api-agreement", "api-agreement-chain", "api-agreement-results"),
    ),
    hole(
        "calendars",
        any_row(agreement_selectors, BusinessCalendar),
        *("calendar", "calendar-remove", "api-calendar"),
    ),
    hole(
        "calendar of an agreement",
        unscoped("calendar", AgreementForm, BusinessCalendar),
        *("agreement-new: calendar", "agreement-edit: calendar"),
    ),
    hole("team of an agreement", unscoped("team", AgreementForm, Team), "agreement-new: team"),
    hole(
        "calendar of an agreement over REST",
        any_row(api, BusinessCalendar),
        *("api-agreements: calendar", "api-agreement: calendar"),
    ),
    hole("team of an agreement over REST", any_row(api, Team), "api-agreements: team", "api-agreement: team"),
    hole(
        "who works by which calendar",
        any_row(clock_selectors, CalendarUse),
        *("calendar-use", "calendar-use-remove", "api-calendar-use"),
    ),
    hole(
        "calendar that somebody works by",
        unscoped("calendar", CalendarUseForm, BusinessCalendar),
        *("calendar-use-new: calendar", "calendar-use: calendar"),
    ),
    hole("region that works", unscoped("region", NewCalendarUseForm, Region), "calendar-use-new: region"),
    hole("team that works", unscoped("team", NewCalendarUseForm, Team), "calendar-use-new: team"),
    hole(
        "calendar that somebody works by over REST",
        any_row(use_api, BusinessCalendar),
        *("api-calendar-uses: calendar", "api-calendar-use: calendar"),
    ),
    hole("region that works over REST", any_row(use_api, Region), "api-calendar-uses: region"),
    hole("team that works over REST", any_row(use_api, Team), "api-calendar-uses: team"),
    hole(
        "log that results come from",
        together(forgetting(logs, TicketLog), _any_event),
        *("agreement-results: log", "agreement-tickets: log", "api-agreement-results: log"),
    ),
)
