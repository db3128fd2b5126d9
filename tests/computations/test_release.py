"""Cash release: whole positions, dealt once, and three columns that add up."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from metrics.computations.release import Column, Post, cell_of, columns, dealt, posts, reachable_sums, released_fte


def cell(*units: int, rate: float = 100.0) -> list[Post]:
    return [Post(one, rate) for one in units]


def test_largest_sum_of_positions_within_what_is_freed() -> None:
    freed = Column(np.array([[1.4]]), np.array([[140.0]]))
    shown = columns(freed, [cell_of(cell(5_000, 8_000, 10_000, 10_000))], np.zeros(1))
    assert shown.cash.fte[0, 0] == pytest.approx(1.3)
    assert shown.capacity.fte[0, 0] == pytest.approx(0.1)


def test_reachable_sums_equal_those_of_all_combinations() -> None:
    sizes = [5_000, 8_000, 10_000, 10_000, 3_500, 8_000, 1]
    every = {sum(chosen) for count in range(8) for chosen in combinations(sizes, count)}
    assert reachable_sums(sizes).tolist() == sorted(every)


def test_released_sum_is_exact_at_a_whole_position() -> None:
    assert released_fte(np.array([0.9999, 0.1 * 10, 1.0001]), cell_of(cell(10_000))).tolist() == [0, 1, 1]


def test_no_position_is_released_where_scale_is_lost() -> None:
    freed = Column(np.array([[-0.5]]), np.array([[-50.0]]))
    shown = columns(freed, [cell_of(cell(10_000))], np.array([2.0]))
    assert [shown.redeployed.fte[0, 0], shown.cash.fte[0, 0], shown.capacity.fte[0, 0]] == [0, 0, -0.5]
    assert shown.capacity.money[0, 0] == -50


def test_openings_are_filled_first() -> None:
    freed = Column(np.array([[2.5]]), np.array([[200.0]]))
    shown = columns(freed, [cell_of(cell(10_000, 10_000, 10_000))], np.array([1.2]))
    assert [shown.redeployed.fte[0, 0], shown.cash.fte[0, 0]] == [1.2, 1.0]
    assert shown.redeployed.money[0, 0] == pytest.approx(96.0)  # 1.2 of 2.5 x 200
    assert shown.cash.money[0, 0] == pytest.approx(100.0)
    assert shown.capacity.money[0, 0] == pytest.approx(4.0)  # what remains of 200


def test_cash_is_worth_the_mean_rate_of_the_cell() -> None:
    mixed = cell_of([*cell(10_000, rate=80.0), *cell(5_000, rate=110.0)])
    assert mixed.rate == pytest.approx(90.0)  # (80 + .5 x 110) / 1.5


def test_aggregates_are_whole_positions() -> None:
    assert [post.units for post in posts(65_000, 7, 90.0)] == [10_000] * 6 + [5_000]
    assert [post.units for post in posts(20_000, 2, 90.0)] == [10_000] * 2
    assert [post.units for post in posts(10_000, 3, 90.0)] == [3_334, 3_333, 3_333]
    assert posts(0, 0, 90.0) == []


def test_positions_are_dealt_by_effort_larger_ones_first() -> None:
    given = dealt(cell(*[10_000] * 6, 5_000), {10: 1.0, 7: 4.0, 4: 1.5})
    assert {function: [post.units for post in held] for function, held in given.items()} == {
        4: [10_000, 5_000],
        7: [10_000] * 4,
        10: [10_000],
    }


def test_every_position_is_dealt_once() -> None:
    random = np.random.default_rng(2)
    team = cell(*random.integers(1_000, 10_001, 40).tolist())
    given = dealt(team, dict(enumerate(random.uniform(0.1, 5, 6).tolist(), start=1)))
    held = sorted(post.units for one in given.values() for post in one)
    assert held == sorted(post.units for post in team)


def test_team_without_effort_releases_nobody() -> None:
    assert dealt(cell(10_000), {}) == {}
