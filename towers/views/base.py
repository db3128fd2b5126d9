"""What the pages of a baseline share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from core.exports import csv_response
from core.views.base import Page
from towers.models import Baseline
from towers.selectors import chosen_baseline

Table = tuple[str, list[str], Any]


class BaselinePage(Page):
    """A page of the working baseline or of `?baseline=<uid>`; `?format=csv` answers with `table()`."""

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline of this page; none before the first import."""
        return chosen_baseline(self.actor, self.request.GET.get("baseline"))

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """Name, headers and rows of the download; a page without one answers 404."""
        raise Http404("This page has no download.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or its table."""
        if request.GET.get("format") == "csv" and self.baseline is not None:
            return csv_response(*self.table(self.baseline, **kwargs))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The baseline, and the query that keeps it chosen on other pages."""
        uid = self.request.GET.get("baseline", "")
        return super().get_context_data(
            baseline=self.baseline,
            baseline_query=f"?baseline={uid}" if uid else "",
            csv_query=self._csv_query(),
            **kwargs,
        )

    def _csv_query(self) -> str:
        query = self.request.GET.copy()
        query["format"] = "csv"
        query.pop("page", None)
        return f"?{query.urlencode()}"
