"""The tree behind the org chart against plain loops, on random lines with several tops and with circles."""

import random

import numpy as np
import pytest

from metrics.computations.org_chart import children_by_row, reporting_tree, with_leaders


def random_lines(seed: int, size: int = 60) -> list[int]:
    """Managers by row; some posts have none, and every manager stands somewhere."""
    rng = random.Random(seed)
    order = rng.sample(range(size), size)
    place = {row: at for at, row in enumerate(order)}
    return [rng.choice(order[: place[row]]) if place[row] and rng.random() > 0.1 else -1 for row in range(size)]


def people_below(manager: list[int], heads: list[int], row: int) -> int:
    """Heads of a post and of everybody below it."""
    return heads[row] + sum(people_below(manager, heads, child) for child, above in enumerate(manager) if above == row)


def layer_of(manager: list[int], row: int) -> int:
    """One more than the manager's."""
    return 1 if manager[row] < 0 else 1 + layer_of(manager, manager[row])


@pytest.mark.parametrize("seed", range(8))
def test_a_tree_is_what_plain_loops_find(seed: int) -> None:
    manager = random_lines(seed)
    heads = [1 + (seed + row) % 4 for row in range(len(manager))]
    fte = [10_000 * count for count in heads]
    tree = reporting_tree(np.array(manager), np.array(heads), np.array(fte))
    rows = range(len(manager))
    assert tree.layer.tolist() == [layer_of(manager, row) for row in rows]
    assert tree.heads_below.tolist() == [people_below(manager, heads, row) for row in rows]
    assert tree.fte_below.tolist() == [people_below(manager, fte, row) for row in rows]
    assert tree.reports.tolist() == [sum(heads[child] for child in rows if manager[child] == row) for row in rows]
    assert not tree.is_cut.any()
    below = children_by_row(tree)
    assert {row: sorted(children) for row, children in below.items()} == {
        above: [row for row in rows if manager[row] == above] for above in set(manager)
    }
    for children in below.values():
        assert children == sorted(children, key=lambda row: (-tree.heads_below[row], row))


def test_a_circle_is_opened_at_its_first_row_and_everybody_is_still_there() -> None:
    # 1 -> 2 -> 3 -> 1 with 4 below 3; 5 reports to itself.
    manager = np.array([-1, 3, 1, 2, 3, 5])
    tree = reporting_tree(manager, np.ones(6, np.int64), np.ones(6, np.int64))
    assert np.flatnonzero(tree.is_cut).tolist() == [1, 5]
    assert tree.layer.tolist() == [1, 1, 2, 3, 4, 1]
    assert tree.heads_below[tree.manager < 0].sum() == 6


@pytest.mark.parametrize("seed", range(4))
def test_who_leads_a_wanted_post_is_kept(seed: int) -> None:
    manager = random_lines(seed)
    tree = reporting_tree(np.array(manager), np.ones(60, np.int64), np.ones(60, np.int64))
    wanted = {row for row in range(60) if row % 9 == seed}
    kept = set(wanted)
    for row in wanted:
        while (row := manager[row]) >= 0:
            kept.add(row)
    found = with_leaders(tree, np.array([row in wanted for row in range(60)]))
    assert set(np.flatnonzero(found).tolist()) == kept


def test_an_organisation_without_posts_has_an_empty_tree() -> None:
    none = np.array([], np.int64)
    assert len(reporting_tree(none, none, none)) == 0
