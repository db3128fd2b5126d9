"""A reporting tree as a chart needs it: opened circles, layers, and what each post leads in all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Flags, Ints, sums_by
from metrics.computations.spans import ReportingCycleError, layers


@dataclass(frozen=True, slots=True, eq=False)
class ReportingTree(Columns):
    """Per post: the row of its manager (-1 none), its layer, heads of its direct reports, heads and FTE (1/10,000) of
    itself with everybody below, and whether its link upwards was left out because it closed a circle."""

    manager: Ints
    layer: Ints
    reports: Ints
    heads_below: Ints
    fte_below: Ints
    is_cut: Flags


def reporting_tree(manager: Ints, heads: Ints, fte_units: Ints) -> ReportingTree:
    """Return the tree of `manager` (int64[n], a row or -1); a circle is opened at its first row, which becomes a top.

    >>> tree = reporting_tree(np.array([-1, 0, 1, 4, 3]), np.array([1, 1, 7, 1, 1]), np.array([10, 10, 70, 10, 10]))
    >>> tree.layer.tolist(), tree.reports.tolist(), tree.heads_below.tolist(), tree.is_cut.tolist()
    ([1, 2, 3, 1, 2], [1, 7, 0, 1, 0], [9, 8, 7, 2, 1], [False, False, False, True, False])
    """
    opened, layer = manager.copy(), None
    while layer is None:
        try:
            layer = layers(opened)
        except ReportingCycleError as circles:
            opened[min(circles.members)] = -1
    is_led = opened >= 0
    return ReportingTree(
        manager=opened,
        layer=layer,
        reports=sums_by(opened[is_led], heads[is_led], len(opened)).astype(np.int64),
        heads_below=_sums_below(opened, layer, heads),
        fte_below=_sums_below(opened, layer, fte_units),
        is_cut=opened != manager,
    )


def with_leaders(tree: ReportingTree, is_wanted: Flags) -> Flags:
    """Return which rows are wanted or lead, over any number of layers, one that is.

    >>> tree = reporting_tree(np.array([-1, 0, 0, 1]), np.ones(4, np.int64), np.ones(4, np.int64))
    >>> with_leaders(tree, np.array([False, False, False, True])).tolist()
    [True, True, False, True]
    """
    return _sums_below(tree.manager, tree.layer, is_wanted.astype(np.int64)) > 0


def children_by_row(tree: ReportingTree) -> dict[int, list[int]]:
    """Return the rows of each manager's direct reports, whoever leads most first; tops stand under -1.

    >>> tree = reporting_tree(np.array([-1, 0, 0, 2]), np.ones(4, np.int64), np.ones(4, np.int64))
    >>> children_by_row(tree)
    {-1: [0], 0: [2, 1], 2: [3]}
    """
    order = np.lexsort((np.arange(len(tree)), -tree.heads_below, tree.manager))
    below: dict[int, list[int]] = {}
    for manager, row in zip(tree.manager[order].tolist(), order.tolist(), strict=True):
        below.setdefault(manager, []).append(row)
    return below


def _sums_below(manager: Ints, layer: Ints, values: Ints) -> Ints:
    """Each row's value with those of all rows below it; the deepest layer is added up first."""
    sums = values.astype(np.int64)
    for depth in range(int(layer.max(initial=1)), 1, -1):
        rows = np.flatnonzero(layer == depth)
        np.add.at(sums, manager[rows], sums[rows])
    return sums
