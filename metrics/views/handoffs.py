"""The handoffs of a ticket log: the whole picture, one pair, five tickets, and keeping it as a result."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from core.views.base import ActionView, Table
from metrics.kinds import handoffs as kind
from metrics.results import is_stale, newest_run
from metrics.selectors.handoff_pair import pair_of
from metrics.selectors.handoff_rows import total_figures
from metrics.selectors.handoff_tickets import ANY, Asked, tickets_behind
from metrics.selectors.handoff_units import UNITS
from metrics.selectors.handoffs import HandoffFilters, months_of
from metrics.selectors.log_in_view import LogInView
from metrics.selectors.meters import month_words
from metrics.views.handoff_parts import HandoffParts, table_in_full
from metrics.views.log_in_view import FilteredLog
from services import selectors as logs
from services.log_regions import split_regions
from services.models import TicketLog

SHOWN = {"": "Matrix", "network": "Network"}
TOLD_OF_REGIONS = ("group", "cell", "region")


class Handoffs(FilteredLog):
    """Who hands work to whom."""

    template_name = "metrics/handoffs.html"
    without_log = "handoffs"
    words: ClassVar[Mapping[str, Collection[str]]] = {**FilteredLog.words, "show": SHOWN}

    def table(self, wanted: str) -> Table:
        """Pairs, ping-pong, waiting, open time, services or first line, in full."""
        log, wanted = self.log(), wanted or "pairs"
        found = table_in_full(self.in_view(log), wanted) if log else None
        if found is None:
            known = "pairs, ping-pong, waiting, open-time, services or first-line"
            raise Http404(f"There is no such table. Choose {known}.")
        return Table(f"Handoffs {wanted}", *found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that the filters leave, or what is missing."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        found = self.in_view(log)
        row = logs.log_row(log, found.columns.facts)
        context = super().get_context_data(log=log, row=row, unit=self.unit, units=UNITS, **kwargs)
        if not row.has_history:
            return context
        parts = HandoffParts(found, self._tickets_address(log), self._pair_address(log))
        figures = parts.figures(is_network=self.request.GET.get("show") == "network")
        return context | self._choices(found) | figures | self._kept(found)

    def _choices(self, found: LogInView) -> dict[str, Any]:
        columns, query = found.columns, self.query()
        months = months_of(columns, self.time_zone)
        shown = "network" if self.request.GET.get("show") == "network" else ""
        return {
            "filters": self.filters(),
            "split_regions": self._split_regions(found),
            "months": [(month, month_words(month)) for month in months],
            "priorities": columns.values_of("priority"),
            "products": columns.values_of("product"),
            "kinds": columns.values_of("kind"),
            "services": columns.values_of("service"),
            "csv_query": f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            "has_statuses": columns.has_statuses,
            "ways_shown": [(f"?{self.query(show=code)}", label, code == shown) for code, label in SHOWN.items()],
            **self.clock(found.log, found.stated, columns.group_ids),
        }

    def _split_regions(self, found: LogInView) -> str:
        """What handoffs across regions rest on, where the page compares what has one and any group has one."""
        is_told = self.unit in TOLD_OF_REGIONS and any(place.region for place in found.places)
        return split_regions(logs.log_segments(found.log)).in_words if is_told else ""

    def _tickets_address(self, log: TicketLog) -> Callable[..., str]:
        """The way to five tickets; what narrows them is named even where it is the unknown unit or no service."""
        address = reverse("handoff-tickets", args=[self.actor.organisation_slug, log.uid])
        query = self.query(show="")
        return lambda of, **more: f"{address}?{f'{query}&' if query else ''}{urlencode({'of': of, **more})}"

    def _pair_address(self, log: TicketLog) -> Callable[[str, str], str]:
        address = reverse("handoff-pair", args=[self.actor.organisation_slug, log.uid])
        return lambda one, other: f"{address}?{self.query(show='', **{'from': one, 'to': other})}"

    def _kept(self, found: LogInView) -> dict[str, Any]:
        """The newest result of the log; its figures are explained while they are those of the page."""
        run = newest_run(self.actor, kind.KIND_CODE, **{kind.LOG_INPUT: found.log.pk})
        stale = bool(run and is_stale(run, kind.versions_of(found.log, found.stated)))
        if run is None or stale or self.filters() != HandoffFilters():
            return {"run": run, "is_stale": stale, "hows": {}}
        slug = self.actor.organisation_slug
        hows = {name: reverse("how", args=[slug, run.uid, pk]) for name, pk in total_figures(self.actor, run).items()}
        if found.clocks:
            hows["queue_time_median"] = hows.get("queue_time_median_working", "")
        return {"run": run, "is_stale": stale, "hows": hows}


class HandoffPair(FilteredLog):
    """One pair: its figures and five real tickets."""

    template_name = "metrics/handoffs_pair.html"
    fragment_name = "metrics/handoffs_pair_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pair of the address, in the view that the filters leave."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.in_view(log)
        one, other = (found.number(self.request.GET.get(name, "")) for name in ("from", "to"))
        pair = pair_of(found.columns, found.view, found.units, one, other)
        return super().get_context_data(
            log=log, pair=pair, back_query=self.query(), is_working=found.clocks is not None, **kwargs
        )


class HandoffTickets(FilteredLog):
    """Five real tickets behind a figure."""

    template_name = "metrics/handoff_tickets.html"
    fragment_name = "metrics/handoff_tickets_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those that the figure counts, in the view that the filters leave."""
        log, asked = logs.log_of(self.actor, self.kwargs["uid"]), self.request.GET
        found = self.in_view(log)
        to, sender = (found.number(asked.get(name, "")) if name in asked else ANY for name in ("to", "from"))
        wanted = Asked(found.columns, found.view, found.places, found.units, to, asked.get("of_service"), sender)
        behind = tickets_behind(wanted, asked.get("of", ""))
        return super().get_context_data(
            log=log, behind=behind, back_query=self.query(), is_working=found.clocks is not None, **kwargs
        )


class HandoffsKeep(ActionView):
    """Keep the figures of the log as a result."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Ask for the run and show it."""
        log = logs.log_of(self.actor, kwargs["uid"])
        run = kind.request(self.actor, log)
        return reverse("run", args=[self.actor.organisation_slug, run.uid])
