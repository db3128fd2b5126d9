"""The golden organisation: 5,415 k of labour, 717.62 k freed, 540 k of it cash; every digit by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from metrics.computations.saving_summary import band_verdict, waterfall
from metrics.computations.savings import SavingLine, SavingResult, saving, saving_lines
from tests.computations.golden_organisation import (
    AM,
    AS,
    EFFORT,
    EU,
    MANAGERS,
    STAFF,
    K,
    golden_inputs,
    golden_values,
    no_rows,
)

REPORTS, COMMAND_CENTRE, ENGINEERS, MANAGEMENT = 10, 7, 4, 0


@cache
def result() -> SavingResult:
    return saving(golden_inputs(), golden_values())


@cache
def lines() -> tuple[SavingLine, ...]:
    return tuple(saving_lines(golden_inputs(), golden_values()))


def freed(lever: str, function: int) -> list[float]:
    """FTE per region AM, EU, AS."""
    return [
        sum(line.fte for line in lines() if (line.lever, line.function, line.region) == (lever, function, region))
        for region in (AM, EU, AS)
    ]


def money(lever: str) -> float:
    return float(result().levers[lever].money[0]) / K


def test_labour_cost_and_staff() -> None:
    assert sum(fte * cost for _, fte, cost in STAFF + MANAGERS) == 5_415
    assert sum(fte for _, fte, _ in STAFF) == 50.5 == np.sum(EFFORT)
    assert sum(fte for _, fte, _ in MANAGERS) == 11


def test_demand_of_reporting() -> None:
    # 6 x (1 - .75 x .9) = 1.95
    assert freed("demand", REPORTS) == pytest.approx([0.4875, 0.975, 0.4875])
    assert money("demand") == pytest.approx(160.875)  # .4875 x 100 + .975 x 90 + .4875 x 50


def test_duplication_of_reporting() -> None:
    # 4.05 less the pool 2.1654 and .4^.9 x 4.05 = 1.7755 at home
    assert sum(freed("duplication", REPORTS)) == pytest.approx(0.1091, abs=5e-5)


def test_duplication_of_engineering_under_an_overlay() -> None:
    # 14.5 - 13.3027 = 1.1973 pro rata to 5.5, 5.5 and 3.5, less .3 in AM and AS
    assert freed("duplication", ENGINEERS) == pytest.approx([0.1541, 0.4541, -0.0110], abs=5e-5)
    assert sum(freed("duplication", ENGINEERS)) == pytest.approx(0.5973, abs=5e-5)
    assert money("duplication") == pytest.approx(64.74, abs=0.005)
    engineering = [line for line in lines() if line.function == ENGINEERS]
    assert {line.region for line in engineering if line.kind == "lost"} == {AS}


def test_operations_of_incidents() -> None:
    # 11 x .6 x 2/6, 10 x .6 x 1/5, 9 x .6 x 1/5
    assert freed("operations", COMMAND_CENTRE) == pytest.approx([2.2, 1.2, 1.08])
    assert money("operations") == pytest.approx(382)


def test_managers() -> None:
    # 1 in function 10; 3 and a head in 7; 3 and a head in 4; the top: 10 against 11, at 110 below the top
    managers = result().levers["managers"]
    assert (managers.fte[0], managers.money[0] / K) == (pytest.approx(1), pytest.approx(110))


def test_freed_in_all() -> None:
    assert result().columns.freed.money[0] / K == pytest.approx(717.62, abs=0.005)
    assert result().columns.freed.money[0] / K / 5_415 == pytest.approx(0.1325, abs=5e-5)


def test_cash_is_six_positions() -> None:
    cash = result().cells.cash.fte[:, 0].reshape(4, 11)
    positions = {(AM, COMMAND_CENTRE): 2, (EU, COMMAND_CENTRE): 1, (AS, COMMAND_CENTRE): 1, (EU, REPORTS): 1}
    expected = np.zeros((4, 11))
    for cell, count in {**positions, (EU, MANAGEMENT): 1}.items():
        expected[cell] = count
    assert cash.tolist() == expected.tolist()
    assert result().cells.freed.fte[EU * 11 + REPORTS, 0] == pytest.approx(1.0296, abs=5e-5)


def test_columns_in_money() -> None:
    shown = result().columns
    assert shown.cash.money[0] / K == pytest.approx(540)  # 90 + 200 + 90 + 50 + 110
    assert shown.capacity.money[0] / K == pytest.approx(177.62, abs=0.005)
    assert shown.redeployed.money[0] == 0


def test_course_over_time() -> None:
    course = result().course
    assert result().one_off[0] / K == pytest.approx(324)  # .6 x 540
    assert course.in_year_gross[0] / K == pytest.approx(292.5)
    assert course.in_year_gross[0] / K / 5_415 == pytest.approx(0.0540, abs=5e-5)
    assert course.in_year_net[0] / K == pytest.approx(-31.5)
    assert course.payback_month[0] == 13
    assert course.net_36[0] / K == pytest.approx(1_048.5)
    assert course.npv[0] / K == pytest.approx(884.15, abs=0.005)


def test_band() -> None:
    verdict = band_verdict(result(), golden_values())
    assert verdict.share == pytest.approx(0.0997, abs=5e-5)
    assert (verdict.position, verdict.reached_month, verdict.lever) == ("inside", 9, "operations")
    assert verdict.assumption is None  # nothing varies


def test_waterfall_ends_at_cash() -> None:
    steps = waterfall(result())
    assert [name for name, _ in steps][:2] == ["demand", "operations"]
    assert sum(value for _, value in steps[:-1]) == pytest.approx(steps[-1][1])
    assert steps[-1][0] == "cash"
    assert steps[-1][1] == pytest.approx(540 * K)


def test_lines_add_up_to_freed() -> None:
    assert sum(line.fte for line in lines()) == pytest.approx(float(result().columns.freed.fte[0]))
    assert sum(line.money for line in lines()) == pytest.approx(float(result().columns.freed.money[0]))


def test_unchanged_scenario_saves_nothing() -> None:
    unchanged = saving(golden_inputs(no_rows(), cuts_demand=False), golden_values())
    assert [float(column.fte[0]) for column in unchanged.levers.values()] == [0] * 5
    assert unchanged.columns.cash.money[0] == unchanged.one_off[0] == unchanged.band_share[0] == 0
    assert saving_lines(golden_inputs(no_rows(), cuts_demand=False), golden_values()) == []
