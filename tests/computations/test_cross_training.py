"""Who closes what: on small examples, and against plain loops on random tickets."""

from collections import Counter, defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.cross_training import (
    ALONE,
    HALF,
    LEAST,
    candidates,
    categories,
    closed_cells,
    reach,
)

# category, unit, person (-1: nobody), touch (-1: undecided), simple, how many such tickets
TICKETS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 3), st.integers(-1, 2), st.integers(-1, 1), st.booleans(), st.integers(1, 24)
    ),
    max_size=8,
)
Ticket = tuple[int, int, int, int, bool]


def columns(tickets: list[Ticket]) -> list[np.ndarray]:
    dtypes = (np.int64, np.int64, np.int64, np.int64, np.bool_)
    return [np.array([ticket[at] for ticket in tickets], dtype) for at, dtype in enumerate(dtypes)]


def candidates_by_loop(tickets: list[Ticket]) -> list[tuple[int, int, int, int, int]]:
    """The rule of the method, ticket by ticket."""
    of_category: dict[int, list[Ticket]] = defaultdict(list)
    like: dict[int, Counter[int]] = defaultdict(Counter)
    for ticket in tickets:
        of_category[ticket[0]].append(ticket)
        if ticket[4] and ticket[3] >= 0:
            like[ticket[3]][ticket[1]] += 1
    found = []
    for category, own in of_category.items():
        leader, led = min(Counter(ticket[1] for ticket in own).items(), key=lambda one: (-one[1], one[0]))
        simple = [ticket for ticket in own if ticket[4]]
        touches = Counter(ticket[3] for ticket in simple if ticket[3] >= 0)
        if len(own) < LEAST or led < ALONE * len(own) or len(simple) < HALF * len(own) or not touches:
            continue
        touch, most = min(touches.items(), key=lambda one: (-one[1], one[0]))
        others = sum(count >= LEAST for unit, count in like[touch].items() if unit != leader)
        if most >= HALF * len(simple) and others:
            found.append((category, leader, len(simple), touch, others))
    return sorted(found, key=lambda one: (-one[2], one[0]))


@settings(max_examples=200, deadline=None)
@given(TICKETS)
def test_all_figures_equal_plain_loops(parts: list[tuple[int, int, int, int, bool, int]]) -> None:
    tickets = [part[:5] for part in parts for _ in range(part[5])]
    category, unit, person, touch, is_simple = columns(tickets)
    cells = closed_cells(category, unit, person)
    counted = Counter((ticket[0], ticket[1]) for ticket in tickets)
    people = {cell: {t[2] for t in tickets if (t[0], t[1]) == cell and t[2] >= 0} for cell in counted}
    assert [
        *zip(*(one.tolist() for one in (cells.category, cells.unit, cells.tickets, cells.persons)), strict=True)
    ] == [(*cell, counted[cell], len(people[cell])) for cell in sorted(counted)]
    rows = categories(category, unit, person)
    for at, code in enumerate(rows.category.tolist()):
        own = [ticket for ticket in tickets if ticket[0] == code]
        named = Counter(ticket[2] for ticket in own if ticket[2] >= 0)
        by_unit = Counter(ticket[1] for ticket in own)
        assert (rows.tickets[at], rows.units[at], rows.led[at]) == (len(own), len(by_unit), max(by_unit.values()))
        assert (rows.persons[at], rows.named[at]) == (len(named), named.total())
        assert rows.busiest[at] == max(named.values(), default=0)
    learned = candidates(category, unit, touch, is_simple)
    columns_of = (learned.category, learned.leader, learned.simple, learned.touch, learned.others)
    assert [*zip(*(one.tolist() for one in columns_of), strict=True)] == candidates_by_loop(tickets)


def test_who_closes_all_but_one_in_twenty_does_so_alone_and_below_ten_tickets_nothing_is_said() -> None:
    category = np.repeat([0, 1, 2], [20, 20, 9])
    unit = np.array([0] * 19 + [1] + [0] * 18 + [1] * 2 + [0] * 9)
    found = categories(category, unit, np.where(category == 0, 7, category + 100))
    assert found.is_alone.tolist() == [True, False, False]
    assert found.is_of_several.tolist() == [False, True, False]
    assert found.is_of_one_person.tolist() == [True, True, False]


def test_a_category_whose_touch_nobody_knows_is_no_candidate() -> None:
    category, unit = np.repeat([0, 1], [20, 20]), np.repeat([4, 5], [20, 20])
    simple = np.ones(40, np.bool_)
    touch = np.where(category == 0, -1, 0)
    assert len(candidates(category, unit, touch, simple)) == 0
    assert candidates(category, unit, np.zeros(40, np.int64), simple).others.tolist() == [1, 1]


def test_what_others_close_bounds_what_each_could_take() -> None:
    found = reach(np.repeat([0, 1, 2], [9, 30, 10]), np.ones(49, np.bool_), 3)
    assert (found.unit.tolist(), found.own.tolist(), found.elsewhere.tolist()) == ([1, 2], [30, 10], [19, 39])
