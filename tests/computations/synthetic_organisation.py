"""An invented organisation of any size: towers x regions, random efforts, tickets in office hours, a full design."""

from __future__ import annotations

import numpy as np

from metrics.computations.operations import base_load
from metrics.computations.saving_inputs import (
    SCALE_CLASSES,
    Activities,
    Design,
    Efforts,
    Placements,
    Positions,
    SavingInputs,
    Teams,
)

COST = 9_000_000.0  # minor units a year
REACH = ("global", "global", "global", "overlay", "regional", "regional", "regional", "global", "regional", "global")


def synthetic_inputs(
    team_count: int = 60, activity_count: int = 15, fte_per_team: float = 16, seed: int = 1
) -> SavingInputs:
    """Every team works on every activity; each third row goes to two functions, each fifth stays in part at home."""
    random = np.random.default_rng(seed)
    rows = team_count * activity_count
    function = np.arange(activity_count) % 10 + 1
    is_ticket_driven = np.isin(function, (5, 7, 8))
    activity = np.tile(np.arange(activity_count), team_count)
    fte = random.dirichlet(np.full(activity_count, 2.0), team_count).reshape(-1) * fte_per_team
    team = np.repeat(np.arange(team_count), activity_count)
    ticket_fte = np.bincount(team, fte * is_ticket_driven[activity]).astype(float)
    region = np.arange(team_count) % 3
    team_fte = np.full(team_count, round(fte_per_team * 10_000))
    rate = COST * np.array([1.2, 1.0, 0.5])[region]
    managers = team_count // 2
    return SavingInputs(
        regions=("Americas", "Europe", "Asia"),
        teams=Teams(
            region,
            rate,
            base_load(_arrivals(random, region), ticket_fte, 0.5, 28.0),
            random.uniform(20, 40, team_count),
        ),
        activities=Activities(
            function,
            tuple(SCALE_CLASSES[index % 5] for index in range(activity_count)),
            np.arange(activity_count) % 4 > 0,
            is_ticket_driven,
            function == 10,
        ),
        efforts=Efforts(team, activity, fte),
        placements=_placements(rows, function[activity]),
        design=Design(REACH, np.full((10, 3), np.nan), np.array([-1] * 9 + [2])),
        staff=Positions(np.arange(team_count), team_fte, np.full(team_count, round(fte_per_team)), rate),
        managers=Positions(
            np.arange(managers) % 3, np.full(managers, 40_000), np.full(managers, 4), np.full(managers, 1.4 * COST)
        ),
        labour_cost=float((team_fte / 10_000) @ rate) + managers * 4 * 1.4 * COST,
        cuts_demand=True,
        load_queue_share=0.5,
    )


def _arrivals(random: np.random.Generator, region: np.ndarray) -> np.ndarray:
    """Tickets per hour of the week in one clock: office hours of the region, few at night."""
    hour = np.arange(168)
    start = np.array([14, 8, 1])[region][:, None]
    is_office = (hour // 24 < 5) & ((hour % 24 - start) % 24 < 9)
    return random.poisson(np.where(is_office, 60, 4)).astype(float)


def _placements(rows: int, function: np.ndarray) -> Placements:
    row = np.arange(rows)
    first = np.where(row % 3 == 0, 0.6, np.where(row % 5 == 0, 0.7, 1.0))
    second = np.flatnonzero(row % 3 == 0)
    return Placements(
        np.concatenate([row, second]),
        np.concatenate([function, np.where(function[second] == 8, 7, 8)]),
        np.concatenate([first, np.full(len(second), 0.4)]),
    )
