"""Up to four scenarios beside one another: all measures, the ten functions, and what is placed differently."""

from typing import Any

from django.http import Http404
from django.utils.http import urlencode

from core.basis import basis_of
from core.figures import fte
from core.views.base import Table, TablePage
from functions.models import Scenario
from functions.selectors import scenarios_of
from functions.side_by_side import chosen_scenarios, design_sums, differences
from metrics.selectors.doors_in_use import doors_in_use
from metrics.selectors.summary import add_figures, computed_options
from metrics.views.comparison_measures import METRICS, Compared, by_difference, compared_measures
from metrics.views.explained import OptionFigures
from metrics.views.how import organisation_of
from metrics.views.scenario_comparison_rows import door_rows, doors_finding, finding, function_rows, split_words
from services.front_doors import front_doors

SHOWN = 40
SLOTS = ("Hold against", "Second scenario", "Third scenario", "Fourth scenario")
TOPIC = "topic"
ORDERS = (("", "Largest difference first"), (TOPIC, "By topic"))


class ScenarioComparison(TablePage):
    """The first scenario is the one that the others are held against."""

    template_name = "metrics/scenario_comparison.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Measures, functions, differences; what can be chosen."""
        every = list(scenarios_of(self.actor))
        chosen = chosen_scenarios(every, self.request.GET.getlist("scenario"))
        designs, figures = design_sums(chosen), self._figures(chosen)
        found, query = differences(designs), urlencode([("scenario", str(one.uid)) for one in chosen])
        log, counted = doors_in_use(self.actor)
        doors = front_doors(self.actor, designs, counted)
        return super().get_context_data(
            scenarios=chosen,
            choices=every,
            slots=[(label, str(chosen[place].uid) if place < len(chosen) else "") for place, label in enumerate(SLOTS)],
            baselines={one.baseline_id: one.baseline for one in chosen},
            finding=finding(figures, found),
            measures=self._measures(figures),
            without=[one.option.scenario.name for one in figures if one.option.saving_run is None],
            functions=function_rows(designs),
            differences=[(one, [split_words(split, one.fte) for split in one.splits]) for one in found[:SHOWN]],
            difference_count=len(found),
            doors=door_rows(doors),
            doors_log=log,
            doors_finding=doors_finding(doors, [one.name for one in chosen]),
            order=self._order(),
            orders=ORDERS,
            basis=basis_of(self.actor),
            query=query,
            csv_query=f"?{query}&format=csv&table=",
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """measures, functions, placements or doors."""
        chosen = chosen_scenarios(list(scenarios_of(self.actor)), self.request.GET.getlist("scenario"))
        names = [one.name for one in chosen]
        if wanted == "measures":
            rows = ([one.topic, one.label, *one.texts] for one in self._measures(self._figures(chosen)))
            return Table("Scenarios compared", ["Topic", "Measure", *names], rows)
        designs = design_sums(chosen)
        if wanted == "doors":
            doors = door_rows(front_doors(self.actor, designs, doors_in_use(self.actor)[1]))
            lines = ([row["name"], row["today"], row["known"], *row["cells"]] for row in doors)
            return Table("Front doors compared", ["Customer group", "Today", "How that is known", *names], lines)
        if wanted == "functions":
            headers = ["Function", *(f"{name}, {what}" for name in names for what in ("FTE", "reach"))]
            cells = (
                [row["name"], *(text for one in row["cells"] for text in (one["fte"], one["reach"]))]
                for row in function_rows(designs)
            )
            return Table("Functions compared", headers, cells)
        if wanted == "placements":
            found = (
                [one.activity, fte(one.moved), *(split_words(split, one.fte) for split in one.splits)]
                for one in differences(designs)
            )
            return Table("Placements compared", ["Activity", "FTE in other places", *names], found)
        raise Http404("There is no such table.")

    def _order(self) -> str:
        return TOPIC if self.request.GET.get("order") == TOPIC else ""

    def _figures(self, chosen: list[Scenario]) -> list[OptionFigures]:
        options = computed_options(self.actor, chosen)
        add_figures(self.actor, options, METRICS)
        currency = organisation_of(self.request).currency
        return [OptionFigures(one, self.actor.organisation_slug, currency) for one in options]

    def _measures(self, figures: list[OptionFigures]) -> list[Compared]:
        found = compared_measures(figures)
        return found if self._order() == TOPIC else by_difference(found)
