from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.columns import STATUS_CLOSED, STATUS_WORKING, EventColumns
from metrics.computations.first_line import first_line_resolution
from tests.computations.golden_log import golden_log


def test_the_golden_log_with_a_and_b_as_the_first_line() -> None:
    # T1 A B only, closed: resolved. T2 enters at A, reaches C, closed. T3 A B only, closed: resolved. T4 open.
    found = first_line_resolution(golden_log(), np.array([True, True, False]))
    assert (found.resolved, found.closed, found.entered) == (2, 3, 3)
    assert found.share == found.share_of_entered == 2 / 3
    assert found.is_closed.tolist() == [True, True, True, False]


def test_only_tickets_that_entered_there_are_the_basis_of_the_second_share() -> None:
    found = first_line_resolution(golden_log(), np.array([False, True, False]))
    assert (found.resolved, found.closed, found.entered) == (0, 3, 0)
    assert (found.share, found.share_of_entered) == (0.0, None)


def test_events_without_a_group_say_nothing() -> None:
    log = EventColumns.in_log_order(
        [1, 1, 2], [1, 2, 1], [0, -1, -1], [-1] * 3, [STATUS_WORKING, STATUS_CLOSED, STATUS_CLOSED]
    )
    found = first_line_resolution(log, np.array([True]))
    assert (found.has_stayed.tolist(), found.has_entered.tolist()) == ([True, False], [True, False])
    assert (found.resolved, found.closed) == (1, 2)


def test_a_ticket_reopened_and_left_open_is_out() -> None:
    log = EventColumns.in_log_order([1, 1], [1, 2], [0, 0], [-1] * 2, [STATUS_CLOSED, STATUS_WORKING])
    assert first_line_resolution(log, np.array([True])).share is None


def test_a_group_without_an_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="group 2 has no first-line entry"):
        first_line_resolution(golden_log(), np.array([True, True]))
