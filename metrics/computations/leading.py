"""Who leads the staff today, and what becomes of that: one head per tower, one manager per person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import sums_by
from metrics.computations.pools import Parts
from metrics.computations.saving_inputs import FUNCTIONS, Floats, Ints

NONE = -1
WHOLE = 1 - 1e-9


@dataclass(frozen=True, eq=False)
class Shares:
    """Rows of `what`, `by` (numbers from 0) and `share`: the shares of one `what` add up to at most 1."""

    what: Ints
    by: Ints
    share: Floats


@dataclass(frozen=True, eq=False)
class Leading:
    """`tower` of each team (-1 none); by share, the manager of each team's staff and the head that each tower is under.

    A head leads a branch below the top of the organisation; what nobody leads is in no row of `heads`.
    """

    tower: Ints
    towers: int
    managers: Shares
    heads: Shares


@dataclass(frozen=True, slots=True)
class Accountability:
    """`index`: mean over towers, weighted by staff effort, of the largest share under one head; `whole`: the towers
    that are under one head wholly. None without towers."""

    index: float | None
    whole: int


def accountability_today(parts: Parts, leading: Leading) -> Accountability:
    """Single accountability of the organisation as it is led today."""
    return single_accountability(_tower_effort(parts, leading), _head_shares(leading))


def accountability(parts: Parts, leading: Leading) -> Accountability:
    """Single accountability of the target: a function has one head, what stays in its team the head of today."""
    effort = _tower_effort(parts, leading)
    own = leading.tower[parts.team]
    has_tower = own != NONE
    placed = np.zeros((leading.towers, FUNCTIONS + 1))
    rows, stays = has_tower & ~parts.is_home, has_tower & parts.is_home
    np.add.at(placed, (own[rows], parts.function[rows]), parts.fte[rows])
    at_home = sums_by(own[stays], parts.fte[stays], leading.towers)
    by_head = np.hstack([placed, at_home[:, None] * _head_shares(leading)])
    shares = np.divide(by_head, effort[:, None], out=np.zeros_like(by_head), where=effort[:, None] > 0)
    return single_accountability(effort, shares)


def _tower_effort(parts: Parts, leading: Leading) -> Floats:
    own = leading.tower[parts.team]
    return sums_by(own[own != NONE], parts.fte[own != NONE], leading.towers)


def _head_shares(leading: Leading) -> Floats:
    """Share of each tower under each head of today, [towers, heads]."""
    shares = np.zeros((leading.towers, int(leading.heads.by.max(initial=NONE)) + 1))
    np.add.at(shares, (leading.heads.what, leading.heads.by), leading.heads.share)
    return shares


def single_accountability(effort: Floats, shares: Floats) -> Accountability:
    """From staff effort by tower, [towers], and the share of each tower under each head, [towers, heads].

    >>> single_accountability(np.array([30.0, 10.0]), np.array([[0.6, 0.4], [0.0, 1.0]]))
    Accountability(index=0.7, whole=1)
    """
    largest, total = shares.max(axis=1, initial=0.0), float(effort.sum())
    return Accountability(
        index=float(effort @ largest) / total if total else None,
        whole=int(np.count_nonzero((largest >= WHOLE) & (effort > 0))),
    )


def fte_with_another_manager(parts: Parts, leading: Leading) -> float:
    """Staff FTE that at least get another manager: a manager goes where most of their staff's effort goes, or stays.

    Units are the pools of people: function and pool region, or the team for what stays there. Per manager, FTE less
    the largest unit.
    """
    unit = np.where(parts.is_home, 0, parts.queue + 1)
    team_units = parts.team * (unit.max(initial=0) + 1) + unit
    cells, place = np.unique(team_units, return_inverse=True)
    fte = sums_by(place, parts.fte, len(cells))
    team, unit = np.divmod(cells, unit.max(initial=0) + 1)
    order = np.argsort(leading.managers.what, kind="stable")
    teams, managers, share = (column[order] for column in _columns(leading.managers))
    first, last = np.searchsorted(teams, team), np.searchsorted(teams, team, side="right")
    count = last - first
    cell = np.repeat(np.arange(len(cells)), count)
    row = np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count) + first[cell]
    keys, at = np.unique(np.stack([managers[row], unit[cell]]), axis=1, return_inverse=True)
    held = sums_by(at.reshape(-1), fte[cell] * share[row], keys.shape[1])
    of_manager, by = np.unique(keys[0], return_inverse=True)
    largest = np.zeros(len(of_manager))
    np.maximum.at(largest, by, held)
    return float(held.sum() - largest.sum())


def _columns(shares: Shares) -> tuple[Ints, Ints, Floats]:
    return shares.what, shares.by, shares.share
