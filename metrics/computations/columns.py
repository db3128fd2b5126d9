"""The columns of a ticket log that the computations read, and what all column sets share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

STATUS_UNKNOWN, STATUS_QUEUED, STATUS_WORKING, STATUS_PENDING, STATUS_CLOSED = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Named one-dimensional arrays of one length; a row is the same place in each of them."""

    def __post_init__(self) -> None:
        shapes = {field.name: getattr(self, field.name).shape for field in fields(self)}
        if len(set(shapes.values())) != 1 or any(len(shape) != 1 for shape in shapes.values()):
            raise ValueError(f"{type(self).__name__} needs one-dimensional columns of one length, not {shapes}.")

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def select(self, mask: Flags) -> Self:
        """Return the rows where `mask` (bool[n], one entry per row) is true, in their order."""
        if mask.dtype != np.bool_ or mask.shape != (len(self),):
            raise ValueError(f"A mask needs {len(self)} booleans, not {mask.dtype}{list(mask.shape)}.")
        return type(self)(**{field.name: getattr(self, field.name)[mask] for field in fields(self)})


@dataclass(frozen=True, slots=True, eq=False)
class TicketBounds(Columns):
    """Per ticket, by number: the rows of its first and its last event."""

    ticket: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True, eq=False)
class EventColumns(Columns):
    """Events of a log, sorted by ticket, instant, sequence and line; int64[n], the status int8[n].

    `at` is in epoch microseconds UTC, `group` and `person` are -1 where the log names none.
    Raises TypeError for another dtype, ValueError for unequal lengths or rows out of order.

    >>> one = EventColumns.in_log_order(ticket=[7, 7], at=[20, 10], group=[1, 0], person=[-1, -1], status=[4, 2])
    >>> one.at.tolist(), one.group.tolist()
    ([10, 20], [0, 1])
    """

    ticket: Ints
    at: Ints
    group: Ints
    person: Ints
    status: Codes

    def __post_init__(self) -> None:
        for field in fields(self):
            dtype, wanted = getattr(self, field.name).dtype, "int8" if field.name == "status" else "int64"
            if dtype != wanted:
                raise TypeError(f"The event column {field.name} must be {wanted}, not {dtype}.")
        Columns.__post_init__(self)
        same_ticket = self.ticket[1:] == self.ticket[:-1]
        if (self.ticket[1:] < self.ticket[:-1]).any() or ((self.at[1:] < self.at[:-1]) & same_ticket).any():
            raise ValueError("Events must be sorted by ticket and instant: build them with EventColumns.in_log_order.")

    @classmethod
    def in_log_order(
        cls,
        ticket: npt.ArrayLike,
        at: npt.ArrayLike,
        group: npt.ArrayLike,
        person: npt.ArrayLike,
        status: npt.ArrayLike,
        sequence: npt.ArrayLike | None = None,
    ) -> Self:
        """Sort rows given in the order of the file's lines: ticket, instant, `sequence` if there is one, line."""
        by = [np.asarray(column, np.int64) for column in (sequence, at, ticket) if column is not None]
        order = np.lexsort(by)
        ints = [np.asarray(column, np.int64)[order] for column in (ticket, at, group, person)]
        return cls(ints[0], ints[1], ints[2], ints[3], np.asarray(status, np.int8)[order])

    @property
    def without_group(self) -> int:
        """Number of events that name no group."""
        return int(np.count_nonzero(self.group < 0))

    def with_group(self) -> Self:
        """Return the events that name a group: the others leave before neighbours are compared."""
        return self.select(self.group >= 0) if self.without_group else self

    def ticket_bounds(self) -> TicketBounds:
        """Return the first and last row of every ticket.

        >>> log = EventColumns.in_log_order([3, 3, 5], [0, 9, 4], [1, 1, 1], [-1] * 3, [0] * 3)
        >>> bounds = log.ticket_bounds()
        >>> bounds.ticket.tolist(), (log.at[bounds.last] - log.at[bounds.first]).tolist()
        ([3, 5], [9, 0])
        """
        starts = np.ones(len(self), np.bool_)
        np.not_equal(self.ticket[1:], self.ticket[:-1], out=starts[1:])
        first = np.flatnonzero(starts)
        return TicketBounds(self.ticket[first], first, np.append(first[1:], len(self))[: len(first)] - 1)


def sums_by(place: Ints, amount: npt.NDArray[np.int64] | Floats, size: int) -> Floats:
    """Return the sum of `amount` at each place 0 .. size - 1 (float64[size]), added in the order of the rows.

    >>> sums_by(np.array([0, 2, 2]), np.array([1.5, 2.0, 1.0]), 3).tolist()
    [1.5, 0.0, 3.0]
    """
    return np.asarray(np.bincount(place, amount, size), np.float64)
