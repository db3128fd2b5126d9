"""Spans of control and layers: the picture, narrow spans, and the run that keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.figures import dashed
from core.views.base import ActionView
from metrics.kinds import spans as kind
from metrics.selectors.newest_results import stored_figures
from metrics.selectors.spans import spans_view
from towers.models import Baseline
from towers.selectors import baseline_of
from towers.views.base import BaselinePage, Table

FIGURES = ("managers", "direct_reports_per_manager", "managers_per_staff", "layers")
MOST_NARROW = 50


class SpansPage(BaselinePage):
    """Who leads how many, and how deep the tree is."""

    template_name = "metrics/spans.html"
    section = "spans"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Managers by class, heads by layer, the narrowest spans."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = spans_view(self.actor, self.baseline)
        return super().get_context_data(
            view=view,
            classes=[(dashed(name), count) for name, count in view.per_class],
            largest_class=max((count for _, count in view.per_class), default=0),
            layers=list(enumerate(view.per_layer, 1)),
            largest_layer=max(view.per_layer, default=0),
            narrow=view.narrow[:MOST_NARROW],
            how=stored_figures(self.actor, self.baseline, *FIGURES),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """All managers, the narrowest first."""
        headers = ["Reference", "Title", "Team", "Layer", "Direct reports", "FTE of direct reports", "Class"]
        rows = (
            [
                row.position["key"],
                row.position["title"],
                row.position["team__name"],
                row.layer,
                row.heads,
                row.fte,
                dashed(row.span_class),
            ]
            for row in spans_view(self.actor, baseline).managers
        )
        return f"{baseline.name} managers", headers, rows


class SpansRun(ActionView):
    """Keep the figures of a baseline as results."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Start the run and show it."""
        run = kind.request(self.actor, baseline_of(self.actor, kwargs["uid"]))
        messages.success(request, "The figures are kept with their formula and their rows when this run is done.")
        return reverse("run", args=[self.actor.organisation_slug, run.uid])
