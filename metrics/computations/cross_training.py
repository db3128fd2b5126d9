"""Cross-training: which units close which categories of tickets, who does so alone, and what others could take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Flags, Ints

ALONE = 0.95  # the share of a category from which on whoever closes it does so alone
LEAST = 10  # tickets from which on a category is judged, and a unit counts as one that closes such tickets
HALF = 0.5
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class ClosedCells(Columns):
    """Categories by units, of those that have a ticket, in this order: tickets, and distinct people who closed them.

    `persons` is 0 where no ticket says who closed it.
    """

    category: Ints
    unit: Ints
    tickets: Ints
    persons: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Categories(Columns):
    """Per category with a ticket: its tickets, the units that closed any, and the one that closed most (`leader`).

    `led`: tickets of the leader, of equal ones the unit of the lowest number; `persons`: distinct people who closed
    any; `named`: tickets that say who closed them; `busiest`: the most that one person closed.
    """

    category: Ints
    tickets: Ints
    units: Ints
    leader: Ints
    led: Ints
    persons: Ints
    named: Ints
    busiest: Ints

    @property
    def is_alone(self) -> Flags:
        """Categories with tickets enough of which one unit closes at least 95 %."""
        found: Flags = (self.tickets >= LEAST) & (self.led >= ALONE * self.tickets)
        return found

    @property
    def is_of_one_person(self) -> Flags:
        """Categories with named tickets enough of which one person closes at least 95 %."""
        found: Flags = (self.named >= LEAST) & (self.busiest >= ALONE * self.named)
        return found

    @property
    def is_of_several(self) -> Flags:
        """Categories with tickets enough that no unit closes alone."""
        found: Flags = (self.tickets >= LEAST) & ~self.is_alone
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Candidates(Columns):
    """Categories that one unit closes alone though others close the like: simple tickets of the same touch.

    `simple`: its simple tickets; `touch`: their commonest class of touch; `others`: the units that close the like.
    """

    category: Ints
    leader: Ints
    simple: Ints
    touch: Ints
    others: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Reach(Columns):
    """Per unit that closes easy tickets (simple, without touch) often enough: its own, and those of all others.

    `elsewhere` is the upper bound of what its people could take over if they were trained.
    """

    unit: Ints
    own: Ints
    elsewhere: Ints


def closed_cells(category: Ints, unit: Ints, person: Ints) -> ClosedCells:
    """Count tickets and people per category and unit; one row per closed ticket, `person` -1 where nobody is named.

    Source: the method, Cross-training.

    >>> found = closed_cells(np.array([0, 0, 0, 1]), np.array([2, 2, 5, 2]), np.array([7, 7, -1, 8]))
    >>> [column.tolist() for column in (found.category, found.unit, found.tickets, found.persons)]
    [[0, 0, 1], [2, 5, 2], [2, 1, 1], [1, 0, 1]]
    """
    span = 1 + int(unit.max(initial=0))
    pairs, place, tickets = np.unique(category * span + unit, return_inverse=True, return_counts=True)
    return ClosedCells(pairs // span, pairs % span, tickets, _persons_by(place, person, len(pairs)))


def categories(category: Ints, unit: Ints, person: Ints) -> Categories:
    """Say of each category who closes it; the same rows as `closed_cells`. Source: the method, Cross-training.

    >>> found = categories(np.array([0, 0, 0, 1]), np.array([2, 2, 5, 2]), np.array([7, 7, -1, 8]))
    >>> found.tickets.tolist(), found.leader.tolist(), found.led.tolist(), found.units.tolist()
    ([3, 1], [2, 2], [2, 1], [2, 1])
    >>> found.persons.tolist(), found.named.tolist(), found.busiest.tolist()
    ([1, 1], [2, 1], [2, 1])
    """
    known, place, tickets = np.unique(category, return_inverse=True, return_counts=True)
    cells = closed_cells(category, unit, person)
    owner = np.searchsorted(known, cells.category)
    order = np.lexsort((cells.unit, -cells.tickets, owner))
    first = order[np.searchsorted(owner[order], np.arange(len(known)))]
    is_named = person >= 0
    of_person = closed_cells(place[is_named], person[is_named], person[is_named])
    busiest = np.zeros(len(known), np.int64)
    np.maximum.at(busiest, of_person.category, of_person.tickets)
    return Categories(
        category=known,
        tickets=tickets,
        units=np.bincount(owner, minlength=len(known)),
        leader=cells.unit[first],
        led=cells.tickets[first],
        persons=np.bincount(of_person.category, minlength=len(known)),
        named=np.bincount(place[is_named], minlength=len(known)),
        busiest=busiest,
    )


def candidates(category: Ints, unit: Ints, touch: Ints, is_simple: Flags) -> Candidates:
    """Find the categories whose work others could learn; one row per closed ticket, `touch` -1 where undecided.

    A category is one if one unit closes it alone, at least half of its tickets are simple, at least half of these are
    of one touch, and another unit closes at least ten simple tickets of that touch. Most simple tickets come first.
    Source: the method, Cross-training.

    >>> category, unit = np.repeat([0, 1], [20, 10]), np.repeat([4, 5], [20, 10])
    >>> found = candidates(category, unit, np.zeros(30, int), np.ones(30, bool))
    >>> found.category.tolist(), found.leader.tolist(), found.simple.tolist(), found.others.tolist()
    ([0, 1], [4, 5], [20, 10], [1, 1])
    """
    rows = categories(category, unit, np.full(len(category), NOBODY))
    place = np.searchsorted(rows.category, category)
    simple = np.bincount(place[is_simple], minlength=len(rows))
    decided = is_simple & (touch >= 0)
    by_touch = categories(place[decided], touch[decided], np.full(int(decided.sum()), NOBODY))
    commonest, most = np.full(len(rows), NOBODY), np.zeros(len(rows), np.int64)
    commonest[by_touch.category], most[by_touch.category] = by_touch.leader, by_touch.led
    others = _others(rows.leader, commonest, closed_cells(touch[decided], unit[decided], unit[decided]))
    meant = rows.is_alone & (simple >= HALF * rows.tickets) & (simple > 0) & (most >= HALF * simple) & (others > 0)
    order = np.flatnonzero(meant)
    order = order[np.lexsort((order, -simple[order]))]
    found = (rows.category, rows.leader, simple, commonest, others)
    return Candidates(*(column[order] for column in found))


def reach(unit: Ints, is_easy: Flags, units: int) -> Reach:
    """Bound what each unit could take over: the easy tickets that others close, for those that close ten themselves.

    >>> found = reach(np.repeat([0, 1, 2], [10, 30, 3]), np.ones(43, bool), 3)
    >>> found.unit.tolist(), found.own.tolist(), found.elsewhere.tolist()
    ([1, 0], [30, 10], [13, 33])
    """
    own = np.bincount(unit[is_easy], minlength=units)
    able = np.flatnonzero(own >= LEAST)
    able = able[np.lexsort((able, -own[able]))]
    return Reach(able, own[able], int(own.sum()) - own[able])


def _persons_by(place: Ints, person: Ints, size: int) -> Ints:
    """Distinct people per place."""
    is_named = person >= 0
    span = 1 + int(person.max(initial=0))
    return np.bincount(np.unique(place[is_named] * span + person[is_named]) // span, minlength=size)


def _others(leader: Ints, touch: Ints, cells: ClosedCells) -> Ints:
    """Units beside the leader that close simple tickets of a touch often enough; 0 where no touch is known."""
    able = cells.select(cells.tickets >= LEAST)
    span = 1 + int(max(able.unit.max(initial=0), leader.max(initial=0)))
    per_touch = np.bincount(able.category, minlength=1 + int(touch.max(initial=0)))
    is_known = touch >= 0
    found = np.zeros(len(leader), np.int64)
    found[is_known] = per_touch[touch[is_known]]
    found[is_known & np.isin(touch * span + leader, able.category * span + able.unit)] -= 1
    return found
