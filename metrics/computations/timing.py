"""When a saving comes: ramp, one-off cost, payback, present value. Month 1 follows approval; 36 months are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MONTHS = 36
YEAR = 12


@dataclass(frozen=True, slots=True)
class Wave:
    """A `share` of the saving that starts in month `start` (1 or later). Raises ValueError outside these bounds."""

    start: int
    share: float = 1.0

    def __post_init__(self) -> None:
        if self.start < 1 or not 0 <= self.share <= 1:
            raise ValueError("A wave needs a start month of at least 1 and a share from 0 to 1.")


@dataclass(frozen=True, eq=False)
class Course:
    """What a saving gives over time, one value per draw; money in minor units."""

    in_year_gross: Floats  # saved in months 1 to 12
    in_year_net: Floats  # less the one-off cost of these months
    payback_month: Floats  # first month from which the cumulative net stays >= 0; not a number: not within 36 months
    net_36: Floats
    npv: Floats
    run_rate_12: Floats  # yearly saving at the rate reached in month 12
    reached_month: Floats  # first month at that rate


def capture(start: int, ramp_months: ArrayLike) -> Floats:
    """Share of the run-rate captured in months 1 .. 36: min(1, (k - s + 1) / R), 0 before s; [draws, 36].

    Raises ValueError for a ramp that is not positive.

    >>> capture(4, 6.0)[0, 2:5].round(4).tolist()
    [0.0, 0.1667, 0.3333]
    """
    ramp = np.atleast_1d(np.asarray(ramp_months, np.float64))
    if (ramp <= 0).any():
        raise ValueError("A ramp must last longer than 0 months.")
    return np.clip((np.arange(1, MONTHS + 1) - start + 1) / ramp[:, None], 0.0, 1.0)


def captured(
    waves: Sequence[Wave], ramp_months: ArrayLike, share_by_month_12: ArrayLike, start: int = 1
) -> tuple[Floats, Floats]:
    """Captured share of the run-rate [draws, 36] and share of the one-off cost per month [36].

    A wave's one-off cost falls in its first month. Without a roadmap one wave starts in month `start` and its capture
    is multiplied by the share reached by month 12. Raises ValueError for waves that share out more than the whole.

    >>> captured((), 6.0, 0.7)[0][0, [0, 11]].round(4).tolist()
    [0.1167, 0.7]
    >>> captured((), 6.0, 0.7, start=4)[0][0, [2, 3, 11]].round(4).tolist()
    [0.0, 0.1167, 0.7]
    """
    if sum(wave.share for wave in waves) > 1 + 1e-9:
        raise ValueError("The waves' shares add up to more than 1; reduce them.")
    reached = np.ones(1) if waves else np.atleast_1d(np.asarray(share_by_month_12, np.float64))
    share, costs = np.zeros((1, MONTHS)), np.zeros(MONTHS)
    for wave in waves or (Wave(start),):
        share = share + wave.share * capture(wave.start, ramp_months)
        if wave.start <= MONTHS:
            costs[wave.start - 1] += wave.share
    return share * reached[:, None], costs


def payback_month(net: Floats) -> Floats:
    """First month from which the cumulative net stays >= 0, per draw of net [draws, months]; NaN if it never does.

    >>> payback_month(np.array([[-10.0, 5.0, 5.0], [-10.0, 1.0, 1.0]]))
    array([ 3., nan])
    """
    # Sums of months that cancel leave crumbs; a cent in a billion is no debt.
    is_owed = np.cumsum(net, axis=1) < -1e-9 * np.abs(net).sum(axis=1, keepdims=True)
    months_owed = np.where(is_owed, np.arange(1, net.shape[1] + 1), 0).max(axis=1)
    return np.where(months_owed == net.shape[1], np.nan, months_owed + 1.0)


def present_value(net: Floats, yearly_rate: ArrayLike) -> Floats:
    """Sum of flows at months' ends, discounted at (1 + r)^(1/12) - 1 a month; [draws] from [draws, months].

    >>> present_value(np.array([[0.0] * 11 + [108.0]]), 0.08).round(6)
    array([100.])
    """
    rate = np.atleast_1d(np.asarray(yearly_rate, np.float64))[:, None]
    factors = (1 + rate) ** (-np.arange(1, net.shape[1] + 1) / YEAR)
    return np.asarray((net * factors).sum(axis=1))


def course(yearly: ArrayLike, captured_share: Floats, one_off: ArrayLike, yearly_rate: ArrayLike) -> Course:
    """The course of a yearly saving [draws] under a captured share [draws, 36] and one-off cost [draws, 36].

    Worked example: 1,200 a year from month 1, ramp 6, 300 in months 1 to 3, 8 %.

    >>> paid = np.r_[[300.0] * 3, [0.0] * 33]
    >>> result = course(1200.0, capture(1, 6.0), paid, 0.08)
    >>> float(result.in_year_gross[0]), float(result.payback_month[0]), round(float(result.npv[0]), 1)
    (950.0, 12.0, 2069.5)
    """
    run_rate = np.atleast_1d(np.asarray(yearly, np.float64))[:, None] * captured_share
    gross, cost = np.broadcast_arrays(run_rate / YEAR, np.atleast_2d(np.asarray(one_off, np.float64)))
    net = gross - cost
    is_reached = captured_share >= captured_share[:, YEAR - 1 : YEAR] * (1 - 1e-12)
    return Course(
        in_year_gross=gross[:, :YEAR].sum(axis=1),
        in_year_net=net[:, :YEAR].sum(axis=1),
        payback_month=payback_month(net),
        net_36=net.sum(axis=1),
        npv=present_value(net, yearly_rate),
        run_rate_12=run_rate[:, YEAR - 1],
        reached_month=np.broadcast_to(is_reached.argmax(axis=1) + 1.0, len(net)),
    )
