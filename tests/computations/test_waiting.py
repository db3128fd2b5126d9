from __future__ import annotations

import math
import random

import numpy as np
import pytest

from metrics.computations.columns import (
    STATUS_CLOSED,
    STATUS_PENDING,
    STATUS_QUEUED,
    STATUS_UNKNOWN,
    STATUS_WORKING,
    EventColumns,
)
from metrics.computations.handoffs import handoffs
from metrics.computations.waiting import (
    WAIT_CENSORED,
    WAIT_OBSERVED,
    WAIT_PASSED_ON,
    kaplan_meier,
    median_wait,
    median_waits,
    pair_waits,
    queue_times,
    wait_order,
)
from tests.computations.golden_log import A, B, C, golden_log


def wait_in_b(statuses: list[int], passes_on: bool = False) -> tuple[int, int]:
    """Return wait and kind of the handoff a -> b at 10, with b's events at 10, 20, ...; c takes over 10 later."""
    size = len(statuses) + 1 + passes_on
    groups = [A] + [B] * len(statuses) + [C] * passes_on
    all_statuses = [STATUS_WORKING, *statuses] + [STATUS_WORKING] * passes_on
    log = EventColumns.in_log_order([1] * size, [10 * n for n in range(size)], groups, [-1] * size, all_statuses)
    waits = queue_times(log, handoffs(log), log_end_us=100)
    return int(waits.wait_us[0]), int(waits.kind[0])


def test_queue_times_of_the_golden_log() -> None:
    # T1 A>B queued at 2, worked at 3: 1; then B>A, A>B, B>A worked at once. T2 A>C queued at 3, worked at 5: 2; C>A 0.
    # T3 A>B 0. T4 B>C queued at 4, never worked: cut at the log's end, 10.
    log = golden_log()
    waits = queue_times(log, handoffs(log))
    assert waits.wait_us.tolist() == [1, 0, 0, 0, 2, 0, 0, 6]
    assert waits.kind.tolist() == [WAIT_OBSERVED] * 7 + [WAIT_CENSORED]


def test_waits_of_some_handoffs_equal_those_of_all() -> None:
    log = golden_log()
    moves = handoffs(log)
    is_chosen = moves.receiver == C
    assert queue_times(log, moves.select(is_chosen)).wait_us.tolist() == [2, 6]


def test_work_and_closing_end_a_wait_pending_does_not() -> None:
    assert wait_in_b([STATUS_QUEUED, STATUS_PENDING, STATUS_WORKING]) == (20, WAIT_OBSERVED)
    assert wait_in_b([STATUS_QUEUED, STATUS_CLOSED]) == (10, WAIT_OBSERVED)
    assert wait_in_b([STATUS_WORKING]) == (0, WAIT_OBSERVED)


def test_where_statuses_are_not_mapped_the_next_event_ends_the_wait() -> None:
    assert wait_in_b([STATUS_UNKNOWN, STATUS_UNKNOWN]) == (10, WAIT_OBSERVED)
    assert wait_in_b([STATUS_UNKNOWN]) == (90, WAIT_CENSORED)


def test_a_group_that_forwards_without_working_has_passed_on() -> None:
    assert wait_in_b([STATUS_QUEUED, STATUS_QUEUED], passes_on=True) == (20, WAIT_PASSED_ON)
    assert wait_in_b([STATUS_QUEUED, STATUS_WORKING], passes_on=True) == (10, WAIT_OBSERVED)
    assert wait_in_b([STATUS_UNKNOWN], passes_on=True) == (10, WAIT_PASSED_ON)


@pytest.mark.parametrize("events", [0, 1])
def test_a_log_without_handoffs_has_no_waits(events: int) -> None:
    log = EventColumns.in_log_order([1] * events, [1] * events, [0] * events, [-1] * events, [0] * events)
    moves = handoffs(log)
    waits = queue_times(log, moves)
    assert (len(waits), len(pair_waits(moves, waits)), median_wait(waits.wait_us, waits.is_observed)) == (0, 0, None)


