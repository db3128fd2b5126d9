"""What the open time of tickets is: queued, worked on, pending, or in a status that is not mapped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import (
    STATUS_PENDING,
    STATUS_QUEUED,
    STATUS_UNKNOWN,
    STATUS_WORKING,
    Codes,
    Columns,
    Floats,
    Ints,
    sums_by,
)


@dataclass(frozen=True, slots=True, eq=False)
class OpenTime(Columns):
    """Per place (a unit, a service): open time in microseconds by what it is; `working_us` is the touch time."""

    queued_us: Floats
    working_us: Floats
    pending_us: Floats
    unmapped_us: Floats

    @property
    def open_us(self) -> Floats:
        """All of it."""
        return self.queued_us + self.working_us + self.pending_us + self.unmapped_us

    @property
    def touch_share(self) -> Floats:
        """Touch time over open time; nan without open time."""
        whole = self.open_us
        share: Floats = np.divide(self.working_us, whole, out=np.full(len(self), np.nan), where=whole > 0)
        return share


def open_time(place: Ints, status: Codes, lasts_us: Ints, places: int) -> OpenTime:
    """Sum stretches of open time by place (0 to `places` - 1) and class of status. Source: the method, Handoffs.

    >>> found = open_time(np.array([0, 0, 1]), np.array([1, 2, 3], np.int8), np.array([30, 10, 5]), 2)
    >>> found.open_us.tolist(), found.touch_share.tolist()
    ([40.0, 5.0], [0.25, 0.0])
    """
    sums = (
        sums_by(place[status == kind], lasts_us[status == kind], places)
        for kind in (STATUS_QUEUED, STATUS_WORKING, STATUS_PENDING, STATUS_UNKNOWN)
    )
    return OpenTime(*sums)
