"""Behind what a scenario frees: the lines of the levers, and the cells in which it becomes cash or capacity."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Sum

from core.actor import Actor
from metrics.models import Result, SavingLine
from metrics.registry import Rows, RowTable
from metrics.selectors.results import beside, lines_behind
from towers.functions_reference import BY_CODE

MANAGERS = "managers"
MONEY = "Money a year"  # true cost or the rate card, as the figure itself


def lines_of(lever: str | None, field: str) -> Rows:
    """Rows: the saving lines of a lever (None: of all), the largest first; folds to their sum of `field`."""

    def rows(result: Result, actor: Actor) -> RowTable:
        lines = lines_behind(result, actor)
        return _lines_table(lines.filter(lever=lever) if lever else lines, field)

    return rows


def lines_of_cell(field: str) -> Rows:
    """Rows: the saving lines of the figure's region and function; folds to their sum of `field`."""

    def rows(result: Result, actor: Actor) -> RowTable:
        lines = lines_behind(result, actor)
        region = None if result.d1_key == "unknown" else result.d1_key
        lines = lines.filter(region__uid=region) if region else lines.filter(region=None)
        function = int(result.d2_key)
        lines = lines.filter(function_code=function) if function else lines.filter(lever=MANAGERS)
        return _lines_table(lines, field)

    return rows


def _lines_table(lines: QuerySet[SavingLine], field: str) -> RowTable:
    shown = lines.select_related("team", "activity", "region").order_by("-fte", "pk")
    rows = [
        [
            line.lever,
            line.team.name if line.team else "Managers",
            line.activity.name if line.activity else "People management",
            line.region.name if line.region else "Region unknown",
            BY_CODE[line.function_code].name if line.function_code else "Management",
            line.kind,
            line.fte,
            line.money,
        ]
        for line in shown
    ]
    headers = ["Lever", "Team", "Activity", "Region", "Function", "Kind", "FTE", MONEY]
    return RowTable(headers, rows, lines.count(), lines.aggregate(total=Sum(field, default=0.0))["total"])


def cells_of(column: str, field: str, divisor: str = "") -> Rows:
    """Rows: what becomes of the freed effort by region and function; folds to the sum (by the metric `divisor`)."""

    def rows(result: Result, actor: Actor) -> RowTable:
        known = beside(result, actor)
        codes = {"fte": f"cell_{column}_fte", "money": f"cell_{column}"}
        cells = list(known.filter(metric__in=codes.values()).order_by("pk"))
        total = sum(cell.value or 0.0 for cell in cells if cell.metric == codes[field])
        if divisor:
            total /= known.get(metric=divisor).value or 1.0
        table = _cell_rows(cells, codes)
        return RowTable(["Region", "Function", "FTE", MONEY], table, len(table), total)

    return rows


def own_cell(column: str, field: str) -> Rows:
    """Rows: the one cell of the figure; folds to its value."""

    def rows(result: Result, actor: Actor) -> RowTable:
        same = beside(result, actor).filter(d1_key=result.d1_key, d2_key=result.d2_key)
        codes = {"fte": f"cell_{column}_fte", "money": f"cell_{column}"}
        cells = list(same.filter(metric__in=codes.values()).order_by("pk"))
        total = sum(cell.value or 0.0 for cell in cells if cell.metric == codes[field])
        table = _cell_rows(cells, codes)
        return RowTable(["Region", "Function", "FTE", MONEY], table, len(table), total)

    return rows


def _cell_rows(cells: Iterable[Result], codes: dict[str, str]) -> list[list[Any]]:
    found: dict[tuple[str, str], dict[str, float]] = {}
    for cell in cells:
        found.setdefault((cell.d1_label, cell.d2_label), {})[cell.metric] = cell.value or 0.0
    return [
        [region, function, values.get(codes["fte"], 0.0), values.get(codes["money"], 0.0)]
        for (region, function), values in found.items()
    ]


def manager_rows(result: Result, actor: Actor) -> RowTable:
    """Managers by region: freed by the spans of the target; in the target folds to those of today less the freed."""
    lines = lines_behind(result, actor).filter(lever=MANAGERS).select_related("region")
    freed = [(line.region.name if line.region else "Region unknown", -line.fte) for line in lines.order_by("pk")]
    today = beside(result, actor).get(metric="saving_managers", d2_key="today").value or 0.0
    table: list[list[Any]] = [["Today, all regions", today], *map(list, freed)]
    return RowTable(["Region", "FTE of managers"], table, len(table), today + sum(fte for _, fte in freed))
