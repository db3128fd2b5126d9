"""The posts of a baseline that are not eliminated: their tree, their time, and what a full-time year of each costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.actor import Actor
from core.basis import Basis, basis_of
from metrics.computations.columns import Floats, Ints
from metrics.computations.org_chart import ReportingTree, reporting_tree
from metrics.inputs.staff import Staff
from metrics.selectors.work_time import WorkTime, work_time
from towers.models import Baseline, BaselineTeam, Position
from towers.prices import card_rates

NONE = -1
COLUMNS = (
    *("id", "uid", "key", "title", "grade", "team_id", "team__name", "manager_id", "heads", "fte", "status"),
    "employment",
)


@dataclass(frozen=True, slots=True)
class PostTable:
    """Rows by id, and columns of the same order. `units`: 1/10,000 FTE of filled posts, else 0; `cost`: of a full-time
    year in minor units, on true cost or the rate card, NaN where it is unknown. A circle is opened at its first row.
    """

    rows: list[dict[str, Any]]
    tree: ReportingTree
    heads: Ints
    units: Ints
    teams: dict[int, BaselineTeam]
    work: WorkTime
    cost: Floats

    def team_of(self, row: int) -> BaselineTeam | None:
        """What the baseline says of the team of a post."""
        return self.teams.get(self.rows[row]["team_id"])

    def money(self, fte: Floats) -> Floats:
        """What this FTE of each post costs a year, NaN where that is unknown."""
        return np.asarray(fte * self.cost)


def post_table(actor: Actor, baseline: Baseline, basis: str = "") -> PostTable:
    """Read the posts of a baseline in the money of `basis` (the actor's own unless given); three queries, on the card
    four.
    """
    basis = basis or basis_of(actor)
    columns = COLUMNS if basis == Basis.CARD else (*COLUMNS, "cost_low", "cost_high")
    live = Position.objects.visible_to(actor).filter(baseline=baseline).exclude(status=Position.Status.ELIMINATED)
    rows = list(live.order_by("id").values(*columns))
    placed = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline).select_related("team", "tower", "region")
    teams = {row.team_id: row for row in placed}
    place = {row["id"]: at for at, row in enumerate(rows)}
    manager = _ints([place.get(row["manager_id"], NONE) for row in rows])
    heads, units = _ints([row["heads"] for row in rows]), _ints([_held(row) for row in rows])
    leads = np.isin(np.arange(len(rows)), manager)
    team = _ints([row["team_id"] or NONE for row in rows])
    work = work_time(actor, baseline, _ints([row["id"] for row in rows]), team, units, leads)
    cost = _card_rates(baseline, rows, teams) if basis == Basis.CARD else _true_cost(rows, team, units, work)
    return PostTable(rows, reporting_tree(manager, heads, units), heads, units, teams, work, cost)


def _held(row: dict[str, Any]) -> int:
    return int(row["fte"]) if row["status"] == Position.Status.FILLED else 0


def _card_rates(baseline: Baseline, rows: list[dict[str, Any]], teams: dict[int, BaselineTeam]) -> Floats:
    card = card_rates(baseline.pk, {team: row.region_id for team, row in teams.items()})
    return np.array([card.of(row["team_id"], row["grade"]) for row in rows], np.float64)


def _true_cost(rows: list[dict[str, Any]], team: Ints, units: Ints, work: WorkTime) -> Floats:
    """The stated cost; where it is unknown the mean of alike posts, as savings take it."""
    stated = np.array([_middle(row) for row in rows], np.float64)
    held = np.flatnonzero(units)
    cost = np.full(len(rows), np.nan)
    staff = Staff(
        position=held,
        team=team[held],
        units=units[held],
        heads=_ints([rows[at]["heads"] for at in held.tolist()]),
        stated_cost=stated[held],
        is_exact=np.array([rows[at]["cost_low"] == rows[at]["cost_high"] for at in held.tolist()], np.bool_),
        led_units=work.led_units[held],
    )
    if staff.has_cost.any():
        cost[held] = staff.cost
    return cost


def _middle(row: dict[str, Any]) -> float:
    low, high = row["cost_low"], row["cost_high"]
    return np.nan if low is None or high is None else (low + high) / 2


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)
