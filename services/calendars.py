"""Working time: which hours of the week are worked, in which time zone, without which holidays. Pure.

Instants are epoch microseconds UTC; what lies between two of them on a calendar is real time, so that a night shift is
an hour shorter or longer when clocks change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
DAY_MINUTES = 24 * 60
MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PERIOD = timedelta(days=366)  # how far a search for the end of a target looks at a time
MOST_PERIODS = 20
HORIZONS = (timedelta(days=60), PERIOD, MOST_PERIODS * PERIOD)  # the same for many starts at once

Span = tuple[int, int]  # minutes after local midnight: from, to (at most 1,440)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The worked spans of each weekday (0 is Monday) in local time; none on holidays.

    Raises ValueError where a span is empty, out of the day, or overlaps the one before. A shift over midnight is two
    spans: to 1,440 and from 0.

    >>> office = Calendar("Europe/Berlin", {day: ((540, 1_020),) for day in range(5)})
    >>> office.working_us(datetime(2026, 3, 6, 15, tzinfo=UTC), datetime(2026, 3, 9, 9, tzinfo=UTC)) // HOUR_US
    2
    """

    time_zone: str
    spans: Mapping[int, Sequence[Span]]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for day, spans in self.spans.items():
            ends = 0
            for start, end in spans:
                if day not in range(7) or not ends <= start < end <= DAY_MINUTES:
                    raise ValueError(f"{start} to {end} on weekday {day} is empty, out of the day, or overlaps")
                ends = end

    @classmethod
    def from_stored(
        cls, time_zone: str, spans: Mapping[str, Sequence[Sequence[int]]], holidays: Sequence[Sequence[str]]
    ) -> Calendar:
        """A calendar as it is kept in JSON: weekdays as texts, holidays as pairs of an ISO date and a name."""
        days = {int(day): tuple((start, end) for start, end in spans[day]) for day in sorted(spans)}
        return cls(time_zone, days, frozenset(date.fromisoformat(day) for day, _ in holidays))

    @property
    def works_all_week(self) -> bool:
        """Worked round the clock on every weekday."""
        return all(sum(end - start for start, end in self.spans.get(day, ())) == DAY_MINUTES for day in range(7))

    @property
    def is_always(self) -> bool:
        """Worked round the clock on all days."""
        return self.works_all_week and not self.holidays

    def working_us(self, start: datetime, end: datetime) -> int:
        """Worked microseconds between two instants; 0 where the second is not the later one."""
        if end <= start:
            return 0
        worked = self.timetable(start, end).worked_us(np.array([instant_us(start), instant_us(end)]))
        return int(worked[1] - worked[0])

    def due(self, start: datetime, target_us: int) -> datetime:
        """The first instant at which `target_us` have been worked since `start`; ValueError where nothing is worked."""
        begin = start
        for _ in range(MOST_PERIODS):
            table = self.timetable(begin, begin + PERIOD)
            within = table.worked_us(np.array([instant_us(begin), instant_us(begin + PERIOD)]))
            if target_us <= within[1] - within[0]:
                return max(begin, moment(int(table.instants_of(within[:1] + target_us)[0])))
            target_us -= int(within[1] - within[0])
            begin += PERIOD
        raise ValueError(f"The target is not reached within {MOST_PERIODS} years on a calendar that works this little")

    def dues(self, starts: Ints, target_us: int) -> Ints:
        """`due` of many instants at once."""
        if not target_us or not len(starts):
            return starts
        first, last = moment(int(starts.min())), moment(int(starts.max()))
        for horizon in HORIZONS:
            table = self.timetable(first, last + horizon)
            wanted = table.worked_us(starts) + target_us
            if wanted.max() <= table.worked_us(np.array([instant_us(last + horizon)]))[0]:
                return np.maximum(starts, table.instants_of(wanted))
        raise ValueError(f"The target is not reached within {MOST_PERIODS} years on a calendar that works this little")

    def worked_us(self, start: Ints, end: Ints) -> Ints:
        """`working_us` of many stretches at once; epoch microseconds, int64[n] each.

        One timetable spans all of them, so that a million take two searches in a few hundred worked spans a year.

        >>> office = Calendar("Europe/Berlin", {day: ((540, 1_020),) for day in range(5)})
        >>> friday = instant_us(datetime(2026, 3, 6, 15, tzinfo=UTC))
        >>> (office.worked_us(np.array([friday] * 2), friday + np.array([66, -1]) * HOUR_US) // HOUR_US).tolist()
        [2, 0]
        """
        if not len(start):
            return np.zeros(0, np.int64)
        table = self.timetable(moment(int(start.min())), moment(int(max(start.max(), end.max()))))
        worked: Ints = np.maximum(table.worked_us(end) - table.worked_us(start), 0)
        return worked

    def week_us(self, day: date) -> Ints:
        """Every minute of the week of a day, from Monday's local midnight to the next: 167 to 169 hours."""
        monday, zone = day - timedelta(days=day.weekday()), ZoneInfo(self.time_zone)
        ends = [_local_us(zone, at, 0, fold=0) for at in (monday, monday + timedelta(days=7))]
        return np.arange(ends[0], ends[1], MINUTE_US, dtype=np.int64)

    def timetable(self, start: datetime, end: datetime) -> Timetable:
        """The worked time of all days from `start` to `end`, as columns."""
        return _timetable(self, _local_day(self, start), _local_day(self, end))

    def __hash__(self) -> int:
        days = tuple((day, tuple(spans)) for day, spans in sorted(self.spans.items()))
        return hash((self.time_zone, days, self.holidays))


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """Worked stretches in order: their starts and ends (epoch microseconds), and what was worked before each."""

    start: Ints
    end: Ints
    before: Ints

    def worked_us(self, at: Ints) -> Ints:
        """What had been worked from the first day's beginning to each instant; differences are what counts."""
        if not len(self.start):
            return np.zeros(len(at), np.int64)
        place = np.searchsorted(self.start, at, side="right") - 1
        known = np.maximum(place, 0)
        within = np.clip(at - self.start[known], 0, self.end[known] - self.start[known])
        return np.where(place < 0, 0, self.before[known] + within)

    def instants_of(self, worked_us: Ints) -> Ints:
        """The first instants at which so much has been worked."""
        ends = self.before + (self.end - self.start)
        place = np.searchsorted(ends, worked_us, side="left")
        return np.asarray(self.start[place] + worked_us - self.before[place], np.int64)


