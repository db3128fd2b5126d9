"""Erlang C: how many seats keep a queue's service target. Loads are in erlangs (busy hours per hour)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SMALL_POOL_SEATS = 5  # up to here the cap for small pools holds
_BISECTIONS = 60
_TOLERANCE = 1e-9  # a load equal to a threshold up to rounding needs no further seat


@dataclass(frozen=True, slots=True)
class Target:
    """`share` of the work starts within `minutes`. Raises ValueError outside 0 <= share < 1, minutes >= 0."""

    share: float
    minutes: float

    def __post_init__(self) -> None:
        if not (0 <= self.share < 1 and self.minutes >= 0):
            raise ValueError("A service target needs a share of at least 0 and below 1, and minutes of at least 0.")


def wait_probability(load_erlangs: ArrayLike, seats: ArrayLike) -> Floats:
    """Erlang C, the probability that work has to wait: B / (1 - (a / n)(1 - B)), B = Erlang B; 1 where a >= n.

    B is the Poisson probability of n over that of at most n. Arguments broadcast. Source: A. K. Erlang, 1917.

    >>> round(float(wait_probability(10, 14)), 4)
    0.1741
    """
    from scipy.special import gammaln, pdtr, xlogy

    load, count = np.broadcast_arrays(np.asarray(load_erlangs, np.float64), np.asarray(seats, np.float64))
    is_stable = load < count
    load = np.where(is_stable, load, 0.0)
    safe = np.where(is_stable, count, 1.0)
    blocking = np.exp(xlogy(safe, load) - load - gammaln(safe + 1)) / pdtr(safe, load)
    return np.where(is_stable, blocking / (1 - load / safe * (1 - blocking)), 1.0)


def service_level(load_erlangs: ArrayLike, seats: ArrayLike, handling_minutes: float, target_minutes: float) -> Floats:
    """Share of the work that starts within the target: 1 - C exp(-(n - a) t / h); 0 where a >= n.

    >>> round(float(service_level(10, 14, 3, 20 / 60)), 4)
    0.8884
    """
    free = np.maximum(np.asarray(seats, np.float64) - np.asarray(load_erlangs, np.float64), 0.0)
    return 1 - wait_probability(load_erlangs, seats) * np.exp(-free * target_minutes / handling_minutes)


def occupancy(load_erlangs: float, seats: float) -> float:
    """Share of the seats' time that is busy, a / n.

    >>> round(occupancy(10, 14), 4)
    0.7143
    """
    return load_erlangs / seats


def mean_wait(load_erlangs: float, seats: int, handling_minutes: float) -> float:
    """Mean wait of all work in minutes, C h / (n - a). Raises ValueError where the load reaches the seats.

    >>> round(mean_wait(2.55, 3, 20), 2)
    32.46
    """
    if load_erlangs >= seats:
        raise ValueError(f"{load_erlangs:g} erlangs on {seats} seats: the queue grows without end; add seats.")
    return float(wait_probability(load_erlangs, seats)) * handling_minutes / (seats - load_erlangs)


def staff_need(seat_hours_per_week: float, contract_hours: float, shrinkage: float) -> float:
    """FTE that fill so many seat-hours a week: S / (contract hours (1 - shrinkage)).

    >>> round(staff_need(168, 40, 0.30), 6)
    6.0
    """
    return seat_hours_per_week / (contract_hours * (1 - shrinkage))


@lru_cache(maxsize=4096)
def _served_loads(target: Target, handling_minutes: float, size: int) -> Floats:
    """Greatest load that n = 1 .. size seats serve within the target, by bisection (the level falls with the load)."""
    count = np.arange(1, size + 1, dtype=np.float64)
    low, high = np.zeros(size), count.copy()
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        is_met = service_level(middle, count, handling_minutes, target.minutes) >= target.share
        low, high = np.where(is_met, middle, low), np.where(is_met, high, middle)
    low.setflags(write=False)
    return low


def _table_size(peak_erlangs: float, smallest_cap: float, minimum: int) -> int:
    """Seats that suffice at the peak; a multiple of 32, so that pools of like size share one table."""
    enough = peak_erlangs / smallest_cap + 8 * math.sqrt(peak_erlangs) + minimum + 16
    return 32 * math.ceil(enough / 32)


def seat_hours(
    loads: Floats,
    hours: Floats,
    handling_minutes: float,
    target: Target,
    cap: Floats,
    small_cap: Floats,
    minimum: int = 1,
) -> Floats:
    """Seats needed, summed over the hours: [draws] from loads [draws, classes] in erlangs and hours per class.

    Seats of an hour = the fewest n with the target met, a / n <= cap (`small_cap` while n <= 5) and n >= `minimum`;
    none without load. An hour needs one seat for every n whose greatest bearable load
    T_n = min(load served within the target, cap n) it exceeds, so S = sum over n of the hours above T_n.
    Caps are arrays [draws]. Raises ValueError when no number of seats meets the target.

    >>> one = np.ones(1)
    >>> seat_hours(np.array([[2.0, 0.0]]), np.array([8.0, 16.0]), 20, Target(0.8, 15), 0.85 * one, 0.85 * one)
    array([32.])
    """
    peak = float(loads.max(initial=0.0))
    size = _table_size(peak, float(min(cap.min(), small_cap.min())), minimum)
    served = _served_loads(target, handling_minutes, size)
    bearable = np.zeros(len(loads))
    total = np.zeros(len(loads))
    for n in range(size + 1):
        if n >= max(minimum, 1):
            busiest = n * (small_cap if n <= SMALL_POOL_SEATS else cap)
            bearable = np.maximum(bearable, np.minimum(served[n - 1], busiest))
        is_short = loads > (bearable * (1 + _TOLERANCE))[:, None]
        if not is_short.any():
            return total
        total += is_short @ hours
    raise ValueError(f"No number of seats serves {peak:g} erlangs within the target; relax the share or the minutes.")


def deferrable_seat_hours(loads: Floats, hours: Floats, cap: Floats, small_cap: Floats) -> Floats:
    """Seat-hours of work that may wait for hours: S = sum a / cap, not in whole seats; shapes as `seat_hours`.

    `small_cap` holds up to 5 seats, and where `cap` alone would fall back below 5, 5 it is.

    >>> one = np.ones(1)
    >>> deferrable_seat_hours(np.array([[3.0, 8.5]]), np.array([1.0, 1.0]), 0.85 * one, 0.75 * one)
    array([14.])
    """
    small = loads / small_cap[:, None]
    needed = np.where(small <= SMALL_POOL_SEATS, small, np.maximum(loads / cap[:, None], SMALL_POOL_SEATS))
    return np.asarray(needed @ hours)


def seats(
    load_erlangs: ArrayLike,
    handling_minutes: float,
    target_share: float,
    target_minutes: float,
    cap: float = 1.0,
    minimum: int = 1,
    small_cap: float | None = None,
) -> NDArray[np.int64]:
    """Fewest seats per load: target met, occupancy at most `cap`, at least `minimum`; 0 without load. Any shape.

    `small_cap` (default: `cap`) holds up to 5 seats. Raises ValueError as `seat_hours`.

    >>> seats([0, 10], 3, 0.8, 20 / 60).tolist()
    [0, 14]
    """
    load = np.asarray(load_erlangs, np.float64)
    flat = load.reshape(-1, 1)
    caps = np.full(len(flat), cap)
    small_caps = caps if small_cap is None else np.full(len(flat), small_cap)
    target = Target(target_share, target_minutes)
    counted = seat_hours(flat, np.ones(1), handling_minutes, target, caps, small_caps, minimum)
    return counted.astype(np.int64).reshape(load.shape)
