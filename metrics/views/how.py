"""How a figure was computed, and the rows behind it."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from core.views.base import Page, Table, TablePage
from metrics.models import Assumption
from metrics.selectors.how import ROWS_SHOWN, How, figure_of, how
from metrics.wording import rows_shown, written
from organisations.models import Organisation

MOST_OPEN = 10  # assumptions; more are folded


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
            "folded": _folded(found, currency),
        }
        return super().get_context_data(
            how=found,
            texts=texts,
            shown=rows_shown(found.rows.headers, found.rows.rows[:ROWS_SHOWN], currency),
            has_range=result.low is not None,
            is_drawn=found.metric.is_drawn and (result.low is not None or result.d2_key == "mean"),
            evidence_counts=_evidence_counts(found),
            is_long=len(found.assumptions) > MOST_OPEN,
            **kwargs,
        )


def _evidence_counts(found: How) -> str:
    """How many of the assumptions are known how well."""
    counts = Counter(entry.evidence for entry in found.assumptions)
    return ", ".join(f"{counts[level]} {level}" for level in Assumption.Evidence.values if counts[level])


def _folded(found: How, currency: str) -> str:
    """What the rows come to, where that is another figure: of draws the likely case, else what holds by now."""
    result, folded = found.result, found.rows.folded
    text = "" if folded is None else written(folded, result.unit, currency)
    return "" if text == written(result.value, result.unit, currency) else text


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
