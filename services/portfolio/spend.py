"""Which part of what the organisation spends has a unit cost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spend:
    """Money of a year in minor units: of offerings whose unit cost is known, of all labour, of offerings beside it."""

    with_unit_cost: float
    labour: float
    other: float

    @property
    def whole(self) -> float:
        """All of it."""
        return self.labour + self.other

    @property
    def share(self) -> float | None:
        """The part with a unit cost; None where nothing is spent."""
        return self.with_unit_cost / self.whole if self.whole else None


def spend(offerings: Sequence[tuple[float | None, float | None, int | None]], labour: float) -> Spend:
    """From (cost of a year, cost of a unit, other cost) of each offering, and the labour cost of the baseline.

    `share = sum of the yearly cost of offerings with a unit cost / (labour of the baseline + other cost of offerings)`.
    The labour of an offering is a part of that of the baseline, which is why it is counted in the whole once.

    >>> found = spend([(180_000.0, 300.0, 30_000), (50_000.0, None, 10_000), (None, None, None)], 560_000.0)
    >>> found.whole, found.share
    (600000.0, 0.3)
    """
    known = sum(year for year, unit, _ in offerings if year is not None and unit is not None)
    return Spend(known, labour, float(sum(other or 0 for _, _, other in offerings)))
