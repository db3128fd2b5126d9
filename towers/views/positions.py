"""Positions of a baseline: the list with filters, and one position."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from core.basis import Basis
from core.views.base import Page
from towers import selectors
from towers.actions.pay import record_pay_read
from towers.forms import PositionFilterForm
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Position
from towers.position_selectors import direct_reports, manager_chain, place_of, source_file
from towers.prices import prices_of
from towers.selectors import PositionFilter
from towers.views.base import BaselinePage, Table

PER_PAGE = 100
PLACES = ("team", "tower", "region")


class PositionList(BaselinePage):
    """All positions, filtered; with their cost, or the rate of the card without the right to see pay."""

    template_name = "towers/positions.html"
    section = "positions"

    @cached_property
    def wanted(self) -> PositionFilter:
        """The filter of the address; what makes no sense there filters nothing."""
        form = PositionFilterForm(self.request.GET)
        form.is_valid()
        found = {name: str(value or "") for name, value in form.cleaned_data.items()}
        if self.request.GET.get("team") == "none":
            found["team"] = "none"
        return PositionFilter(
            **{name: value for name, value in found.items() if name not in PLACES or _is_place(value)}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of positions."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        rows = selectors.position_list(self.actor, self.baseline, self.wanted)
        if self.actor.has_pay:
            record_pay_read(by=self.actor, baseline=self.baseline)
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            page=self._page(rows, self.baseline),
            wanted=self.wanted,
            statuses=Position.Status.choices,
            orientations=BaselineTeam.Orientation.choices,
            teams=selectors.teams_in(self.actor, self.baseline),
            query=f"{query.urlencode()}&" if query else "",
            **selectors.places(self.actor),
            **kwargs,
        )

    def _page(self, rows: QuerySet[Position], baseline: Baseline) -> Any:
        """The page that was asked for, of pairs: a position and its price."""
        page: Any = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        prices = prices_of(self.actor, baseline)
        page.object_list = [(row, prices.of(row)) for row in page.object_list]
        return page

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """The filtered positions as a download."""
        headers = ["Reference", "Title", "Team", "Grade", "Manager", "FTE", "Persons", "Status", "Employment"]
        rows = selectors.position_list(self.actor, baseline, self.wanted)
        prices = prices_of(self.actor, baseline)
        if prices.basis is Basis.CARD:
            headers.append(f"Yearly cost {prices.basis.note}, minor units")
            return (
                f"{baseline.name} positions",
                headers,
                ([*_cells(row), prices.of(row)] for row in rows.iterator(2_000)),
            )
        record_pay_read(by=self.actor, baseline=baseline)
        paid = ([*_cells(row), row.cost_low, row.cost_high] for row in rows.iterator(2_000))
        return (
            f"{baseline.name} positions",
            [*headers, "Yearly cost low, minor units", "Yearly cost high, minor units"],
            paid,
        )


def _is_place(text: str) -> bool:
    if text in ("", "none"):
        return True
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _cells(row: Position) -> list[Any]:
    team = row.team.name if row.team else ""
    manager = row.manager.key if row.manager else ""
    return [row.key, row.title, team, row.grade, manager, row.fte / FTE_UNIT, row.heads, row.status, row.employment]


class PositionDetail(Page):
    """One position: who leads it up to the top, whom it leads, what it does, and the row that it came from."""

    template_name = "towers/position.html"
    section = "positions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The position with its chain, reports and efforts."""
        position = selectors.position_of(self.actor, kwargs["uid"])
        if self.actor.has_pay:
            record_pay_read(by=self.actor, baseline=position.baseline, position=position)
        reports = list(direct_reports(self.actor, position))
        live = [report for report in reports if report.status != Position.Status.ELIMINATED]
        return super().get_context_data(
            position=position,
            baseline=position.baseline,
            price=prices_of(self.actor, position.baseline).of(position),
            chain=manager_chain(self.actor, position),
            place=place_of(self.actor, position),
            reports=reports[:PER_PAGE],
            more_reports=max(len(reports) - PER_PAGE, 0),
            report_heads=sum(report.heads for report in live),
            report_fte=sum(report.fte for report in live),
            efforts=list(position.effort_set.select_related("activity").order_by("-fte", "id")),
            source_file=source_file(self.actor, position),
            **kwargs,
        )
