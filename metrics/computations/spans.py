"""Spans of control and layers of a reporting tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Floats, Ints, sums_by

SPAN_CLASSES = ("1", "2-3", "4-7", "8-12", "13-16", "17+")
SPAN_CLASS_STARTS = np.array([1, 2, 4, 8, 13, 17])


class ReportingCycleError(ValueError):
    """Positions that report to each other in a circle; `members` are their ids."""

    def __init__(self, members: list[int]) -> None:
        self.members = members
        listed = ", ".join(str(member) for member in members)
        super().__init__(f"These positions report to each other in a circle: {listed}. Give one of them no manager.")


@dataclass(frozen=True, slots=True, eq=False)
class Spans(Columns):
    """Per position with direct reports: its row, their heads and FTE, and the place of its class in SPAN_CLASSES."""

    manager: Ints
    heads: Ints
    fte: Floats
    span_class: Ints


def spans(manager: Ints, heads: Ints, fte: Floats) -> Spans:
    """Return the direct reports of every manager. Source: the method, Other figures.

    `manager`: int64[n], the row of each position's manager, -1 for none; `heads` int64[n] (an aggregate has several,
    none below 1), `fte` float64[n]. Classes are by heads. Raises ValueError for a row that does not exist.

    >>> found = spans(np.array([-1, 0, 0]), np.array([1, 1, 7]), np.array([1.0, 0.5, 7.0]))
    >>> found.manager.tolist(), found.heads.tolist(), found.fte.tolist(), SPAN_CLASSES[found.span_class[0]]
    ([0], [8], [7.5], '8-12')
    """
    _check_rows(manager)
    if (heads < 1).any():
        raise ValueError(f"The position in row {np.flatnonzero(heads < 1)[0]} has no heads: a position has 1 or more.")
    has_manager = manager >= 0
    above = manager[has_manager]
    managers, place = np.unique(above, return_inverse=True)
    under = sums_by(place, heads[has_manager], len(managers)).astype(np.int64)
    span_class = np.searchsorted(SPAN_CLASS_STARTS, under, side="right") - 1
    return Spans(managers, under, sums_by(place, fte[has_manager], len(managers)), span_class)


def managers_per_class(found: Spans) -> Ints:
    """Return the number of managers in each of SPAN_CLASSES (int64[6]).

    >>> managers_per_class(spans(np.array([-1, 0, 1, 1]), np.ones(4, np.int64), np.ones(4))).tolist()
    [1, 1, 0, 0, 0, 0]
    """
    return np.bincount(found.span_class, minlength=len(SPAN_CLASSES))


def managers_per_staff(manager: Ints, heads: Ints) -> float | None:
    """Return heads of positions with reports / heads of positions without, None where everybody has reports.

    >>> managers_per_staff(np.array([-1, 0, 0]), np.array([1, 1, 3]))
    0.25
    """
    _check_rows(manager)
    has_reports = np.zeros(len(manager), np.bool_)
    has_reports[manager[manager >= 0]] = True
    staff = int(heads[~has_reports].sum())
    return int(heads[has_reports].sum()) / staff if staff else None


def layers(manager: Ints, ids: Ints | None = None) -> Ints:
    """Return each position's layer (int64[n]): 1 without a manager, else its manager's + 1; several roots are fine.

    Raises ReportingCycleError with the ids (the rows unless given) of the positions on a cycle, not of those below.

    >>> layers(np.array([-1, 0, 1, -1])).tolist()
    [1, 2, 3, 1]
    """
    _check_rows(manager)
    depth = np.where(manager < 0, 1, 0)
    waiting = np.flatnonzero(manager >= 0)
    while len(waiting):
        above = depth[manager[waiting]]
        if not above.any():
            members = _cycle_members(manager, waiting)
            raise ReportingCycleError((members if ids is None else ids[members]).tolist())
        depth[waiting[above > 0]] = above[above > 0] + 1
        waiting = waiting[above == 0]
    return depth


def heads_per_layer(depth: Ints, heads: Ints) -> Ints:
    """Return the heads in layer 1, 2, ... (int64[layers]).

    >>> heads_per_layer(np.array([1, 2, 2]), np.array([1, 1, 5])).tolist()
    [1, 6]
    """
    return sums_by(depth, heads, 1)[1:].astype(np.int64)


def _check_rows(manager: Ints) -> None:
    wrong = np.flatnonzero((manager < -1) | (manager >= len(manager)))
    if len(wrong):
        raise ValueError(
            f"The manager of row {wrong[0]} is row {manager[wrong[0]]}, but there are {len(manager)} rows."
        )


def _cycle_members(manager: Ints, below: Ints) -> Ints:
    """Return the rows on cycles: where every row of `below` is after at least as many steps up as there are rows."""
    step = manager
    for _ in range(len(manager).bit_length()):
        step = np.where(step >= 0, step[step], -1)
    return np.unique(step[below])
