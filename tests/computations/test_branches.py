"""Branches of a reporting tree, how deep they go, and the longest chain."""

import numpy as np

from metrics.computations.branches import branches, chain_to
from metrics.computations.org_chart import reporting_tree


def found_in(manager: list[int], heads: list[int] | None = None) -> list[tuple[int, int, int, int]]:
    """(head, managers, layers, deepest) of each branch."""
    counts = np.array(heads or [1] * len(manager), np.int64)
    found = branches(reporting_tree(np.array(manager, np.int64), counts, counts))
    columns = (found.head, found.managers, found.layers, found.deepest)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_below_one_top_each_direct_report_that_leads_is_a_branch() -> None:
    # 0 leads 1, 2 and 3; 1 leads 4; 2 leads 5, who leads 6; 3 leads nobody
    assert found_in([-1, 0, 0, 0, 1, 2, 5]) == [(2, 2, 4, 6), (1, 1, 3, 4)]


def test_several_tops_are_branches_themselves() -> None:
    assert found_in([-1, -1, 0, 1, 3, -1]) == [(1, 2, 3, 4), (0, 1, 2, 2)]


def test_a_main_top_beside_a_stray_one_is_no_branch() -> None:
    assert found_in([-1, 0, 0, 1, 2, -1, 5], [1, 1, 1, 5, 4, 1, 1]) == [(1, 1, 3, 3), (2, 1, 3, 4), (5, 1, 2, 6)]


def test_of_equally_deep_posts_the_first_is_told() -> None:
    assert found_in([-1, 0, 1, 1]) == [(1, 1, 3, 2)]


def test_a_flat_organisation_and_none_have_no_branches() -> None:
    assert found_in([-1, 0, 0]) == []
    assert found_in([]) == []


def test_the_chain_runs_from_the_top_down() -> None:
    assert chain_to(np.array([-1, 0, 0, 2]), 3) == [0, 2, 3]
