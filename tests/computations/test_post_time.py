"""What posts do with their time, from effort that is stated of posts and of teams."""

from typing import Any

import numpy as np
import pytest

from metrics.computations.post_time import PostTime, StatedEffort, post_time

A, B = 1, 2


def stated(*rows: tuple[int, int, int, float, bool]) -> StatedEffort:
    """Rows of (post or -1, team, function, FTE, is coordination)."""
    post, team, function, fte, coordination = (list(column) for column in zip(*rows, strict=True))
    return StatedEffort(
        post=np.array(post, np.int64),
        team=np.array(team, np.int64),
        function=np.array(function, np.int64),
        fte=np.array(fte, np.float64),
        is_coordination=np.array(coordination, np.bool_),
    )


def spread(team: list[int], fte: list[float], leading: list[float], *rows: Any) -> PostTime:
    return post_time(np.array(team), np.array(fte), np.array(leading), stated(*rows))


def test_twelve_architects_of_whom_a_third_of_the_time_is_coordination_are_four_fte() -> None:
    found = spread([A] * 12, [1.0] * 12, [0.0] * 12, (-1, A, 4, 4.0, True), (-1, A, 4, 8.0, False))
    assert found.coordination.tolist() == pytest.approx([1 / 3] * 12)
    assert found.coordination.sum() == pytest.approx(4.0)
    assert found.functions[:, 4].sum() == pytest.approx(12.0)  # coordination is part of its function


def test_what_is_stated_of_a_team_goes_to_the_time_that_is_left() -> None:
    # left: 1 - .25 stated, 1 - 1 led, .5; so .75 : 0 : .5 of 1 FTE
    rows = ((0, A, 4, 0.25, True), (-1, A, 8, 1.0, False))
    found = spread([A, A, A], [1.0, 1.0, 0.5], [0.0, 1.0, 0.0], *rows)
    assert found.functions[:, 8].tolist() == pytest.approx([0.6, 0.0, 0.4])
    assert found.coordination.tolist() == [0.25, 0.0, 0.0]


def test_where_no_time_is_left_it_goes_by_fte_and_nothing_is_lost() -> None:
    found = spread([A, A], [1.0, 3.0], [1.0, 3.0], (-1, A, 10, 2.0, True))
    assert found.functions[:, 10].tolist() == [0.5, 1.5]
    assert found.unplaced == 0


def test_teams_do_not_share_and_a_team_without_a_post_is_told() -> None:
    found = spread([A, B], [1.0, 1.0], [0.0, 0.0], (-1, A, 7, 1.0, False), (-1, 9, 4, 0.7, True))
    assert found.functions.sum(axis=1).tolist() == [1.0, 0.0]
    assert (found.coordination.sum(), found.unplaced) == (0.0, 0.7)


def test_a_vacant_post_takes_nothing_of_its_team() -> None:
    found = spread([A, A], [0.0, 1.0], [0.0, 0.0], (-1, A, 8, 1.0, False))
    assert found.functions[:, 8].tolist() == [0.0, 1.0]
    assert spread([A], [0.0], [0.0], (-1, A, 8, 1.0, True)).unplaced == 1.0
