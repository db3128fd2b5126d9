"""What a ticket costs, by tower, product, kind, service or team; and the tickets behind each cost."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.asked import one_of
from core.basis import basis_of
from core.figures import money, plural
from core.views.base import ActionView, Table, TablePage
from metrics.actions import computation_inputs, request_computation
from metrics.kinds.ticket_costs import KIND_CODE
from metrics.selectors.newest_results import stored_figures
from metrics.selectors.ticket_cost_tickets import HEADERS, dearest_tickets, ticket_rows
from metrics.selectors.ticket_costs import BY, OF_TICKETS, CostRow, TicketCosts, TicketTeam, ticket_costs
from metrics.selectors.visible_logs import ReplayLog, chosen_log, replay_logs
from metrics.views.how import organisation_of
from services.log_choice import log_named
from towers.models import Baseline
from towers.selectors import baseline_of, chosen_baseline

FIGURES = ("cost_per_ticket", "ticket_cost")
ROWS_SHOWN, TEAMS_NAMED = 25, 5
SHORT_DAYS = 90
KEPT = ("baseline", "log", "by")


class CostedLog(TablePage):
    """What the page and its tickets read from the address: a baseline, a log, and what a row is."""

    section = "handoffs"

    @cached_property
    def baseline(self) -> Baseline | None:
        """The one of the address, else the working one."""
        return chosen_baseline(self.actor, self.request.GET.get("baseline"))

    @cached_property
    def logs(self) -> list[ReplayLog]:
        """Those that can be asked."""
        return replay_logs(self.actor)

    @cached_property
    def costs(self) -> TicketCosts | None:
        """Of the log of the address, else the newest; None before the first baseline and log."""
        log = chosen_log(self.logs, self.request.GET.get("log", ""))
        zone = organisation_of(self.request).time_zone
        return ticket_costs(self.actor, self.baseline, log, zone) if self.baseline and log else None

    @property
    def by(self) -> str:
        """What a row is."""
        return one_of(self.request.GET, "by", BY, next(iter(BY)))

    @property
    def currency(self) -> str:
        """The organisation's."""
        return organisation_of(self.request).currency

    @property
    def note(self) -> str:
        """What stands beside money that is not the true cost, as headers have it."""
        note = basis_of(self.actor).note
        return f" {note}" if note else ""

    def query(self, **more: str) -> str:
        """How the address asks, with other parameters, encoded."""
        kept = {name: self.request.GET.get(name, "") for name in KEPT}
        return urlencode({name: value for name, value in (kept | more).items() if value or name == "place"})


