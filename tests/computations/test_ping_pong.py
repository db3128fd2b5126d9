from __future__ import annotations

from metrics.computations.columns import EventColumns
from metrics.computations.handoffs import handoffs
from metrics.computations.ping_pong import ping_pong, ping_pong_occurrences, ping_pong_pairs
from tests.computations.golden_log import A, B, C, golden_log


def one_ticket(groups: list[int]) -> EventColumns:
    size = len(groups)
    return EventColumns.in_log_order([1] * size, list(range(size)), groups, [-1] * size, [0] * size)


def test_the_golden_log_has_two_tickets_that_ping_pong() -> None:
    # T1 A B A B A: i = 0, 1, 2. T2 A C A: i = 0.
    found = ping_pong(golden_log())
    assert found.ticket.tolist() == [1, 2, 3, 4]
    assert found.direct.tolist() == [3, 1, 0, 0]
    assert found.is_bounce.tolist() == [True, False, False, False]
    assert found.is_return.tolist() == [True, True, False, False]
    assert found.groups.tolist() == [2, 2, 2, 2]


def test_pairs_count_occurrences_and_tickets() -> None:
    pairs = ping_pong_pairs(ping_pong_occurrences(handoffs(golden_log())))
    assert (pairs.low.tolist(), pairs.high.tolist()) == ([A, A], [B, C])
    assert (pairs.occurrences.tolist(), pairs.tickets.tolist()) == ([3, 1], [1, 1])


def test_the_tickets_of_a_pair_are_its_own() -> None:
    # ticket 1 A B A B A: 3 occurrences of A B; tickets 2 and 3 A C A: 1 of A C each
    groups = [A, B, A, B, A, A, C, A, A, C, A]
    log = EventColumns.in_log_order([1] * 5 + [2] * 3 + [3] * 3, range(11), groups, [-1] * 11, [0] * 11)
    pairs = ping_pong_pairs(ping_pong_occurrences(handoffs(log)))
    assert (pairs.high.tolist(), pairs.occurrences.tolist(), pairs.tickets.tolist()) == ([B, C], [3, 2], [1, 2])


def test_pairs_are_filtered_by_the_event_that_brings_the_ticket_back() -> None:
    log = golden_log()
    found = ping_pong_occurrences(handoffs(log))
    assert log.at[found.event].tolist() == [4, 5, 6, 6]
    assert ping_pong_pairs(found.select(log.at[found.event] == 6)).occurrences.tolist() == [1, 1]


def test_coming_back_later_is_a_return_and_no_ping_pong() -> None:
    found = ping_pong(one_ticket([A, B, C, A]))
    assert (found.direct[0], found.is_return[0], found.is_bounce[0], found.groups[0]) == (0, True, False, 3)


def test_two_occurrences_apart_are_no_bounce() -> None:
    # A B A C D C: A-B-A and C-D-C, never two in a row
    found = ping_pong(one_ticket([0, 1, 0, 2, 3, 2]))
    assert (found.direct[0], found.is_bounce[0]) == (2, False)


def test_two_neighbouring_occurrences_of_two_tickets_are_no_bounce() -> None:
    log = EventColumns.in_log_order([1, 1, 1, 2, 2, 2], [1, 2, 3] * 2, [A, B, A] * 2, [-1] * 6, [0] * 6)
    assert ping_pong(log).is_bounce.tolist() == [False, False]


def test_a_ticket_without_any_group_is_listed_with_none() -> None:
    found = ping_pong(one_ticket([-1, -1]))
    assert (found.direct[0], found.is_return[0], found.groups[0]) == (0, False, 0)
