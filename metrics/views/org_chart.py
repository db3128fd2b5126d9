"""The org chart: the page, and what it asks for while branches are opened and names are looked up."""

from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse

from metrics.selectors.org_chart import BY, Chart, chart_of
from metrics.selectors.organisation import MODES
from metrics.views.chart_content import ROWS_PER_READ, ChartContent
from towers.models import Baseline
from towers.selectors import chosen_baseline
from towers.views.base import BaselinePage, Table

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


class ChartAddress(ChartContent):
    """What page, branches and search read from the address: baseline, by, root, mode."""

    address = "org-chart"
    kept = ("baseline", "by", "root", "orientation", "view", "q")

    @property
    def by(self) -> str:
        """By manager unless the address says otherwise."""
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


class OrgChartPage(ChartAddress, BaselinePage):
    """The chart with its search, or the same as a table."""

    template_name = "metrics/org_chart.html"
    section = "org-chart"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the chart opens with; as a table one page of rows."""
        if self.baseline is None:
            return super().get_context_data(heading="No staff list yet", **kwargs)
        chart = self.chart(self.baseline)
        heading, subheading = chart.finding()
        return super().get_context_data(
            heading=heading,
            subheading=subheading,
            card_title=TITLES[self.by],
            card_lead=LEADS[self.by],
            file_name=f"{self.baseline.name} org chart by {self.by}",
            findable="a title, reference or team",
            none_found="Nothing found. Try a part of a title, a reference or a team.",
            empty_text="No post stands in such a team. Choose another orientation.",
            mode=self.mode,
            choices=[(by, self.query(by=by, root="", q="")) for by in BY],
            mode_choices=[(mode, self.query(orientation=mode)) for mode in ("", *MODES)],
            whole_query=self.query(root="", q="") if self.request.GET.get("root") else "",
            is_empty=chart.is_empty,
            **self.content(chart),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """Every row of the chart, each before what hangs below it."""
        chart = self.chart(baseline)
        keys = chart.order()
        parts = (keys[start : start + ROWS_PER_READ] for start in range(0, len(keys), ROWS_PER_READ))
        return f"{baseline.name} org chart by {self.by}", chart.headers, chain.from_iterable(map(chart.cells, parts))


class ChartData(ChartAddress):
    """Parts of the chart, for the chart alone."""

    http_method_names = ["get", "head"]

    def asked_chart(self) -> Chart:
        """The chart of the baseline; 404 before the first one."""
        baseline = chosen_baseline(self.actor, self.request.GET.get("baseline"))
        if baseline is None:
            raise Http404("There is no baseline yet.")
        return self.chart(baseline)


class OrgChartBranch(ChartData):
    """What is opened."""

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """The branches; without a node those of the root."""
        return self.branches(self.asked_chart())


class OrgChartSearch(ChartData):
    """Posts, teams and places that hold all words."""

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """At most twenty."""
        return self.matches(self.asked_chart())
