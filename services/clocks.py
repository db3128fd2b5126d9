"""Working time of groups that work by different calendars. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.calendars import Calendar

Ints = npt.NDArray[np.int64]
OF_LOG = 0  # the calendar of the log comes first


@dataclass(frozen=True, slots=True)
class Clocks:
    """The calendars by which the groups of a log work; equal ones count alike.

    `calendars`: that of the log first, on which whole tickets, and groups without a calendar of their own, are counted.
    `of_group`: the id of each group that has its own, with the place of its calendar. `names` are those of `calendars`.
    """

    calendars: tuple[Calendar, ...]
    of_group: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ("the calendar of the log",)

    @property
    def of_log(self) -> Calendar:
        """The calendar of the log."""
        return self.calendars[OF_LOG]

    def places(self, group_ids: Ints) -> Ints:
        """The place of each group's calendar, and a last one for no group (-1): the log's; int64[groups + 1].

        >>> always = Calendar("UTC", {day: ((0, 1_440),) for day in range(7)})
        >>> Clocks((always, always), ((7, 1),)).places(np.array([5, 7])).tolist()
        [0, 1, 0]
        """
        own = dict(self.of_group)
        return np.array([*(own.get(pk, OF_LOG) for pk in group_ids.tolist()), OF_LOG], np.int64)

    def worked_us(self, start: Ints, end: Ints, place: Ints) -> Ints:
        """Worked microseconds of many stretches, each on the calendar at its place; int64[n] each.

        One pass for each calendar over the stretches that are counted on it.

        >>> london, tokyo = (Calendar(zone, {day: ((0, 720),) for day in range(7)}) for zone in ("UTC", "Asia/Tokyo"))
        >>> start, end = np.zeros(2, np.int64), np.full(2, 12 * 3_600_000_000)
        >>> (Clocks((london, tokyo)).worked_us(start, end, np.array([0, 1])) // 3_600_000_000).tolist()
        [12, 3]
        """
        used = np.flatnonzero(np.bincount(place, minlength=len(self.calendars)))
        if len(used) == 1:
            return self.calendars[int(used[0])].worked_us(start, end)
        worked = np.zeros(len(start), np.int64)
        for number in used.tolist():
            rows = np.flatnonzero(place == number)
            worked[rows] = self.calendars[number].worked_us(start[rows], end[rows])
        return worked


@dataclass(frozen=True, slots=True)
class NamedClocks:
    """The clocks of groups by name: the place of each that has a calendar of its own."""

    clocks: Clocks
    of_name: Mapping[str, int]

    def worked_us(self, start: Ints, end: Ints, groups: Sequence[str]) -> Ints:
        """Worked microseconds of each stretch, by the group of this name; "" is none, and the log's calendar counts."""
        return self.clocks.worked_us(
            start, end, np.array([self.of_name.get(name, OF_LOG) for name in groups], np.int64)
        )
