"""Spans of control and layers: who leads too few or too many, what leading costs, and the run that keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.basis import basis_of
from core.figures import dashed
from core.views.base import ActionView
from metrics.computations.span_bands import BAND_CLASSES
from metrics.kinds import spans as kind
from metrics.selectors.newest_results import stored_figures
from metrics.selectors.spans import BY, PLACES, PlaceRow, SpansView, spans_view
from metrics.views.grouped import GroupedPage
from metrics.views.spans_tables import branches_table, managers_table, places_table
from towers.actions.pay import record_pay_read
from towers.models import Baseline
from towers.selectors import baseline_of
from towers.views.base import Table

FIGURES = (
    *("managers", "direct_reports_per_manager", "managers_per_staff", "layers"),
    *("management_fte", "management_cost"),
)
MOST_NARROW, MOST_BRANCHES = 15, 20


class SpansPage(GroupedPage):
    """Who leads how many, in the band of their work; what leading costs; how deep the tree is."""

    template_name = "metrics/spans.html"
    section = "spans"
    groupings = BY

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything from one reading of the baseline."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = spans_view(self.actor, self.baseline)
        if self.actor.has_pay and view.narrow:
            record_pay_read(by=self.actor, baseline=self.baseline)
        return super().get_context_data(
            view=view,
            by=self.by,
            by_choices=[(name, self.query(by=name)) for name in BY],
            groups=[(row, [row.managers[name] for name in BAND_CLASSES]) for row in view.by(self.by)],
            classes=[(dashed(name), count) for name, count in view.per_class],
            largest_class=max((count for _, count in view.per_class), default=0),
            layers=list(enumerate(view.per_layer, 1)),
            largest_layer=max(view.per_layer, default=0),
            narrow=view.narrow[:MOST_NARROW],
            branches=view.branches[:MOST_BRANCHES],
            places=[(name, _costs(view, name)) for name in PLACES],
            how=stored_figures(self.actor, self.baseline, *FIGURES),
            csv={name: self.query(format="csv", table=name) for name in ("classes", "branches", *PLACES)},
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """All managers, the narrowest first; `&table=`: classes by function, tower or region, the cost of leading by
        tower or region, branches."""
        wanted, view = self.request.GET.get("table", ""), spans_view(self.actor, baseline)
        if wanted == "branches":
            return branches_table(baseline, view)
        if wanted in ("classes", *PLACES):
            return places_table(baseline, view, self.by if wanted == "classes" else wanted, basis_of(self.actor))
        if self.actor.has_pay:
            record_pay_read(by=self.actor, baseline=baseline)
        return managers_table(baseline, view, basis_of(self.actor))


def _costs(view: SpansView, kind: str) -> list[tuple[PlaceRow, float | None]]:
    """Towers or regions with the share of their FTE that is spent leading."""
    return [(row, row.leading_fte / row.fte if row.fte else None) for row in view.by(kind)]


class SpansRun(ActionView):
    """Keep the figures of a baseline as results."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Start the run and show it."""
        run = kind.request(self.actor, baseline_of(self.actor, kwargs["uid"]))
        messages.success(request, "The figures are kept with their formula and their rows when this run is done.")
        return reverse("run", args=[self.actor.organisation_slug, run.uid])
