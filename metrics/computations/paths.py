"""The ways that tickets take through groups, teams or levels, and how many ways one kind of ticket has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, EventColumns, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """The path of every ticket of a log, by number; tickets of one path have the same number.

    `path`: int64[tickets]; the path of ticket t runs over `step[start[t] : start[t] + length[t]]`, without two equal
    neighbours; `example`: int64[paths], a ticket of each path; `count`: int64[paths], its tickets.
    """

    path: Ints
    example: Ints
    count: Ints
    start: Ints
    length: Ints
    step: Ints

    def steps(self, path: int) -> tuple[int, ...]:
        """The steps of a path; empty where no event of the ticket names a group."""
        ticket = self.example[path]
        return tuple(self.step[self.start[ticket] : self.start[ticket] + self.length[ticket]].tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Variation(Columns):
    """Per category: its tickets, the units that take them in, and their distinct paths.

    `paths_by_unit`: the distinct pairs of unit and path, so divided by `units` the mean number of paths a unit has;
    `off_commonest`: tickets that take another path than the category's most frequent one;
    `index`: 1 - sum of s², the chance that two of its tickets (drawn with return) take different paths.
    """

    category: Ints
    tickets: Ints
    units: Ints
    paths: Ints
    paths_by_unit: Ints
    off_commonest: Ints
    index: Floats


def paths(events: EventColumns, label_of_group: Ints) -> Paths:
    """Return the path of each ticket over labels (a number from 0 per group: itself, its team, its level).

    Events without a group leave first; neighbours with one label are one step. Source: the method, Owner's questions.

    >>> log = EventColumns.in_log_order([1, 1, 1, 2, 2, 3], [1, 2, 3, 1, 2, 1], [0, 1, 2, 0, 2, 0], [-1] * 6, [2] * 6)
    >>> found = paths(log, np.array([1, 1, 2]))
    >>> found.count.tolist(), [found.steps(path) for path in found.path.tolist()]
    ([1, 2], [(1, 2), (1, 2), (1,)])
    """
    rows, bounds = events.with_group(), events.ticket_bounds()
    label = label_of_group[rows.group]
    is_step = np.ones(len(rows), np.bool_)
    is_step[1:] = (rows.ticket[1:] != rows.ticket[:-1]) | (label[1:] != label[:-1])
    step = label[is_step]
    length = np.bincount(np.searchsorted(bounds.ticket, rows.ticket[is_step]), minlength=len(bounds))
    start = np.cumsum(length) - length
    _, example, path, count = np.unique(
        _path_codes(step, start, length), return_index=True, return_inverse=True, return_counts=True
    )
    return Paths(path, example, count, start, length, step)


def variation(category: Ints, unit: Ints, path: Ints) -> Variation:
    """Return how many ways each category has; one row per ticket: its category, the unit that took it in, its path.

    Most tickets off the commonest path first, then by category. All numbers count from 0.

    >>> found = variation(np.array([0, 0, 0, 1]), np.array([5, 5, 6, 5]), np.array([1, 2, 2, 1]))
    >>> found.category.tolist(), found.paths.tolist(), found.paths_by_unit.tolist(), found.off_commonest.tolist()
    ([0, 1], [2, 1], [3, 1], [1, 0])
    """
    categories, place, tickets = np.unique(category, return_inverse=True, return_counts=True)
    size = len(categories)
    owner, count = _counted(place, path)
    commonest = np.zeros(size, np.int64)
    np.maximum.at(commonest, owner, count)
    squares = np.bincount(owner, count.astype(np.float64) ** 2, size)
    by_unit = _counted(place, _numbered(unit, path))[0]
    off = tickets - commonest
    order = np.lexsort((categories, -off))
    return Variation(
        category=categories[order],
        tickets=tickets[order],
        units=np.bincount(_counted(place, unit)[0], minlength=size)[order],
        paths=np.bincount(owner, minlength=size)[order],
        paths_by_unit=np.bincount(by_unit, minlength=size)[order],
        off_commonest=off[order],
        index=(1.0 - squares / tickets.astype(np.float64) ** 2)[order],
    )


def class_counts(path: Ints, line: Ints, lines: int, most: int) -> tuple[Ints, Ints]:
    """Return the `most` most frequent paths (equal ones by number), and their tickets per line: int64[lines, classes].

    >>> classes, count = class_counts(np.array([3, 3, 1, 0]), np.array([0, 1, 1, 1]), 2, 2)
    >>> classes.tolist(), count.tolist()
    ([3, 0], [[1, 0], [1, 1]])
    """
    known, place, tickets = np.unique(path, return_inverse=True, return_counts=True)
    leading = np.argsort(-tickets, kind="stable")[:most]
    rank = np.full(len(known), -1)
    rank[leading] = np.arange(len(leading))
    of_ticket = rank[place]
    is_leading = of_ticket >= 0
    cells = np.bincount(line[is_leading] * len(leading) + of_ticket[is_leading], minlength=lines * len(leading))
    return known[leading], cells.reshape(lines, len(leading))


def _path_codes(step: Ints, start: Ints, length: Ints) -> Ints:
    """Number the paths step by step: a code stands for all steps so far, so equal codes mean equal paths."""
    code = np.zeros(len(length), np.int64)
    span, fresh = 1 + int(step.max(initial=0)), 1
    longer = np.flatnonzero(length > 0)
    place = 0
    while len(longer):
        known, number = np.unique(code[longer] * span + step[start[longer] + place], return_inverse=True)
        code[longer] = fresh + number
        fresh += len(known)
        place += 1
        longer = longer[length[longer] > place]
    return code


def _numbered(one: Ints, other: Ints) -> Ints:
    """A number per pair, the same for the same pair."""
    numbers: Ints = np.unique(one * (1 + int(other.max(initial=0))) + other, return_inverse=True)[1]
    return numbers


def _counted(owner: Ints, value: Ints) -> tuple[Ints, Ints]:
    """The distinct pairs of owner and value: the owner of each, and its rows."""
    span = 1 + int(value.max(initial=0))
    pairs, count = np.unique(owner * span + value, return_counts=True)
    return pairs // span, count
