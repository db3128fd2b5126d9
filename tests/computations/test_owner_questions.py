"""Paths, variation and pending time: equal to plain loops on random logs."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.columns import STATUS_CLOSED, STATUS_PENDING, EventColumns
from metrics.computations.paths import class_counts, paths, variation
from metrics.computations.pending import PendingShares, far_above_peers, open_stretches, pending_shares
from tests.computations import plain

LABELS = [0, 1, 1, 2]  # groups 1 and 2 are of one level
seeds = st.integers(0, 1_000_000)
rows_of_tickets = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=40)


def path_by_loop(events: list[plain.Row]) -> tuple[int, ...]:
    steps: list[int] = []
    for _, _, _, group, _, _ in events:
        if group is not None and steps[-1:] != [LABELS[group]]:
            steps.append(LABELS[group])
    return tuple(steps)


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_the_paths_equal_a_loop(seed: int) -> None:
    rows = plain.random_log(seed)
    found = paths(plain.columns_of(rows), np.array(LABELS))
    expected = [path_by_loop(events) for _, events in sorted(plain.tickets_of(rows).items())]
    assert [found.steps(int(number)) for number in found.path] == expected
    counted = Counter(expected)
    assert {found.steps(number): int(count) for number, count in enumerate(found.count)} == counted
    assert len(found.count) == len(counted)


@settings(max_examples=150, deadline=None)
@given(rows_of_tickets)
def test_the_variation_of_a_category_equals_a_loop(rows: list[tuple[int, int, int]]) -> None:
    found = variation(*(np.array(column) for column in zip(*rows, strict=True)))
    for at, category in enumerate(found.category.tolist()):
        own = [(unit, path) for of, unit, path in rows if of == category]
        by_path = Counter(path for _, path in own)
        assert (found.tickets[at], found.paths[at]) == (len(own), len(by_path))
        assert (found.units[at], found.paths_by_unit[at]) == (len({unit for unit, _ in own}), len(set(own)))
        assert found.off_commonest[at] == len(own) - max(by_path.values())
        assert found.index[at] == pytest.approx(1 - sum((n / len(own)) ** 2 for n in by_path.values()))
    order = list(zip((-found.off_commonest).tolist(), found.category.tolist(), strict=True))
    assert order == sorted(order)
    assert sorted(found.category.tolist()) == sorted({category for category, _, _ in rows})


@settings(max_examples=150, deadline=None)
@given(rows_of_tickets, st.integers(1, 5))
def test_the_leading_paths_and_their_tickets_per_line_equal_a_loop(rows: list[tuple[int, int, int]], most: int) -> None:
    line, path, _ = (np.array(column) for column in zip(*rows, strict=True))
    classes, count = class_counts(path, line, 4, most)
    leading = sorted(Counter(path.tolist()).items(), key=lambda entry: (-entry[1], entry[0]))[:most]
    assert classes.tolist() == [number for number, _ in leading]
    cells = Counter((of, way) for of, way, _ in rows)
    assert count.tolist() == [[cells[of, way] for way in classes.tolist()] for of in range(4)]


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_pending_time_equals_a_loop(seed: int) -> None:
    rows = plain.random_log(seed)
    log = plain.columns_of(rows)
    found = pending_shares(open_stretches(log), 4)
    open_us, pending_us = Counter[int](), Counter[int]()
    tickets: set[tuple[int, int]] = set()
    pended: set[tuple[int, int]] = set()
    for ticket, events in plain.tickets_of(rows).items():
        for (_, at, _, group, _, status), after in pairwise(events):
            if group is None or status == STATUS_CLOSED:
                continue
            open_us[group] += after[1] - at
            tickets.add((group, ticket))
            if status == STATUS_PENDING:
                pending_us[group] += after[1] - at
                pended.add((group, ticket))
    for group in range(4):
        assert (found.open_us[group], found.pending_us[group]) == (open_us[group], pending_us[group])
        assert found.tickets[group] == sum(of == group for of, _ in tickets)
        assert found.pending_tickets[group] == sum(of == group for of, _ in pended)
        share = float(found.share[group])
        assert share == pending_us[group] / open_us[group] if open_us[group] else math.isnan(share)


def test_a_log_that_names_no_group_has_one_empty_path() -> None:
    log = EventColumns.in_log_order([1, 1, 2], [1, 2, 1], [-1] * 3, [-1] * 3, [2] * 3)
    found = paths(log, np.array([], np.int64))
    assert (found.path.tolist(), found.steps(0), found.count.tolist()) == ([0, 0], (), [2])
    assert len(open_stretches(log)) == 0


def test_few_tickets_make_no_peer_and_no_outlier() -> None:
    share = np.array([0.1, 0.2, 0.9, np.nan])
    groups = PendingShares(np.ones(4), share, np.array([100, 100, 99, 100]), np.ones(4, np.int64), share)
    flags, threshold = far_above_peers(groups, 100)
    assert (flags.tolist(), threshold) == ([False] * 4, 0.2)
    assert far_above_peers(groups, 1_000)[1] is None


@pytest.mark.parametrize(("peers", "flagged"), [(9, 0), (10, 1), (20, 2)])
def test_a_tenth_of_the_peers_at_most_is_far_above(peers: int, flagged: int) -> None:
    share = np.linspace(0.1, 0.9, peers)
    groups = PendingShares(np.ones(peers), share, np.full(peers, 100), np.ones(peers, np.int64), share)
    assert int(far_above_peers(groups, 100)[0].sum()) == flagged
