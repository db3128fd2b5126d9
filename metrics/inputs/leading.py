"""Who leads whom in a baseline: the heads that its towers are under, the managers of each team's staff."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from metrics.computations.branches import branch_of
from metrics.computations.leading import NONE, Leading, Shares
from metrics.computations.org_chart import reporting_tree
from metrics.inputs.saving_ground import SavingGround
from towers.models import Position


def read_leading(baseline_id: int, ground: SavingGround) -> Leading:
    """One query. A tower of which no position is in a branch counts as under one head of its own; staff without a
    manager as led by one manager for each team.
    """
    live = Position.objects.filter(baseline_id=baseline_id).exclude(status=Position.Status.ELIMINATED).order_by("pk")
    rows = list(live.values_list("pk", "team_id", "manager_id", "heads", "fte", "status"))
    place = {row[0]: at for at, row in enumerate(rows)}
    manager = np.array([place.get(row[2], NONE) for row in rows], np.int64)
    units = np.array([row[4] if row[5] == Position.Status.FILLED else 0 for row in rows], np.int64)
    tree = reporting_tree(manager, np.array([row[3] for row in rows], np.int64), units)
    towers = sorted({tower for tower in ground.tower_of.values() if tower is not None})
    tower_of = {team: towers.index(tower) for team, tower in ground.tower_of.items() if tower is not None}
    tower = [tower_of.get(row[1] or 0, NONE) for row in rows]
    heads, branch = branch_of(tree)
    units[(branch == NONE) & (tree.reports > 0)] = 0  # whoever leads the heads is under none of them
    own_heads = zip(range(len(towers)), range(len(heads), len(heads) + len(towers)), strict=True)
    return Leading(
        tower=np.array([tower_of.get(team, NONE) for team in ground.team_ids], np.int64),
        towers=len(towers),
        managers=_managers(ground, {pk: int(manager[at]) for pk, at in place.items()}, len(rows)),
        heads=_shares(zip(tower, branch.tolist(), units.tolist(), strict=True), own_heads),
    )


def _managers(ground: SavingGround, manager_of: dict[int, int], posts: int) -> Shares:
    """By team (its place) and manager (a row of the posts, or beyond them the team's own)."""
    staff = ground.staff
    own = {team: at for at, team in enumerate(ground.team_ids)}
    rows = zip(staff.position.tolist(), staff.team.tolist(), (staff.units - staff.led_units).tolist(), strict=True)
    held = []
    for pk, team, units in rows:
        at = own.get(team, NONE)
        led_by = manager_of.get(pk, NONE)
        held.append((at, posts + at if led_by == NONE else led_by, units))
    return _shares(held, ((at, posts + at) for at in range(len(own))))


def _shares(rows: Iterable[tuple[int, int, int]], otherwise: Iterable[tuple[int, int]]) -> Shares:
    """Rows of (what, by, units) as shares of what; units by nobody count in the whole, and what nobody has is whole by
    `otherwise`."""
    whole: dict[int, int] = {}
    sums: dict[tuple[int, int], int] = {}
    for what, by, units in rows:
        if what != NONE and units:
            whole[what] = whole.get(what, 0) + units
            if by != NONE:
                sums[what, by] = sums.get((what, by), 0) + units
    known = {what for what, _ in sums}
    found = [(what, by, units / whole[what]) for (what, by), units in sums.items()]
    found += [(what, by, 1.0) for what, by in otherwise if what not in known]
    return Shares(
        what=np.array([row[0] for row in found], np.int64),
        by=np.array([row[1] for row in found], np.int64),
        share=np.array([row[2] for row in found], np.float64),
    )
