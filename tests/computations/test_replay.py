from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.columns import EventColumns
from metrics.computations.handoffs import PairCounts, handoff_matrix, handoffs
from metrics.computations.replay import Flows, Replay, UnitShares, replay, replay_flows
from tests.computations.golden_log import A, B, C, golden_log

LEVEL_1, LEVEL_2 = 7, 8


def shares(of: dict[int, dict[int, float]]) -> UnitShares:
    rows = [(holder, unit, weight) for holder, units in of.items() for unit, weight in units.items()]
    holder, unit, weight = (np.array(column) for column in zip(*rows, strict=True))
    return UnitShares(holder, unit, weight.astype(np.float64))


GOLDEN_TARGET = {A: {LEVEL_1: 1.0}, B: {LEVEL_1: 0.6, LEVEL_2: 0.4}, C: {LEVEL_1: 1.0}}


def test_the_golden_replay() -> None:
    # A>C and C>A are certain and vanish. The six with B: low 0, expected 6 x .4 = 2.4, high 6.
    # B to B: T1 at 3, T3 at 10: 2 may be created. High 6 + 2 = 8.
    result = replay(golden_log(), shares(GOLDEN_TARGET))
    assert (result.today, result.low, result.high) == (8, 0, 8)
    assert result.expected == pytest.approx(2.4)
    assert (result.kept, result.removed, result.undetermined, result.created) == (0, 2, 6, 2)


def test_the_share_of_events_in_split_teams() -> None:
    # 16 events have a group, 6 of them in B: T1 2, 3, 5; T3 9, 10; T4 1
    assert replay(golden_log(), shares(GOLDEN_TARGET)).split_share == 6 / 16


def test_what_chance_would_remove() -> None:
    # leaving A 4, B 3, C 1; entering A 3, B 3, C 2; unit 7: 4 + 1 + 1.8 and 3 + 2 + 1.8, unit 8: 1.2 and 1.2
    # (6.8 x 6.8 + 1.2 x 1.2) / 8^2
    assert replay(golden_log(), shares(GOLDEN_TARGET)).chance == pytest.approx((6.8 * 6.8 + 1.2 * 1.2) / 64)


def test_groups_that_each_become_a_unit_keep_every_handoff() -> None:
    result = replay(golden_log(), shares({A: {1: 1}, B: {2: 1}, C: {3: 1}}))
    assert (result.low, result.expected, result.high, result.kept, result.removed) == (8, 8, 8, 8, 0)


def test_one_unit_for_all_removes_every_handoff_as_chance_does() -> None:
    result = replay(golden_log(), shares({A: {1: 1}, B: {1: 1}, C: {1: 1}}))
    assert (result.low, result.expected, result.high, result.removed, result.chance) == (0, 0, 0, 8, 1)


def test_an_unknown_function_stays_a_unit_of_its_own() -> None:
    # C is unknown: A>C, C>A, B>C are undetermined; low 0, expected and high 3, and C to C creates nothing.
    # A and B are one unit: 5 removed. Chance: leaving A 4 + B 3, entering A 3 + B 3; C is in no unit.
    result = replay(golden_log(), shares({A: {1: 1}, B: {1: 1}}))
    assert (result.low, result.expected, result.high) == (0, 3, 3)
    assert (result.kept, result.removed, result.undetermined, result.created) == (0, 5, 3, 0)
    assert result.unknown_share == 3 / 16
    assert result.chance == 7 * 6 / 64


def test_sides_split_over_units_that_never_meet_still_have_low_0() -> None:
    result = replay(golden_log(), shares({A: {1: 0.5, 2: 0.5}, B: {3: 1}, C: {3: 1}}))
    assert (result.low, result.expected, result.high) == (0, 7, 8)  # B>C removed; T3 A to A may be created
    assert (result.removed, result.undetermined, result.created) == (1, 7, 1)


def test_counted_flows_give_what_the_events_give() -> None:
    # inside a group: T1 B B; T2 C C; T3 A A, B B
    inside = PairCounts(np.array([A, B, C]), np.array([A, B, C]), np.array([1, 2, 1]))
    counted = Flows(handoff_matrix(handoffs(golden_log())), inside, np.array([A, B, C]), np.array([7, 6, 3]))
    assert replay_flows(counted, shares(GOLDEN_TARGET)) == replay(golden_log(), shares(GOLDEN_TARGET))


def test_the_order_and_the_splitting_of_rows_do_not_change_a_digit() -> None:
    target = shares(GOLDEN_TARGET)
    parts = UnitShares(np.array([B, B, A, B, C]), np.array([8, 7, 7, 7, 7]), np.array([0.4, 0.5, 1.0, 0.1, 1.0]))
    assert replay(golden_log(), parts) == replay(golden_log(), target)


def test_a_holder_may_be_a_group_with_an_activity() -> None:
    # The second event of group 0 is on another activity (holder 1), which goes to another unit: created for certain.
    log = EventColumns.in_log_order([1, 1, 1], [1, 2, 3], [0, 0, 5], [-1] * 3, [0] * 3)
    result = replay(log, shares({0: {1: 1}, 1: {2: 1}, 2: {2: 1}}), holder=np.array([0, 1, 2]))
    assert (result.today, result.removed, result.created, result.created_certain) == (1, 1, 1, 1)
    assert (result.low, result.expected, result.high) == (1, 1, 1)


def test_a_log_without_events_has_no_shares() -> None:
    empty = EventColumns.in_log_order([], [], [], [], [])
    assert replay(empty, shares(GOLDEN_TARGET)) == Replay(0, 0, 0.0, 0, 0, 0, 0, 0, 0, None, None, None)


def test_shares_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match=r"holder 1 add up to 0\.900000"):
        shares({0: {7: 1}, 1: {7: 0.5, 8: 0.4}})


def test_a_share_that_rounding_left_below_1_is_1() -> None:
    assert replay(golden_log(), shares({A: {1: 0.9999999}, B: {1: 1}, C: {1: 1}})).expected == 0


def test_shares_of_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        shares({0: {7: 1, 8: 0}})


def test_no_shares_at_all_leave_everything_undetermined() -> None:
    none = np.zeros(0, np.int64)
    result = replay(golden_log(), UnitShares(none, none, np.zeros(0)))
    assert (result.low, result.expected, result.high, result.undetermined, result.chance) == (0, 8, 8, 8, 0)
