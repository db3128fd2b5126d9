"""The handoffs of a ticket log: the whole picture, one pair, and keeping it as a result."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from core.views.base import ActionView, Table, TablePage
from metrics.kinds import handoffs as kind
from metrics.results import is_stale, newest_run
from metrics.selectors.handoff_matrix import matrix_of, written_from
from metrics.selectors.handoff_pair import pair_of
from metrics.selectors.handoff_rows import total_figures
from metrics.selectors.handoff_tables import first_line_rows, pair_rows, ping_pong_rows, table_of, wait_endings
from metrics.selectors.handoff_tables import waiting_rows as receiving_rows
from metrics.selectors.handoff_units import UNITS, Units, places_of, units_of
from metrics.selectors.handoff_words import crossings, finding, matrix_sentence, per_ticket_note, ping_pong_sentence
from metrics.selectors.handoffs import HandoffAnalysis, HandoffFilters, analyse, months_of, view_of
from metrics.selectors.log_columns import LogColumns, log_events
from metrics.views.how import organisation_of
from services import selectors as logs
from services.facts import seen_groups
from services.models import TicketLog

ROWS_SHOWN = 12


class FilteredLog(TablePage):
    """What both pages read from the address: the log, the filters, the unit."""

    section = "handoffs"

    def log(self) -> TicketLog | None:
        """The log of the address, else the newest."""
        uid = self.kwargs.get("uid")
        return logs.log_of(self.actor, uid) if uid else logs.newest_log(self.actor)

    @property
    def unit(self) -> str:
        """What is compared; the group unless the address says otherwise."""
        unit = self.request.GET.get("unit", "")
        return unit if unit in UNITS else "group"

    @property
    def time_zone(self) -> str:
        """The zone in which the organisation counts months."""
        return organisation_of(self.request).time_zone

    def filters(self) -> HandoffFilters:
        """Month, priority, product and kind of the address."""
        month = self.request.GET.get("month", "")
        return HandoffFilters(
            month=int(month) if month.isdigit() and len(month) == 6 else 0,
            priority=self.request.GET.get("priority", ""),
            product=self.request.GET.get("product", ""),
            kind=self.request.GET.get("kind", ""),
        )

    def query(self, **more: str) -> str:
        """The address's filters with other parameters, encoded."""
        kept = {name: self.request.GET.get(name, "") for name in ("month", "priority", "product", "kind", "unit")}
        return urlencode({name: value for name, value in (kept | more).items() if value})


class Handoffs(FilteredLog):
    """Who hands work to whom."""

    template_name = "metrics/handoffs.html"

    def table(self, wanted: str) -> Table:
        """Pairs, ping-pong, waiting or first-line, in full."""
        log = self.log()
        found = table_of(self._analysis(log, log_events(self.actor, log)), wanted or "pairs") if log else None
        if found is None:
            raise Http404("There is no such table. Choose pairs, ping-pong, waiting or first-line.")
        return Table(f"Handoffs {wanted or 'pairs'}", *found)

    def _analysis(self, log: TicketLog, columns: LogColumns) -> HandoffAnalysis:
        places = places_of(self.actor, seen_groups(log.pk, columns.facts))
        view = view_of(columns, self.filters(), self.time_zone)
        return analyse(columns, view, places, units_of(self.unit, places))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that the filters leave, or what is missing."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        columns = log_events(self.actor, log)
        row = logs.log_row(log, columns.facts)
        context = super().get_context_data(log=log, row=row, unit=self.unit, units=UNITS, **kwargs)
        if not row.has_history:
            return context
        found = self._analysis(log, columns)
        return context | self._choices(columns) | self._figures(log, found) | self._kept(log)

    def _choices(self, columns: LogColumns) -> dict[str, Any]:
        months = months_of(columns, self.time_zone)
        query = self.query()
        return {
            "filters": self.filters(),
            "months": [(month, f"{month // 100}-{month % 100:02}") for month in months],
            "priorities": columns.values_of("priority"),
            "products": columns.values_of("product"),
            "kinds": columns.values_of("kind"),
            "csv_query": f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            "has_statuses": columns.has_statuses,
        }

    def _figures(self, log: TicketLog, found: HandoffAnalysis) -> dict[str, Any]:
        address = reverse("handoff-pair", args=[self.actor.organisation_slug, log.uid])

        def pair_address(one: str, other: str) -> str:
            return f"{address}?{self.query(**{'from': one, 'to': other})}"

        pairs, bounces = pair_rows(found, ROWS_SHOWN), ping_pong_rows(found, ROWS_SHOWN)
        return {
            "found": found,
            "finding": finding(found),
            "matrix": matrix_of(found, pair_address),
            "matrix_sentence": matrix_sentence(found, written_from(found)),
            "ping_pong_sentence": ping_pong_sentence(found),
            "per_ticket_note": per_ticket_note(found),
            "crossings": crossings(found),
            "pairs": [row | {"url": pair_address(*row["keys"])} for row in pairs],
            "ping_pong": [row | {"url": pair_address(*row["keys"])} for row in bounces],
            "waiting": receiving_rows(found, ROWS_SHOWN),
            "endings": wait_endings(found),
            "first_line": first_line_rows(found),
        }

    def _kept(self, log: TicketLog) -> dict[str, Any]:
        """The newest result of the log; its figures are explained while they are those of the page."""
        run = newest_run(self.actor, kind.KIND_CODE, **{kind.LOG_INPUT: log.pk})
        stale = bool(run and is_stale(run, {(kind.LOG_INPUT, log.pk): log.version}))
        if run is None or stale or self.filters() != HandoffFilters():
            return {"run": run, "is_stale": stale, "hows": {}}
        slug = self.actor.organisation_slug
        hows = {name: reverse("how", args=[slug, run.uid, pk]) for name, pk in total_figures(self.actor, run).items()}
        return {"run": run, "is_stale": stale, "hows": hows}


class HandoffPair(FilteredLog):
    """One pair: its figures and five real tickets."""

    template_name = "metrics/handoffs_pair.html"
    fragment_name = "metrics/handoffs_pair_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pair of the address, in the view that the filters leave."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        columns = log_events(self.actor, log)
        units = units_of(self.unit, places_of(self.actor, seen_groups(log.pk, columns.facts)))
        one, other = (self._number(units, self.request.GET.get(name, "")) for name in ("from", "to"))
        pair = pair_of(columns, view_of(columns, self.filters(), self.time_zone), units, one, other)
        return super().get_context_data(log=log, pair=pair, back_query=self.query(), **kwargs)

    def _number(self, units: Units, key: str) -> int:
        if key not in units.keys:
            raise Http404("There is no such group or unit in this log.")
        return units.keys.index(key)


class HandoffsKeep(ActionView):
    """Keep the figures of the log as a result."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Ask for the run and show it."""
        log = logs.log_of(self.actor, kwargs["uid"])
        run = kind.request(self.actor, log)
        return reverse("run", args=[self.actor.organisation_slug, run.uid])
