"""What the people on each post do with their time: leading, the ten functions, and coordination within them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Flags, Floats, Ints, sums_by

FUNCTIONS = 10
OF_TEAM = -1


@dataclass(frozen=True, slots=True, eq=False)
class StatedEffort(Columns):
    """Effort rows without the management of people: the row of the post (-1: stated of the team as a whole), the team's
    id, the function (1 to 10), FTE, and whether it is coordination."""

    post: Ints
    team: Ints
    function: Ints
    fte: Floats
    is_coordination: Flags


@dataclass(frozen=True, slots=True, eq=False)
class PostTime:
    """FTE per post: leading [n], each function [n, 11] (column 0 stays empty), coordination [n], which is part of the
    functions. `own` [n, 11]: what of the functions is stated of the post itself. Of teams without any post: `unplaced`
    FTE of coordination, `unplaced_functions` [11]."""

    leading: Floats
    functions: Floats
    own: Floats
    coordination: Floats
    unplaced: float
    unplaced_functions: Floats


def post_time(team: Ints, fte: Floats, leading: Floats, stated: StatedEffort) -> PostTime:
    """Return the time of each post; what is stated of a team is spread over its posts by the time that is left to each.

    `team`: int64[n], the team's id; `fte`: float64[n], 0 for a post that nobody holds; `leading`: float64[n], the FTE
    spent leading. Time left = FTE - leading - what is stated of the post, at least 0; in a team where none is left,
    what is stated of it is spread by FTE. Nothing is cut: sums over the posts are the sums of what is stated.

    >>> stated = StatedEffort(np.array([0, -1]), np.array([7, 7]), np.array([4, 8]), np.array([0.5, 2.0]),
    ...     np.array([True, False]))
    >>> found = post_time(np.array([7, 7]), np.array([1.0, 1.5]), np.zeros(2), stated)
    >>> found.functions[:, 4].tolist(), found.functions[:, 8].tolist(), found.coordination.tolist()
    ([0.5, 0.0], [0.5, 1.5], [0.5, 0.0])
    """
    size = len(team)
    own = stated.select(stated.post >= 0)
    of_posts = np.zeros((size, FUNCTIONS + 1))
    np.add.at(of_posts, (own.post, own.function), own.fte)
    coordination = sums_by(own.post[own.is_coordination], own.fte[own.is_coordination], size)
    left = np.maximum(fte - leading - of_posts.sum(axis=1), 0.0)
    of_teams = stated.select(stated.post < 0)
    names, place = np.unique(np.concatenate([team, of_teams.team]), return_inverse=True)
    posts, rows = place[:size], place[size:]
    weight = _weights(posts, fte, left, len(names))
    sums = np.zeros((len(names), FUNCTIONS + 1))
    np.add.at(sums, (rows, of_teams.function), of_teams.fte)
    coordinated = sums_by(rows[of_teams.is_coordination], of_teams.fte[of_teams.is_coordination], len(names))
    is_held = sums_by(posts, weight, len(names)) > 0
    return PostTime(
        leading=leading,
        functions=of_posts + weight[:, None] * sums[posts],
        own=of_posts,
        coordination=coordination + weight * coordinated[posts],
        unplaced=float(coordinated[~is_held].sum()),
        unplaced_functions=sums[~is_held].sum(axis=0),
    )


def _weights(posts: Ints, fte: Floats, left: Floats, teams: int) -> Floats:
    """Each post's share of its team, by the time left, without any by FTE; 0 where nobody works."""
    free, whole = sums_by(posts, left, teams)[posts], sums_by(posts, fte, teams)[posts]
    by_fte = np.divide(fte, whole, out=np.zeros_like(fte), where=whole > 0)
    return np.divide(left, free, out=by_fte, where=free > 0)
