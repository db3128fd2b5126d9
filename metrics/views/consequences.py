"""The consequences of a scenario at once: its page, and the strip that stands on other pages."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from core.basis import basis_of
from core.errors import UserError
from core.figures import fte, integer, money, percent, signed
from core.views.base import Page, Table, TablePage
from functions.models import Scenario
from functions.selectors import scenario_of
from metrics.consequence_words import finding, losses, shown_measures
from metrics.selectors.consequences import Consequences, consequences_of
from metrics.views.consequence_tables import (
    function_rows,
    region_rows,
    replay_facts,
    replay_range,
    total_row,
    work_table,
)
from metrics.views.how import organisation_of


class OfScenario(TablePage):
    """What both read from the address."""

    section = "scenarios"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return scenario_of(self.actor, self.kwargs["uid"])

    @cached_property
    def found(self) -> Consequences:
        """Its consequences, with the log that the address names."""
        return consequences_of(self.actor, self.scenario, self.request.GET.get("log", ""))

    @property
    def currency(self) -> str:
        """Of the organisation."""
        return organisation_of(self.request).currency

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was found; `problem` says why nothing can be."""
        try:
            shown = self.shown()
        except UserError as error:
            shown = {"problem": str(error)}
        return super().get_context_data(scenario=self.scenario, **shown, **kwargs)

    def shown(self) -> dict[str, Any]:
        """The context of a page or fragment."""
        raise NotImplementedError


class ConsequencesPage(OfScenario):
    """Measures, functions and regions today and in the target, what is given up, the replay."""

    template_name = "metrics/consequences.html"

    def shown(self) -> dict[str, Any]:
        """Everything."""
        found, currency = self.found, self.currency
        return {
            "found": found,
            "finding": finding(found),
            "measures": shown_measures(found, currency),
            "losses": losses(found),
            "functions": function_rows(found, currency),
            "regions": region_rows(found, currency),
            "total": total_row(found, currency),
            "managers_needed": integer(float(found.managers_needed.sum())),
            "replay_range": replay_range(found.replay) if found.replay else None,
            "replay_facts": replay_facts(found.replay) if found.replay else [],
            "csv": f"?log={found.log.uid}&format=csv&table=" if found.log else "?format=csv&table=",
        }

    def table(self, wanted: str) -> Table:
        """measures, functions or regions."""
        found, name = self.found, self.scenario.name
        if wanted == "measures":
            headers = ["Measure", "Today", "Target", "Change"]
            rows = [[code, one.today, one.target, one.change] for code, one in found.measures.items()]
            return Table(
                f"{name} consequences", headers, [["" if cell is None else cell for cell in row] for row in rows]
            )
        if wanted in ("functions", "regions"):
            return work_table(found, wanted, basis_of(self.actor))
        raise Http404("There is no such table. Choose measures, functions or regions.")


class ConsequenceStrip(OfScenario, Page):
    """Six figures and what is given up; part of the board and of other pages of a scenario."""

    template_name = "metrics/_consequence_strip.html"

    def shown(self) -> dict[str, Any]:
        """The figures with their change against today."""
        found = self.found
        return {"found": found, "tiles": _tiles(found, self.currency), "losses": losses(found)}


def _tiles(found: Consequences, currency: str) -> list[dict[str, str]]:
    near, managers = found.measures["near"], found.measures["managers"]
    cash = "no prices yet" if found.cash is None else f"{fte(found.cash_fte)} FTE of whole positions"
    return [
        _tile("Freed", fte(found.freed_fte), "FTE", f"of {fte(found.staff_fte + found.manager_fte)}"),
        _tile("Cash a year", money(found.cash, currency), "", cash),
        _handoffs(found),
        _tile("Near the customers", percent(near.target, 0), "", f"of staff effort, today {percent(near.today, 0)}"),
        _tile("Managers", fte(managers.target), "FTE", f"{signed(managers.change, 1)} against today"),
        _tile("Another manager", fte(found.moved_fte), "FTE", "of staff, at least"),
    ]


def _handoffs(found: Consequences) -> dict[str, str]:
    replay = found.replay
    if replay is None:
        return _tile("Handoffs", "unknown", "", "no log with a history yet")
    left = percent(replay.expected / replay.today, 0) if replay.today else "none"
    by_chance = "" if replay.chance is None else f"; by chance {percent(1 - replay.chance, 0)}"
    note = f"expected; {integer(replay.low)} to {integer(replay.high)} of {integer(replay.today)}{by_chance}"
    return _tile("Handoffs left", left, "", note)


def _tile(label: str, figure: str, unit: str, note: str) -> dict[str, str]:
    return {"label": label, "figure": figure, "unit": unit, "note": note}
