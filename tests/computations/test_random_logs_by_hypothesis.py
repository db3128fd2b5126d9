"""Three hundred logs that are searched for the smallest fault: figures equal plain loops and SQL, entry by entry."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.first_line import first_line_resolution
from metrics.computations.handoffs import handoff_matrix, handoff_matrix_of, handoffs
from metrics.computations.ping_pong import ping_pong, ping_pong_occurrences, ping_pong_pairs
from metrics.computations.waiting import queue_times
from tests.computations import plain
from tests.computations.test_random_logs import KINDS, as_dict

# Few instants, so that there are ties; sequences that tie as well; missing groups; closed and opened again.
ROW = st.tuples(
    st.integers(10, 14),
    st.integers(0, 6),
    st.integers(0, 1),
    st.one_of(st.none(), st.integers(0, 3)),
    st.one_of(st.none(), st.integers(5, 6)),
    st.integers(0, 4),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=24))
def test_handoffs_ping_pong_waits_and_the_first_line_equal_plain_loops_and_sql(rows: list[plain.Row]) -> None:
    log = plain.columns_of(rows)
    moves = handoffs(log)
    matrix = as_dict(handoff_matrix(moves))
    assert matrix == plain.handoffs_by_loop(rows) == plain.handoffs_by_lag(rows) == as_dict(handoff_matrix_of(log))
    found = ping_pong(log)
    figures = (found.direct, found.is_return, found.is_bounce, found.groups)
    of_tickets = zip(*(figure.tolist() for figure in figures), strict=True)
    assert dict(zip(found.ticket.tolist(), of_tickets, strict=True)) == plain.ping_pong_by_loop(rows)
    pairs = ping_pong_pairs(ping_pong_occurrences(moves))
    ends = zip(pairs.low.tolist(), pairs.high.tolist(), strict=True)
    counts = zip(pairs.occurrences.tolist(), pairs.tickets.tolist(), strict=True)
    assert dict(zip(ends, counts, strict=True)) == plain.ping_pong_pairs_by_loop(rows)
    waits = queue_times(log, moves)
    waited = zip(waits.wait_us.tolist(), (KINDS[kind] for kind in waits.kind.tolist()), strict=True)
    assert list(waited) == plain.queue_times_by_loop(rows)
    line = first_line_resolution(log, np.array([True, True, False, False]))
    assert (line.resolved, line.closed, line.entered) == plain.first_line_by_loop(rows, {0, 1})
