"""The course that a meter is to take from its baseline to its target, and where it stands against it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Flags, Floats, Ints

REACHED, ON_COURSE, BEHIND, UNKNOWN = "reached", "on course", "behind", "unknown"


@dataclass(frozen=True, slots=True)
class Aim:
    """From where to where: the baseline's value (None where unknown), its last month, the target and its month.

    Months are counted (see `month_number`).
    """

    baseline: float | None
    baseline_to: int
    target: float
    target_month: int

    @property
    def is_rise(self) -> bool:
        """Whether more is better here: the target lies above the baseline."""
        return self.baseline is not None and self.target >= self.baseline


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Per period: the value (nan where there is none) and how many tickets or handoffs it rests on."""

    value: Floats
    base: Ints


def month_number(month: int) -> int:
    """Count a month (yyyymm) from the year 0.

    >>> month_number(201301) - month_number(201212)
    1
    """
    return month // 100 * 12 + month % 100 - 1


def month_code(number: int) -> int:
    """The month (yyyymm) of a number.

    >>> month_code(month_number(201212) + 1)
    201301
    """
    return number // 12 * 100 + number % 12 + 1


def course(aim: Aim, month: int) -> float:
    """Return what a meter is to show in a month (counted): the baseline until its end, from there straight to the
    target, and the target from its month on. Without a known baseline it is the target at all times.

    >>> aim = Aim(0.6, 10, 0.7, 20)
    >>> [round(course(aim, month), 2) for month in (5, 10, 15, 20, 25)]
    [0.6, 0.6, 0.65, 0.7, 0.7]
    """
    if aim.baseline is None or month >= aim.target_month:
        return aim.target
    way = max(month - aim.baseline_to, 0) / (aim.target_month - aim.baseline_to)
    return aim.baseline + way * (aim.target - aim.baseline)


def standing(aim: Aim, value: float | None, month: int) -> str:
    """Return where a value of a month (counted) stands: target reached, on the course or better, behind it, unknown.

    >>> aim = Aim(0.6, 10, 0.7, 20)
    >>> [standing(aim, value, 15) for value in (0.72, 0.66, 0.61, None)]
    ['reached', 'on course', 'behind', 'unknown']
    >>> standing(Aim(5.0, 10, 3.0, 20), 4.5, 15)
    'behind'
    """
    if value is None or aim.baseline is None:
        return UNKNOWN
    sign = 1.0 if aim.is_rise else -1.0
    if sign * (value - aim.target) >= 0:
        return REACHED
    return ON_COURSE if sign * (value - course(aim, month)) >= 0 else BEHIND


def way_gone(aim: Aim, value: float | None) -> float | None:
    """Return the part of the way from baseline to target that a value has gone; None where there is no way to go.

    >>> way_gone(Aim(0.6, 10, 0.7, 20), 0.65), way_gone(Aim(0.6, 10, 0.6, 20), 0.65)
    (0.5, None)
    """
    if value is None or aim.baseline is None or aim.target == aim.baseline:
        return None
    return round((value - aim.baseline) / (aim.target - aim.baseline), 9)


def tickets_by_period(month: Ints, of_month: Ints, ticket: Ints, flags: Flags, periods: int) -> tuple[Ints, Ints]:
    """Return, per period 0 .. periods - 1, the tickets with an event in each of its months, and those of them flagged.

    `month` (0, 1, ...; below 0 none) and `ticket` are per event, `of_month` is the period of each month (below 0 none),
    `flags` are per ticket. A ticket counts once in each month, so that a period of many months stands beside single
    ones: it would otherwise count the long tickets less.

    >>> one_ticket = np.array([0, 0, 0, 1]), np.array([True, True])
    >>> counts = tickets_by_period(np.array([0, 0, 1, -1]), np.array([0, 0]), *one_ticket, 1)
    >>> [count.tolist() for count in counts]
    [[2], [2]]
    """
    is_in = month >= 0
    span = max(len(flags), 1)
    pairs = np.unique(month[is_in] * span + ticket[is_in])
    period, of_ticket = of_month[pairs // span], pairs % span
    every = np.bincount(period[period >= 0], minlength=periods)
    return every, np.bincount(period[(period >= 0) & flags[of_ticket]], minlength=periods)


def ratio(part: Ints | Floats, whole: Ints | Floats) -> Floats:
    """Return part over whole, nan where the whole is 0.

    >>> ratio(np.array([1, 0]), np.array([4, 0])).tolist()
    [0.25, nan]
    """
    found: Floats = np.full(len(whole), np.nan)
    np.divide(part, whole, out=found, where=np.asarray(whole) > 0)
    return found
