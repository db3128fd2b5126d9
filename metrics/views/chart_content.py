"""What the pages of a chart share: the chart or its table, and the answers while it is opened and searched."""

from dataclasses import asdict
from typing import Any

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from core.figures import fte, integer
from core.views.base import ActorMixin
from metrics.selectors.org_chart import Chart, branch_of, branches_to, found_in, opened
from metrics.selectors.org_chart_nodes import Node

MOST_FOUND = 20
ROWS_PER_PAGE, ROWS_PER_READ = 100, 5_000


class ChartContent(ActorMixin):
    """`address` is the page's name, with `-branch` and `-search` for what its script asks for; `kept` are the choices
    that its addresses carry."""

    address = ""
    kept: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """How the chart hangs together."""
        raise NotImplementedError

    def address_parts(self) -> list[Any]:
        """What the addresses name."""
        return [self.actor.organisation_slug]

    def query(self, **more: str) -> str:
        """The address's choices with other ones, encoded."""
        kept = {name: self.request.GET.get(name, "") for name in self.kept}
        return urlencode({name: value for name, value in (kept | more).items() if value})

    def content(self, chart: Chart) -> dict[str, Any]:
        """The chart as it opens; with `?view=table` one page of its rows."""
        q = self.request.GET.get("q", "")
        is_table = self.request.GET.get("view") == "table"
        return {
            "is_table": is_table,
            "q": q,
            "by": self.by,
            "kept": [(name, value) for name in self.kept if name != "q" and (value := self.request.GET.get(name))],
            "table_query": self.query(view="table"),
            "table_url": "" if is_table else f"?{self.query(view='table')}",
            "chart_query": self.query(view=""),
            **(self._table(chart, q) if is_table else self._chart(chart, q)),
        }

    def _table(self, chart: Chart, q: str) -> dict[str, Any]:
        keys = [one.key for one in found_in(chart, q, ROWS_PER_READ)] if q.strip() else chart.order()
        page = Paginator(keys, ROWS_PER_PAGE).get_page(self.request.GET.get("page"))
        shown = list(page.object_list)
        nodes, cells = chart.nodes(shown), chart.cells(shown)
        return {
            "page": page,
            "query": f"{query}&" if (query := self.query()) else "",
            "headers": chart.headers,
            "numbers": [name for name, cell in zip(chart.headers, cells[0], strict=True) if _is_number(cell)]
            if cells
            else [],
            "rows": [_row(nodes[key], own) for key, own in zip(shown, cells, strict=True)],
        }

    def _chart(self, chart: Chart, q: str) -> dict[str, Any]:
        found = found_in(chart, q, 1)
        to = self.request.GET.get("show", "") or (found[0].id if found else "")
        query = self.query(view="", q="")
        return {
            "is_missing": bool(q.strip()) and not found,
            "chart": opened(chart, to)
            | {
                "branch_url": f"{self._address('-branch')}?{query}",
                "search_url": f"{self._address('-search')}?{query}",
                "page_url": f"{self._address('')}?{self.query(view='', q='', root='')}",
                "by": self.by,
            },
        }

    def _address(self, part: str) -> str:
        return reverse(f"{self.address}{part}", args=self.address_parts())

    def branches(self, chart: Chart) -> JsonResponse:
        """`?node=` what hangs below it (from `&offset=` on), "" for the root; `?to=` all branches on the way to it."""
        asked = self.request.GET
        if to := asked.get("to"):
            found = branches_to(chart, to)
        else:
            offset = asked.get("offset", "0")
            found = [branch_of(chart, asked.get("node", ""), int(offset) if offset.isdecimal() else 0)]
        return JsonResponse({"branches": [asdict(branch) for branch in found]})

    def matches(self, chart: Chart) -> JsonResponse:
        """`?q=`: at most twenty cards that hold all its words."""
        found = found_in(chart, self.request.GET.get("q", ""), MOST_FOUND)
        return JsonResponse({"found": [{"id": one.id, "title": one.title, "note": one.note} for one in found]})


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float)


def _row(node: Node, cells: list[Any]) -> dict[str, Any]:
    """A row of the table as it is written; FTE are the fractions among the cells."""
    written = [fte(cell) if isinstance(cell, float) else integer(cell) if _is_number(cell) else cell for cell in cells]
    told = [(_is_number(cell), text) for cell, text in zip(cells, written, strict=True)]
    return {"name": cells[0], "url": node.url, "depth": node.layer, "cells": told[1:]}
