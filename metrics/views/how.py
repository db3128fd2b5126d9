"""How a figure was computed, and the rows behind it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from core.views.base import Page, Table, TablePage
from metrics.selectors.how import ROWS_SHOWN, figure_of, how
from metrics.wording import rows_shown, written
from organisations.models import Organisation


class HowPage(Page):
    """A figure's formula, inputs, assumptions, evidence and the first rows; in the drawer or as a page."""

    template_name = "metrics/how.html"
    fragment_name = "metrics/_how.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All about the figure."""
        found = how(self.actor, kwargs["uid"], kwargs["result"])
        currency = organisation_of(self.request).currency
        result, unit = found.result, found.result.unit
        texts = {
            "value": written(result.value, unit, currency),
            "low": written(result.low, unit, currency),
            "high": written(result.high, unit, currency),
        }
        return super().get_context_data(
            how=found,
            texts=texts,
            shown=rows_shown(found.rows.headers, found.rows.rows[:ROWS_SHOWN], currency),
            has_range=result.low is not None,
            **kwargs,
        )


class HowRows(TablePage):
    """All rows behind a figure, paged; as CSV with `?format=csv`."""

    template_name = "metrics/how_rows.html"

    def table(self, wanted: str) -> Table:
        """All rows."""
        _, result, metric = figure_of(self.actor, self.kwargs["uid"], self.kwargs["result"])
        rows = metric.rows(result, self.actor)
        return Table(metric.code, rows.headers, rows.rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty rows at a time."""
        run, result, metric = figure_of(self.actor, kwargs["uid"], kwargs["result"])
        table = metric.rows(result, self.actor)
        page = Paginator(table.rows, 50).get_page(self.request.GET.get("page"))
        currency = organisation_of(self.request).currency
        value = written(result.value, result.unit, currency)
        shown = rows_shown(table.headers, list(page), currency)
        return super().get_context_data(
            run=run, figure=result, metric=metric, headers=table.headers, page=page, shown=shown, value=value, **kwargs
        )


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation of the address, as the middleware found it."""
    found: Organisation = request.membership.organisation  # type: ignore[attr-defined]
    return found
