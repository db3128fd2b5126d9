"""The golden organisation: 6 teams, 12 position rows, 3 activities; k EUR in minor units (1 k = 100,000)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from metrics.computations.defaults import likely_values
from metrics.computations.leading import Leading, Shares
from metrics.computations.saving_inputs import Activities, Design, Efforts, Placements, Positions, SavingInputs, Teams
from metrics.computations.timing import Wave

K = 100_000
REGIONS = ("AM", "EU", "AS")
AM, EU, AS = range(3)
S_AM, S_EU, S_AS, N_AM, N_EU, N_AS = range(6)
REPORTING, INCIDENTS, ENGINEERING = range(3)
EFFORT: list[list[float]] = [  # S-AM, S-EU, S-AS, N-AM, N-EU, N-AS
    [1, 2, 0.5, 0.5, 1, 1],
    [6, 6, 4, 5, 4, 5],
    [3, 4, 1.5, 2.5, 1.5, 2],
]
STAFF = [  # P04 to P12: team, FTE, k a year
    (S_AM, 10, 100),
    (S_EU, 8, 90),
    (S_EU, 4, 90),
    (S_AS, 6, 50),
    (N_AM, 8, 100),
    (N_EU, 6, 90),
    (N_EU, 0.5, 90),
    (N_AS, 6, 50),
    (N_AS, 2, 50),
]
MANAGERS = [(EU, 1, 150), (EU, 5, 110), (EU, 5, 110)]  # P01 to P03
ERLANGS = [1.5, 1.5, 1.0, 1.2, 1.0, 1.2]


def positions(rows: Sequence[tuple[int, float, float]]) -> Positions:
    place, fte, cost = zip(*rows, strict=True)
    return Positions(
        place=np.array(place),
        units=np.array([round(one * 10_000) for one in fte]),
        heads=np.array([math.ceil(one) for one in fte]),
        cost_per_fte=np.array(cost) * float(K),
    )


def placed_rows() -> Placements:
    """Reporting .6 to function 10, incidents to 7, engineering to 4; .4 of reporting stays at home."""
    rows = np.arange(18)
    return Placements(rows, np.repeat([10, 7, 4], 6), np.repeat([0.6, 1.0, 1.0], 6))


def no_rows() -> Placements:
    return Placements(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def golden_inputs(
    placements: Placements | None = None, cuts_demand: bool = True, waves: tuple[Wave, ...] = (Wave(4),)
) -> SavingInputs:
    """Function 10 global, 7 regional, 4 an overlay with .3 FTE in AM and AS; flat hours; one wave from month 4."""
    reach = ["global"] * 10
    reach[7 - 1], reach[4 - 1] = "regional", "overlay"
    minimum = np.zeros((10, 3))
    minimum[4 - 1] = [0.3, 0, 0.3]
    return SavingInputs(
        regions=REGIONS,
        teams=Teams(
            region=np.array([AM, EU, AS, AM, EU, AS]),
            rate=np.array([100.0, 90, 50, 100, 90, 50]) * K,
            load=np.repeat(np.array(ERLANGS)[:, None], 168, axis=1),
            handling_minutes=np.full(6, 20.0),
        ),
        activities=Activities(
            function=np.array([10, 7, 4]),
            scale_class=("administrative", "specialist", "expert"),
            is_shareable=np.array([True, True, True]),
            is_ticket_driven=np.array([False, True, False]),
            is_low_value=np.array([True, False, False]),
        ),
        efforts=Efforts(np.tile(np.arange(6), 3), np.repeat(np.arange(3), 6), np.array(EFFORT).reshape(-1)),
        placements=placed_rows() if placements is None else placements,
        design=Design(tuple(reach), minimum, np.full(10, -1)),
        staff=positions(STAFF),
        managers=positions(MANAGERS),
        labour_cost=5_415.0 * K,
        cuts_demand=cuts_demand,
        load_queue_share=math.nan,
        waves=waves,
    )


def golden_leading() -> Leading:
    """Each tower is a branch; one manager leads its staff."""
    by_tower = Shares(np.arange(2), np.arange(2), np.ones(2))
    return Leading(np.repeat([0, 1], 3), 2, Shares(np.arange(6), np.repeat([0, 1], 3), np.ones(6)), by_tower)


def golden_values() -> dict[str, float]:
    """The example's own assumptions in place of the defaults; only the release of positions costs anything."""
    own = {
        "report_frequency_cut": 0.25,
        "report_size_cut": 0.20,
        "report_elasticity": 0.5,
        "beta_administrative": 0.9,
        "beta_expert": 0.95,
        "addressable_administrative": 1.0,
        "addressable_other": 1.0,
        "kappa": 0.6,
        "cap": 0.85,
        "cap_small": 0.85,
        "span_f10": 8.0,
        "span_f7": 12.0,
        "span_f4": 6.0,
        "ramp": 6.0,
        "one_off_release": 0.6,
        "one_off_role": 0.0,
        "one_off_training": 0.0,
        "double_running_share": 0.0,
        "dip_share": 0.0,
    }
    return {**likely_values(), **own}
