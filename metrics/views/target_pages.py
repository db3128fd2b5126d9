"""What the pictures of a scenario share: what is read once, and the choices that their addresses carry."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.access import visible_or_404
from core.basis import basis_of
from core.figures import fte, millions, money
from core.views.base import TablePage
from functions.models import Scenario
from functions.projection import HOME
from functions.selectors import scenario_of
from metrics.selectors.target_effort import NONE, TargetEffort, target_effort
from metrics.selectors.target_staff import TeamStaff, team_staff
from metrics.views.how import organisation_of
from towers.functions_reference import BY_CODE
from towers.models import Region, Team, Tower

STAY = "home"
PLACES: dict[str, type[Tower | Region | Team]] = {"tower": Tower, "region": Region, "team": Team, "place": Region}


class TargetPage(TablePage):
    """A page of one scenario's target; `kept` are the choices of its address, `address` its name."""

    section = "scenarios"
    address = ""
    kept: tuple[str, ...] = ()

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return scenario_of(self.actor, self.kwargs["uid"])

    @cached_property
    def target(self) -> TargetEffort:
        """What it places."""
        return target_effort(self.actor, self.scenario)

    @cached_property
    def staff(self) -> TeamStaff:
        """The staff behind it."""
        return team_staff(self.actor, self.scenario)

    @property
    def currency(self) -> str:
        """The organisation's."""
        return organisation_of(self.request).currency

    def chosen(self, name: str, allowed: tuple[str, ...]) -> str:
        """A word of the address; the first of those allowed unless it is one of the others."""
        asked = self.request.GET.get(name, "")
        return asked if asked in allowed else allowed[0]

    def place(self, name: str) -> str:
        """The uid of a tower, a region or a team that the address names, "none" or ""; 404 for one that is not ours."""
        uid = self.request.GET.get(name, "")
        board = self.target.board
        known = {"tower": board.towers, "team": board.teams}.get(name, board.regions)
        if uid not in ("", NONE) and uid not in {row[0] for row in known.values()}:
            visible_or_404(PLACES[name], self.actor, uid)
        return uid

    @property
    def code(self) -> int | None:
        """The function that the address names, HOME for what stays, None for any; 404 for a number without one."""
        asked = self.request.GET.get("function", "")
        codes = {"": None, STAY: HOME} | {str(code): code for code in BY_CODE}
        if asked not in codes:
            raise Http404("Functions are numbered 1 to 10; what stays in its team is called home.")
        return codes[asked]

    def query(self, **more: str) -> str:
        """The address's choices with other ones, as a query."""
        kept = {name: self.request.GET.get(name, "") for name in self.kept}
        return f"?{urlencode({name: value for name, value in (kept | more).items() if value})}"

    @property
    def csv_query(self) -> str:
        """The address of the download."""
        return self.query(format="csv")

    def effort_address(self, **asked: str) -> str:
        """Where the teams and activities behind a part of a picture are listed."""
        address = reverse("scenario-effort", args=[self.actor.organisation_slug, self.scenario.uid])
        return f"{address}?{urlencode({name: value for name, value in asked.items() if value})}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The scenario, the address of the download, and whether there is anything to show."""
        return super().get_context_data(
            scenario=self.scenario,
            csv_query=self.csv_query,
            is_empty=not self.target.board.efforts,
            **kwargs,
        )

    def written(self, measure: str, fte_amount: float, cost: float) -> str:
        """A figure with its unit; money that nobody knows is said to be unknown."""
        if measure != "cost":
            return f"{fte(fte_amount)} FTE"
        return money(cost, self.currency) if cost or not fte_amount else "unknown cost"

    def bare(self, measure: str, fte_amount: float, cost: float) -> str:
        """A figure without its unit: FTE, or millions of the currency."""
        return fte(fte_amount) if measure != "cost" else millions(cost, self.currency, 2)

    @property
    def money_header(self) -> str:
        """The column of money in a download."""
        note = basis_of(self.actor).note
        return f"Yearly cost{f' {note}' if note else ''}, minor units"


def function_word(code: int) -> str:
    """How addresses call a function.

    >>> function_word(8), function_word(HOME)
    ('8', 'home')
    """
    return STAY if code == HOME else str(code)
