"""What the tool notes of a ticket's origin, now and then nothing, and whether a fault of the product caused it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sample.generator.demand import KINDS, ORIGINS, Demand

_UNNOTED = 0.02
# Probability of a fault by kind of ticket and by the level that resolves it.
_FAULTS = {"Incident": (0.01, 0.08, 0.3), "Problem": (0.2, 0.4, 0.5)}


@dataclass(frozen=True, slots=True)
class Channels:
    """A text per ticket: `origin` is empty where nobody noted it, `fault` is Yes or No."""

    origin: npt.NDArray[np.str_]
    fault: npt.NDArray[np.str_]


def channels(tickets: Demand, rng: np.random.Generator) -> Channels:
    """Draw what was noted and what was at fault."""
    is_noted = rng.random(len(tickets.kind)) >= _UNNOTED
    chance = np.array([_FAULTS.get(kind, (0.0, 0.0, 0.0)) for kind in KINDS])[tickets.kind, tickets.level - 1]
    is_fault = rng.random(len(tickets.kind)) < chance
    return Channels(np.where(is_noted, np.array(ORIGINS)[tickets.origin], ""), np.where(is_fault, "Yes", "No"))
