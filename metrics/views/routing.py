"""The routing policy of a scenario on the history of a log: shares, confusion, and the difference to another policy."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.asked import one_of
from core.views.base import Table, TablePage
from functions.models import Scenario
from functions.selectors import scenarios_of
from metrics.selectors.routing_history import RoutingHistory, routing_history
from metrics.selectors.routing_tickets import HEADERS, five_routed, narrowed, routed_rows
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.some_tickets import SomeTickets
from metrics.selectors.visible_logs import ReplayLog, chosen_log, replay_logs
from metrics.views.routing_figures import TABLES, difference, shown
from services.routing_selectors import Policy, policy_of

ARRIVAL = "arrival"
NARROWING = ("rule", "here", "solved", "there", "same", "attribute", "code")


class OnHistory(TablePage):
    """What both pages read from the address: the scenario, the log, another scenario, and what is known of tickets."""

    section = "scenarios"

    @cached_property
    def known(self) -> list[Scenario]:
        """All scenarios."""
        return list(scenarios_of(self.actor))

    @cached_property
    def scenario(self) -> Scenario:
        """The one of the address."""
        return _scenario(self.known, str(self.kwargs["uid"]))

    @cached_property
    def other(self) -> Scenario | None:
        """The one to compare with."""
        wanted = self.request.GET.get("with", "")
        return _scenario([one for one in self.known if one.pk != self.scenario.pk], wanted) if wanted else None

    @cached_property
    def policy(self) -> Policy:
        """Of the scenario."""
        return policy_of(self.scenario)

    @cached_property
    def logs(self) -> list[ReplayLog]:
        """All that can be tested on."""
        return replay_logs(self.actor)

    @property
    def is_at_arrival(self) -> bool:
        """Complexity and touch by what a ticket said when it came in, not by what happened to it."""
        return one_of(self.request.GET, "view", [ARRIVAL]) == ARRIVAL

    @cached_property
    def found(self) -> RoutingHistory | None:
        """The log of the address through the rules, the newest where none is named; None without a log."""
        log = chosen_log(self.logs, self.request.GET.get("log", ""))
        if log is None:
            return None
        return routing_history(
            self.scenario,
            self.policy.rules,
            log,
            segment_rules_of(self.actor),
            is_at_arrival=self.is_at_arrival,
            has_design=self.asks_who_solved,
        )

    @property
    def asks_who_solved(self) -> bool:
        """Whether anything that is shown depends on who solved a ticket."""
        return True

    @property
    def query(self) -> str:
        """How the address asks, encoded."""
        asked = {name: self.request.GET.get(name, "") for name in ("log", "view", "with")}
        return urlencode({name: value for name, value in asked.items() if value})


class RoutingHistoryPage(OnHistory):
    """Where each ticket of a log would have gone."""

    template_name = "metrics/routing_history.html"

    def table(self, wanted: str) -> Table:
        """Rules, confusion, origins or moves, in full."""
        found = self.found
        if found is None or wanted not in TABLES or (wanted == "moves" and self.other is None):
            raise Http404(f"There is no such table. Choose {', '.join(TABLES)}.")
        headers, rows = TABLES[wanted]
        theirs = policy_of(self.other).rules if self.other else ()
        return Table(f"Routing {wanted}", headers, rows(found, theirs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The log and the other scenario are named in the address; the newest log where none is."""
        found, other, query = self.found, self.other, self.query
        slug = self.actor.organisation_slug
        address = reverse("scenario-routing-tickets", args=[slug, self.scenario.uid])

        def behind(**more: Any) -> str:
            return f"{address}?{f'{query}&' if query else ''}{urlencode(more)}"

        figures = shown(found, behind) if found else {}
        return super().get_context_data(
            scenario=self.scenario,
            policy=self.policy,
            logs=self.logs,
            log=found.log if found else None,
            is_at_arrival=self.is_at_arrival,
            others=[one for one in self.known if one.pk != self.scenario.pk],
            other=other,
            difference=difference(self.policy.rules, other, found, behind) if other else None,
            csv_query=f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            **figures,
            **kwargs,
        )


class RoutingTickets(OnHistory):
    """The tickets behind a figure: five of them, and all of them as a download."""

    template_name = "metrics/routing_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    @property
    def asks_who_solved(self) -> bool:
        """For some figures, and in the download."""
        return any(name in self.request.GET for name in ("solved", "same", "format"))

    def _some(self, found: RoutingHistory) -> SomeTickets:
        asked = {name: self.request.GET[name] for name in NARROWING if name in self.request.GET}
        return narrowed(found, asked, policy_of(self.other).rules if self.other else None)

    def table(self, wanted: str) -> Table:
        """All of them."""
        if self.found is None:
            raise Http404("There is no ticket log yet.")
        some = self._some(self.found)
        return Table(f"{self.found.log.name} {some.title}", HEADERS, routed_rows(self.found, some))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five real tickets, those with most handoffs."""
        found = self.found
        if found is None:
            raise Http404("There is no ticket log yet.")
        asked = self.request.GET.copy()
        asked["format"] = "csv"
        return super().get_context_data(
            scenario=self.scenario,
            log=found.log,
            behind=five_routed(found, self._some(found)),
            back_query=self.query,
            csv_url=f"{self.request.path}?{asked.urlencode()}",
            **kwargs,
        )


def _scenario(known: Sequence[Scenario], uid: str) -> Scenario:
    """The scenario with this uid; 404 for none of them."""
    named = next((one for one in known if str(one.uid) == uid), None)
    if named is None:
        raise Http404("There is no such scenario in this organisation.")
    return named
