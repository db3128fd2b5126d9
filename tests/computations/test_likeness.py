"""Estimates from like tickets: equal to a plain loop, honest intervals on logs whose truth is known, fair samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.columns import Flags, Floats, Ints
from metrics.computations.likeness import (
    Cells,
    CellShares,
    audit_order,
    cell_shares,
    expected_well,
    nested_cells,
    stratum_of,
)

LOGS, TICKETS = 200, 1_200
ONE_PART = np.zeros(TICKETS, np.int64)

tickets = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=30
)


def columns(rows: list[tuple[int, int, bool, bool]]) -> tuple[Cells, CellShares]:
    one, other = (np.array([row[at] for row in rows], np.int64) for at in (0, 1))
    tried, well = (np.array([row[at] for row in rows], np.bool_) for at in (2, 3))
    cells = nested_cells([one, other], len(rows))
    return cells, cell_shares(cells, tried, well)


def plain_share(rows: list[tuple[int, int, bool, bool]], row: tuple[int, int, bool, bool], m: list[float]) -> float:
    """The share of a ticket's cell, from the whole down, by counting."""
    known = [other for other in rows if other[2]]
    share = (sum(other[3] for other in known) + 0.5) / (len(known) + 1)
    for depth in (1, 2):
        like = [other for other in known if other[:depth] == row[:depth]]
        if len(like) < len(known):
            share = (m[depth] * share + sum(other[3] for other in like)) / (m[depth] + len(like))
        known = like
    return share


@settings(max_examples=80, deadline=None)
@given(tickets)
def test_a_share_leans_on_the_wider_group_as_a_plain_loop_says(rows: list[tuple[int, int, bool, bool]]) -> None:
    cells, found = columns(rows)
    said = found.share[-1][cells.leaf]
    assert said.tolist() == pytest.approx([plain_share(rows, row, list(found.strength)) for row in rows])


def test_few_tickets_lean_and_many_stand_for_themselves() -> None:
    cell = np.repeat([0, 1, 2, 3], [400, 400, 400, 2])
    well = np.concatenate([np.arange(400) < 40, np.arange(400) < 200, np.arange(400) < 360, np.ones(2, np.bool_)])
    cells = nested_cells([cell], len(cell))
    found = cell_shares(cells, np.ones(len(cell), np.bool_), well)
    assert found.share[-1][:3].tolist() == pytest.approx([0.1, 0.5, 0.9], abs=0.01)
    assert 0.6 < found.share[-1][3] < 0.9
    assert found.strength[1] == pytest.approx(2.1, abs=1.0)
    alike = cell_shares(cells, np.ones(len(cell), np.bool_), np.arange(len(cell)) % 2 == 0)
    assert alike.strength[1] == 1_000.0


def simulated(rng: np.random.Generator) -> tuple[Cells, Flags, Flags, int]:
    """A log whose cells have known chances: tried or not, solved or not, and how many of the rest would be solved."""
    wide, narrow = rng.integers(0, 6, TICKETS), (rng.pareto(1.2, TICKETS) * 3).astype(np.int64).clip(0, 14)
    above: Floats = rng.beta(4, 3, 6)
    chance = rng.beta(15 * above[:, None], 15 * (1 - above[:, None]), (6, 15))[wide, narrow]
    is_tried = rng.random(TICKETS) < 0.75
    is_well = is_tried & (rng.random(TICKETS) < chance)
    truth = int(rng.binomial(1, chance[~is_well]).sum())
    return nested_cells([wide, narrow], TICKETS), is_tried, is_well, truth


def test_eight_of_ten_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(20_260_401)
    held, off = 0, []
    for number in range(LOGS):
        cells, is_tried, is_well, truth = simulated(rng)
        found = expected_well(cells, cell_shares(cells, is_tried, is_well), ~is_well, ONE_PART, 1, [number])
        share = truth / found.asked[0]
        held += int(found.low[0] <= share <= found.high[0])
        off.append(found.expected[0] / found.asked[0] - share)
    print(f"\n  80 % intervals that hold the truth: {held / LOGS:.1%} of {LOGS} logs; mean error {np.mean(off):+.4f}")
    assert 0.74 <= held / LOGS <= 0.88
    assert abs(np.mean(off)) < 0.01


def test_parts_add_up_and_a_seed_gives_the_same_digits() -> None:
    cells, is_tried, is_well, _ = simulated(np.random.default_rng(3))
    shares = cell_shares(cells, is_tried, is_well)
    part = np.arange(TICKETS) % 3
    found, again = (expected_well(cells, shares, ~is_well, part, 4, [5]) for _ in range(2))
    assert found.low.tobytes() == again.low.tobytes()
    assert found.high.tobytes() == again.high.tobytes()
    assert found.asked.tolist() == [
        *(int((~is_well & (part == number)).sum()) for number in range(4)),
        (~is_well).sum(),
    ]
    assert found.asked[:4].sum() == found.asked[4]
    assert found.expected[:4].sum() == pytest.approx(found.expected[4])
    assert found.expected[4] == pytest.approx(shares.share[-1][cells.leaf][~is_well].sum())
    assert np.isnan(found.low[3])
    assert (found.high - found.low)[4] < (found.high - found.low)[:3].min()
    nothing = expected_well(cells, shares, np.zeros(TICKETS, np.bool_), part, 3, [5])
    assert nothing.asked.tolist() == [0, 0, 0, 0]
    assert np.isnan(nothing.high).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=60), st.integers(0, 9))
def test_every_beginning_of_the_audit_has_each_stratum_in_proportion(strata: list[int], seed: int) -> None:
    stratum = np.array(strata)
    order = audit_order(np.arange(len(strata)) * 7, stratum, seed)
    assert sorted(order.tolist()) == list(range(len(strata)))
    for size in range(1, len(strata) + 1):
        drawn = np.bincount(stratum[order[:size]], minlength=3)
        assert (np.abs(drawn - size * np.bincount(stratum, minlength=3) / len(strata)) <= 1.5).all()


def test_a_ticket_that_joins_moves_no_two_others_against_each_other() -> None:
    numbers, stratum = np.arange(1, 41), np.zeros(40, np.int64)
    before = numbers[audit_order(numbers, stratum, 1)].tolist()
    more = np.arange(1, 46)
    after: Ints = more[audit_order(more, np.zeros(45, np.int64), 1)]
    assert [number for number in after.tolist() if number <= 40] == before
    assert before != numbers[audit_order(numbers, stratum, 2)].tolist()
    assert before != sorted(before)


def test_strata_are_thirds_of_the_chance() -> None:
    assert stratum_of(np.array([0.0, 0.33, 0.34, 0.66, 0.67, 1.0])).tolist() == [0, 0, 1, 1, 2, 2]
