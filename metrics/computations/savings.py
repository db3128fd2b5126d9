"""The saving of a scenario: all levers on the same effort, the three columns, the course over time.

Levers act one after the other on what is left: demand (1), operations (2b), duplication (2a), output metrics, managers
(3). Operations and duplication never meet: a part of effort is pooled either by seats or as effort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.computations.managers import manager_saving, posts_below_top
from metrics.computations.operations import Operations
from metrics.computations.pools import CELL_FUNCTIONS, Parts, parts_of
from metrics.computations.release import Cell, Column, Columns, Post, cell_of, columns, dealt, posts
from metrics.computations.saving_inputs import MANAGEMENT, UNKNOWN, Assumptions, Floats, SavingInputs
from metrics.computations.staff_levers import STAFF_LEVERS, StaffTotals, freed_by_lever, staff_totals
from metrics.computations.timing import Course, captured, course

LEVERS = (*STAFF_LEVERS, "managers")


@dataclass(frozen=True, eq=False)
class SavingResult:
    """One value per draw; FTE, and money in minor units a year. `band_share` = cash run-rate in month 12 / L."""

    levers: Mapping[str, Column]
    columns: Columns  # summed over the cells
    cells: Columns  # [(regions + 1) * 11, draws]: region by region (last: unknown), functions 0 (management) to 10
    location: Floats
    sourcing: Floats  # by function [10, draws], in none of the columns
    one_off: Floats
    course: Course
    band_share: Floats
    labour_cost: float


@dataclass(frozen=True, eq=False)
class SavingLine:
    """What one lever frees of one effort row (-1: managers) in one function and region (-1: unknown)."""

    effort: int
    lever: str
    function: int
    region: int
    fte: float
    money: float
    kind: str  # 'freed' or, where scale is lost, 'lost'


def saving(inputs: SavingInputs, assumptions: Mapping[str, float | Floats]) -> SavingResult:
    """The saving under every draw of the assumptions (codes as in `defaults`); numbers give a single draw.

    freed = sum of levers; redeployed, cash and capacity as in `release.columns`; only cash counts in the course over
    time and in `band_share`. One-off cost = release factor x cash + (role + training) x persons moved + double running
    + dip, on effort that is placed and left. A scenario that places and cuts nothing saves 0. Raises KeyError for a
    missing assumption, ValueError for one that must not vary and does.
    """
    return savings_at([inputs], assumptions)[0]


def savings_at(prices: Sequence[SavingInputs], assumptions: Mapping[str, float | Floats]) -> list[SavingResult]:
    """`saving` for each of several inputs that differ in their costs alone, for little more than the time of one.

    Raises ValueError where they differ in their effort.
    """
    known = Assumptions(assumptions)
    parts = [parts_of(inputs) for inputs in prices]
    return [_result(*priced, known) for priced in zip(parts, staff_totals(parts, known), strict=True)]


def _result(parts: Parts, totals: StaffTotals, known: Assumptions) -> SavingResult:
    inputs, staff_cells = parts.inputs, _staff_cells(parts)
    openings = np.zeros(parts.cells) if inputs.openings_fte is None else inputs.openings_fte.reshape(-1)
    staff_columns = columns(totals.cells, staff_cells, openings)
    managers = manager_saving(parts, _staff_left(parts, staff_columns), known)
    cells = columns(_with_managers(totals.cells, managers), _with_manager_cells(inputs, staff_cells), openings)
    summed = cells.total()
    one_off = totals.transition + known["one_off_release"] * summed.cash.money
    share, months = captured_share(inputs, known)
    over_time = course(summed.cash.money, share, np.outer(one_off, months), known["discount"])
    return SavingResult(
        levers={**totals.levers, "managers": managers.total()},
        columns=summed,
        cells=cells,
        location=totals.location,
        sourcing=totals.sourcing,
        one_off=one_off,
        course=over_time,
        band_share=over_time.run_rate_12 / inputs.labour_cost,
        labour_cost=inputs.labour_cost,
    )


def captured_share(inputs: SavingInputs, assumptions: Assumptions) -> tuple[Floats, Floats]:
    """`timing.captured` under these assumptions. Raises ValueError for a start month that varies."""
    start = int(assumptions.constant("wave_start"))
    return captured(inputs.waves, assumptions["ramp"], assumptions["capture_share"], start)


def saving_lines(inputs: SavingInputs, likely: Mapping[str, float]) -> list[SavingLine]:
    """What every lever frees, line by line, with all assumptions at these values; the lines add up to freed."""
    known = Assumptions(likely)
    parts = parts_of(inputs)
    lines = [
        _line(parts, index, lever, float(freed[index, 0]))
        for lever, freed in freed_by_lever(parts, Operations(parts), known).items()
        for index in np.flatnonzero(freed[:, 0]).tolist()
    ]
    managers = saving(inputs, likely).cells.freed
    at_management = np.arange(len(inputs.regions) + 1) * CELL_FUNCTIONS + MANAGEMENT
    for region, cell in enumerate(at_management.tolist()):
        fte, money = float(managers.fte[cell, 0]), float(managers.money[cell, 0])
        if fte:
            shown = UNKNOWN if region == len(inputs.regions) else region
            lines.append(SavingLine(-1, "managers", MANAGEMENT, shown, fte, money, _kind(fte)))
    return lines


def _line(parts: Parts, index: int, lever: str, fte: float) -> SavingLine:
    region = int(parts.inputs.teams.region[parts.team[index]])
    money = fte * float(parts.rate[index])
    return SavingLine(int(parts.row[index]), lever, int(parts.function[index]), region, fte, money, _kind(fte))


def _kind(fte: float) -> str:
    return "freed" if fte > 0 else "lost"


def _staff_cells(parts: Parts) -> list[Cell]:
    """The staff posts dealt to cells: each team's by the effort that its parts have in every function."""
    staff = parts.inputs.staff
    held: dict[int, list[Post]] = {}
    for team, units, heads, cost in zip(
        staff.place.tolist(), staff.units.tolist(), staff.heads.tolist(), staff.cost_per_fte.tolist(), strict=True
    ):
        held.setdefault(team, []).extend(posts(units, heads, cost))
    by_cell: list[list[Post]] = [[] for _ in range(parts.cells)]
    for team, team_posts in held.items():
        own = np.flatnonzero(parts.team == team)
        effort = np.bincount(parts.cell[own], parts.fte[own])
        # One team lies in one region, so its cells differ by function alone.
        for cell, given in dealt(team_posts, {int(at): float(effort[at]) for at in np.flatnonzero(effort)}).items():
            by_cell[cell].extend(given)
    return [cell_of(cell_posts) for cell_posts in by_cell]


def _staff_left(parts: Parts, staff: Columns) -> Floats:
    """Staff of the placed rows after cash release, [regions + 1, 11, draws]."""
    placed = parts.by_cell @ (parts.fte * parts.is_designed)
    return np.asarray(placed[:, None] - staff.cash.fte).reshape(-1, CELL_FUNCTIONS, staff.cash.fte.shape[1])


def _with_managers(staff: Column, managers: Column) -> Column:
    fte, money = staff.fte.copy(), staff.money.copy()
    fte[MANAGEMENT::CELL_FUNCTIONS], money[MANAGEMENT::CELL_FUNCTIONS] = managers.fte, managers.money
    return Column(fte, money)


def _with_manager_cells(inputs: SavingInputs, staff_cells: list[Cell]) -> list[Cell]:
    cells = list(staff_cells)
    for region, held in posts_below_top(inputs).items():
        cells[region * CELL_FUNCTIONS + MANAGEMENT] = cell_of(held)
    return cells
