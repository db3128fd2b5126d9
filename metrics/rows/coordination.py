"""Behind figures of coordination: the teams whose posts do it."""

from __future__ import annotations

from core.actor import Actor
from metrics.models import Result
from metrics.registry import RowTable
from metrics.selectors.baseline_rows import MOST_ROWS, baseline_behind
from metrics.selectors.coordination import CoordinationView, coordination_view, role_of
from metrics.selectors.spans import added, known_money
from towers.models import FTE_UNIT

ROLE = "title"  # the dimension of a role, named like the fact that makes it
Sums = dict[str, tuple[float | None, float, float]]


def fte_rows(result: Result, actor: Actor) -> RowTable:
    """FTE of coordination by team, of the whole also that of teams without a filled post; folds to their sum."""
    view, sums = _sums(result, actor)
    found = [(team, spent) for team, (_, spent, _) in _largest(sums) if spent]
    if view.unplaced and not result.d1_kind:
        found.append(("Teams without a filled post", view.unplaced))
    rows = [[team, spent] for team, spent in found[:MOST_ROWS]]
    return RowTable(["Team", "FTE"], rows, len(found), sum(spent for _, spent in found))


def money_rows(result: Result, actor: Actor) -> RowTable:
    """Money a year by team; folds to the sum of what is known."""
    _, sums = _sums(result, actor)
    found = [(team, money) for team, (money, spent, _) in _largest(sums) if spent]
    rows = [[team, money] for team, money in found[:MOST_ROWS]]
    return RowTable(["Team", "Money a year"], rows, len(found), added(money for _, money in found))


def share_rows(result: Result, actor: Actor) -> RowTable:
    """FTE of the role and of its coordination by team; folds to the share."""
    _, sums = _sums(result, actor)
    rows = [[team, whole, spent] for team, (_, spent, whole) in _largest(sums)]
    total = sum(whole for _, _, whole in sums.values())
    share = sum(spent for _, spent, _ in sums.values()) / total if total else 0.0
    return RowTable(["Team", "FTE", "FTE of coordination"], rows[:MOST_ROWS], len(rows), share)


def _sums(result: Result, actor: Actor) -> tuple[CoordinationView, Sums]:
    """Money, FTE of coordination and FTE of the figure's role by team."""
    view = coordination_view(actor, baseline_behind(result, actor), ROLE, result.basis)
    table, found = view.table, Sums()
    spent = table.work.time.coordination
    columns = (table.rows, table.units.tolist(), spent.tolist(), known_money(table.money(spent)))
    for row, units, own, money in zip(*columns, strict=True):
        if not result.d1_kind or role_of(row, ROLE)[0] == result.d1_key:
            team = row["team__name"] or "No team"
            before = found.get(team, (None, 0.0, 0.0))
            found[team] = added((before[0], money if own else None)), before[1] + own, before[2] + units / FTE_UNIT
    return view, found


def _largest(sums: Sums) -> list[tuple[str, tuple[float | None, float, float]]]:
    return sorted(sums.items(), key=lambda entry: (-entry[1][1], entry[0]))
