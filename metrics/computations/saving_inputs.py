"""The columns a saving is computed from, and the assumptions it is drawn under.

Indices count from 0; a region of -1 is unknown. Functions are numbered 1 to 10; 0 stands for management.
FTE of effort are doubles, FTE of positions integers of 1/10,000; money is in minor units a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from metrics.computations.timing import Wave

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FUNCTIONS = 10
MANAGEMENT = 0
UNKNOWN = -1
REACHES = ("global", "regional", "overlay")
SCALE_CLASSES = ("administrative", "factory", "expert", "specialist", "hands")


@dataclass(frozen=True, eq=False)
class Teams:
    """`rate`: mean cost of a staff FTE (NaN: the organisation's mean). `load`: erlangs per hour of the week [teams,
    168] at utilisation 1, all 0 for a team without tickets. `handling_minutes`: mean per ticket."""

    region: Ints
    rate: Floats
    load: Floats
    handling_minutes: Floats


@dataclass(frozen=True, eq=False)
class Activities:
    """`function`: where it belongs by nature; `scale_class`: one of SCALE_CLASSES; `is_low_value`: value class low."""

    function: Ints
    scale_class: tuple[str, ...]
    is_shareable: Flags
    is_ticket_driven: Flags
    is_low_value: Flags


@dataclass(frozen=True, eq=False)
class Efforts:
    """Staff FTE of one team on one activity; people-management of managers is not among them."""

    team: Ints
    activity: Ints
    fte: Floats


@dataclass(frozen=True, eq=False)
class Placements:
    """Shares of an effort row placed in functions; what is not placed stays at home in the team."""

    effort: Ints
    function: Ints
    share: Floats


@dataclass(frozen=True, eq=False)
class Design:
    """Per function 1 .. 10: `reach`; `region_minimum` FTE kept per region on top of an overlay's pool [10, regions]
    (NaN: the assumption `overlay`); `location`: region that its work moves to, or -1 where it stays; `span`: reports
    per manager (NaN: the assumption); `partner_rate`: what a partner asks for a full-time year of it, in minor units
    (NaN: no partner does it)."""

    reach: tuple[str, ...]
    region_minimum: Floats
    location: Ints
    span: Floats = field(default_factory=lambda: np.full(FUNCTIONS, np.nan))
    partner_rate: Floats = field(default_factory=lambda: np.full(FUNCTIONS, np.nan))


@dataclass(frozen=True, eq=False)
class Positions:
    """Filled positions of staff (`place` = team) or of managers (`place` = region)."""

    place: Ints
    units: Ints
    heads: Ints
    cost_per_fte: Floats


@dataclass(frozen=True, eq=False)
class SavingInputs:
    """Everything a saving depends on but the assumptions. Raises ValueError for shares above 1 and unknown codes.

    `labour_cost` is L. `load_queue_share`: the queue share that `Teams.load` was scaled with (NaN: handling times were
    logged, so neither queue share nor utilisation scales them). `cuts_demand`: the scenario stops demand of low value.
    `openings_fte` [regions + 1, 11] names openings by region (last: unknown) and function.
    """

    regions: tuple[str, ...]
    teams: Teams
    activities: Activities
    efforts: Efforts
    placements: Placements
    design: Design
    staff: Positions
    managers: Positions
    labour_cost: float
    cuts_demand: bool
    load_queue_share: float
    waves: tuple[Wave, ...] = ()
    uses_output_metrics: bool = False
    openings_fte: Floats | None = field(default=None)

    def __post_init__(self) -> None:
        unknown = (set(self.design.reach) - set(REACHES)) | (set(self.activities.scale_class) - set(SCALE_CLASSES))
        if unknown:
            raise ValueError(f"Unknown reach or class of scale: {', '.join(sorted(unknown))}.")
        if len(self.design.reach) != FUNCTIONS:
            raise ValueError(f"The design has {len(self.design.reach)} functions; state all {FUNCTIONS}.")
        placed = np.bincount(self.placements.effort, self.placements.share, minlength=len(self.efforts.fte))
        if (self.placements.share < 0).any() or (placed > 1 + 1e-9).any():
            raise ValueError("The shares of an effort row must be at least 0 and add up to at most 1.")
        if not self.labour_cost > 0:
            raise ValueError("The labour cost of the baseline must be above 0: state what the positions cost.")

    @property
    def staff_rate(self) -> Floats:
        """Cost of a staff FTE per team; teams without one take the FTE-weighted mean of all staff positions."""
        units = self.staff.units.sum()
        mean = float(self.staff.units @ self.staff.cost_per_fte) / units if units else 0.0
        return np.where(np.isnan(self.teams.rate), mean, self.teams.rate)


class Assumptions:
    """Values by code, each a number or one array per draw; every value reads as an array [draws].

    Raises KeyError for a code that is not there, ValueError for arrays of different lengths.

    >>> Assumptions({"cap": 0.85, "kappa": np.array([0.5, 0.6])})["cap"]
    array([0.85, 0.85])
    """

    def __init__(self, values: Mapping[str, float | Floats]) -> None:
        self._values = {code: np.atleast_1d(np.asarray(value, np.float64)) for code, value in values.items()}
        lengths = {len(value) for value in self._values.values()} - {1}
        if len(lengths) > 1:
            raise ValueError(f"Assumptions have different numbers of draws: {sorted(lengths)}.")
        self.draws = lengths.pop() if lengths else 1

    def __getitem__(self, code: str) -> Floats:
        if code not in self._values:
            raise KeyError(f"Assumption {code} is missing; add it to the scenario's assumptions.")
        return np.broadcast_to(self._values[code], (self.draws,))

    def part(self, first: int, last: int) -> Assumptions:
        """The draws from `first` up to, not including, `last`."""
        return Assumptions({code: self[code][first:last] for code in self._values})

    def constant(self, code: str) -> float:
        """A value that must not vary, such as a service target. Raises ValueError when its draws differ."""
        value = self[code]
        if (value != value[0]).any():
            raise ValueError(f"Assumption {code} must be one number; set its low, likely and high equal.")
        return float(value[0])
