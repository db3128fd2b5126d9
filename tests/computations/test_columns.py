from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.columns import EventColumns
from tests.computations.golden_log import golden_log


def test_rows_are_sorted_by_ticket_instant_sequence_and_line() -> None:
    log = EventColumns.in_log_order(
        ticket=[2, 1, 1, 1, 1],
        at=[5, 9, 3, 3, 3],
        group=[0, 1, 2, 3, 4],
        person=[-1] * 5,
        status=[0] * 5,
        sequence=[0, 0, 2, 1, 1],
    )
    assert log.group.tolist() == [3, 4, 2, 1, 0]


def test_ties_without_a_sequence_stay_in_the_order_of_the_lines() -> None:
    log = EventColumns.in_log_order([1, 1, 1], [3, 3, 3], [7, 5, 6], [-1] * 3, [0] * 3)
    assert log.group.tolist() == [7, 5, 6]


def test_events_without_group_are_counted_and_left_out() -> None:
    log = golden_log()
    assert (len(log), log.without_group, len(log.with_group())) == (17, 1, 16)
    assert log.with_group().with_group().without_group == 0


def test_a_mask_selects_rows() -> None:
    log = golden_log()
    assert log.select(log.ticket == 4).at.tolist() == [1, 4]


def test_a_mask_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 17 booleans"):
        golden_log().select(np.array([True]))


def test_ticket_bounds_name_first_and_last_row() -> None:
    bounds = golden_log().ticket_bounds()
    assert bounds.ticket.tolist() == [1, 2, 3, 4]
    assert bounds.first.tolist() == [0, 6, 11, 15]
    assert bounds.last.tolist() == [5, 10, 14, 16]


def test_an_empty_log_has_no_tickets() -> None:
    assert len(EventColumns.in_log_order([], [], [], [], []).ticket_bounds()) == 0


@pytest.mark.parametrize(("ticket", "at"), [([2, 1], [0, 1]), ([1, 1], [5, 4])])
def test_unsorted_rows_are_refused(ticket: list[int], at: list[int]) -> None:
    ints = np.zeros(2, np.int64)
    with pytest.raises(ValueError, match="sorted by ticket and instant"):
        EventColumns(np.array(ticket), np.array(at), ints, ints, np.zeros(2, np.int8))


def test_columns_of_unequal_length_are_refused() -> None:
    ints = np.zeros(2, np.int64)
    with pytest.raises(ValueError, match="one length"):
        EventColumns(ints, ints, ints, ints[:1], np.zeros(2, np.int8))


def test_another_dtype_is_refused() -> None:
    ints = np.zeros(2, np.int64)
    with pytest.raises(TypeError, match="status must be int8, not int64"):
        EventColumns(ints, ints, ints, ints, ints)  # type: ignore[arg-type]
