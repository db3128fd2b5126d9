"""The branches of a reporting tree: what hangs on the top, how deep each goes, and the longest chain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Ints, sums_by
from metrics.computations.org_chart import ReportingTree

NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Branches(Columns):
    """Per branch: the row of the post that leads it, posts with reports in it, the layer of its deepest post (counted
    from the top of the tree), and the row of that post (of equals the first)."""

    head: Ints
    managers: Ints
    layers: Ints
    deepest: Ints


def branches(tree: ReportingTree) -> Branches:
    """Return the branches, those with most persons first.

    A branch is a top that leads somebody, with everybody below. A top with more than half of all persons is none: its
    direct reports that lead somebody are.

    >>> from metrics.computations.org_chart import reporting_tree
    >>> ones = np.ones(6, np.int64)
    >>> found = branches(reporting_tree(np.array([-1, 0, 0, 1, 2, 4]), ones, ones))
    >>> found.head.tolist(), found.managers.tolist(), found.layers.tolist(), found.deepest.tolist()
    ([2, 1], [2, 1], [4, 3], [5, 3])
    """
    heads, branch = branch_of(tree)
    inside = np.flatnonzero(branch != NONE)
    leads = inside[tree.reports[inside] > 0]
    order = inside[np.lexsort((inside, -tree.layer[inside], branch[inside]))]
    _, first = np.unique(branch[order], return_index=True)
    deepest = order[first]
    managers = sums_by(branch[leads], np.ones(len(leads)), len(heads)).astype(np.int64)
    return Branches(heads, managers, tree.layer[deepest], deepest)


def branch_of(tree: ReportingTree) -> tuple[Ints, Ints]:
    """Return the rows of the posts that lead a branch, and the branch of every post (its place among them, -1 none).

    >>> from metrics.computations.org_chart import reporting_tree
    >>> ones = np.ones(6, np.int64)
    >>> [found.tolist() for found in branch_of(reporting_tree(np.array([-1, 0, 0, 1, 2, 4]), ones, ones))]
    [[2, 1], [-1, 1, 0, 1, 0, 0]]
    """
    heads = _heads(tree)
    branch = np.full(len(tree), NONE)
    branch[heads] = np.arange(len(heads))
    for layer in range(2, int(tree.layer.max(initial=1)) + 1):
        rows = np.flatnonzero((tree.layer == layer) & (branch == NONE))
        branch[rows] = branch[tree.manager[rows]]
    return heads, branch


def chain_to(manager: Ints, row: int) -> list[int]:
    """Return the rows from the top of the tree down to this one.

    >>> chain_to(np.array([-1, 0, 1]), 2)
    [0, 1, 2]
    """
    chain = [row]
    while manager[chain[-1]] != NONE:
        chain.append(int(manager[chain[-1]]))
    return chain[::-1]


def _heads(tree: ReportingTree) -> Ints:
    """The rows of the posts that lead a branch, most persons first."""
    tops = np.flatnonzero((tree.manager == NONE) & (tree.reports > 0))
    whole = tree.heads_below[tree.manager == NONE].sum()
    main = tops[2 * tree.heads_below[tops] > whole]
    below = np.flatnonzero(np.isin(tree.manager, main) & (tree.reports > 0))
    found = np.concatenate([np.setdiff1d(tops, main), below])
    return found[np.lexsort((found, -tree.heads_below[found]))]
