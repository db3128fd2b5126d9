"""What a scenario changes, in the likely case: where work and its cost lie, how near it is, who leads it, what gets
worse. All FTE are doubles, money is in minor units a year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import sums_by
from metrics.computations.levers import overlay_share
from metrics.computations.managers import need_by_function
from metrics.computations.pools import CELL_FUNCTIONS, Parts
from metrics.computations.saving_inputs import MANAGEMENT, UNKNOWN, Assumptions, Floats
from metrics.computations.savings import SavingResult

MORE, LESS = "more", "less"
SLIGHT = 0.0005  # a change that no rounded figure shows is none


@dataclass(frozen=True, eq=False)
class Work:
    """FTE and money by function (0: management) or by region (last: unknown); of the staff effort placed there, before
    anything is freed, the FTE of known region and of these the FTE near their customers."""

    fte_today: Floats
    fte_target: Floats
    money_today: Floats
    money_target: Floats
    known_target: Floats
    near_target: Floats


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure today and in the target, None where it is unknown; `better` is more, less or "" where neither is.

    `scale`: what a change is held against to say how grave it is.
    """

    code: str
    today: float | None
    target: float | None
    better: str = ""
    scale: float = 1.0

    @property
    def change(self) -> float | None:
        """Target less today."""
        return None if self.today is None or self.target is None else self.target - self.today

    @property
    def loss(self) -> float:
        """How much worse the target is, as a share of the scale; 0 where it is not.

        >>> Measure("near", 0.9, 0.4, MORE).loss, Measure("managers", 10, 12, LESS, 10).loss
        (0.5, 0.2)
        >>> Measure("fte", 10, 8, LESS, 10).loss, Measure("cost", None, None, LESS).loss
        (0.0, 0.0)
        """
        if self.change is None or not self.better or not self.scale:
            return 0.0
        worse = (self.change if self.better == LESS else -self.change) / self.scale
        return round(worse, 12) if worse >= SLIGHT else 0.0


def given_up(measures: Iterable[Measure]) -> list[Measure]:
    """The measures that get worse, the gravest first; of equals in their order.

    >>> found = given_up([Measure("a", 1.0, 0.9, MORE), Measure("b", 1.0, 0.5, MORE), Measure("c", 1.0, 2.0, MORE)])
    >>> [measure.code for measure in found]
    ['b', 'a']
    """
    return sorted((measure for measure in measures if measure.loss > 0), key=lambda measure: -measure.loss)


def near_fte(parts: Parts, assumptions: Assumptions) -> Floats:
    """FTE of each part whose pool lies in the region of the team that does it, [parts].

    What stays in its team is near, and so is the work of a regional function. Of a global function nothing is, of one
    with an overlay what each region keeps (its minimum, at most the work there), attributed pro rata. A function with
    a location is near there and nowhere else. A team of unknown region is not near.
    """
    location = parts.inputs.design.location[parts.function - 1]
    is_regional = np.array([reach == "regional" for reach in parts.inputs.design.reach])[parts.function - 1]
    kept = overlay_share(parts, parts.fte[:, None], assumptions)[:, 0]
    is_near = np.where(location == UNKNOWN, is_regional, location == parts.region)
    share = np.where(parts.is_home | is_near, 1.0, kept)
    known = parts.region < len(parts.inputs.regions)
    return np.asarray(parts.fte * share * known)


def work_by(parts: Parts, result: SavingResult, near: Floats, manager_fte: Floats, manager_money: Floats) -> list[Work]:
    """Work by function and by region: today by what activities are, in the target as placed, less what is freed.

    `manager_fte`, `manager_money` [regions + 1]: what leading takes today; it stands as function 0. `near` is that of
    the parts before anything is freed. Money is FTE at the rate of its team, less what is freed of it.
    """
    known = len(parts.inputs.regions)
    natural = parts.inputs.activities.function[parts.activity]
    freed_fte, freed_money = (
        values[:, 0].reshape(known + 1, CELL_FUNCTIONS) for values in (result.cells.freed.fte, result.cells.freed.money)
    )
    is_known = parts.region < known
    found = []
    for today, target, size, axis in (
        (natural, parts.function, CELL_FUNCTIONS, 0),
        (parts.region, parts.region, known + 1, 1),
    ):
        leading = [_at_management(values) if axis == 0 else values for values in (manager_fte, manager_money)]
        fte, money = parts.fte, parts.fte * parts.rate
        found.append(
            Work(
                fte_today=sums_by(today, fte, size) + leading[0],
                fte_target=sums_by(target, fte, size) + leading[0] - freed_fte.sum(axis=axis),
                money_today=sums_by(today, money, size) + leading[1],
                money_target=sums_by(target, money, size) + leading[1] - freed_money.sum(axis=axis),
                known_target=sums_by(target, fte * is_known, size),
                near_target=sums_by(target, near, size),
            )
        )
    return found


def _at_management(values: Floats) -> Floats:
    sums = np.zeros(CELL_FUNCTIONS)
    sums[MANAGEMENT] = values.sum()
    return sums


def managers_by_function(parts: Parts, result: SavingResult, assumptions: Assumptions) -> Floats:
    """Managers that each function needs in the target, its head included, [11]; 0 for management itself.

    For the staff of placed work that remains after positions were released.
    """
    placed = np.asarray(parts.by_cell @ (parts.fte * parts.is_designed))
    staff = (placed[:, None] - result.cells.cash.fte).reshape(-1, CELL_FUNCTIONS, 1)
    return need_by_function(parts, staff, assumptions)[:, 0]


def scale_lost(result: SavingResult) -> float:
    """FTE that are needed more where a region's work of a function is divided or keeps an overlay."""
    staff = result.cells.freed.fte[:, 0].reshape(-1, CELL_FUNCTIONS)[:, MANAGEMENT + 1 :]
    return float(np.maximum(-staff, 0.0).sum())
