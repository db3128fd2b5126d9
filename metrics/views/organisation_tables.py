"""The downloads of towers by regions, of one cell's teams, and of the roles that several modes have."""

from typing import Any

from core.basis import Basis
from metrics.selectors.organisation import MODES, Cell, OrganisationView, phase_sums
from metrics.selectors.organisation_roles import Role
from metrics.views.organisation_measures import HIDDEN
from towers.models import FTE_UNIT, Baseline, BaselineTeam
from towers.views.base import Table


def headers_of(basis: Basis) -> list[str]:
    """The figures of a cell; the last one says what stands for pay."""
    figures = ["Positions", "Heads", "FTE", "Plan FTE", "Build FTE", "Run FTE", "Support FTE", "Managing people FTE"]
    figures += ["Unassigned FTE", *(f"{mode.capitalize()} FTE" for mode in MODES)]
    return [*figures, f"Yearly cost{f' {basis.note}' if basis.note else ''}, minor units"]


def figures_of(cell: Cell, *, is_hidden: bool = False) -> list[float | str]:
    """What stands under the headers; counts of persons may be hidden, and cost may be unknown."""
    split = list(phase_sums(cell).values())
    modes = [cell.modes[mode] / FTE_UNIT for mode in MODES]
    counts = [HIDDEN, HIDDEN] if is_hidden else [cell.positions, cell.heads]
    figures = [*counts, cell.fte / FTE_UNIT, *split, cell.management_fte, cell.unassigned_fte, *modes]
    return [*figures, round(cell.cost) if cell.cost else ""]


def said_of(row: BaselineTeam) -> list[Any]:
    """What the baseline says of a team."""
    tower, region = row.tower.name if row.tower else "", row.region.name if row.region else ""
    return [row.team.name, tower, region, row.level, row.orientation]


def cells_table(baseline: Baseline, view: OrganisationView, basis: Basis) -> Table:
    """A row per tower and region."""
    towers, regions = dict(view.towers), dict(view.regions)
    rows = (
        [towers[tower], regions[region], *figures_of(cell, is_hidden=(tower, region) in view.hidden)]
        for (tower, region), cell in sorted(view.cells.items())
    )
    return f"{baseline.name} towers by region", ["Tower", "Region", *headers_of(basis)], rows


def roles_table(baseline: Baseline, roles: list[Role]) -> Table:
    """A row per role of several modes."""
    headers = ["Role", "Kind", *(f"{mode.capitalize()} FTE" for mode in MODES), "FTE", "FTE outside the largest mode"]
    rows = (
        [role.name, role.kind, *(role.fte.get(mode, 0.0) for mode in MODES), role.total_fte, role.outside_largest_fte]
        for role in roles
    )
    return f"{baseline.name} roles in several modes", headers, rows
