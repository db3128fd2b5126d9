"""All that the digits of a saving rest on, in one record."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.assumptions.effective import EffectiveAssumption
from metrics.inputs.saving_inputs import SavingRows


@dataclass(frozen=True, eq=False)
class SavingEvidence:
    """Draws and seed, the assumptions, and the rows by what stands for the cost of a position (`core.basis`)."""

    seed: int
    draws: int
    assumptions: list[EffectiveAssumption]
    rows: dict[str, SavingRows]

    @property
    def likely(self) -> dict[str, float]:
        """Every assumption at its likely value."""
        return likely_values(self.assumptions)


def likely_values(assumptions: list[EffectiveAssumption]) -> dict[str, float]:
    """Likely value by code."""
    return {known.code: known.likely for known in assumptions}
