"""Where a policy would have sent tickets, held against the function that solved them."""

from __future__ import annotations

import numpy as np

from metrics.computations.columns import Ints

CODES = 11  # functions 1 to 10; 0 is nobody, or unknown


def confusion(routed: Ints, solved: Ints) -> Ints:
    """Return the tickets by the function of the policy (rows) and the one that solved them (columns): int64[11, 11].

    Row 0: no rule takes the ticket; column 0: the function of its last group is unknown. Source: the method, Routing.

    >>> table = confusion(np.array([5, 5, 0]), np.array([5, 7, 8]))
    >>> int(table[5, 5]), int(table[5, 7]), int(table[0, 8])
    (1, 1, 1)
    """
    return np.bincount(routed * CODES + solved, minlength=CODES * CODES).reshape(CODES, CODES)


def agreement(table: Ints) -> tuple[int, int]:
    """Return the tickets on which policy and history name the same function, and those for which both name one.

    >>> agreement(confusion(np.array([5, 5, 0]), np.array([5, 7, 8])))
    (1, 2)
    """
    known = table[1:, 1:]
    return int(np.trace(known)), int(known.sum())
