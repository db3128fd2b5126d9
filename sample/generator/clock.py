"""Local time of the regions through one year, as tables by the hour: no per-event objects."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
YEAR = 2025
HOUR_S, DAY_S, WEEK_HOURS = 3_600, 86_400, 168
_START = datetime(YEAR, 1, 1, tzinfo=UTC)
START_S = int(_START.timestamp())
DAYS = 365
_MARGIN_HOURS = 24 * 60  # local years start before the UTC year, and tickets may close after it


class LocalClock:
    """One IANA zone. Instants are seconds since 1970 UTC; a local time is such a number read off the wall."""

    def __init__(self, zone: str) -> None:
        info, first = ZoneInfo(zone), _START - timedelta(hours=_MARGIN_HOURS)
        hours = range(DAYS * 24 + 2 * _MARGIN_HOURS)
        offsets = [(first + timedelta(hours=hour)).astimezone(info).utcoffset() for hour in hours]
        self._offsets_s = np.array([int(offset.total_seconds()) for offset in offsets if offset is not None])
        self._first_s = int(first.timestamp())

    def offset_s(self, at_s: Ints) -> Ints:
        """Return local time less UTC, in seconds, at each instant (beyond the table: as at its end)."""
        hour = np.clip((at_s - self._first_s) // HOUR_S, 0, len(self._offsets_s) - 1)
        return self._offsets_s[hour].astype(np.int64)

    def local_s(self, at_s: Ints) -> Ints:
        return at_s + self.offset_s(at_s)

    def instant_s(self, local_s: Ints) -> Ints:
        """Return the instant of a local time; in the hour that a change of clocks skips or repeats, one near it."""
        guess = local_s - self.offset_s(local_s)
        return local_s - self.offset_s(guess)


def hour_of_week(local_s: Ints) -> Ints:
    """Return 0 (Monday, midnight) to 167.

    >>> int(hour_of_week(np.array([0]))[0])  # 1970 began on a Thursday
    72
    """
    return (local_s // HOUR_S + 72) % WEEK_HOURS


def next_open_s(local_s: Ints, opens: int, closes: int) -> Ints:
    """Move local times outside working days' hours to the next opening, keeping minutes and seconds.

    >>> saturday_noon = np.array([2 * DAY_S + 12 * HOUR_S])
    >>> int(next_open_s(saturday_noon, 8, 18)[0]) // HOUR_S  # Monday at 8
    104
    """
    return local_s + _hours_to_opening(opens, closes)[hour_of_week(local_s)] * HOUR_S


def _hours_to_opening(opens: int, closes: int) -> Ints:
    hours = np.arange(2 * WEEK_HOURS)
    is_open = (hours % WEEK_HOURS < 120) & (hours % 24 >= opens) & (hours % 24 < closes)
    following = np.array([int(np.argmax(is_open[hour:])) for hour in range(WEEK_HOURS)])
    return following.astype(np.int64)