class TicketCostsPage(CostedLog):
    """The cost of a ticket with its range, and of each kind of ticket."""

    template_name = "metrics/ticket_costs.html"

    def table(self, wanted: str) -> Table:
        """All rows; `&table=teams`: the teams with how their cost was shared."""
        costs = self.costs
        if costs is None or wanted not in ("", "teams"):
            raise Http404("There is no such table. Import a staff list and tickets first.")
        if wanted == "teams":
            headers = [
                "Team",
                "Tower",
                "FTE of ticket work",
                f"Cost a year{self.note}, minor units",
                "Cost of",
                "Shared by",
            ]
            return Table("Teams with ticket work", headers, map(_team_cells, costs.teams, _methods(costs)))
        headers = [BY[self.by], "Tickets", "Tickets a year", "Stays", "Stays with a team"]
        headers += [f"Cost a year{self.note}, minor units", f"At most a year{self.note}, minor units"]
        headers += [f"Cost of a ticket{self.note}, minor units", f"At most a ticket{self.note}, minor units"]
        return Table(f"Ticket costs by {self.by}", headers, map(_cells, costs.by(self.by)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything from one reading."""
        costs = self.costs
        if costs is None or self.baseline is None:
            return super().get_context_data(baseline=self.baseline, has_log=bool(self.logs), costs=None, **kwargs)
        rows = costs.by(self.by)
        return super().get_context_data(
            baseline=self.baseline,
            costs=costs,
            log=costs.log,
            logs=self.logs,
            has_money=costs.is_priced and costs.linked > 0,
            has_range=costs.placed > costs.linked,
            heading=_heading(costs, self.currency),
            whole=self._row(costs.whole, ""),
            rows=[self._row(row, self.by) for row in rows[:ROWS_SHOWN]],
            more=max(len(rows) - ROWS_SHOWN, 0),
            by=self.by,
            by_label=BY[self.by],
            by_choices=[(name, f"?{self.query(by=name)}") for name in BY if self._is_known(costs, name)],
            idle_sentence=_idle_sentence(costs, self.currency),
            methods=_method_sentence(costs),
            is_short=costs.days < SHORT_DAYS,
            csv_query=f"?{self.query(format='csv')}",
            teams_csv=f"?{self.query(format='csv', table='teams')}",
            how=stored_figures(self.actor, self.baseline, *FIGURES, log_id=costs.log.pk),
            **kwargs,
        )

    def _row(self, row: CostRow, by: str) -> dict[str, Any]:
        address = reverse("ticket-cost-tickets", args=[self.actor.organisation_slug])
        more = {"by": by, "place": row.key} if by else {"by": ""}
        return {"row": row, "url": f"{address}?{self.query(**more)}"}

    def _is_known(self, costs: TicketCosts, name: str) -> bool:
        return name not in OF_TICKETS or bool(costs.columns.values_of(name))


class TicketCostTickets(CostedLog):
    """The five dearest tickets behind a cost, and all of them as a download."""

    template_name = "metrics/ticket_cost_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def table(self, wanted: str) -> Table:
        """All tickets of the row."""
        costs, row, rows = self._asked()
        money_headers = (f"{name}{self.note}, minor units" for name in ("Cost", "At most"))
        return Table(f"{costs.log.name} {row.name}", [*HEADERS, *money_headers], ticket_rows(costs, rows))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five of them."""
        costs, row, rows = self._asked()
        return super().get_context_data(
            log=costs.log,
            behind=dearest_tickets(self.actor, costs, rows, row.name, self.currency),
            back_query=self.query(),
            csv_url=f"{self.request.path}?{self.query(format='csv', **self._place())}",
            **kwargs,
        )

    def _place(self) -> dict[str, str]:
        asked = self.request.GET
        return {"place": asked["place"]} if "place" in asked else {}

    def _asked(self) -> tuple[TicketCosts, CostRow, Any]:
        if self.costs is None:
            raise Http404("There is no staff list or no ticket log yet.")
        place = self._place()
        return (self.costs, *self.costs.at(self.by if place else "", place.get("place", "")))


class TicketCostsRun(ActionView):
    """Keep the figures as results."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Start the run over the log that the form names, else the newest, and show it."""
        named: dict[str, Model] = {"baseline": baseline_of(self.actor, kwargs["uid"])}
        if text := request.POST.get("log", ""):
            named["log"] = log_named(self.actor, text)
        inputs = computation_inputs(self.actor, KIND_CODE, named)
        run = request_computation(by=self.actor, kind=KIND_CODE, inputs=inputs)
        messages.success(request, "The figures are kept with their formula and their rows when this run is done.")
        return reverse("run", args=[self.actor.organisation_slug, run.uid])


def _heading(costs: TicketCosts, currency: str) -> str:
    whole = costs.whole
    if not costs.teams:
        return "No team’s effort is driven by tickets yet"
    if not costs.is_priced:
        return "What a ticket costs is unknown: no cost of positions is known"
    if not costs.linked:
        return "What a ticket costs is unknown: no group belongs to a team with ticket work"
    least, most = money(whole.each, currency), money(whole.each_high, currency)
    return f"A ticket costs {least} on average" if least == most else f"A ticket costs {least} to {most} on average"


def _idle_sentence(costs: TicketCosts, currency: str) -> str:
    """The teams whose cost no ticket bears for certain."""
    if not costs.idle:
        return ""
    names = ", ".join(team.name for team in costs.idle[:TEAMS_NAMED])
    more = f" and {len(costs.idle) - TEAMS_NAMED} more" if len(costs.idle) > TEAMS_NAMED else ""
    amount = money(costs.total - costs.linked, currency)
    teams = plural(len(costs.idle), "team")
    return f"{amount} a year is ticket work of {teams} that no group of this log belongs to: {names}{more}."


def _method_sentence(costs: TicketCosts) -> str:
    """By what the teams' cost was shared."""
    active = len(costs.teams) - len(costs.idle)
    touched = int(costs.shared.by_touch.sum())
    if not touched:
        return "No status says enough about touch time: the cost of each team is shared by stays."
    if touched == active:
        return "The cost of every team is shared by touch time."
    return f"The cost of {plural(touched, 'team')} is shared by touch time, that of {active - touched} by stays."


def _methods(costs: TicketCosts) -> list[str]:
    idle = {team.key for team in costs.idle}
    touched = costs.shared.by_touch.tolist()
    return [
        "no ticket in this log" if team.key in idle else "touch time" if is_touched else "stays"
        for team, is_touched in zip(costs.teams, touched, strict=True)
    ]


def _team_cells(team: TicketTeam, method: str) -> list[Any]:
    whose = "its own staff" if team.is_stated else "the mean of all staff"
    return [team.name, team.tower, team.fte, team.cost, whose, method]


def _cells(row: CostRow) -> list[Any]:
    counts = [row.name, row.tickets, round(row.tickets_a_year, 2), row.stays, row.linked_stays]
    return [*counts, row.cost, row.high, round(row.each), round(row.each_high)]
