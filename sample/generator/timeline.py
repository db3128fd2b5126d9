"""From ways to events: who had the ticket when, and in which state."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sample.generator.clock import DAY_S, Ints, LocalClock, next_open_s
from sample.generator.demand import LOG_END_S, Demand
from sample.generator.groups import BOTTLENECK_TEAM, Groups
from sample.generator.teams import REGION_TIME_ZONES

STATES = ("New", "Assigned", "In Progress", "Awaiting Info", "Resolved", "Closed", "Reopened")
NEW, ASSIGNED, WORKING, PENDING, RESOLVED, CLOSED, REOPENED = range(len(STATES))
MEANING_OF_STATE = {
    "New": "queued",
    "Assigned": "queued",
    "Reopened": "queued",
    "In Progress": "working",
    "Awaiting Info": "pending",
    "Resolved": "closed",
    "Closed": "closed",
}
_MINUTE_S = 60
# By level of the group (0 unknown): median minutes in the queue, of work; local working hours of levels 2 and 3.
_QUEUE_MIN, _WORK_MIN = np.array([30.0, 14.0, 95.0, 230.0]), np.array([90.0, 16.0, 55.0, 130.0])
_PRIORITY_WAIT = np.array([0.12, 0.45, 1.0, 1.7])
_BOTTLENECK_WAIT = 9.0
_OPENS, _CLOSES = 8, 18
_PASSED_ON, _WAITS_FOR_INFO, _OTHER_PERSON, _RESOLVED_TOO_EARLY, _GROUP_MISSING = 0.20, 0.10, 0.18, 0.02, 0.02
_EVENTS_PER_STEP = 8


@dataclass(frozen=True, slots=True)
class Events:
    """Columns of the log, ordered by ticket and step; group and person are -1 where the log is silent, `person` counts
    through all groups; `sequence` starts at 1 in each ticket."""

    ticket: Ints
    at_s: Ints
    group: Ints
    person: Ints
    state: Ints
    sequence: Ints


def timeline(tickets: Demand, paths: Ints, groups: Groups, rng: np.random.Generator) -> Events:
    """Walk all tickets one step at a time; what would happen after the log's end is not in it."""
    return _Walk(tickets, paths, groups, rng).events()


