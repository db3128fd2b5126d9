"""Behind figures of spans and layers: managers, posts of a layer, branches, and what leading takes of each team."""

from __future__ import annotations

from collections.abc import Callable

from core.actor import Actor
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.selectors.baseline_rows import MOST_ROWS, baseline_behind
from metrics.selectors.spans import ManagerRow, SpansView, added, spans_view
from towers.models import FTE_UNIT

SpanFold = Callable[[SpansView, list[ManagerRow]], float | None]
HEADERS = ["Reference", "Title", "Team", "Layer", "Direct reports", "FTE of direct reports", "Band", "Class"]


def view_behind(result: Result, actor: Actor) -> SpansView:
    """The spans of the figure's baseline, in the money of the figure."""
    return spans_view(actor, baseline_behind(result, actor), result.basis)


def count(view: SpansView, rows: list[ManagerRow]) -> float:
    """How many managers."""
    return float(len(rows))


def mean_reports(view: SpansView, rows: list[ManagerRow]) -> float | None:
    """Direct reports per manager."""
    return sum(row.heads for row in rows) / len(rows) if rows else None


def manager_rows(fold: SpanFold) -> Rows:
    """Managers with their direct reports; of one class, and of one function, tower or region, its managers alone."""

    def rows(result: Result, actor: Actor) -> RowTable:
        view = view_behind(result, actor)
        found = [row for row in view.managers if _is_meant(row, result)]
        return RowTable(HEADERS, [_manager(row) for row in found[:MOST_ROWS]], len(found), fold(view, found))

    return rows


def _is_meant(row: ManagerRow, result: Result) -> bool:
    """In the class of the first dimension and at the place of the second."""
    classes = {"span_class": row.span_class, "band_class": row.band_class}
    is_of_class = classes.get(result.d1_kind, result.d1_key) == result.d1_key
    return is_of_class and (not result.d2_kind or row.place(result.d2_kind)[0] == result.d2_key)


def _manager(row: ManagerRow) -> list[object]:
    position = row.position
    facts = [position["key"], position["title"], position["team__name"] or "", row.layer, row.heads, row.fte]
    return [*facts, f"{row.band.range} ({row.band.label})", row.band_class]


def layer_rows(result: Result, actor: Actor) -> RowTable:
    """Heads by layer; of one layer its positions."""
    view = view_behind(result, actor)
    if result.d1_kind != "layer":
        listed = [[layer, heads] for layer, heads in enumerate(view.per_layer, 1)]
        return RowTable(["Layer", "Heads"], listed, len(listed), float(len(listed)))
    layers = view.table.tree.layer.tolist()
    posts = [row for row, layer in zip(view.table.rows, layers, strict=True) if str(layer) == result.d1_key]
    rows = [[row["key"], row["title"], row["team__name"] or "", row["heads"], row["fte"] / FTE_UNIT] for row in posts]
    headers = ["Reference", "Title", "Team", "Heads", "FTE"]
    return RowTable(headers, rows[:MOST_ROWS], len(rows), float(sum(row["heads"] for row in posts)))


def branch_rows(result: Result, actor: Actor) -> RowTable:
    """The longest chain of the branch, from the top down."""
    view = view_behind(result, actor)
    chains = [row.chain for row in view.branches if str(row.position["uid"]) == result.d1_key]
    rows = [[layer, title] for chain in chains for layer, title in enumerate(chain, 1)]
    return RowTable(["Layer", "Title"], rows, len(rows), float(len(rows)))


def leading_rows(result: Result, actor: Actor) -> RowTable:
    """FTE spent leading by team; no single post is named, so that money behind a figure is nobody's pay by name."""
    return _by_team(result, actor, "FTE", lambda row: row.leading_fte)


def leading_money_rows(result: Result, actor: Actor) -> RowTable:
    """Money a year spent leading, by team."""
    return _by_team(result, actor, "Money a year", lambda row: row.money)


def _by_team(result: Result, actor: Actor, header: str, amount: Callable[[ManagerRow], float | None]) -> RowTable:
    view = view_behind(result, actor)
    found: dict[str, list[float | None]] = {}
    for row in view.managers:
        if not result.d1_kind or row.place(result.d1_kind)[0] == result.d1_key:
            found.setdefault(row.position["team__name"] or "No team", []).append(amount(row))
    sums = [(team, added(amounts)) for team, amounts in found.items()]
    sums.sort(key=lambda entry: (-(entry[1] or 0.0), entry[0]))
    rows = [[team, total] for team, total in sums]
    return RowTable(["Team", header], rows[:MOST_ROWS], len(rows), added(total for _, total in sums))
