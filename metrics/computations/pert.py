"""PERT-distributed assumptions: validation, reproducible draws, percentiles."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CORRELATION = 0.5  # of the latent normals of entries with one cause


@dataclass(frozen=True, slots=True)
class Entry:
    """One assumption: extremes `low` and `high`, the likely value, and the cause that it shares with others (or none).

    Raises ValueError when a value is not finite or `likely` lies outside [low, high].
    """

    code: str
    low: float
    likely: float
    high: float
    cause: str | None = None

    def __post_init__(self) -> None:
        if not all(math.isfinite(value) for value in (self.low, self.likely, self.high)):
            raise ValueError(f"Assumption {self.code}: low, likely and high must be finite numbers.")
        if not self.low <= self.likely <= self.high:
            raise ValueError(
                f"Assumption {self.code}: likely {self.likely:g} lies outside {self.low:g} to {self.high:g}; "
                "state low <= likely <= high."
            )

    @property
    def is_constant(self) -> bool:
        return self.low == self.high


def shape(entry: Entry) -> tuple[float, float]:
    """Parameters of the Beta behind PERT with lambda 4: 1 + 4(m - a)/(b - a) and 1 + 4(b - m)/(b - a); a < b.

    >>> [round(parameter, 10) for parameter in shape(Entry("x", 1, 2, 6))]
    [1.8, 4.2]
    """
    width = entry.high - entry.low
    return 1 + 4 * (entry.likely - entry.low) / width, 1 + 4 * (entry.high - entry.likely) / width


def mean(entry: Entry) -> float:
    """(a + 4 m + b) / 6, in the entry's unit.

    >>> mean(Entry("x", 1, 2, 6))
    2.5
    """
    return (entry.low + 4 * entry.likely + entry.high) / 6


def variance(entry: Entry) -> float:
    """(mean - a)(b - mean) / 7, in the entry's unit squared.

    >>> variance(Entry("x", 1, 2, 6))
    0.75
    """
    return (mean(entry) - entry.low) * (entry.high - mean(entry)) / 7


def quantile(entry: Entry, probability: float | Floats) -> Floats:
    """The value below which lies `probability` (0 to 1); any shape, same shape back.

    >>> round(float(quantile(Entry("x", 1, 2, 6), 0.5)), 4)
    2.3834
    """
    from scipy.special import betaincinv  # importing SciPy costs more than most callers of this module need

    probabilities = np.asarray(probability, dtype=np.float64)
    if entry.is_constant:
        return np.full(probabilities.shape, entry.low)
    first, second = shape(entry)
    return np.asarray(entry.low + (entry.high - entry.low) * betaincinv(first, second, probabilities))


def draws(
    entries: Iterable[Entry], n: int = 10_000, seed: int = 0, correlation: float = CORRELATION
) -> dict[str, Floats]:
    """`n` draws of every entry, by code.

    An entry without a cause comes from `Generator.beta`. Entries of one cause share a latent normal Z:
    u = Phi(sqrt(rho) Z + sqrt(1 - rho) e), x = quantile(u). Every entry and every cause has a generator of its own,
    keyed by its name, so an entry's digits do not depend on which others are drawn. Raises ValueError for a code that
    occurs twice and for a correlation outside 0 to 1.

    >>> alone = draws([Entry("x", 1, 2, 6)], n=3, seed=7)["x"]
    >>> bool((alone == draws([Entry("y", 0, 1, 2), Entry("x", 1, 2, 6)], n=3, seed=7)["x"]).all())
    True
    """
    if not 0 <= correlation <= 1:
        raise ValueError(f"Correlation {correlation:g} lies outside 0 to 1.")
    latents: dict[str, Floats] = {}
    drawn: dict[str, Floats] = {}
    for entry in entries:
        if entry.code in drawn:
            raise ValueError(f"Assumption {entry.code} is listed twice; draw every assumption once.")
        if entry.cause is not None and entry.cause not in latents:
            latents[entry.cause] = _generator(seed, "cause", entry.cause).standard_normal(n)
        drawn[entry.code] = _drawn(entry, n, seed, latents.get(entry.cause or ""), correlation)
    return drawn


def _drawn(entry: Entry, n: int, seed: int, latent: Floats | None, correlation: float) -> Floats:
    from scipy.special import ndtr

    if entry.is_constant:
        return np.full(n, entry.low)
    generator = _generator(seed, "entry", entry.code)
    if latent is None:
        return entry.low + (entry.high - entry.low) * generator.beta(*shape(entry), size=n)
    own = generator.standard_normal(n)
    return quantile(entry, ndtr(math.sqrt(correlation) * latent + math.sqrt(1 - correlation) * own))


def _generator(seed: int, kind: str, name: str) -> np.random.Generator:
    words = np.frombuffer(hashlib.sha256(f"{kind}:{name}".encode()).digest(), dtype="<u4")
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, *words.tolist()])))


def percentiles(values: Floats, shares: Sequence[float] = (0.1, 0.5, 0.9)) -> tuple[float, ...]:
    """The order statistics with `share * n` of the draws below them (P10: a tenth of the draws lie below).

    Values that are not a number sort last. Raises ValueError without draws or for a share outside [0, 1).

    >>> percentiles(np.arange(10.0))
    (1.0, 5.0, 9.0)
    """
    if not len(values):
        raise ValueError("Percentiles need at least one draw.")
    if not all(0 <= share < 1 for share in shares):
        raise ValueError("A percentile's share must be at least 0 and below 1.")
    # A share such as .7 is a hair below its decimal value: 10 * .7 must still count as 7.
    places = [int(share * len(values) + 1e-9) for share in shares]
    ordered = np.sort(values)  # on draws, quicker than a partition at three places
    return tuple(float(ordered[place]) for place in places)
