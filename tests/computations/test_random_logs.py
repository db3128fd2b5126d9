"""Three hundred random logs: the computations equal plain loops and SQL, entry by entry."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.columns import EventColumns
from metrics.computations.first_line import first_line_resolution
from metrics.computations.handoffs import PairCounts, handoff_matrix, handoff_matrix_of, handoffs
from metrics.computations.ping_pong import ping_pong, ping_pong_occurrences, ping_pong_pairs
from metrics.computations.replay import Flows, UnitShares, flows, replay, replay_flows
from metrics.computations.waiting import queue_times
from tests.computations import plain

SEEDS = range(300)
KINDS = ("observed", "passed on", "censored")
SHARES = {0: {7: 1.0}, 1: {7: 0.6, 8: 0.4}, 2: {8: 1.0}}  # the function of group 3 is unknown
TARGET = UnitShares(np.array([0, 1, 1, 2]), np.array([7, 7, 8, 8]), np.array([1.0, 0.6, 0.4, 1.0]))


def as_dict(matrix: PairCounts) -> dict[tuple[int, int], int]:
    pairs = zip(matrix.sender.tolist(), matrix.receiver.tolist(), strict=True)
    return dict(zip(pairs, matrix.count.tolist(), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_handoff_matrix_equals_a_loop_and_sql(seed: int) -> None:
    rows = plain.random_log(seed)
    log = plain.columns_of(rows)
    matrix = as_dict(handoff_matrix(handoffs(log)))
    assert matrix == plain.handoffs_by_loop(rows)
    assert matrix == plain.handoffs_by_lag(rows)
    assert matrix == as_dict(handoff_matrix_of(log))


def test_the_logs_hold_what_makes_them_hard() -> None:
    logs = [plain.columns_of(plain.random_log(seed)) for seed in SEEDS]
    assert sum(log.without_group > 0 for log in logs) > 100
    assert sum(handoffs(log).is_reopening.any() for log in logs) > 100
    assert sum((log.ticket_bounds().first == log.ticket_bounds().last).any() for log in logs) > 100
    assert sum(((log.ticket[1:] == log.ticket[:-1]) & (log.at[1:] == log.at[:-1])).any() for log in logs) > 100


def test_a_fault_in_the_order_or_in_missing_groups_would_be_found() -> None:
    def is_found(fault: str, seed: int) -> bool:
        rows = plain.random_log(seed)
        log = plain.columns_of(rows)
        if fault == "missing as group":
            log = EventColumns(log.ticket, log.at, np.where(log.group < 0, 9, log.group), log.person, log.status)
        else:
            log = plain.columns_of(rows[::-1])
        return as_dict(handoff_matrix_of(log)) != plain.handoffs_by_loop(rows)

    for fault in ("missing as group", "lines backwards"):
        assert sum(is_found(fault, seed) for seed in SEEDS) > 50, fault


@pytest.mark.parametrize("seed", SEEDS)
def test_ping_pong_equals_a_loop(seed: int) -> None:
    rows = plain.random_log(seed)
    log = plain.columns_of(rows)
    found = ping_pong(log)
    figures = (found.direct, found.is_return, found.is_bounce, found.groups)
    by_ticket = zip(found.ticket.tolist(), zip(*(figure.tolist() for figure in figures), strict=True), strict=True)
    assert dict(by_ticket) == plain.ping_pong_by_loop(rows)
    pairs = ping_pong_pairs(ping_pong_occurrences(handoffs(log)))
    columns = (pairs.low, pairs.high, pairs.occurrences, pairs.tickets)
    by_pair = {(a, b): (o, t) for a, b, o, t in zip(*(column.tolist() for column in columns), strict=True)}
    assert by_pair == plain.ping_pong_pairs_by_loop(rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_queue_times_equal_a_loop(seed: int) -> None:
    rows = plain.random_log(seed)
    log = plain.columns_of(rows)
    waits = queue_times(log, handoffs(log))
    found = [(wait, KINDS[kind]) for wait, kind in zip(waits.wait_us.tolist(), waits.kind.tolist(), strict=True)]
    assert found == plain.queue_times_by_loop(rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_first_line_resolution_equals_a_loop(seed: int) -> None:
    rows = plain.random_log(seed)
    found = first_line_resolution(plain.columns_of(rows), np.array([True, True, False, False]))
    assert (found.resolved, found.closed, found.entered) == plain.first_line_by_loop(rows, {0, 1})


@pytest.mark.parametrize("seed", SEEDS)
def test_replay_of_events_equals_a_loop_and_the_replay_of_counts(seed: int) -> None:
    rows = plain.random_log(seed)
    log = plain.columns_of(rows)
    result = replay(log, TARGET)
    for figure, value in plain.replay_by_loop(rows, SHARES).items():
        assert getattr(result, figure) == pytest.approx(value, abs=1e-9), figure
    counted, matrix = flows(log), handoff_matrix(handoffs(log))
    backwards = PairCounts(matrix.sender[::-1], matrix.receiver[::-1], matrix.count[::-1])
    assert replay_flows(Flows(backwards, counted.inside, counted.holder, counted.events), TARGET) == result
