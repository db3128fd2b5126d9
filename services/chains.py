"""Whether the times of a service's steps fit in the time that its customers are promised. Pure.

The steps follow one another: each begins when the one before has ended, and ends when its own target has been worked on
its own calendar. What counts is the time that runs on the promise's calendar from the start to the last end; while that
calendar rests, nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from services.calendars import MINUTE_US, Calendar, moment

OWN, RESOLVE = "own", "resolve"
MEASURES = (OWN, RESOLVE)
# minutes to own and to resolve, None where the agreement states none
Times = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement as the arithmetic reads it; `targets` by folded priority, "" for all that are not named."""

    key: str
    name: str
    kind: str
    calendar: Calendar
    targets: Mapping[str, Times]

    def __hash__(self) -> int:
        return hash((self.key, self.calendar))

    def minutes(self, priority: str, measure: str) -> int | None:
        """The target for a priority, None where there is none."""
        times = self.targets.get(priority, self.targets.get("", (None, None)))
        return times[MEASURES.index(measure)]


class NeverDone(ValueError):
    """A step whose calendar works too little ever to reach its target."""

    def __init__(self, step: Promise) -> None:
        super().__init__(f"{step.name} never reaches its target on its calendar")
        self.step = step


@dataclass(frozen=True, slots=True)
class Link:
    """A step at the worst start: when it begins and ends, and the promised time that has run by its end."""

    promise: Promise
    minutes: int
    begins: datetime
    ends: datetime
    used_us: int


@dataclass(frozen=True, slots=True)
class WorstCase:
    """The start in a week from which the chain uses most of the promised time; the earliest of several."""

    start: datetime
    target_us: int
    links: tuple[Link, ...]

    @property
    def used_us(self) -> int:
        """What runs on the promise's calendar until the last step has ended."""
        return self.links[-1].used_us

    @property
    def over_us(self) -> int:
        """How much more than promised that is; 0 where it fits."""
        return max(0, self.used_us - self.target_us)

    @property
    def breaking(self) -> Link | None:
        """The first step at whose end more time has run than was promised."""
        return next((link for link in self.links if link.used_us > self.target_us), None)


@dataclass(frozen=True, slots=True)
class Check:
    """One priority and measure of a promise: the worst case, or the step (`lacks`) that states no time for it."""

    priority: str
    measure: str
    minutes: int
    worst: WorstCase | None
    lacks: Promise | None = None
    reason: str = ""

    @property
    def culprit(self) -> Promise | None:
        """The agreement that breaks the chain."""
        broken = self.worst.breaking if self.worst else None
        return broken.promise if broken else self.lacks


def checks_of(promise: Promise, steps: Sequence[Promise], week: date) -> list[Check]:
    """Each target of a promise against its steps, in the week of a day; nothing without steps.

    The time to own has to hold the time to own of the first step; the time to resolve, those to resolve of all steps
    one after the other. Priorities are those that any of the agreements names.
    """
    if not steps:
        return []
    named = dict.fromkeys(key for one in (promise, *steps) for key in one.targets)
    found = []
    for priority in named:
        for measure in MEASURES:
            minutes = promise.minutes(priority, measure)
            if minutes is not None:
                found.append(_check(promise, steps[:1] if measure == OWN else steps, priority, measure, minutes, week))
    return found


def _check(promise: Promise, steps: Sequence[Promise], priority: str, measure: str, minutes: int, week: date) -> Check:
    times = [step.minutes(priority, measure) for step in steps]
    if None in times:
        return Check(priority, measure, minutes, None, steps[times.index(None)], "states no time for this priority")
    known = [(step, time) for step, time in zip(steps, times, strict=True) if time is not None]
    try:
        return Check(priority, measure, minutes, worst_case(promise.calendar, minutes, known, week))
    except NeverDone as never:
        return Check(priority, measure, minutes, None, never.step, "has a calendar that works too little for its time")


def worst_case(calendar: Calendar, minutes: int, steps: Sequence[tuple[Promise, int]], week: date) -> WorstCase:
    """The start of a week (Monday to Sunday in the calendar's zone) from which the steps use most of the time.

    Calendars, targets and offsets of zones are whole minutes, so that within a minute the time used rises or falls in
    a line and jumps just after a whole minute only (a start one instant later waits for the next opening). The largest
    is therefore at a whole minute or the microsecond after one: all of them are tried. NeverDone where a step's
    calendar works too little ever to reach its target.

    >>> from services.calendars import Calendar
    >>> office = Calendar("UTC", {day: ((540, 1_020),) for day in range(5)})
    >>> desk = Promise("1", "Desk", "OLA", office, {"": (None, 120)})
    >>> always = Calendar("UTC", {day: ((0, 1_440),) for day in range(7)})
    >>> worst_case(always, 240, [(desk, 120)], date(2026, 3, 4)).used_us // 3_600_000_000  # from Friday 15:00 on
    66
    """
    course = _worst(calendar, tuple(steps), week)
    links = tuple(
        Link(step, time, moment(begins), moment(ends), used)
        for (step, time), (begins, ends, used) in zip(steps, course, strict=True)
    )
    return WorstCase(links[0].begins, minutes * MINUTE_US, links)


@lru_cache(maxsize=4_096)
def _worst(calendar: Calendar, steps: tuple[tuple[Promise, int], ...], week: date) -> tuple[tuple[int, int, int], ...]:
    """Per step its begin, its end and the time used by then, at the worst start."""
    whole = calendar.week_us(week)
    starts = np.sort(np.concatenate([whole, whole + 1]))
    reached = [starts]
    for step, minutes in steps:
        try:
            reached.append(step.calendar.dues(reached[-1], minutes * MINUTE_US))
        except ValueError as error:
            raise NeverDone(step) from error
    table = calendar.timetable(moment(int(starts[0])), moment(int(reached[-1].max())))
    before = table.worked_us(starts)
    place = int(np.argmax(table.worked_us(reached[-1]) - before))
    at = np.array([instants[place] for instants in reached], np.int64)
    used = table.worked_us(at) - before[place]
    return tuple((int(at[n]), int(at[n + 1]), int(used[n + 1])) for n in range(len(steps)))