def test_kaplan_meier_of_1_2_cut_3_4_cut_5() -> None:
    # S(1) = 4/5; at 3 three are left: 4/5 x 2/3 = .5333; at 5 one is left: 0
    waits, is_observed = np.array([3, 1, 5, 2, 4]), np.array([True, True, True, False, False])
    curve = kaplan_meier(waits, is_observed)
    assert curve.wait_us.tolist() == [1, 3, 5]
    assert (curve.at_risk.tolist(), curve.ended.tolist()) == ([5, 3, 1], [1, 1, 1])
    assert curve.share.round(4).tolist() == [0.8, 0.5333, 0.0]
    assert median_wait(waits, is_observed) == 5


def test_waits_that_end_together_leave_together_before_those_cut_then() -> None:
    # at 2 four are at risk and two end: 1 - 2/4
    curve = kaplan_meier(np.array([2, 2, 2, 7]), np.array([True, False, True, True]))
    assert (curve.at_risk.tolist(), curve.ended.tolist(), curve.share.tolist()) == ([4, 1], [2, 1], [0.5, 0.0])


def test_a_half_reached_exactly_is_the_median_in_spite_of_rounding() -> None:
    # as doubles, 23/24 x 22/23 x ... x 12/13 is a little above 1/2
    assert median_wait(np.arange(24), np.ones(24, np.bool_)) == 11


def test_a_median_that_is_not_reached_is_none() -> None:
    assert median_wait(np.array([1, 2, 3]), np.array([True, False, False])) is None


def test_pairs_have_their_counts_and_medians() -> None:
    log = golden_log()
    moves = handoffs(log)
    pairs = pair_waits(moves, queue_times(log, moves))
    assert list(zip(pairs.sender, pairs.receiver, strict=True)) == [(A, B), (B, A), (A, C), (B, C), (C, A)]
    assert (pairs.handoffs.tolist(), pairs.observed.tolist()) == ([3, 2, 1, 1, 1], [3, 2, 1, 0, 1])
    assert (pairs.passed_on.tolist(), pairs.censored.tolist()) == ([0] * 5, [0, 0, 0, 1, 0])
    assert pairs.median_us[[0, 1, 2, 4]].tolist() == [0, 0, 2, 0]  # A>B: 0, 0, 1
    assert math.isnan(pairs.median_us[3])


@pytest.mark.parametrize("seed", range(50))
def test_medians_of_groups_equal_the_definition(seed: int) -> None:
    draw = random.Random(seed)
    rows = [(draw.randrange(3), draw.randrange(6), draw.random() < 0.6) for _ in range(draw.randrange(1, 25))]
    group, wait, is_observed = (np.array(column) for column in zip(*rows, strict=True))
    for number, median in enumerate(median_waits(group, wait, is_observed, 3).tolist()):
        mine = [(w, o) for g, w, o in rows if g == number]
        share, expected = 1.0, math.nan
        for time in sorted({w for w, o in mine if o}):
            share *= 1 - sum(o for w, o in mine if w == time) / sum(w >= time for w, _ in mine)
            if share <= 0.5 + 1e-12:
                expected = time
                break
        assert median == expected or (math.isnan(median) and math.isnan(expected))


def test_medians_over_any_grouping_take_the_order_of_all_waits() -> None:
    chance = np.random.default_rng(11)
    wait = chance.integers(0, 40, 500)
    is_observed = chance.random(500) < 0.7
    order = wait_order(wait, is_observed)
    assert median_wait(wait, is_observed, order) == median_wait(wait, is_observed)
    for groups in (3, 90_000):  # numbers of 16 bits, and larger ones
        group = chance.integers(0, groups, 500)
        alone = [median_wait(wait[group == one], is_observed[group == one]) for one in np.unique(group)]
        found = median_waits(group, wait, is_observed, groups, order)
        assert [None if np.isnan(one) else int(one) for one in found[np.unique(group)]] == alone
