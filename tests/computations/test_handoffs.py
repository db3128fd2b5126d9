from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.columns import EventColumns
from metrics.computations.handoffs import (
    LEVEL_DOWN,
    LEVEL_SAME,
    LEVEL_UNKNOWN,
    LEVEL_UP,
    MARK_OTHER,
    MARK_SAME,
    MARK_UNKNOWN,
    PairCounts,
    count_percentile,
    handoff_matrix,
    handoffs,
    handoffs_per_ticket,
    level_direction,
    month_of,
    pair_counts,
    reassignments,
    same_other_unknown,
)
from tests.computations.golden_log import A, B, C, golden_log


def as_dict(pairs: PairCounts) -> dict[tuple[int, int], int]:
    return dict(
        zip(zip(pairs.sender.tolist(), pairs.receiver.tolist(), strict=True), pairs.count.tolist(), strict=True)
    )


def test_the_golden_log_has_eight_handoffs() -> None:
    # T1 A>B B>A A>B B>A, T2 A>C C>A, T3 A>B, T4 B>C
    assert as_dict(handoff_matrix(handoffs(golden_log()))) == {(A, B): 3, (B, A): 2, (A, C): 1, (C, A): 1, (B, C): 1}


def test_a_missing_group_taken_as_a_group_would_make_nine() -> None:
    log = golden_log()
    unknown_as_group = np.where(log.group < 0, 3, log.group)
    assert len(handoffs(EventColumns(log.ticket, log.at, unknown_as_group, log.person, log.status))) == 9


def test_pairs_come_most_frequent_first_then_by_group() -> None:
    matrix = handoff_matrix(handoffs(golden_log()))
    assert list(zip(matrix.sender, matrix.receiver, strict=True)) == [(A, B), (B, A), (A, C), (B, C), (C, A)]


def test_one_handoff_crosses_a_reopening() -> None:
    moves = handoffs(golden_log())
    assert moves.ticket[moves.is_reopening].tolist() == [3]


def test_a_handoff_is_dated_by_its_receiving_event() -> None:
    log = golden_log()
    moves = handoffs(log)
    assert moves.at.tolist() == [2, 4, 5, 6, 3, 6, 9, 4]
    assert log.at[moves.event].tolist() == moves.at.tolist()
    assert log.group[moves.event].tolist() == moves.receiver.tolist()


def test_the_gap_runs_from_the_event_before() -> None:
    # T2: A at 1, C at 3; the event without a group at 2 is out. T3: A at 2, B at 9.
    moves = handoffs(golden_log())
    assert moves.gap_us.tolist() == [1, 1, 1, 1, 2, 1, 7, 3]


def test_handoffs_are_filtered_by_a_mask_over_events() -> None:
    log = golden_log()
    moves = handoffs(log)
    is_late = log.at >= 6
    assert as_dict(handoff_matrix(moves.select(is_late[moves.event]))) == {(A, B): 1, (B, A): 1, (C, A): 1}


def test_a_log_of_single_events_has_no_handoffs() -> None:
    log = EventColumns.in_log_order([1, 2], [1, 1], [0, 1], [-1] * 2, [0] * 2)
    assert len(handoff_matrix(handoffs(log))) == 0


def test_large_group_numbers_give_the_same_counts() -> None:
    sender, receiver = np.array([0, 1, 0]), np.array([1, 0, 1])
    far = pair_counts(sender * 1_000_000, receiver * 1_000_000)
    assert as_dict(far) == {(0, 1_000_000): 2, (1_000_000, 0): 1}


@pytest.mark.parametrize("number", [-1, 3_000_000_000])
def test_numbers_that_cannot_be_paired_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        pair_counts(np.array([number]), np.array([0]))


def test_a_reassignment_needs_two_known_persons_in_one_group() -> None:
    log = EventColumns.in_log_order(
        ticket=[1, 1, 1, 1, 1, 1, 2],
        at=[1, 2, 3, 4, 5, 6, 7],
        group=[0, -1, 0, 0, 0, 1, 1],
        person=[5, 9, 6, -1, 6, 7, 8],
        status=[0] * 7,
    )
    changes = reassignments(log)
    assert (changes.sender.tolist(), changes.receiver.tolist()) == ([5], [6])
    assert (changes.group.tolist(), changes.at.tolist(), changes.event.tolist()) == ([0], [3], [2])


def test_every_ticket_has_a_count_also_without_handoffs() -> None:
    log = EventColumns.in_log_order([1, 1, 2, 3], [1, 2, 1, 1], [0, 1, 0, -1], [-1] * 4, [0] * 4)
    counts = handoffs_per_ticket(log, handoffs(log))
    assert (counts.ticket.tolist(), counts.count.tolist()) == ([1, 2, 3], [1, 0, 0])


def test_percentiles_of_counts_are_those_of_inverted_cdf() -> None:
    count = np.array([0, 4, 1, 1, 2, 9, 0])
    for percent in (1, 10, 25, 50, 75, 90, 99, 100):
        assert count_percentile(count, percent) == np.percentile(count, percent, method="inverted_cdf")


def test_the_seventh_percentile_of_a_hundred_is_the_seventh_value() -> None:
    # As a float .07 x 100 is 7.000000000000001, whose next rank would be 8.
    assert count_percentile(np.arange(1, 101), 7) == 7


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs counts"):
        count_percentile(np.array([], np.int64), 50)


def test_tower_and_region_marks() -> None:
    marks = same_other_unknown(np.array([1, 1, -1, 1, -1]), np.array([1, 2, 1, -1, -1]))
    assert marks.tolist() == [MARK_SAME, MARK_OTHER, MARK_UNKNOWN, MARK_UNKNOWN, MARK_UNKNOWN]


def test_level_marks() -> None:
    marks = level_direction(np.array([1, 2, 3, 0, 2, 0]), np.array([3, 2, 1, 1, 0, 0]))
    assert marks.tolist() == [LEVEL_UP, LEVEL_SAME, LEVEL_DOWN, LEVEL_UNKNOWN, LEVEL_UNKNOWN, LEVEL_UNKNOWN]


def test_the_month_is_the_one_of_the_time_zone() -> None:
    new_year_utc = np.array([1_325_374_200_000_000])  # 2011-12-31 23:30 UTC
    assert month_of(new_year_utc, "UTC").tolist() == [201112]
    assert month_of(new_year_utc, "Europe/Stockholm").tolist() == [201201]
    assert month_of(new_year_utc, "America/New_York").tolist() == [201112]


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="Mars/Olympus"):
        month_of(np.array([0]), "Mars/Olympus")
