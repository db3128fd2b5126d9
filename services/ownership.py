"""Who owns services from end to end: exactly one is right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ownership:
    """Counts of services by how many say to own them."""

    services: int
    gaps: int
    disputes: int

    @property
    def share(self) -> float | None:
        """The share with exactly one owner; None without services."""
        return (self.services - self.gaps - self.disputes) / self.services if self.services else None


def ownership(owners: Sequence[int]) -> Ownership:
    """Counts over services, each given by the number of its owners.

    >>> found = ownership([1, 1, 0, 2, 3])
    >>> found.gaps, found.disputes, found.share
    (1, 2, 0.4)
    """
    return Ownership(len(owners), sum(count == 0 for count in owners), sum(count > 1 for count in owners))
