"""Teams that share one activity: the smallest organisation in which pooling and managers can be seen."""

from __future__ import annotations

import math

import numpy as np

from metrics.computations.defaults import likely_values
from metrics.computations.saving_inputs import Activities, Design, Efforts, Placements, Positions, SavingInputs, Teams

RATE = 100.0


def one_activity(
    fte: list[float],
    region: list[int],
    *,
    reach: str = "global",
    share: float = 1.0,
    minimum: float = 0.0,
    load: list[list[float]] | None = None,
    is_low_value: bool = False,
    manager_fte: float = 0.0,
    location: int = -1,
) -> SavingInputs:
    """Every team places `share` of its activity in function 7; with loads (teams x 168) it is ticket-driven."""
    teams = len(fte)
    at_seven = np.where(np.arange(10) == 6, location, -1)
    return SavingInputs(
        regions=("AM", "EU", "AS"),
        teams=Teams(
            np.array(region),
            np.full(teams, RATE) / (1 + np.array(region) % 3),
            np.zeros((teams, 168)) if load is None else np.array(load, dtype=float),
            np.full(teams, 20.0),
        ),
        activities=Activities(
            np.array([7]), ("administrative",), np.array([True]), np.array([load is not None]), np.array([is_low_value])
        ),
        efforts=Efforts(np.arange(teams), np.zeros(teams, np.int64), np.array(fte, dtype=float)),
        placements=Placements(np.arange(teams), np.full(teams, 7), np.full(teams, share)),
        design=Design((reach,) * 10, np.full((10, 3), minimum), at_seven),
        staff=Positions(
            np.arange(teams),
            np.array([round(one * 10_000) for one in fte]),
            np.array([math.ceil(one) for one in fte]),
            np.full(teams, RATE),
        ),
        managers=Positions(
            np.zeros(1, np.int64), np.array([round(manager_fte * 10_000)]), np.array([1]), np.full(1, RATE)
        )
        if manager_fte
        else Positions(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)),
        labour_cost=sum(fte) * RATE,
        cuts_demand=is_low_value,
        load_queue_share=math.nan,
    )


def values(**own: float) -> dict[str, float]:
    """Likely values with beta .9 and the whole activity common work, unless stated."""
    return {**likely_values(), "beta_administrative": 0.9, "addressable_administrative": 1.0, **own}
