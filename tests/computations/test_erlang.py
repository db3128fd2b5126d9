"""Erlang C: the published figures, seats apart and pooled, seat-hours over a week."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.erlang import (
    Target,
    deferrable_seat_hours,
    mean_wait,
    occupancy,
    seat_hours,
    seats,
    service_level,
    staff_need,
    wait_probability,
)

FIRST_LINE = Target(0.8, 15)
CAP = np.array([0.85])


def test_call_centre_of_a_hundred_contacts_in_half_an_hour() -> None:
    load = 100 / 30 * 3  # 10 erlangs
    assert seats(load, 3, 0.8, 20 / 60) == 14
    assert float(service_level(load, 14, 3, 20 / 60)) == pytest.approx(0.8884, abs=5e-5)
    assert occupancy(load, 14) == pytest.approx(0.7143, abs=5e-5)
    assert float(wait_probability(load, 14)) == pytest.approx(0.1741, abs=5e-5)


def test_wait_probability_equals_the_sum_over_states() -> None:
    load, count = 7.3, 9
    terms = [1.0]
    for n in range(1, count + 1):
        terms.append(terms[-1] * load / n)
    waiting = terms[-1] * count / (count - load)
    assert float(wait_probability(load, count)) == pytest.approx(waiting / (sum(terms[:-1]) + waiting), rel=1e-12)


def test_all_work_waits_where_the_load_reaches_the_seats() -> None:
    assert wait_probability([3, 4], 3).tolist() == [1, 1]
    assert service_level(3, 3, 20, 15) == 0


def test_seven_groups_of_two_erlangs_apart_and_pooled() -> None:
    assert 7 * int(seats(2, 20, 0.8, 15)) == 28
    assert int(seats(14, 20, 0.8, 15)) == 16
    assert int(seats(14, 20, 0.8, 15, cap=0.85)) == 17


@pytest.mark.parametrize(("groups", "expected"), [(7, [9, 17, 33]), (21, [25, 50, 99])])
def test_pools_under_a_cap(groups: int, expected: list[int]) -> None:
    loads = groups * np.array([1.0, 2.0, 4.0])
    assert seats(loads, 20, 0.8, 15, cap=0.85).tolist() == expected


def test_mean_waits_of_equal_jobs_apart_and_pooled() -> None:
    assert mean_wait(2.55, 3, 20) == pytest.approx(32.46, abs=0.005)
    assert mean_wait(5.10, 6, 20) == pytest.approx(13.87, abs=0.005)


def test_mean_waits_of_short_and_long_jobs_apart() -> None:
    short, long = mean_wait(2.55, 3, 5), mean_wait(2.55, 3, 120)
    assert short == pytest.approx(8.115, abs=0.0005)
    assert long == pytest.approx(194.77, abs=0.005)
    # 24 short jobs come for every long one: 120 / 5
    assert (24 * short + long) / 25 == pytest.approx(15.58, abs=0.005)


def test_queue_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="add seats"):
        mean_wait(3, 3, 20)


def test_small_cap_holds_up_to_five_seats() -> None:
    # 3.8 / 5 = .76 is above .75, so a sixth seat, where .85 holds; 3.7 / 5 = .74 fits
    assert seats([3.7, 3.8], 20, 0.1, 15, cap=0.85, small_cap=0.75).tolist() == [5, 6]


def test_hours_without_arrivals_need_no_seat_and_others_the_minimum() -> None:
    assert seats([0, 0.01], 20, 0.8, 15, minimum=2).tolist() == [0, 2]


def test_three_regions_in_their_own_hours_gain_nothing_from_one_clock() -> None:
    hours = np.ones(24)
    regions = [np.where(np.arange(24) // 8 == index, 2.0, 0.0) for index in range(3)]
    apart = sum(seat_hours(load[None], hours, 20, FIRST_LINE, CAP, CAP)[0] for load in regions)
    pooled = seat_hours(np.sum(regions, axis=0)[None], hours, 20, FIRST_LINE, CAP, CAP)[0]
    assert (apart, pooled) == (96, 96)


def test_seat_hours_equal_the_seats_of_every_hour() -> None:
    loads = np.random.default_rng(3).uniform(0, 30, (4, 168))
    cap, small_cap = np.array([0.8, 0.85, 0.9, 0.95]), np.array([0.7, 0.7, 0.8, 0.8])
    expected = [
        sum(
            next(
                n
                for n in range(1, 99)
                if load / n <= (low if n <= 5 else high) and float(service_level(load, n, 20, 15)) >= 0.8
            )
            for load in row
        )
        for row, high, low in zip(loads.tolist(), cap, small_cap, strict=True)
    ]
    assert seat_hours(loads, np.ones(168), 20, FIRST_LINE, cap, small_cap).tolist() == expected


def test_equal_hours_count_as_often_as_they_occur() -> None:
    hours = np.array([8.0, 16.0])
    assert seat_hours(np.array([[2.0, 14.0]]), hours, 20, FIRST_LINE, CAP, CAP).tolist() == [8 * 4 + 16 * 17]


def test_deferrable_work_needs_its_load_over_the_cap() -> None:
    assert deferrable_seat_hours(np.full((1, 1), 17.0), np.array([10.0]), CAP, CAP).tolist() == [200.0]


def test_deferrable_work_of_small_pools_is_less_full() -> None:
    # 3 / .75 = 4; 4 / .75 is above 5 seats and 4 / .85 below: 5; 8.5 / .85 = 10
    loads = np.array([[3.0, 4.0, 8.5]])
    assert deferrable_seat_hours(loads, np.ones(3), CAP, np.array([0.75])).tolist() == [4 + 5 + 10]


def test_one_seat_around_the_clock_is_six_people() -> None:
    assert staff_need(168, 40, 0.30) == pytest.approx(6.0)  # 168 / 28


@pytest.mark.parametrize(("share", "minutes"), [(1.0, 15), (-0.1, 15), (0.8, -1)])
def test_impossible_targets_are_refused(share: float, minutes: float) -> None:
    with pytest.raises(ValueError, match="service target"):
        Target(share, minutes)
