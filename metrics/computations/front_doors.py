"""How demand comes in: which doors a group of customers uses, and how content they are, with the doubt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Flags, Floats, Ints

IN_USE = 0.01
Z_TAIL = 0.975
WORST, BEST = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class Answers:
    """Scores from 0 to 100: how many, their mean, and Student's interval of it (95 %); None for what cannot be told."""

    count: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None


def answers(scores: Floats) -> Answers:
    """Mean +- t(0.975, n - 1) x s / sqrt(n), cut at 0 and 100; no interval for one answer.

    Those who answer are not drawn at random: the interval says what chance alone could do.
    Source: Student, The probable error of a mean, Biometrika 6 (1908).

    >>> found = answers(np.array([50.0, 75.0, 75.0, 100.0, np.nan]))
    >>> found.count, found.mean, round(found.low, 1), round(found.high, 1)
    (4, 75.0, 42.5, 100.0)
    """
    known = scores[~np.isnan(scores)]
    count = len(known)
    if count < 2:
        return Answers(count, *([float(known[0])] if count else []))
    from scipy.special import stdtrit  # importing SciPy costs more than the rest of the page

    mean = float(known.mean())
    half = float(stdtrit(count - 1, Z_TAIL)) * float(known.std(ddof=1)) / math.sqrt(count)
    return Answers(count, mean, max(WORST, mean - half), min(BEST, mean + half))


def tickets_by_door(group: Ints, door: Ints, shape: tuple[int, int]) -> Ints:
    """Count tickets by customer group (rows) and door (columns); `group` and `door` have one entry per ticket.

    >>> tickets_by_door(np.array([0, 0, 1]), np.array([0, 2, 2]), (2, 3)).tolist()
    [[1, 0, 1], [0, 0, 1]]
    """
    groups, doors = shape
    counts: Ints = np.bincount(group * doors + door, minlength=groups * doors).reshape(shape)
    return counts


def in_use(tickets: Ints, least: float = IN_USE) -> Flags:
    """Flag, row by row, the doors through which at least a share `least` of the row's tickets comes.

    >>> in_use(np.array([[99, 1, 0], [199, 1, 0]])).tolist()
    [[True, True, False], [True, False, False]]
    """
    whole = tickets.sum(axis=1, keepdims=True)
    flags: Flags = (tickets > 0) & (tickets >= least * whole)
    return flags
