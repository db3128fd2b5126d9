"""What to say about a drawn saving: the waterfall, the band, what drives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.computations.pert import percentiles
from metrics.computations.savings import SavingResult

Floats = NDArray[np.float64]

BAND = (0.05, 0.10)  # of labour cost, within 6 to 12 months
BAND_SOURCE = "McKinsey on Business Technology 32, 2013"


@dataclass(frozen=True, slots=True)
class BandVerdict:
    """Where the P50 of the cash run-rate in month 12 / L lies, and what it hangs on most.

    `position` is 'below', 'inside' or 'above'; `probability_inside` the share of draws inside; `lever` frees most money
    on average; `assumption` is the code whose draws go most closely with the share (none when nothing varies).
    """

    position: str
    share: float
    probability_inside: float
    reached_month: float
    lever: str
    assumption: str | None


def waterfall(result: SavingResult) -> list[tuple[str, float]]:
    """Mean money a year, step by step: the levers, less redeployed and capacity, to cash. The steps add up to cash."""
    steps = [(lever, float(column.money.mean())) for lever, column in result.levers.items()]
    kept = [(name, -float(getattr(result.columns, name).money.mean())) for name in ("redeployed", "capacity")]
    return [*steps, *kept, ("cash", float(result.columns.cash.money.mean()))]


def rank_correlation(first: Floats, second: Floats) -> float:
    """Correlation of ranks (Spearman, ties in order of occurrence); 0 where one of them is constant.

    >>> rank_correlation(np.array([1.0, 2.0, 4.0]), np.array([9.0, 3.0, 1.0]))
    -1.0
    """
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    ranks = [values.argsort(kind="stable").argsort() for values in (first, second)]
    return round(float(np.corrcoef(ranks[0], ranks[1])[0, 1]), 12)


def driving_assumption(assumptions: Mapping[str, float | Floats], values: Floats) -> str | None:
    """The code whose draws have the strongest rank correlation with the values; ties go to the first code."""
    strengths = {
        code: abs(rank_correlation(np.asarray(drawn), values)) for code, drawn in assumptions.items() if np.ndim(drawn)
    }
    strongest = max(strengths, key=lambda code: strengths[code], default=None)
    return strongest if strongest is not None and strengths[strongest] > 0 else None


def band_verdict(result: SavingResult, assumptions: Mapping[str, float | Floats]) -> BandVerdict:
    """Compare with the band of 5 to 10 % (bounds inside): before one-off cost, cash alone, as it comes out."""
    low, high = BAND
    (share,) = percentiles(result.band_share, (0.5,))
    is_inside = (result.band_share >= low) & (result.band_share <= high)
    return BandVerdict(
        position="below" if share < low else "above" if share > high else "inside",
        share=share,
        probability_inside=float(is_inside.mean()),
        reached_month=percentiles(result.course.reached_month, (0.5,))[0],
        lever=max(result.levers, key=lambda name: float(result.levers[name].money.mean())),
        assumption=driving_assumption(assumptions, result.band_share),
    )
