"""Queue against touch time, and waits as a calendar counts them, against plain loops."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.columns import STATUS_CLOSED, EventColumns
from metrics.computations.open_time import open_time
from metrics.computations.pending import open_stretches

FIELDS = ("unmapped", "queued", "working", "pending")
EVENTS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 50), st.integers(-1, 3), st.integers(0, 4)), min_size=1, max_size=40
)


def a_log(rows: list[tuple[int, int, int, int]]) -> EventColumns:
    ticket, at, group, status = (list(column) for column in zip(*rows, strict=True))
    return EventColumns.in_log_order(ticket, at, group, [-1] * len(rows), status)


@settings(max_examples=80, deadline=None)
@given(EVENTS)
def test_open_time_is_that_of_a_plain_loop(rows: list[tuple[int, int, int, int]]) -> None:
    log = a_log(rows)
    expected: dict[tuple[int, str], int] = defaultdict(int)
    events = list(zip(log.ticket, log.at, log.group, log.status, strict=True))
    for (ticket, at, group, status), (other, then, _, _) in pairwise(events):
        if ticket == other and group >= 0 and status != STATUS_CLOSED:
            expected[int(group), FIELDS[status]] += int(then - at)
    stretches = open_stretches(log)
    found = open_time(stretches.group, stretches.status, stretches.lasts_us, 4)
    for group in range(4):
        for name in FIELDS:
            assert getattr(found, f"{name}_us")[group] == expected[group, name]
    assert found.open_us.sum() == sum(expected.values())


def test_the_share_that_is_work_is_of_all_open_time_and_unknown_without_any() -> None:
    found = open_time(np.array([0, 0, 0]), np.array([1, 2, 3], np.int8), np.array([30, 10, 60]), 2)
    assert found.touch_share[0] == 0.1
    assert np.isnan(found.touch_share[1])
