"""The org chart: the page, and what it asks for while branches are opened and names are looked up."""

from dataclasses import asdict
from itertools import chain
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from core.figures import fte, integer
from core.views.base import ActorMixin
from metrics.selectors.org_chart import BY, Chart, branch_of, branches_to, chart_of, found_in, opened
from metrics.selectors.org_chart_nodes import Node
from metrics.selectors.organisation import MODES
from towers.models import Baseline
from towers.selectors import chosen_baseline
from towers.views.base import BaselinePage, Table

MOST_FOUND = 20
KEPT = ("baseline", "by", "root", "orientation", "view", "q")
TITLES = {
    "manager": "Who reports to whom",
    "tower": "Towers, their teams and posts",
    "region": "Regions, their towers, teams and posts",
}
LEADS = {
    "manager": "A column is a layer. The handle of a card says how many persons report to it, and opens them.",
    "tower": "Like posts of a team are one card. The handle of a card says how many persons it holds, and opens them.",
    "region": "Like posts of a team are one card. The handle of a card says how many persons it holds, and opens them.",
}
ROWS_PER_PAGE, ROWS_PER_READ = 100, 5_000


class ChartAddress(ActorMixin):
    """What page, branches and search read from the address: baseline, by, root, mode."""

    @property
    def by(self) -> str:
        """How the chart hangs together; by manager unless the address says otherwise."""
        by = self.request.GET.get("by", "")
        return by if by in BY else BY[0]

    @property
    def mode(self) -> str:
        """The orientation in view, "" for all."""
        mode = self.request.GET.get("orientation", "")
        return mode if mode in MODES else ""

    def chart(self, baseline: Baseline) -> Chart:
        """The chart that the address names."""
        return chart_of(self.actor, baseline, self.by, self.request.GET.get("root", ""), self.mode)

    def query(self, **more: str) -> str:
        """The address's choices with other ones, encoded."""
        kept = {name: self.request.GET.get(name, "") for name in KEPT}
        return urlencode({name: value for name, value in (kept | more).items() if value})


class OrgChartPage(ChartAddress, BaselinePage):
    """The chart with its search, or the same as a table."""

    template_name = "metrics/org_chart.html"
    section = "org-chart"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the chart opens with; as a table one page of rows."""
        if self.baseline is None:
            return super().get_context_data(heading="No staff list yet", **kwargs)
        chart, q = self.chart(self.baseline), self.request.GET.get("q", "")
        heading, subheading = chart.finding()
        is_table = self.request.GET.get("view") == "table"
        return super().get_context_data(
            heading=heading,
            subheading=subheading,
            card_title=TITLES[self.by],
            card_lead=LEADS[self.by],
            file_name=f"{self.baseline.name} org chart by {self.by}",
            is_empty=chart.is_empty,
            is_table=is_table,
            q=q,
            **self._choices(is_table),
            **(self._table(chart, q) if is_table else self._chart(chart, q)),
            **kwargs,
        )

    def _choices(self, is_table: bool) -> dict[str, Any]:
        """How else the chart can be had."""
        return {
            "by": self.by,
            "mode": self.mode,
            "choices": [(by, self.query(by=by, root="", q="")) for by in BY],
            "mode_choices": [(mode, self.query(orientation=mode)) for mode in ("", *MODES)],
            "kept": [(name, value) for name in KEPT[:-1] if (value := self.request.GET.get(name))],
            "table_query": self.query(view="table"),
            "table_url": "" if is_table else f"?{self.query(view='table')}",
            "chart_query": self.query(view=""),
            "whole_query": self.query(root="", q="") if self.request.GET.get("root") else "",
        }

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """Every row of the chart, each before what hangs below it."""
        chart = self.chart(baseline)
        keys = chart.order()
        parts = (keys[start : start + ROWS_PER_READ] for start in range(0, len(keys), ROWS_PER_READ))
        return f"{baseline.name} org chart by {self.by}", chart.headers, chain.from_iterable(map(chart.cells, parts))

    def _table(self, chart: Chart, q: str) -> dict[str, Any]:
        keys = [one.key for one in found_in(chart, q, ROWS_PER_READ)] if q.strip() else chart.order()
        page = Paginator(keys, ROWS_PER_PAGE).get_page(self.request.GET.get("page"))
        shown = list(page.object_list)
        nodes, cells = chart.nodes(shown), chart.cells(shown)
        return {
            "page": page,
            "query": f"{query}&" if (query := self.query()) else "",
            "headers": chart.headers,
            "numbers": [name for name, cell in zip(chart.headers, cells[0], strict=True) if _is_number(cell)]
            if cells
            else [],
            "rows": [_row(nodes[key], own) for key, own in zip(shown, cells, strict=True)],
        }

    def _chart(self, chart: Chart, q: str) -> dict[str, Any]:
        found = found_in(chart, q, 1)
        to = self.request.GET.get("show", "") or (found[0].id if found else "")
        slug = self.actor.organisation_slug
        query = self.query(view="", q="")
        return {
            "is_missing": bool(q.strip()) and not found,
            "chart": opened(chart, to)
            | {
                "branch_url": f"{reverse('org-chart-branch', args=[slug])}?{query}",
                "search_url": f"{reverse('org-chart-search', args=[slug])}?{query}",
                "page_url": f"{reverse('org-chart', args=[slug])}?{self.query(view='', q='', root='')}",
                "by": self.by,
            },
        }


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float)


def _row(node: Node, cells: list[Any]) -> dict[str, Any]:
    """A row of the table as it is written; FTE are the fractions among the cells."""
    written = [fte(cell) if isinstance(cell, float) else integer(cell) if _is_number(cell) else cell for cell in cells]
    told = [(_is_number(cell), text) for cell, text in zip(cells, written, strict=True)]
    return {"name": cells[0], "url": node.url, "depth": node.layer, "cells": told[1:]}


class ChartData(ChartAddress):
    """Parts of the chart, for the chart alone."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The answer of `data`; 404 before the first baseline."""
        baseline = chosen_baseline(self.actor, request.GET.get("baseline"))
        if baseline is None:
            raise Http404("There is no baseline yet.")
        return JsonResponse(self.data(self.chart(baseline)))

    def data(self, chart: Chart) -> dict[str, Any]:
        """What is asked for."""
        raise NotImplementedError


class OrgChartBranch(ChartData):
    """`?node=` what hangs below it (from `&offset=` on); `?to=` all branches on the way to it."""

    def data(self, chart: Chart) -> dict[str, Any]:
        """The branches; without a node those of the root."""
        asked = self.request.GET
        if to := asked.get("to"):
            found = branches_to(chart, to)
        else:
            offset = asked.get("offset", "0")
            found = [branch_of(chart, asked.get("node", ""), int(offset) if offset.isdecimal() else 0)]
        return {"branches": [asdict(branch) for branch in found]}


class OrgChartSearch(ChartData):
    """`?q=`: posts, teams and places that hold all its words."""

    def data(self, chart: Chart) -> dict[str, Any]:
        """At most twenty."""
        found = found_in(chart, self.request.GET.get("q", ""), MOST_FOUND)
        return {"found": [{"id": one.id, "title": one.title, "note": one.note} for one in found]}
