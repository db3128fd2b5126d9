"""Properties of every saving, on an invented organisation with all assumptions drawn."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest

from metrics.computations.defaults import DEFAULTS, likely_values
from metrics.computations.pert import draws, percentiles
from metrics.computations.saving_inputs import Assumptions, Floats, SavingInputs
from metrics.computations.saving_summary import band_verdict, driving_assumption, waterfall
from metrics.computations.savings import SavingResult, saving, saving_lines, savings_at
from tests.computations.golden_organisation import golden_inputs, no_rows
from tests.computations.small_organisation import one_activity, values
from tests.computations.synthetic_organisation import synthetic_inputs

DRAWS = 300  # more than are computed at once


@cache
def inputs() -> SavingInputs:
    return synthetic_inputs(team_count=12, activity_count=11)


@cache
def drawn() -> dict[str, Floats]:
    return draws([default.entry for default in DEFAULTS], DRAWS, seed=1)


@cache
def result() -> SavingResult:
    return saving(inputs(), drawn())


def one_draw(index: int) -> dict[str, float]:
    return {code: float(one[index]) for code, one in drawn().items()}


@pytest.mark.parametrize("draw", range(0, DRAWS, 30))
def test_no_hour_is_claimed_twice(draw: int) -> None:
    claimed = np.zeros(len(inputs().efforts.fte))
    for line in saving_lines(inputs(), one_draw(draw)):
        if line.effort >= 0:
            claimed[line.effort] += line.fte
    assert claimed.max() > 0
    assert (claimed <= inputs().efforts.fte + 1e-12).all()


def test_columns_add_up_in_every_cell_and_draw() -> None:
    cells = result().cells
    for name in ("fte", "money"):
        shown = sum(getattr(getattr(cells, column), name) for column in ("redeployed", "cash", "capacity"))
        np.testing.assert_allclose(shown, getattr(cells.freed, name), rtol=1e-9, atol=1e-3)


def test_levers_add_up_to_freed() -> None:
    for name in ("fte", "money"):
        levers = sum(getattr(column, name) for column in result().levers.values())
        np.testing.assert_allclose(levers, getattr(result().columns.freed, name), rtol=1e-9)


def test_cash_never_exceeds_what_is_freed_in_a_cell() -> None:
    cells = result().cells
    assert (cells.cash.fte <= np.maximum(cells.freed.fte, 0) + 1e-6).all()
    assert cells.cash.fte.max() > 0


def test_openings_take_from_cash_and_capacity_only() -> None:
    openings = np.full((4, 11), 0.5)
    opened = saving(replace(inputs(), openings_fte=openings), drawn())
    cells = opened.cells
    assert (cells.redeployed.fte <= 0.5).all()
    assert (opened.columns.cash.fte <= result().columns.cash.fte + 1e-9).all()
    total = cells.redeployed.money + cells.cash.money + cells.capacity.money
    np.testing.assert_allclose(total, cells.freed.money, rtol=1e-9, atol=1e-3)


def test_same_inputs_and_seed_give_the_same_digits() -> None:
    again = saving(inputs(), draws([default.entry for default in DEFAULTS], DRAWS, seed=1))
    assert (again.band_share == result().band_share).all()
    assert (again.course.npv == result().course.npv).all()


def test_one_draw_alone_equals_the_same_draw_among_many() -> None:
    last = saving(inputs(), one_draw(DRAWS - 1))
    for name, column in result().levers.items():
        assert last.levers[name].fte[0] == pytest.approx(column.fte[-1], rel=1e-9), name
    assert last.band_share[0] == pytest.approx(result().band_share[-1], rel=1e-9)


def test_unchanged_scenario_saves_nothing_in_any_draw() -> None:
    unchanged = saving(replace(inputs(), placements=no_rows(), cuts_demand=False), drawn())
    assert not any(column.fte.any() or column.money.any() for column in unchanged.levers.values())
    assert not unchanged.band_share.any()
    assert not unchanged.one_off.any()


def test_lines_of_the_likely_case_add_up() -> None:
    likely = saving(inputs(), likely_values())
    lines = saving_lines(inputs(), likely_values())
    for lever, column in likely.levers.items():
        own = [line for line in lines if line.lever == lever]
        assert sum(line.fte for line in own) == pytest.approx(float(column.fte[0])), lever
        assert sum(line.money for line in own) == pytest.approx(float(column.money[0])), lever


def test_waterfall_of_means_adds_up_to_cash() -> None:
    *steps, cash = waterfall(result())
    assert sum(value for _, value in steps) == pytest.approx(cash[1])


def test_one_off_counts_the_persons_moved_and_their_work() -> None:
    # 6 of 10 FTE at 100 are placed and, at beta 1, all remain: 6 x (2 + 1), 600 x .25 x 2/12, 600 x .10 x 4/12
    own = values(beta_administrative=1.0, one_off_role=2.0, one_off_training=1.0)
    shown = saving(one_activity([10.0], [0], share=0.6), own)
    assert shown.one_off[0] == pytest.approx(18 + 25 + 20)


def test_band_verdict_names_what_drives_it() -> None:
    only_capture: dict[str, float | Floats] = {**likely_values(), "capture_share": drawn()["capture_share"]}
    varied = saving(inputs(), only_capture)
    verdict = band_verdict(varied, only_capture)
    assert verdict.share == percentiles(varied.band_share, (0.5,))[0]
    assert verdict.probability_inside == ((varied.band_share >= 0.05) & (varied.band_share <= 0.10)).mean()
    assert verdict.position == ("below" if verdict.share < 0.05 else "above" if verdict.share > 0.10 else "inside")
    assert verdict.assumption == "capture_share"


def test_strongest_assumption_wins_and_constants_do_not_count() -> None:
    shares = np.arange(50.0)
    noise = np.random.default_rng(1).normal(size=50)
    assert driving_assumption({"a": noise, "b": -shares, "c": np.ones(50), "d": 3.0}, shares) == "b"
    assert driving_assumption({"c": np.ones(50), "d": 3.0}, shares) is None


def test_at_several_prices_each_saving_is_as_on_its_own() -> None:
    teams = inputs().teams
    doubled = replace(inputs(), teams=replace(teams, rate=2 * teams.rate))
    at_cost, at_card = savings_at([inputs(), doubled], drawn())
    np.testing.assert_array_equal(at_cost.columns.freed.money, result().columns.freed.money)
    np.testing.assert_array_equal(at_card.band_share, saving(doubled, drawn()).band_share)
    assert (at_card.levers["operations"].money == 2 * at_cost.levers["operations"].money).all()


def test_prices_of_different_effort_are_refused() -> None:
    other = synthetic_inputs(team_count=11, activity_count=11)
    with pytest.raises(ValueError, match="different effort"):
        savings_at([inputs(), other], drawn())


def test_missing_assumption_is_named() -> None:
    with pytest.raises(KeyError, match="kappa is missing"):
        saving(inputs(), {code: value for code, value in likely_values().items() if code != "kappa"})


def test_assumptions_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different numbers of draws"):
        Assumptions({"a": np.ones(2), "b": np.ones(3)})


def test_service_target_must_not_vary() -> None:
    with pytest.raises(ValueError, match="target_minutes_first must be one number"):
        saving(inputs(), {**drawn(), "target_minutes_first": np.linspace(10, 20, DRAWS)})


def test_team_without_a_rate_takes_the_mean_of_all_staff() -> None:
    golden = golden_inputs()
    unpriced = replace(golden, teams=replace(golden.teams, rate=np.full(6, np.nan)))
    # 18 x 100 + 18.5 x 90 + 14 x 50 over 50.5 FTE
    assert unpriced.staff_rate / 100_000 == pytest.approx(np.full(6, (1_800 + 1_665 + 700) / 50.5))


def test_every_draw_has_every_figure() -> None:
    course = result().course
    assert {len(getattr(course, one.name)) for one in fields(course)} == {DRAWS}