@lru_cache(maxsize=256)
def _timetable(calendar: Calendar, first: date, last: date) -> Timetable:
    zone = ZoneInfo(calendar.time_zone)
    stretches: list[Span] = []
    day = first
    while day <= last:
        if day not in calendar.holidays:
            for start, end in calendar.spans.get(day.weekday(), ()):
                _add(stretches, _local_us(zone, day, start, fold=0), _local_us(zone, day, end, fold=1))
        day += timedelta(days=1)
    starts, ends = (np.array([pair[side] for pair in stretches], np.int64) for side in (0, 1))
    lengths = ends - starts
    return Timetable(starts, ends, np.cumsum(lengths) - lengths)


def _add(stretches: list[Span], start: int, end: int) -> None:
    """A stretch that begins where the last one ended goes on with it; what the changed clock leaves empty is none."""
    if end <= start:
        return
    if stretches and stretches[-1][1] == start:
        start = stretches.pop()[0]
    stretches.append((start, end))


def _local_us(zone: ZoneInfo, day: date, minutes: int, fold: int) -> int:
    """A local time as an instant: of one that the clock shows twice the `fold`-th, of one that it skips the change."""
    day, minutes = (day + timedelta(days=1), 0) if minutes == DAY_MINUTES else (day, minutes)
    local = datetime.combine(day, time(minutes // 60, minutes % 60), zone)
    early, late = (instant_us(local.replace(fold=side)) for side in (1, 0))
    if early < late:  # skipped: with the offset after the change it lies before it, with the one before it after it
        return _change_us(zone, early, late)
    return instant_us(local.replace(fold=fold))


def _change_us(zone: ZoneInfo, early: int, late: int) -> int:
    """The instant between two others at which the zone's offset changes, to the minute."""
    offset = moment(early).astimezone(zone).utcoffset()
    while late - early > MINUTE_US:
        middle = early + (late - early) // (2 * MINUTE_US) * MINUTE_US
        is_before = moment(middle).astimezone(zone).utcoffset() == offset
        early, late = (middle, late) if is_before else (early, middle)
    return late


def _local_day(calendar: Calendar, at: datetime) -> date:
    return at.astimezone(ZoneInfo(calendar.time_zone)).date()


def instant_us(at: datetime) -> int:
    """An aware moment as epoch microseconds."""
    return (at - EPOCH) // timedelta(microseconds=1)


def moment(at_us: int) -> datetime:
    """Epoch microseconds as a moment in UTC."""
    return EPOCH + timedelta(microseconds=at_us)
