"""What several teams do alike: heat map, ranking, and the run that keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.figures import decimal, percent
from core.scales import heat_step
from core.views.base import ActionView
from metrics.kinds import duplication as kind
from metrics.selectors.duplication import ActivityDuplication, DuplicationView, duplication_view
from metrics.selectors.newest_results import stored_figures
from metrics.views.grouped import GroupedPage
from towers.models import Baseline
from towers.selectors import baseline_of
from towers.views.base import Table

BY = ("tower", "region")
MOST_ROWS = 40
MOST_FINDINGS = 12


class DuplicationPage(GroupedPage):
    """Activity by tower or region, ranked by FTE outside the largest unit."""

    template_name = "metrics/duplication.html"
    section = "duplication"
    groupings = BY

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture, the ranking, and where stored figures are explained."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = duplication_view(self.actor, self.baseline, self.by)
        return super().get_context_data(
            view=view,
            by=self.by,
            heat=_heat(view, self.by, self.actor.organisation_slug),
            findings=view.activities[:MOST_FINDINGS],
            hidden=max(len(view.activities) - MOST_ROWS, 0),
            how=stored_figures(self.actor, self.baseline, "duplication_index", "fte_outside_largest"),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """All shareable activities with every measure."""
        view = duplication_view(self.actor, baseline, self.by)
        headers = ["Activity", *(name for _, name in view.places), "FTE", "Teams", "FTE outside the largest team"]
        headers += ["Overlap", "Effective teams", "Fragmentation", "between towers", "between regions", "inside"]
        rows = (
            [row.activity.name, *(row.cells.get(place, 0.0) for place, _ in view.places), *_measures(row)]
            for row in view.activities
        )
        return f"{baseline.name} duplication by {self.by}", headers, rows


def _measures(row: ActivityDuplication) -> list[float]:
    sizes = [row.effort_fte, row.units, row.outside_largest_fte, row.overlap, row.effective_units]
    return [*sizes, row.fragmentation, row.by_towers, row.by_regions, row.inside]


def _heat(view: DuplicationView, by: str, slug: str) -> dict[str, Any]:
    """The heat map as the component takes it."""
    shown = view.activities[:MOST_ROWS]
    largest = max((fte for row in shown for fte in row.cells.values()), default=0.0)
    sums = [sum(row.cells.get(place, 0.0) for row in view.activities) for place, _ in view.places]
    overlap = view.outside_largest_fte / view.effort_fte if view.effort_fte else None
    return {
        "caption": f"FTE by activity and {by}",
        "corner": "Activity",
        "columns": [name for _, name in view.places],
        "total_columns": ["Total", "Outside largest", "Overlap"],
        "rows": [_heat_row(row, view, largest, slug) for row in shown],
        "footer": {
            "label": "All shareable activities",
            "cells": [decimal(amount, 1) for amount in sums],
            "totals": [decimal(view.effort_fte, 1), decimal(view.outside_largest_fte, 1), percent(overlap, 0)],
        },
    }


def _heat_row(row: ActivityDuplication, view: DuplicationView, largest: float, slug: str) -> dict[str, Any]:
    amounts = [row.cells.get(place, 0.0) for place, _ in view.places]
    return {
        "label": row.activity.name,
        "url": reverse("activity", args=[slug, row.activity.uid]),
        "cells": [{"text": decimal(fte, 1) if fte else "", "step": heat_step(fte, largest)} for fte in amounts],
        "totals": [decimal(row.effort_fte, 1), decimal(row.outside_largest_fte, 1), percent(row.overlap, 0)],
    }


class DuplicationRun(ActionView):
    """Keep the figures of a baseline as results."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Start the run and show it."""
        run = kind.request(self.actor, baseline_of(self.actor, kwargs["uid"]))
        messages.success(request, "The figures are kept with their formula and their rows when this run is done.")
        return reverse("run", args=[self.actor.organisation_slug, run.uid])
