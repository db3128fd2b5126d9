"""What the pages about a ticket log read from their address: the log, its filters, the unit and the clock."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from core.asked import month_asked, one_of
from core.views.base import TablePage
from metrics.selectors.clock_words import ELAPSED, WORKING
from metrics.selectors.handoff_units import UNITS
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.log_in_view import Asking, LogInView
from metrics.views.how import organisation_of
from services import selectors as logs
from services.clock_selectors import LogClocks
from services.clock_words import clocks_sentence, clocks_short
from services.clocks import Ints
from services.log_choice import LOG, log_among, log_named, switch_among
from services.models import TicketLog

FILTERS = ("month", "priority", "product", "kind", "service")
HOURS = {"": "Elapsed", WORKING: "Working hours"}


class FilteredLog(TablePage):
    """What these pages read from the address.

    A page whose log can be switched says in `without_log` what its address without a log is called; `?log=` there leads
    on to the address of that log. `words`: what its parameters may be, of those that are one of a few words.
    """

    section = "handoffs"
    without_log = ""
    words: ClassVar[Mapping[str, Collection[str]]] = {"unit": UNITS, "hours": (ELAPSED, WORKING)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the way to the log that the address names; 400 for a parameter that cannot be."""
        for name, known in self.words.items():
            one_of(request.GET, name, known)
        month_asked(request.GET)
        if LOG not in request.GET or "uid" in kwargs or not self.without_log:
            return super().get(request, *args, **kwargs)
        asked = request.GET.copy()
        log = log_named(self.actor, asked.pop(LOG)[-1])
        address = reverse(f"{self.without_log}-log", args=[self.actor.organisation_slug, log.uid])
        return HttpResponseRedirect(f"{address}?{asked.urlencode()}" if asked else address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the choice of logs, where the page has one."""
        if self.without_log:
            address = reverse(self.without_log, args=[self.actor.organisation_slug])
            kwargs["log_switch"] = switch_among(self._logs, kwargs.get("log"), address)
        return super().get_context_data(**kwargs)

    def log(self) -> TicketLog | None:
        """The log of the address, else the newest."""
        return log_among(self._logs, self.kwargs.get("uid"))

    @cached_property
    def _logs(self) -> list[TicketLog]:
        return logs.logs_by_choice(self.actor)

    @property
    def unit(self) -> str:
        """What is compared; the group unless the address says otherwise."""
        return one_of(self.request.GET, "unit", UNITS, "group")

    @property
    def time_zone(self) -> str:
        """The zone in which the organisation counts months."""
        return organisation_of(self.request).time_zone

    def filters(self) -> HandoffFilters:
        """Month, priority, product, kind and service of the address."""
        return HandoffFilters(
            month=month_asked(self.request.GET),
            priority=self.request.GET.get("priority", ""),
            product=self.request.GET.get("product", ""),
            kind=self.request.GET.get("kind", ""),
            service=self.request.GET.get("service", ""),
        )

    @property
    def is_working(self) -> bool:
        """Whether the address asks for working hours."""
        return self.request.GET.get("hours") == WORKING

    def in_view(self, log: TicketLog) -> LogInView:
        """The log as the address asks for it."""
        return LogInView(self.actor, log, Asking(self.filters(), self.time_zone, self.unit, self.is_working))

    def clock(self, log: TicketLog, stated: LogClocks | None, group_ids: Ints) -> dict[str, Any]:
        """The switch between elapsed time and working hours, which of them is shown, and whose working hours."""
        clocks = stated.timed() if stated else None
        is_working = self.is_working and clocks is not None
        chosen = WORKING if is_working else ""
        return {
            "clocks": [(f"?{self.query(hours=code)}", label, code == chosen) for code, label in HOURS.items()],
            "is_working": is_working,
            "calendar": log.calendar,
            "hours_sentence": clocks_sentence(clocks, group_ids) if clocks else "",
            "hours_short": clocks_short(clocks) if clocks else "",
        }

    def query(self, **more: str) -> str:
        """How the address asks, with other parameters, encoded."""
        kept = {name: self.request.GET.get(name, "") for name in (*FILTERS, "unit", "hours", "show")}
        return urlencode({name: value for name, value in (kept | more).items() if value})
