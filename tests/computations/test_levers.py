"""The levers one by one: demand, duplication, operations, managers, output metrics, location."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from metrics.computations.managers import managers_needed
from metrics.computations.operations import Operations, base_load, scaled_handling
from metrics.computations.pools import parts_of
from metrics.computations.saving_inputs import Positions, SavingInputs
from metrics.computations.savings import saving
from tests.computations.golden_organisation import golden_inputs
from tests.computations.small_organisation import RATE, one_activity, values

EFFORTS = [4.0, 3.0, 2.0, 1.0]
REGIONS = [0, 1, 2, 2]
IN_OPERATIONS = {"kappa": 0.6, "cap": 0.85, "cap_small": 0.85}


def after(inputs: SavingInputs, **own: float) -> float:
    """Staff FTE that remain after the levers on staff."""
    levers = saving(inputs, values(**own)).levers
    saved = sum(float(column.fte[0]) for name, column in levers.items() if name != "managers")
    return float(inputs.efforts.fte.sum()) - saved


def flat(erlangs: float) -> list[float]:
    return [erlangs] * 168


class TestDuplication:
    def test_one_pool(self) -> None:
        assert after(one_activity(EFFORTS, REGIONS)) == pytest.approx(8.8073, abs=5e-5)

    def test_overlay_of_three_regions_comes_on_top(self) -> None:
        # 8.8073 + 3 x .3
        overlaid = one_activity(EFFORTS, REGIONS, reach="overlay", minimum=0.3)
        assert after(overlaid) == pytest.approx(9.7073, abs=5e-5)

    def test_unstated_overlay_is_the_assumption(self) -> None:
        overlaid = one_activity(EFFORTS, REGIONS, reach="overlay", minimum=np.nan)
        assert after(overlaid, overlay=0.3) == pytest.approx(9.7073, abs=5e-5)

    def test_overlay_is_at_most_the_effort_of_its_region(self) -> None:
        # 4, 3 and 2 + 1 FTE: an overlay of 3.5 keeps 3.5 + 3 + 3 on top of the pool
        overlaid = one_activity(EFFORTS, REGIONS, reach="overlay", minimum=3.5)
        assert after(overlaid) == pytest.approx(8.8073 + 9.5, abs=5e-5)

    def test_regional_pools_join_only_what_is_in_one_region(self) -> None:
        # 4 + 3 + 2.8167
        assert after(one_activity(EFFORTS, REGIONS, reach="regional")) == pytest.approx(9.8167, abs=5e-5)

    def test_teams_of_unknown_region_are_no_region(self) -> None:
        assert after(one_activity(EFFORTS, [-1] * 4, reach="regional")) == pytest.approx(10.0)

    def test_pool_after_a_cut_of_a_quarter(self) -> None:
        cut = one_activity(EFFORTS, REGIONS, is_low_value=True)
        assert after(cut, report_frequency_cut=0.25) == pytest.approx(6.6055, abs=5e-5)

    def test_half_pooled_loses_scale(self) -> None:
        # pool (2 x .5 v)^.9 = 4, at home 2 x .5^.9 x 4 = 4.2871
        assert after(one_activity([4.0, 4.0], [0, 1], share=0.5)) == pytest.approx(8.2871, abs=5e-5)

    def test_only_the_common_part_is_pooled(self) -> None:
        # .7 x (10 - 8.8073) = .8349
        assert after(one_activity(EFFORTS, REGIONS), addressable_administrative=0.7) == pytest.approx(9.1651, abs=5e-5)

    def test_what_is_not_shareable_is_not_pooled(self) -> None:
        inputs = one_activity(EFFORTS, REGIONS)
        kept = replace(inputs, activities=replace(inputs.activities, is_shareable=np.array([False])))
        assert after(kept) == 10.0

    def test_shares_of_one_row_in_one_function_are_added_first(self) -> None:
        inputs = one_activity(EFFORTS, REGIONS)
        rows = inputs.placements
        halves = replace(rows, **{name: np.tile(getattr(rows, name), 2) for name in ("effort", "function")})
        twice = replace(inputs, placements=replace(halves, share=np.full(8, 0.5)))
        assert after(twice) == pytest.approx(8.8073, abs=5e-5)


class TestOperations:
    def test_two_groups_of_one_region(self) -> None:
        # 3 + 3 seats apart, 4 pooled: 11 x .6 x (1 - 4 / 6) = 2.2
        inputs = one_activity([6.0, 5.0], [0, 0], load=[flat(1.5), flat(1.2)])
        operations = saving(inputs, values(**IN_OPERATIONS)).levers["operations"]
        assert operations.fte[0] == pytest.approx(2.2)
        assert operations.money[0] == pytest.approx(2.2 * RATE)

    def test_regions_in_their_own_hours_save_nothing(self) -> None:
        own_hours = [[2.0 if hour % 24 // 8 == region else 0.0 for hour in range(168)] for region in range(3)]
        inputs = one_activity([10.0] * 3, [0, 1, 2], load=own_hours)
        assert after(inputs, **IN_OPERATIONS) == pytest.approx(30.0)

    def test_groups_below_half_an_erlang_are_pooled_as_effort(self) -> None:
        inputs = one_activity(EFFORTS, REGIONS, load=[flat(0.49)] * 4)
        levers = saving(inputs, values()).levers
        assert levers["operations"].fte[0] == 0
        assert levers["duplication"].fte[0] == pytest.approx(10 - 8.8073, abs=5e-5)

    def test_teams_without_tickets_are_pooled_as_effort(self) -> None:
        inputs = one_activity(EFFORTS, REGIONS, load=[flat(0.0)] * 4)
        assert after(inputs) == pytest.approx(8.8073, abs=5e-5)

    def test_work_that_may_wait_saves_nothing_at_one_cap(self) -> None:
        # within 15 minutes 3 + 3 seats become 4; over hours 1.2 / .85 twice is 2.4 / .85
        inputs = one_activity([6.0, 5.0], [0, 0], load=[flat(1.2), flat(1.2)])
        assert after(inputs, **IN_OPERATIONS) == pytest.approx(8.8)
        assert after(inputs, **IN_OPERATIONS, target_minutes_first=300) == pytest.approx(11.0)

    def test_divided_group_claims_its_part_of_the_seats(self) -> None:
        # half of 3 + 3 seats apart; 1.35 erlangs together need 3 as well
        inputs = one_activity([6.0, 5.0], [0, 0], load=[flat(1.5), flat(1.2)], share=0.5)
        assert after(inputs, **IN_OPERATIONS) == pytest.approx(11.0)

    def test_queue_that_needs_more_seats_than_today_saves_nothing(self) -> None:
        # half of 3 seats today, 2 for .75 erlang alone
        inputs = one_activity([6.0], [0], load=[flat(1.5)], share=0.5)
        assert after(inputs, **IN_OPERATIONS) == pytest.approx(6.0)

    def test_demand_cut_lowers_the_load(self) -> None:
        # 1.5 and 1.2 erlangs halved: .75 and .6 need 2 + 2 seats, together 1.35 need 3; half of 11 x .6 x (1 - 3 / 4)
        inputs = one_activity([6.0, 5.0], [0, 0], load=[flat(1.5), flat(1.2)], is_low_value=True)
        levers = saving(inputs, values(**IN_OPERATIONS, report_frequency_cut=0.5)).levers
        assert levers["demand"].fte[0] == pytest.approx(5.5)
        assert levers["operations"].fte[0] == pytest.approx(5.5 * 0.6 / 4)

    def test_load_follows_utilisation_and_queue_share_unless_handling_was_logged(self) -> None:
        inputs = one_activity([6.0, 5.0], [0, 0], load=[flat(1.5), flat(1.2)])
        doubled = replace(inputs, load_queue_share=0.3)
        # .6 / .3 x .5 = 1: the same load
        assert after(doubled, **IN_OPERATIONS, utilisation=0.5) == pytest.approx(8.8)

    def test_base_load_holds_the_hours_of_the_effort(self) -> None:
        arrivals = np.zeros((1, 168))
        arrivals[0, :2] = 30, 90
        load = base_load(arrivals, np.array([2.0]), 0.5, 28.0)
        assert load[0, :3].tolist() == [7.0, 21.0, 0.0]  # 28 hours a week
        assert scaled_handling(load, arrivals, 2).tolist() == [28.0]  # 28 h x 60 x 2 weeks / 120 tickets

    def test_queue_of_short_and_long_work_is_named(self) -> None:
        inputs = one_activity([6.0, 5.0], [0, 0], load=[flat(1.5), flat(1.2)])
        mixed = replace(inputs, teams=replace(inputs.teams, handling_minutes=np.array([5.0, 20.0])))
        queues = Operations(parts_of(mixed))
        assert [(int(queues.parts.function[one[0]]), queues.handling_spread(one)) for one in queues.mixed_queues] == [
            (7, 4.0)
        ]
        assert Operations(parts_of(inputs)).mixed_queues == []


class TestManagers:
    def test_one_pool_of_860_staff(self) -> None:
        # 108 + 14 + 2 + 1
        assert managers_needed(np.array([[860.0]]), np.array([8.0]), np.array([8.0])).tolist() == [125]

    def test_ten_functions_of_three_pools(self) -> None:
        # 12 + 2 + 1 each
        thirds = np.full((3, 1), 86 / 3)
        assert 10 * managers_needed(thirds, np.array([8.0]), np.array([8.0]))[0] == 150

    def test_nobody_needs_no_manager(self) -> None:
        assert managers_needed(np.zeros((3, 2)), np.full(2, 8.0), np.full(2, 8.0)).tolist() == [0, 0]

    def test_design_that_needs_more_managers_shows_it(self) -> None:
        # 26 staff at a span of 13 in each of two regions: 2 + 2 + 1 head, against 4 below the top
        inputs = one_activity([26.0, 26.0], [0, 1], reach="regional", manager_fte=5.0)
        managers = saving(inputs, values()).levers["managers"]
        assert managers.fte[0] == -1
        assert managers.money[0] == -RATE

    def test_managers_who_also_work_are_compared_with_their_like(self) -> None:
        # Nine posts of half an FTE below the top (the dearest stays), five needed: four heads go, two FTE are freed.
        inputs = one_activity([26.0, 26.0], [0, 1], reach="regional")
        halves = Positions(np.zeros(10, np.int64), np.full(10, 5_000), np.ones(10, np.int64), np.full(10, RATE))
        managers = saving(replace(inputs, managers=halves), values()).levers["managers"]
        assert managers.fte[0] == pytest.approx(4 * 0.5)
        assert managers.money[0] == pytest.approx(4 * 0.5 * RATE)

    def test_without_managers_in_the_list_nothing_is_claimed(self) -> None:
        assert saving(one_activity([26.0], [0]), values()).levers["managers"].fte[0] == 0

    def test_rows_that_are_not_placed_keep_their_managers(self) -> None:
        inputs = one_activity([26.0, 26.0], [0, 1], manager_fte=7.0)
        rows = inputs.placements
        half = replace(rows, effort=rows.effort[:1], function=rows.function[:1], share=rows.share[:1])
        # half of 6 below the top, less 26 / 13 = 2 and a head
        managers = saving(replace(inputs, placements=half), values()).levers["managers"]
        assert managers.fte[0] == pytest.approx(0)


def test_output_metrics_take_their_share_of_what_is_no_queue_work() -> None:
    inputs = one_activity(EFFORTS, REGIONS, reach="regional")
    assert saving(inputs, values(output_metrics=0.02)).levers["output"].fte[0] == 0
    used = replace(inputs, uses_output_metrics=True)
    output = saving(used, values(output_metrics=0.02)).levers["output"]
    assert output.fte[0] == pytest.approx(0.02 * 9.8167, abs=5e-5)


def test_cheaper_region_is_a_line_apart() -> None:
    # AM costs 100, AS 33.3: 2 of 4 FTE move from AM to AS
    inputs = one_activity([2.0, 2.0], [0, 2], location=2)
    moved = saving(inputs, values(beta_administrative=1.0))
    assert moved.location[0] == pytest.approx(2 * (100 - 100 / 3))
    assert moved.columns.freed.money[0] == pytest.approx(0)


def test_work_that_is_there_already_does_not_move() -> None:
    inputs = one_activity([2.0, 1.0], [2, 2], location=2)
    uneven = replace(inputs, teams=replace(inputs.teams, rate=np.array([50.0, 20.0])))
    placed = replace(inputs.placements, share=np.array([1.0, 0.0]))
    assert saving(replace(uneven, placements=placed), values(beta_administrative=1.0)).location[0] == 0


def test_duplication_is_attributed_pro_rata_to_effort() -> None:
    result = saving(one_activity(EFFORTS, REGIONS), values())
    by_region = result.cells.freed.fte[:, 0].reshape(4, 11)[:, 7]
    assert by_region == pytest.approx(np.array([0.4, 0.3, 0.3, 0]) * (10 - 8.8073), abs=5e-5)


def test_shares_above_one_are_refused() -> None:
    inputs = golden_inputs()
    with pytest.raises(ValueError, match="add up to at most 1"):
        replace(inputs, placements=replace(inputs.placements, share=np.full(18, 1.1)))
