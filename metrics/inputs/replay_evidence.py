"""All that the digits of a replay rest on, in one record."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.computations.replay import Flows, UnitShares


@dataclass(frozen=True, eq=False)
class ReplayEvidence:
    """The flows between groups, the target units of each group by share, and the share of events that each way of
    finding them decides.
    """

    flows: Flows
    shares: UnitShares
    ways: dict[str, float]
