"""Where effort goes: one part per effort row and function, its pool, its cell, all as columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from metrics.computations.saving_inputs import FUNCTIONS, UNKNOWN, Flags, Floats, Ints, SavingInputs

CELL_FUNCTIONS = FUNCTIONS + 1  # 1 to 10, and 0 for management


@dataclass(frozen=True, eq=False)
class Parts:
    """Effort split into parts, one per row and function, and one at home where a row is not placed wholly.

    Columns of equal length: the effort row, its function (at home: its activity's), its share of the row's volume,
    the pool it joins (function, activity, pool region) and the queue it joins (function, pool region); a part at home
    is a pool of its own. The pool region follows from the function's reach: one for global and overlay, the region for
    regional; a team of unknown region stays a pool of its own.
    """

    inputs: SavingInputs
    row: Ints
    function: Ints
    share: Floats
    is_home: Flags

    @cached_property
    def team(self) -> Ints:
        return self.inputs.efforts.team[self.row]

    @cached_property
    def activity(self) -> Ints:
        return self.inputs.efforts.activity[self.row]

    @cached_property
    def fte(self) -> Floats:
        """FTE of the part today: share times the row's FTE."""
        return self.share * self.inputs.efforts.fte[self.row]

    @cached_property
    def rate(self) -> Floats:
        return self.inputs.staff_rate[self.team]

    @cached_property
    def region(self) -> Ints:
        """Region of the team; the number of regions stands for unknown."""
        region = self.inputs.teams.region[self.team]
        return np.where(region == UNKNOWN, len(self.inputs.regions), region)

    @cached_property
    def cell(self) -> Ints:
        return self.region * CELL_FUNCTIONS + self.function

    @property
    def cells(self) -> int:
        return (len(self.inputs.regions) + 1) * CELL_FUNCTIONS

    @cached_property
    def _pool_region(self) -> Ints:
        known = len(self.inputs.regions)
        is_regional = np.array([reach == "regional" for reach in self.inputs.design.reach])[self.function - 1]
        regional = np.where(self.region == known, known + self.team, self.region)
        return np.where(is_regional, regional, -1)

    @cached_property
    def pool(self) -> Ints:
        home = np.where(self.is_home, self.row, -1)
        return _numbered(self.function, self.activity, self._pool_region, home)

    @cached_property
    def queue(self) -> Ints:
        home = np.where(self.is_home, self.row, -1)
        return _numbered(self.function, self._pool_region, home)

    def sums(self, group: Ints, size: int) -> Any:
        """Sparse matrix [size, parts] that adds parts up by group: `sums(...) @ values` for values [parts, draws]."""
        from scipy.sparse import csr_array

        index = np.arange(len(group))
        return csr_array((np.ones(len(group)), (group, index)), shape=(size, len(group)))

    @cached_property
    def by_cell(self) -> Any:
        return self.sums(self.cell, self.cells)

    @cached_property
    def is_designed(self) -> Flags:
        """Parts of rows that the scenario places at all; the others keep their managers too."""
        is_placed = np.zeros(len(self.inputs.efforts.fte), dtype=bool)
        is_placed[self.inputs.placements.effort[self.inputs.placements.share > 0]] = True
        return is_placed[self.row]


def _numbered(*keys: Ints) -> Ints:
    """A number from 0 for each distinct combination of keys."""
    return np.unique(np.stack(keys), axis=1, return_inverse=True)[1].reshape(-1)


def parts_of(inputs: SavingInputs) -> Parts:
    """The parts of every effort row; shares of one row in one function are added first."""
    rows = len(inputs.efforts.fte)
    placed = np.zeros((rows, CELL_FUNCTIONS))
    np.add.at(placed, (inputs.placements.effort, inputs.placements.function), inputs.placements.share)
    row, function = np.nonzero(placed)
    at_home = 1 - placed.sum(axis=1)
    home_row = np.flatnonzero(at_home > 1e-9)
    return Parts(
        inputs=inputs,
        row=np.concatenate([row, home_row]),
        function=np.concatenate([function, inputs.activities.function[inputs.efforts.activity[home_row]]]),
        share=np.concatenate([placed[row, function], at_home[home_row]]),
        is_home=np.arange(len(row) + len(home_row)) >= len(row),
    )
