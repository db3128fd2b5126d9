"""What coordination takes of each role, in FTE and money."""

from typing import Any

from core.basis import basis_of
from core.figures import decimal, fte, money, percent, plural
from metrics.selectors.coordination import BY, CoordinationView, coordination_view
from metrics.selectors.newest_results import stored_figures
from metrics.views.grouped import GroupedPage
from metrics.views.how import organisation_of
from metrics.views.spans_tables import HIDDEN, roles_table
from towers.models import Baseline
from towers.views.base import Table

MOST_BARS, MOST_ROLES = 10, 100


class CoordinationPage(GroupedPage):
    """Roles by FTE of coordination; `?by=grade` by grade."""

    template_name = "metrics/coordination.html"
    section = "spans"
    groupings = BY

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture and the table."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = coordination_view(self.actor, self.baseline, self.by)
        currency = organisation_of(self.request).currency
        return super().get_context_data(
            view=view,
            by=self.by,
            by_choices=[(name, self.query(by=name)) for name in BY],
            chart=_bars(view),
            chart_table=_table(view, currency),
            roles=view.roles[:MOST_ROLES],
            largest=max((row.coordination_fte for row in view.roles), default=0.0),
            how=stored_figures(self.actor, self.baseline, "coordination_fte", "coordination_cost"),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per role."""
        return roles_table(baseline, coordination_view(self.actor, baseline, self.by), self.by, basis_of(self.actor))


def _bars(view: CoordinationView) -> dict[str, Any]:
    """The roles with most coordination as bars."""
    bars = [
        {
            "label": row.name,
            "detail": f"{percent(row.share, 0)} of the time",
            "value": row.coordination_fte,
            "text": decimal(row.coordination_fte, 1),
            "is_chosen": False,
        }
        for row in view.roles[:MOST_BARS]
    ]
    return {"unit": "FTE of coordination", "bars": bars, "compare": None}


def _table(view: CoordinationView, currency: str) -> dict[str, Any]:
    """The same as texts."""
    rows = [
        [
            row.name,
            HIDDEN if row.is_hidden else plural(row.heads, "person"),
            fte(row.fte),
            fte(row.coordination_fte),
            percent(row.share, 0),
            money(row.money, currency),
        ]
        for row in view.roles[:MOST_BARS]
    ]
    return {"columns": ["Role", "Persons", "FTE", "FTE of coordination", "Share", "Money a year"], "rows": rows}
