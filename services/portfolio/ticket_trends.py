"""Tickets a month of each service in the first half of a log's months and in the second. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

CLEAR_ERRORS = 2.0  # a difference below so many standard errors may be chance


@dataclass(frozen=True, slots=True)
class Halves:
    """Tickets that began in the first and in the second `months` whole months; of an odd number the middle is in none.

    >>> fell = Halves(first=120, second=84, months=6)
    >>> fell.per_month, round(fell.change, 2), fell.is_clear
    ((20.0, 14.0), -0.3, True)
    >>> Halves(first=12, second=9, months=6).is_clear
    False
    """

    first: int
    second: int
    months: int

    @property
    def per_month(self) -> tuple[float, float]:
        """Tickets a month of both."""
        return self.first / self.months, self.second / self.months

    @property
    def change(self) -> float | None:
        """How the second differs from the first, as a fraction; None where the first has none."""
        return (self.second - self.first) / self.first if self.first else None

    @property
    def is_clear(self) -> bool:
        """Whether the difference is more than chance leaves: `|second - first| > 2 sqrt(first + second)`."""
        return abs(self.second - self.first) > CLEAR_ERRORS * sqrt(self.first + self.second)


def whole_months(first: date, last: date) -> list[date]:
    """The first days of the months of which a period has every day, and the day after the last of them.

    >>> [str(day) for day in whole_months(date(2026, 1, 2), date(2026, 4, 30))]
    ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01']
    >>> whole_months(date(2026, 1, 2), date(2026, 2, 27))
    []
    """
    start = first if first.day == 1 else _next_month(first)
    starts = [start]
    while _next_month(starts[-1]) - timedelta(days=1) <= last:
        starts.append(_next_month(starts[-1]))
    return starts if len(starts) > 1 else []


def ticket_halves(began_us: Ints, service: Ints, services: int, starts: Sequence[date], zone: str) -> list[Halves]:
    """Tickets of each of `services` services in both halves of the months from `starts`, as `whole_months` has them.

    `began_us` (epoch microseconds UTC) and `service` (-1: none) have a place per ticket; months begin at midnight of
    `zone`. Nothing below two months.

    >>> day = 86_400_000_000  # of January, February and March 1970
    >>> began = np.array([0, 5 * day, 40 * day, 60 * day, 61 * day, 62 * day])
    >>> months = whole_months(date(1970, 1, 1), date(1970, 3, 31))
    >>> ticket_halves(began, np.array([0, 1, 0, 0, 0, -1]), 2, months, "UTC")
    [Halves(first=1, second=2, months=1), Halves(first=1, second=0, months=1)]
    """
    months = (len(starts) - 1) // 2
    if months < 1:
        return []
    bounds = [_midnight_us(day, zone) for day in (starts[0], starts[months], starts[-1 - months], starts[-1])]
    counts = [
        np.bincount(service[(began_us >= begin) & (began_us < end) & (service >= 0)], minlength=services)
        for begin, end in (bounds[:2], bounds[2:])
    ]
    return [Halves(int(one), int(other), months) for one, other in zip(*counts, strict=True)]


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _midnight_us(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp()) * 1_000_000
