"""Small counts: hidden, and not given back by totals; an attacker's bounds are computed by linear programming."""

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.suppression import hidden_cells

Counts = list[list[int]]


def tables() -> st.SearchStrategy[Counts]:
    """Tables of up to 5 x 4 with many small and many empty cells."""
    count = st.one_of(st.just(0), st.integers(1, 6), st.integers(1, 60))
    sizes = st.tuples(st.integers(1, 5), st.integers(1, 4))
    return sizes.flatmap(
        lambda size: st.lists(st.lists(count, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
    )


def with_totals(counts: Counts) -> Counts:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def bounds(counts: Counts, hidden: frozenset[tuple[int, int]]) -> dict[tuple[int, int], tuple[float, float]]:
    """What each hidden cell can be, for whoever sees the others and knows that a hidden one is at least 1."""
    table = with_totals(counts)
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    model = highspy.Highs()
    model.silent()
    cells = {}
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            is_hidden = (r, c) in hidden
            cells[r, c] = model.addVariable(1 if is_hidden else value, highspy.kHighsInf if is_hidden else value)
    for r in range(len(table)):
        model.addConstr(sum(cells[r, c] for c in range(last_column)) == cells[r, last_column])
    for c in range(len(table[0])):
        model.addConstr(sum(cells[r, c] for r in range(last_row)) == cells[last_row, c])
    found = {}
    for cell in hidden:
        model.minimize(cells[cell])
        low = model.variableValue(cells[cell])
        model.maximize(cells[cell])
        is_open = model.getModelStatus() != highspy.HighsModelStatus.kOptimal
        found[cell] = (low, float("inf") if is_open else model.variableValue(cells[cell]))
    return found


@settings(max_examples=300, deadline=None)
@given(tables())
def test_no_count_below_five_is_shown_and_none_follows(counts: Counts) -> None:
    hidden = hidden_cells(counts)
    table = with_totals(counts)
    assert all((r, c) in hidden for r, row in enumerate(table) for c, value in enumerate(row) if 0 < value < 5)
    everything = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if value}
    if hidden != everything:
        told = {cell: ends for cell, ends in bounds(counts, hidden).items() if ends[1] - ends[0] < 0.5}
        assert told == {}


def test_plain_hiding_of_small_counts_gives_them_back() -> None:
    counts = [[3, 20, 30], [40, 9, 60]]
    assert bounds(counts, frozenset({(0, 0)}))[0, 0] == pytest.approx((3, 3))


def test_nothing_is_hidden_where_all_counts_are_five_or_none() -> None:
    assert hidden_cells([[5, 0], [12, 7]]) == frozenset()


def test_the_same_table_hides_the_same_cells() -> None:
    counts = [[3, 8, 8], [8, 8, 8], [8, 8, 2]]
    assert hidden_cells(counts) == hidden_cells(counts)
    assert {(0, 0), (2, 2)} < hidden_cells(counts)


def test_a_total_below_five_is_hidden_too() -> None:
    assert (0, 2) in hidden_cells([[1, 2], [30, 40], [50, 60]])


def test_an_empty_table_hides_nothing() -> None:
    assert hidden_cells([]) == frozenset()
