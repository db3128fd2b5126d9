"""The chart of the target organisation, and what it asks for while branches are opened and names are looked up."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from core.views.base import Table
from functions.models import Scenario
from functions.selectors import scenario_of
from metrics.selectors.span_bands import bands_of
from metrics.selectors.target_chart import TargetChart
from metrics.selectors.target_effort import target_effort
from metrics.views.chart_content import ChartContent
from metrics.views.target_pages import TargetPage


class TargetChartContent(ChartContent):
    """What page, branches and search of one scenario share."""

    address = "scenario-chart"
    kept: tuple[str, ...] = ("view", "q")

    @property
    def by(self) -> str:
        """By function, always."""
        return "function"

    def address_parts(self) -> list[Any]:
        """The organisation and the scenario."""
        return [self.actor.organisation_slug, self.kwargs["uid"]]

    def chart_of(self, scenario: Scenario) -> TargetChart:
        """The chart of a scenario, with the spans that fit."""
        return TargetChart(self.actor, scenario, target_effort(self.actor, scenario), bands_of(self.actor))


class ScenarioChart(TargetChartContent, TargetPage):
    """From the technology leader to the teams whose work stands in each pool; or the same as a table."""

    template_name = "metrics/target_chart.html"

    @property
    def csv_query(self) -> str:
        """The address of the download."""
        return f"?{self.query(format='csv')}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the chart opens with; as a table one page of rows."""
        chart = TargetChart(self.actor, self.scenario, self.target, bands_of(self.actor))
        heading, subheading = chart.finding()
        return super().get_context_data(
            heading=heading,
            subheading=subheading,
            card_title="The target organisation",
            card_lead="Today's effort where the scenario places it. The handle of a card opens what stands below it.",
            file_name=f"{self.scenario.name} target organisation",
            findable="a function, tower or team",
            none_found="Nothing found. Try a part of a function, a tower or a team.",
            **(self.content(chart) | kwargs),
        )

    def table(self, wanted: str) -> Table:
        """Every part, each before what it holds."""
        chart = self.chart_of(self.scenario)
        return Table(f"{self.scenario.name} target organisation", chart.headers, chart.cells(chart.order()))


class ScenarioChartBranch(TargetChartContent):
    """What is opened."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """The branches; without a node those of the leader."""
        return self.branches(self.chart_of(scenario_of(self.actor, self.kwargs["uid"])))


class ScenarioChartSearch(TargetChartContent):
    """Functions, towers and teams that hold all words."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """At most twenty."""
        return self.matches(self.chart_of(scenario_of(self.actor, self.kwargs["uid"])))
