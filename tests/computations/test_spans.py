from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.spans import (
    SPAN_CLASSES,
    ReportingCycleError,
    heads_per_layer,
    layers,
    managers_per_class,
    managers_per_staff,
    spans,
)


def test_reports_are_counted_in_heads_and_fte() -> None:
    # 0 leads 1 and 2; 1 leads an aggregate of 20 heads with 18.5 FTE; 2 leads 4
    manager, heads = np.array([-1, 0, 0, 1, 2]), np.array([1, 1, 1, 20, 1])
    found = spans(manager, heads, np.array([1.0, 1.0, 0.5, 18.5, 1.0]))
    assert found.manager.tolist() == [0, 1, 2]
    assert (found.heads.tolist(), found.fte.tolist()) == ([2, 20, 1], [1.5, 18.5, 1.0])
    assert [SPAN_CLASSES[place] for place in found.span_class] == ["2-3", "17+", "1"]
    assert managers_per_class(found).tolist() == [1, 1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("heads", "name"),
    [(1, "1"), (2, "2-3"), (3, "2-3"), (4, "4-7"), (7, "4-7"), (8, "8-12"), (12, "8-12"), (13, "13-16"), (16, "13-16"),
     (17, "17+"), (400, "17+")],
)  # fmt: skip
def test_classes_of_span(heads: int, name: str) -> None:
    found = spans(np.array([-1, 0]), np.array([1, heads]), np.ones(2))
    assert SPAN_CLASSES[found.span_class[0]] == name


def test_nobody_manages_where_nobody_reports() -> None:
    found = spans(np.array([-1, -1]), np.ones(2, np.int64), np.ones(2))
    assert (len(found), managers_per_class(found).tolist()) == (0, [0] * 6)


def test_managers_per_staff_counts_heads() -> None:
    # 0 and 1 have reports; 2 and the aggregate of 7 have none
    assert managers_per_staff(np.array([-1, 0, 0, 1]), np.array([1, 1, 1, 7])) == 2 / 8


def test_no_positions_have_no_ratio() -> None:
    none = np.zeros(0, np.int64)
    assert managers_per_staff(none, none) is None
    assert (layers(none).tolist(), heads_per_layer(none, none).tolist()) == ([], [])


def test_layers_of_several_roots() -> None:
    depth = layers(np.array([3, -1, 1, 1, 0, -1]))
    assert depth.tolist() == [3, 1, 2, 2, 4, 1]
    assert heads_per_layer(depth, np.array([1, 1, 1, 1, 9, 1])).tolist() == [2, 2, 1, 9]


def test_a_cycle_is_refused_with_its_members_alone() -> None:
    # 2 -> 3 -> 4 -> 2; 1 and below it 6 hang below the cycle, 0 is a root, 5 reports to it
    manager = np.array([-1, 2, 3, 4, 2, 0, 1])
    with pytest.raises(ReportingCycleError, match="102, 103, 104") as refused:
        layers(manager, ids=np.arange(100, 107))
    assert refused.value.members == [102, 103, 104]


def test_a_position_that_reports_to_itself_is_a_cycle() -> None:
    with pytest.raises(ReportingCycleError) as refused:
        layers(np.array([-1, 1]))
    assert refused.value.members == [1]


@pytest.mark.parametrize("row", [-2, 2])
def test_a_manager_that_does_not_exist_is_refused(row: int) -> None:
    with pytest.raises(ValueError, match=f"manager of row 1 is row {row}"):
        layers(np.array([-1, row]))


def test_a_position_without_heads_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 has no heads"):
        spans(np.array([-1, 0]), np.array([1, 0]), np.ones(2))
