"""Consequences as plain arithmetic: nearness, heads, managers, what gets worse."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from metrics.computations.consequences import LESS, MORE, Measure, given_up, near_fte
from metrics.computations.leading import Leading, Shares, accountability, accountability_today, fte_with_another_manager
from metrics.computations.pools import Parts, parts_of
from metrics.computations.saving_inputs import Assumptions, SavingInputs
from tests.computations.golden_organisation import EU, golden_inputs, golden_leading, golden_values, no_rows

KNOWN = Assumptions(golden_values())


def near(inputs: SavingInputs) -> float:
    return float(near_fte(parts_of(inputs), KNOWN).sum())


def everywhere(reach: str) -> SavingInputs:
    inputs = golden_inputs()
    return replace(inputs, design=replace(inputs.design, reach=(reach,) * 10))


def heads(parts: Parts, leading: Leading) -> Any:
    found = accountability(parts, leading)
    return found.index, found.whole


def test_nearness_is_lost_by_global_pools_kept_by_regional_ones_and_at_home() -> None:
    assert near(golden_inputs(placements=no_rows())) == pytest.approx(50.5)
    assert near(everywhere("regional")) == pytest.approx(50.5)
    assert near(everywhere("global")) == pytest.approx(0.4 * 6)  # what stays in its team
    assert near(golden_inputs()) == pytest.approx(30 + 2.4 + 0.6)


def test_a_location_is_near_for_its_own_region_alone() -> None:
    inputs = everywhere("global")
    location = np.full(10, -1)
    location[7 - 1] = EU
    # 6 and 4 FTE of incidents are Europe's.
    assert near(replace(inputs, design=replace(inputs.design, location=location))) == pytest.approx(2.4 + 10)


def test_an_overlay_keeps_at_most_what_is_there() -> None:
    inputs = everywhere("overlay")
    minimum = np.full((10, 3), 100.0)
    assert near(replace(inputs, design=replace(inputs.design, region_minimum=minimum))) == pytest.approx(50.5)


def test_teams_of_unknown_region_are_never_near() -> None:
    inputs = golden_inputs(placements=no_rows())
    region = inputs.teams.region.copy()
    region[0] = -1
    assert near(replace(inputs, teams=replace(inputs.teams, region=region))) == pytest.approx(50.5 - 10)


def test_heads_of_today_stay_where_nothing_moves() -> None:
    parts = parts_of(golden_inputs(placements=no_rows()))
    divided = replace(golden_leading(), heads=Shares(np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([0.7, 0.3, 1])))
    today = accountability_today(parts, divided)
    assert today.index == pytest.approx((0.7 * 28 + 22.5) / 50.5)
    assert today.whole == 1
    assert accountability(parts, divided) == today


def test_a_tower_whose_work_goes_to_one_function_has_one_head() -> None:
    inputs = golden_inputs()
    rows = np.arange(18)
    server = inputs.efforts.team < 3
    functions = np.where(server, 8, np.repeat([10, 7, 4], 6))
    placed = replace(inputs, placements=replace(inputs.placements, effort=rows, function=functions, share=np.ones(18)))
    assert heads(parts_of(placed), golden_leading()) == (pytest.approx((28 + 14) / 50.5), 1)


def test_teams_without_a_tower_are_left_out() -> None:
    leading = replace(golden_leading(), tower=np.full(6, -1))
    assert heads(parts_of(golden_inputs()), leading) == (None, 0)


def test_who_goes_with_most_of_their_managers_people_keeps_the_manager() -> None:
    assert fte_with_another_manager(parts_of(golden_inputs(placements=no_rows())), golden_leading()) == 0
    assert fte_with_another_manager(parts_of(golden_inputs()), golden_leading()) == pytest.approx(36)


def test_a_team_that_two_managers_share_is_divided_between_them() -> None:
    team = np.array([0, 0, 1, 2, 3, 4, 5])
    managers = Shares(team, np.array([0, 2, 0, 0, 1, 1, 1]), np.array([0.5, 0.5, 1, 1, 1, 1, 1.0]))
    # Half of Server Americas (3 incidents, 1.5 engineering, .3 and .2 reporting) is a third manager's.
    found = fte_with_another_manager(parts_of(golden_inputs()), replace(golden_leading(), managers=managers))
    assert found == pytest.approx((23 - 7) + (22.5 - 6) + (5 - 3))


def test_what_gets_worse_is_told_the_gravest_first_and_what_nobody_sees_not_at_all() -> None:
    measures = [
        Measure("a", 1.0, 0.9, MORE),
        Measure("b", 10.0, 15.0, LESS, 10.0),
        Measure("c", 10.0, 5.0, LESS, 10.0),
        Measure("d", 1.0, 0.9999, MORE),
        Measure("e", 1.0, 0.2),
        Measure("f", None, 1.0, LESS),
        Measure("g", 0.0, 1.0, LESS, 0.0),
    ]
    assert [measure.code for measure in given_up(measures)] == ["b", "a"]