class _Walk:
    def __init__(self, tickets: Demand, paths: Ints, groups: Groups, rng: np.random.Generator) -> None:
        self._tickets, self._paths, self._groups, self._rng = tickets, paths, groups, rng
        self._now_s = tickets.opened_s.copy()
        self._reopens = np.zeros(len(paths), dtype=bool)
        self._clocks = [LocalClock(zone) for zone in REGION_TIME_ZONES.values()]
        self._first_person = np.concatenate(([0], np.cumsum(groups.persons)[:-1]))
        self._blocks: list[tuple[Ints, ...]] = []

    def events(self) -> Events:
        for step in range(self._paths.shape[1]):
            active = np.flatnonzero(self._paths[:, step] >= 0)
            if len(active):
                self._take_step(step, active)
        ticket, order, at_s, group, person, state = (np.concatenate(parts) for parts in zip(*self._blocks, strict=True))
        kept = np.flatnonzero(at_s < LOG_END_S)
        kept = kept[np.lexsort((order[kept], ticket[kept]))]
        sequence = _positions_in_runs(ticket[kept])
        silent = (self._rng.random(len(kept)) < _GROUP_MISSING) & (state[kept] == PENDING)
        return Events(ticket[kept], at_s[kept], np.where(silent, -1, group[kept]), person[kept], state[kept], sequence)

    def _take_step(self, step: int, active: Ints) -> None:
        """Queue, perhaps work and wait for information, then close or hand over."""
        group = self._paths[active, step]
        is_last = ~self._continues(step, active)
        self._emit(step, 0, active, np.where(self._reopens[active], REOPENED, NEW if step == 0 else ASSIGNED))
        starts_s = self._later(active, group, self._queue_min(active, group))
        works = is_last | (self._rng.random(len(active)) >= _PASSED_ON)
        person = self._person(group)
        self._now_s[active] = starts_s
        self._emit(step, 1, active[works], WORKING, person[works])
        self._wait_for_info(step, active[works], group[works], person[works])
        self._now_s[active] = self._later(active, group, self._draw_min(_WORK_MIN[self._groups.level[group]]))
        resolves = is_last | (works & (self._rng.random(len(active)) < _RESOLVED_TOO_EARLY))
        self._reopens[active] = resolves & ~is_last
        self._emit(step, 5, active[resolves], RESOLVED, person[resolves])
        self._close(step, active[is_last], person[is_last])
        self._now_s[active] += self._rng.integers(0, 4 * _MINUTE_S, len(active))

    def _wait_for_info(self, step: int, active: Ints, group: Ints, person: Ints) -> None:
        waits = self._rng.random(len(active)) < _WAITS_FOR_INFO
        active, group, person = active[waits], group[waits], person[waits]
        self._now_s[active] = self._later(active, group, self._draw_min(_WORK_MIN[self._groups.level[group]] / 2))
        self._emit(step, 2, active, PENDING, person)
        self._now_s[active] = self._later(active, group, self._draw_min(np.full(len(active), 300.0)))
        other = self._rng.random(len(active)) < _OTHER_PERSON
        self._emit(step, 3, active, WORKING, np.where(other, self._person(group), person))

    def _close(self, step: int, active: Ints, person: Ints) -> None:
        self._now_s[active] += self._rng.integers(DAY_S // 2, 5 * DAY_S, len(active))
        self._emit(step, 6, active, CLOSED, person)

    def _emit(self, step: int, place: int, active: Ints, state: Ints | int, person: Ints | None = None) -> None:
        """Note one event for each active ticket, now; without a person it lies in the group's queue."""
        silent = np.full(len(active), -1)
        order = np.full(len(active), step * _EVENTS_PER_STEP + place)
        states = np.broadcast_to(np.asarray(state), len(active))
        group = self._paths[active, step]
        holder = silent if person is None else person
        self._blocks.append((active, order, self._now_s[active], group, holder, states))

    def _continues(self, step: int, active: Ints) -> npt.NDArray[np.bool_]:
        if step + 1 == self._paths.shape[1]:
            return np.zeros(len(active), dtype=bool)
        return np.asarray(self._paths[active, step + 1] >= 0)

    def _queue_min(self, active: Ints, group: Ints) -> npt.NDArray[np.float64]:
        slow = np.where(group == self._groups.teams.index(BOTTLENECK_TEAM), _BOTTLENECK_WAIT, 1.0)
        priority = _PRIORITY_WAIT[self._tickets.priority[active] - 1]
        return self._draw_min(_QUEUE_MIN[self._groups.level[group]] * priority * slow)

    def _draw_min(self, median_min: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray(median_min * self._rng.lognormal(0.0, 0.9, len(median_min)))

    def _later(self, active: Ints, group: Ints, minutes: npt.NDArray[np.float64]) -> Ints:
        """Return now plus minutes; levels 2 and 3 go on in the morning, except for priority 1."""
        then_s = self._now_s[active] + (minutes * _MINUTE_S).astype(np.int64) + 1
        by_day = (self._groups.level[group] >= 2) & (self._tickets.priority[active] > 1)
        for region, clock in enumerate(self._clocks):
            here = np.flatnonzero(by_day & (self._groups.region[group] == region))
            then_s[here] = clock.instant_s(next_open_s(clock.local_s(then_s[here]), _OPENS, _CLOSES))
        return then_s

    def _person(self, group: Ints) -> Ints:
        return self._first_person[group] + self._rng.integers(0, self._groups.persons[group])


def _positions_in_runs(values: Ints) -> Ints:
    """Return 1, 2, 3 ... inside every run of equal values.

    >>> _positions_in_runs(np.array([4, 4, 9])).tolist()
    [1, 2, 1]
    """
    places = np.arange(len(values))
    starts = np.where(np.concatenate(([True], values[1:] != values[:-1])), places, 0)
    return np.asarray(places - np.maximum.accumulate(starts) + 1)
