"""What an offering costs: labour placed on it and other cost, over its units."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferingCost:
    """Money of a year and of one unit, in minor units; None where it is unknown."""

    labour: float | None
    year: float | None
    unit: float | None


def offering_cost(labour: Sequence[tuple[float, float | None]], other: int | None, units: int | None) -> OfferingCost:
    """Cost from (FTE, mean cost of a full-time year) of each team, other cost of a year, and units of a year.

    Unknown where a team's mean is unknown or nothing is stated; per unit also without units. What is not stated beside
    something that is, is not in it.

    >>> offering_cost([(1.5, 80_000.0), (0.5, 60_000.0)], 30_000, 600)
    OfferingCost(labour=150000.0, year=180000.0, unit=300.0)
    >>> offering_cost([(1.0, None)], 30_000, 600)
    OfferingCost(labour=None, year=None, unit=None)
    """
    known = [fte * mean for fte, mean in labour if mean is not None]
    if len(known) < len(labour) or not (labour or other is not None):
        return OfferingCost(None, None, None)
    paid = float(sum(known))
    year = paid + (other or 0)
    return OfferingCost(paid, year, year / units if units else None)
