"""How often the same activity is done: concentration of its effort over teams, towers and regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Flags, Floats, Ints, sums_by

SMALLEST_UNIT_FTE = 0.1
# Sums of FTE given to four decimals may end this far from their value.
ROUNDING_FTE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class EffortColumns(Columns):
    """Effort rows: `fte` float64[n] of a team on an activity, with the team's tower and region (-1 unknown).

    Several rows of one team and activity are summed. Unknown towers (regions) count together as one unit.
    Raises ValueError for effort that is negative or no number and for a team with two towers or two regions.
    """

    activity: Ints
    team: Ints
    tower: Ints
    region: Ints
    fte: Floats

    def __post_init__(self) -> None:
        Columns.__post_init__(self)
        if not (np.isfinite(self.fte) & (self.fte >= 0)).all():
            raise ValueError("Effort must be 0 FTE or more in every row.")
        for name, of_row in (("tower", self.tower), ("region", self.region)):
            teams = np.unique(np.stack([self.team, of_row]), axis=1)[0]
            twice = teams[1:][teams[1:] == teams[:-1]]
            if len(twice):
                raise ValueError(f"The team {twice[0]} has more than one {name}: give each team one.")


@dataclass(frozen=True, slots=True, eq=False)
class Duplication(Columns):
    """Per activity, over its teams of at least 0.1 FTE; ratios are nan where no team is that large.

    `effort_fte` E; `units` teams; `hhi` sum of squared shares; `effective_units` 1 / hhi; `fragmentation` 1 - hhi;
    `overlap` 1 - largest share; `outside_largest_fte` E x overlap; `by_towers` + `by_regions` + `inside` =
    `fragmentation`; `left_out_units` and `left_out_fte`: the teams below 0.1 FTE.
    """

    activity: Ints
    effort_fte: Floats
    units: Ints
    hhi: Floats
    effective_units: Floats
    fragmentation: Floats
    overlap: Floats
    outside_largest_fte: Floats
    by_towers: Floats
    by_regions: Floats
    inside: Floats
    left_out_units: Ints
    left_out_fte: Floats


def concentration(fte: Floats) -> float:
    """Return HHI, the sum of squared shares of the units' effort (float64[units], FTE); nan without effort.

    >>> concentration(np.array([3.0, 1.0]))
    0.625
    """
    return float(_concentrations(np.zeros(len(fte), np.int64), fte, 1)[0])


def fragmentation(fte: Floats) -> float:
    """Return F = 1 - HHI of the units' effort (float64[units], FTE); nan without effort.

    >>> fragmentation(np.array([1.0, 1.0, 1.0, 1.0]))
    0.75
    """
    return 1.0 - concentration(fte)


def duplication(efforts: EffortColumns) -> Duplication:
    """Return the duplication of every activity, by activity number. Source: the method, Duplication.

    The team-level F is split by its roll-ups (F_T tower, F_R region, F_TR tower x region):
    towers (F_T + F_TR - F_R) / 2, regions (F_R + F_TR - F_T) / 2, inside a cell F - F_TR.
    Teams below 0.1 FTE are left out once, before any roll-up.

    >>> one = np.zeros(3, np.int64)
    >>> rows = EffortColumns(one, np.arange(3), np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([2.0, 2.0, 0.05]))
    >>> result = duplication(rows)
    >>> result.fragmentation.tolist(), result.by_regions.tolist(), result.left_out_units.tolist()
    ([0.5], [0.5], [1])
    """
    activities, activity = np.unique(efforts.activity, return_inverse=True)
    count = len(activities)
    (of_team, _, tower, region), fte = _summed((activity, efforts.team, efforts.tower, efforts.region), efforts.fte)
    is_unit = fte >= SMALLEST_UNIT_FTE - ROUNDING_FTE
    unit, unit_fte = of_team[is_unit], fte[is_unit]
    total = sums_by(unit, unit_fte, count)
    hhi = _concentrations(unit, unit_fte, count)
    outside = total - _largest(unit, unit_fte, count)
    f_tower, f_region, f_both = (
        _rolled_up((unit, *(column[is_unit] for column in by)), unit_fte, count)
        for by in ((tower,), (region,), (tower, region))
    )
    return Duplication(
        activity=activities,
        effort_fte=total,
        units=np.bincount(unit, minlength=count),
        hhi=hhi,
        effective_units=1 / hhi,
        fragmentation=1 - hhi,
        overlap=_ratio(outside, total),
        outside_largest_fte=outside,
        by_towers=(f_tower + f_both - f_region) / 2,
        by_regions=(f_region + f_both - f_tower) / 2,
        inside=(1 - hhi) - f_both,
        left_out_units=np.bincount(of_team[~is_unit], minlength=count),
        left_out_fte=sums_by(of_team[~is_unit], fte[~is_unit], count),
    )


def duplication_index(result: Duplication, is_shareable: Flags) -> float | None:
    """Return sum(E F) / sum E over the shareable activities (bool, one per row of `result`), None without effort.

    >>> one = np.zeros(2, np.int64)
    >>> rows = EffortColumns(one, np.arange(2), one, np.arange(2), np.array([1.0, 1.0]))
    >>> duplication_index(duplication(rows), np.array([True]))
    0.5
    """
    counted = result.select(is_shareable & (result.effort_fte > 0))
    total = counted.effort_fte.sum()
    return float((counted.effort_fte * counted.fragmentation).sum() / total) if total else None


def _summed(keys: tuple[Ints, ...], fte: Floats) -> tuple[Ints, Floats]:
    """Return the distinct keys (int64[keys, units]) and the effort of each."""
    units, unit = np.unique(np.stack(keys), axis=1, return_inverse=True)
    return units, sums_by(unit, fte, units.shape[1])


def _rolled_up(keys: tuple[Ints, ...], fte: Floats, count: int) -> Floats:
    """Return 1 - HHI per activity (the first key) over the units that the keys make."""
    units, unit_fte = _summed(keys, fte)
    return 1 - _concentrations(units[0], unit_fte, count)


def _concentrations(activity: Ints, fte: Floats, count: int) -> Floats:
    total = sums_by(activity, fte, count)
    return _ratio(sums_by(activity, fte**2, count), total**2)


def _largest(activity: Ints, fte: Floats, count: int) -> Floats:
    largest = np.zeros(count)
    np.maximum.at(largest, activity, fte)
    return largest


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio = np.full(len(whole), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio
