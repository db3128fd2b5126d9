"""Remote resolution: tickets closed without physical touch, of the closed ones that a user could have come with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Flags

BAND = (0.80, 0.85)


@dataclass(frozen=True, slots=True)
class RemoteResolution:
    """Closed tickets whose nature allows a user contact, in three parts that add up to them.

    `without`: closed without physical touch; `touched`: with it; `unknown`: nobody can tell.
    """

    without: int
    touched: int
    unknown: int

    @property
    def asked(self) -> int:
        """All of them."""
        return self.without + self.touched + self.unknown

    @property
    def rate(self) -> float | None:
        """Without touch, of those whose touch is known.

        >>> RemoteResolution(without=8, touched=2, unknown=10).rate
        0.8
        """
        known = self.without + self.touched
        return self.without / known if known else None

    @property
    def low(self) -> float | None:
        """The rate if every unknown ticket was touched."""
        return self.without / self.asked if self.asked else None

    @property
    def high(self) -> float | None:
        """The rate if no unknown ticket was.

        >>> found = RemoteResolution(without=8, touched=2, unknown=10)
        >>> found.low, found.high
        (0.4, 0.9)
        """
        return (self.without + self.unknown) / self.asked if self.asked else None

    @property
    def is_certain(self) -> bool:
        """Whether the unknown tickets cannot move the rate across an end of the band.

        >>> [RemoteResolution(79, 20, unknown).is_certain for unknown in (0, 1, 10)]
        [True, False, False]
        """
        return self.low is not None and self.high is not None and standing(self.low) == standing(self.high)


def remote_resolution(is_asked: Flags, is_without: Flags, is_touched: Flags) -> RemoteResolution:
    """Count the tickets asked about; those that are flagged neither way are unknown.

    >>> asked, without, touched = (np.array(flags) for flags in ([1, 1, 1, 0], [1, 0, 0, 1], [0, 1, 0, 0]))
    >>> remote_resolution(asked == 1, without == 1, touched == 1)
    RemoteResolution(without=1, touched=1, unknown=1)
    """
    without, touched = (int(np.count_nonzero(is_asked & flags)) for flags in (is_without, is_touched))
    return RemoteResolution(without, touched, int(np.count_nonzero(is_asked)) - without - touched)


def standing(rate: float) -> str:
    """Where a rate stands to the band of 80 to 85 %, whose ends are inside.

    >>> [standing(rate) for rate in (0.79, 0.80, 0.85, 0.86)]
    ['below', 'inside', 'inside', 'above']
    """
    low, high = BAND
    if rate < low:
        return "below"
    return "inside" if rate <= high else "above"
