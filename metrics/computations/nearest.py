"""Which tickets stand behind a percentile: those whose own value lies nearest to it."""

from __future__ import annotations

import numpy as np

from metrics.computations.columns import Floats, Ints


def nearest_of_each(ticket: Ints, value: Floats | Ints, figure: float, tickets: int) -> Floats:
    """Return the value of each ticket 0 .. tickets - 1 that lies nearest to the figure, of equals the smaller; nan
    for a ticket without any.

    >>> nearest_of_each(np.array([0, 0, 2]), np.array([1, 9, 4]), 6, 3).tolist()
    [9.0, nan, 4.0]
    """
    found: Floats = np.full(tickets, np.nan)
    farthest_first = np.lexsort((value, np.abs(value - figure)))[::-1]
    found[ticket[farthest_first]] = value[farthest_first]
    return found


def by_distance(value: Floats, figure: float) -> Ints:
    """Return the tickets that have a value, the nearest to the figure first, of equals the first.

    >>> by_distance(np.array([9.0, np.nan, 4.0, 7.0]), 6).tolist()
    [3, 2, 0]
    """
    known = np.flatnonzero(~np.isnan(value))
    return known[np.argsort(np.abs(value[known] - figure), kind="stable")]
