"""Timing: ramps, waves, payback, present value."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.timing import Wave, capture, captured, course, payback_month


def test_saving_from_month_one_with_three_payments() -> None:
    # gross 100 x (1 + 2 + 3 + 4 + 5 + 6) / 6 + 6 x 100 = 950; net 950 - 900; 36 months 950 + 2,400 - 900
    paid = np.r_[[300.0] * 3, [0.0] * 33]
    result = course(1_200.0, capture(1, 6.0), paid, 0.08)
    assert result.in_year_gross[0] == pytest.approx(950)
    assert result.in_year_net[0] == pytest.approx(50)
    assert result.payback_month[0] == 12
    assert result.net_36[0] == pytest.approx(2_450)
    assert result.npv[0] == pytest.approx(2_069.5, abs=0.05)
    assert (result.run_rate_12[0], result.reached_month[0]) == (1_200, 6)


def test_wave_of_month_four() -> None:
    # 540 a year: 45 x (3.5 + 3) = 292.5 in the year
    share, costs = captured([Wave(4)], 6.0, 0.7)
    result = course(540.0, share, 324.0 * costs, 0.08)
    assert result.in_year_gross[0] == pytest.approx(292.5)
    assert result.in_year_net[0] == pytest.approx(-31.5)
    assert result.payback_month[0] == 13
    assert result.net_36[0] == pytest.approx(1_048.5)
    assert result.npv[0] == pytest.approx(884.15, abs=0.005)
    assert result.reached_month[0] == 9


def test_without_a_roadmap_one_wave_reaches_its_share() -> None:
    share, costs = captured((), np.array([6.0, 10.0]), np.array([0.7, 0.5]))
    assert share[:, 11].tolist() == [0.7, 0.5]
    assert share[:, 4] == pytest.approx([0.7 * 5 / 6, 0.5 * 5 / 10])
    assert (costs[0], costs.sum()) == (1, 1)


def test_without_a_roadmap_the_wave_may_start_later() -> None:
    share, costs = captured((), 6.0, 0.7, start=4)
    assert share[0, [2, 3, 8, 11]] == pytest.approx([0, 0.7 / 6, 0.7, 0.7])
    assert (costs[3], costs.sum()) == (1, 1)


def test_waves_add_up_and_pay_in_their_first_month() -> None:
    share, costs = captured([Wave(1, 0.4), Wave(7, 0.6)], 6.0, 0.7)
    assert share[0, [5, 6, 11]] == pytest.approx([0.4, 0.4 + 0.1, 1.0])
    assert costs[[0, 6]].tolist() == [0.4, 0.6]


def test_ramp_longer_than_the_year_is_not_finished_in_it() -> None:
    assert capture(4, 18.0)[0, 11] == 0.5


def test_payback_counts_from_the_last_month_in_debt() -> None:
    net = np.array([[5.0, -9.0, 9.0], [5.0, 1.0, 1.0], [-9.0, 1.0, 1.0], [-9.0, 3.0, 6.0]])
    assert payback_month(net) == pytest.approx([3, 1, np.nan, 3], nan_ok=True)


@pytest.mark.parametrize(("start", "share"), [(0, 1.0), (1, 1.1), (1, -0.1)])
def test_impossible_waves_are_refused(start: int, share: float) -> None:
    with pytest.raises(ValueError, match="wave needs"):
        Wave(start, share)


def test_waves_of_more_than_the_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 1"):
        captured([Wave(1, 0.7), Wave(2, 0.7)], 6.0, 0.7)


def test_ramp_of_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 0"):
        capture(1, 0.0)
