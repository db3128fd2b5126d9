"""What partners would do is priced apart, and a span that the design states counts in place of the assumed one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from metrics.computations.levers import sourcing_saving
from metrics.computations.pools import parts_of
from metrics.computations.saving_inputs import Floats, SavingInputs
from metrics.computations.savings import saving
from tests.computations.small_organisation import one_activity, values

NOWHERE = np.full(10, np.nan)


def at(function: int, value: float) -> Floats:
    stated = NOWHERE.copy()
    stated[function - 1] = value
    return stated


def designed(inputs: SavingInputs, **design: Any) -> SavingInputs:
    return replace(inputs, design=replace(inputs.design, **design))


def test_what_is_placed_and_left_goes_at_the_partners_rate() -> None:
    """Rates of 100 and 50; half of each team's work is placed, and nothing of it is freed."""
    inputs = designed(one_activity([10.0, 4.0], [0, 1], share=0.5), partner_rate=at(7, 60))
    parts = parts_of(inputs)
    by_function = sourcing_saving(parts, parts.fte[:, None])
    assert by_function[6, 0] == pytest.approx(5 * 40 - 2 * 10)
    assert np.delete(by_function[:, 0], 6).tolist() == [0.0] * 9


def test_a_rate_of_another_function_changes_nothing() -> None:
    parts = parts_of(designed(one_activity([10.0], [0]), partner_rate=at(8, 60)))
    assert not sourcing_saving(parts, parts.fte[:, None]).any()


def test_sourcing_takes_what_the_levers_leave_and_stays_out_of_all_columns() -> None:
    apart, sourced = (
        saving(designed(one_activity([4.0, 4.0], [0, 0]), partner_rate=rate), values()) for rate in (NOWHERE, at(7, 60))
    )
    left = 8 - sourced.columns.freed.fte[0]
    assert left < 8
    assert sourced.sourcing[6, 0] == pytest.approx(left * 40)
    for column in ("freed", "cash", "capacity"):
        assert getattr(sourced.columns, column).money == pytest.approx(getattr(apart.columns, column).money)
    assert sourced.one_off == pytest.approx(apart.one_off)
    assert not apart.sourcing.any()


def test_every_draw_has_its_own_sourcing() -> None:
    drawn: dict[str, float | Floats] = {
        **values(),
        "beta_administrative": np.array([0.9, 1.0] * 150),
    }  # more draws than are computed at once
    result = saving(designed(one_activity([4.0, 4.0], [0, 0]), partner_rate=at(7, 60)), drawn)
    assert result.sourcing.shape == (10, 300)
    assert result.sourcing[6, 1::2] == pytest.approx(8 * 40)
    assert (result.sourcing[6, ::2] < 8 * 40).all()


@pytest.mark.parametrize(("span", "managers"), [(np.nan, 8 + 1), (4.0, 10 + 2 + 1), (40.0, 1)])
def test_a_stated_span_counts_in_place_of_the_assumed(span: float, managers: int) -> None:
    """40 staff in one pool of function 7, at 5 per manager unless the design states a span; 8 above."""
    inputs = designed(one_activity([40.0], [0], manager_fte=2.0), span=at(7, span))
    twenty = replace(inputs.managers, units=np.full(1, 200_000), heads=np.full(1, 20))
    inputs = replace(inputs, managers=twenty)
    likely = values(span_f7=5.0, span_upper=8.0, beta_administrative=1.0)
    saved = saving(inputs, likely).levers["managers"].fte[0]
    assert saved == pytest.approx(19 - managers)
