"""What tickets cost: shared by touch time or by stays, nothing lost, and equal to a plain loop."""

from collections import defaultdict

import numpy as np
import pytest

from metrics.computations.columns import STATUS_WORKING, EventColumns, Floats, Ints
from metrics.computations.pending import open_stretches
from metrics.computations.ticket_costs import Handlings, handlings, shared_cost


def rows(*handled: tuple[int, int, int, int]) -> Handlings:
    """Rows of (ticket, holder, stays, touch)."""
    return Handlings(*(np.array(column, np.int64) for column in zip(*handled, strict=True)))


def test_by_touch_time_where_half_of_the_tickets_show_some() -> None:
    shared = shared_cost(rows((1, 0, 5, 30), (2, 0, 1, 10), (3, 0, 1, 0), (4, 0, 1, 0)), np.array([80.0]))
    assert shared.low.tolist() == [60.0, 20.0, 0.0, 0.0]
    assert shared.by_touch.tolist() == [True]


def test_by_stays_where_fewer_do() -> None:
    shared = shared_cost(rows((1, 0, 2, 30), (2, 0, 1, 0), (3, 0, 1, 0)), np.array([80.0]))
    assert shared.low.tolist() == [40.0, 20.0, 20.0]
    assert shared.by_touch.tolist() == [False]


def test_the_cost_of_a_team_without_a_ticket_is_at_most_that_of_stays_of_no_team() -> None:
    shared = shared_cost(rows((1, 1, 1, 0), (1, -1, 3, 9), (2, -1, 1, 0)), np.array([40.0, 10.0]))
    assert shared.low.tolist() == [10.0, 0.0, 0.0]
    assert shared.high.tolist() == [10.0, 30.0, 10.0]
    assert shared_cost(rows((1, 1, 1, 0)), np.array([40.0, 10.0])).high.tolist() == [10.0]


def test_a_log_without_a_group_has_no_handling() -> None:
    log = EventColumns.in_log_order([1, 1], [0, 5], [-1, -1], [-1, -1], [2, 4])
    found = handlings(log, open_stretches(log), np.zeros(0, np.int64))
    assert (len(found), len(shared_cost(found, np.array([7.0])).low)) == (0, 0)


@pytest.mark.parametrize("seed", range(40))
def test_random_logs_cost_what_a_plain_loop_says(seed: int) -> None:
    dice = np.random.default_rng(seed)
    size, groups, teams = int(dice.integers(1, 60)), int(dice.integers(1, 6)), int(dice.integers(1, 4))
    columns = [dice.integers(low, high, size) for low, high in ((0, 8), (0, 50), (-1, groups), (-1, 2), (0, 5))]
    log = EventColumns.in_log_order(*columns)
    holder, cost = dice.integers(-1, teams, groups), dice.integers(0, 1_000, teams).astype(np.float64)
    found = handlings(log, open_stretches(log), holder)
    shared = shared_cost(found, cost)
    had = plain_handlings(log, holder)
    places = list(zip(found.ticket.tolist(), found.holder.tolist(), strict=True))
    counts = zip(found.stays.tolist(), found.touch_us.tolist(), strict=True)
    assert dict(zip(places, counts, strict=True)) == {place: tuple(counts) for place, counts in had.items()}
    assert dict(zip(places, shared.low.tolist(), strict=True)) == pytest.approx(plain_cost(had, cost))
    active = [team for team in range(teams) if any(of == team for _, of in had)]
    assert shared.low.sum() == pytest.approx(sum(cost[team] for team in active))
    assert shared.high.sum() == pytest.approx(cost.sum() if (found.holder < 0).any() else shared.low.sum())


def plain_handlings(log: EventColumns, holder: Ints) -> dict[tuple[int, int], list[int]]:
    """Stays and touch time by ticket and holder, event by event."""
    had: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    events = list(zip(log.ticket.tolist(), log.at.tolist(), log.group.tolist(), log.status.tolist(), strict=True))
    before: tuple[int, int] | None = None
    for at, (ticket, instant, group, status) in enumerate(events):
        if group < 0:
            continue
        own = had[ticket, int(holder[group])]
        own[0] += before != (ticket, group)
        before = ticket, group
        if status == STATUS_WORKING and at + 1 < len(events) and events[at + 1][0] == ticket:
            own[1] += events[at + 1][1] - instant
    return had


def plain_cost(had: dict[tuple[int, int], list[int]], cost: Floats) -> dict[tuple[int, int], float]:
    """The lower end of each handling."""
    costs = dict.fromkeys(had, 0.0)
    for team in range(len(cost)):
        own = {place: counts for place, counts in had.items() if place[1] == team}
        which = 1 if sum(touch > 0 for _, touch in own.values()) * 2 >= len(own) else 0
        whole = sum(counts[which] for counts in own.values())
        costs |= {place: float(cost[team]) * counts[which] / whole for place, counts in own.items()}
    return costs
