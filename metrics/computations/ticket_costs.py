"""What tickets cost: each team's cost of ticket work, shared to the tickets that it had (activity-based costing)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import STATUS_WORKING, Columns, EventColumns, Flags, Floats, Ints, sums_by
from metrics.computations.pending import Stretches

NOBODY = -1
LEAST_TOUCHED = 0.5  # of a team's tickets; below that touch time says too little to share by


@dataclass(frozen=True, slots=True, eq=False)
class Handlings(Columns):
    """What a holder (a team's place, -1 for groups without one) had of a ticket: stays, and touch time (us)."""

    ticket: Ints
    holder: Ints
    stays: Ints
    touch_us: Ints


@dataclass(frozen=True, slots=True, eq=False)
class SharedCost:
    """Cost of each handling: `low` what its team's cost gives it, `high` with what teams without a ticket cost, spread
    over the stays that belong to no team. `by_touch` [teams]: shared by touch time; else by stays."""

    low: Floats
    high: Floats
    by_touch: Flags


def handlings(events: EventColumns, stretches: Stretches, holder_of_group: Ints) -> Handlings:
    """Return one row per ticket and holder, sorted by ticket.

    A stay begins with each event whose group is not that of the event before; events without a group leave first.
    Touch time is the time from an event in a status of work to the next one. `holder_of_group`: int64[groups].

    >>> from metrics.computations.pending import open_stretches
    >>> log = EventColumns.in_log_order([1] * 4, [0, 10, 30, 90], [0, 1, 0, 0], [-1] * 4, [2, 2, 1, 4])
    >>> found = handlings(log, open_stretches(log), np.array([0, -1]))
    >>> found.holder.tolist(), found.stays.tolist(), found.touch_us.tolist()
    ([-1, 0], [1, 2], [20, 10])
    """
    named = events.with_group()
    begins = np.ones(len(named), np.bool_)
    begins[1:] = (named.ticket[1:] != named.ticket[:-1]) | (named.group[1:] != named.group[:-1])
    span = int(holder_of_group.max(initial=NOBODY)) + 2
    worked = stretches.select(stretches.status == STATUS_WORKING)
    keys, place = np.unique(
        np.concatenate(
            [
                named.ticket[begins] * span + holder_of_group[named.group[begins]] + 1,
                worked.ticket * span + holder_of_group[worked.group] + 1,
            ]
        ),
        return_inverse=True,
    )
    stays = np.bincount(place[: int(begins.sum())], minlength=len(keys))
    touch = sums_by(place[int(begins.sum()) :], worked.lasts_us, len(keys))
    return Handlings(keys // span, keys % span - 1, stays, touch.astype(np.int64))


def shared_cost(found: Handlings, cost: Floats) -> SharedCost:
    """Share the cost of each team (float64[teams]) to its tickets.

    By touch time where at least half of the tickets that the team had show some, else by stays. A team without a ticket
    has nothing to share to: its cost is in `high` alone, and nowhere if every stay belongs to a team. So the sum of
    `low` is the cost of the teams with tickets, that of `high` the cost of all of them.
    Source: activity-based costing (Kaplan and Anderson, Time-Driven Activity-Based Costing, 2007).

    >>> rows = Handlings(*(np.array(column) for column in ([1, 1, 2], [0, -1, 0], [1, 1, 1], [30, 5, 10])))
    >>> shared = shared_cost(rows, np.array([100.0, 20.0]))
    >>> shared.low.tolist(), shared.high.tolist(), shared.by_touch.tolist()
    ([75.0, 0.0, 25.0], [75.0, 20.0, 25.0], [True, False])
    """
    teams = len(cost)
    is_team = found.holder >= 0
    holder = found.holder[is_team]
    tickets = np.bincount(holder, minlength=teams)
    touched = np.bincount(holder, found.touch_us[is_team] > 0, teams)
    by_touch = (tickets > 0) & (touched >= LEAST_TOUCHED * tickets)
    weight = np.where(by_touch[holder], found.touch_us[is_team], found.stays[is_team]).astype(np.float64)
    low = np.zeros(len(found))
    low[is_team] = cost[holder] * weight / sums_by(holder, weight, teams)[holder]
    high = low.copy()
    loose = found.stays[~is_team]
    if len(loose):
        high[~is_team] = float(cost[tickets == 0].sum()) * loose / loose.sum()
    return SharedCost(low, high, by_touch)
