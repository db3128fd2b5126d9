"""Towers by regions: posts, FTE, cost and the plan, build, run split of each cell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, Sum

from core.actor import Actor
from metrics.selectors.baseline_columns import EffortTable, effort_table
from towers.functions_reference import BY_CODE, PHASES, Phase
from towers.models import FTE_UNIT, Baseline, Position

FILLED = Q(status=Position.Status.FILLED)
KNOWN_COST = Q(cost_low__isnull=False)
# Sum over positions of FTE (1/10,000) x (low + high): half of it is the cost, to the unit of FTE.
PRICED = F("fte") * (F("cost_low") + F("cost_high"))


@dataclass(slots=True)
class Cell:
    """Sums of one tower in one region: filled positions, their FTE (1/10,000), what is known of their yearly cost
    (minor units), FTE by phase without people management, and FTE of people management."""

    positions: int = 0
    fte: int = 0
    cost: float = 0.0
    unpriced: int = 0
    vacant: int = 0
    eliminated: int = 0
    management_fte: float = 0.0
    phases: Counter[Phase] = field(default_factory=Counter)

    def add(self, other: "Cell") -> None:
        """Add the sums of another cell."""
        for name in ("positions", "fte", "cost", "unpriced", "vacant", "eliminated", "management_fte"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for phase, fte in other.phases.items():
            self.phases[phase] += fte

    @property
    def placed_fte(self) -> float:
        """FTE with a phase."""
        return float(sum(self.phases.values()))

    @property
    def unassigned_fte(self) -> float:
        """FTE whose activity nobody stated."""
        return max(self.fte / FTE_UNIT - self.placed_fte - self.management_fte, 0.0)

    def share(self, phase: Phase) -> float | None:
        """A phase's share of the FTE that has a phase."""
        return self.phases[phase] / self.placed_fte if self.placed_fte else None


Place = tuple[int, int]
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Cells by (tower id, region id), -1 unknown; names of both, unknown last."""

    cells: dict[Place, Cell]
    towers: list[tuple[int, str]]
    regions: list[tuple[int, str]]
    teams: int
    teams_without: dict[str, int]
    positions_without_team: int
    table: EffortTable

    def total(self, tower: int | None = None, region: int | None = None) -> Cell:
        """The sum of a row, of a column, or of everything."""
        total = Cell()
        for (of_tower, of_region), cell in self.cells.items():
            if tower in (None, of_tower) and region in (None, of_region):
                total.add(cell)
        return total


def organisation_view(actor: Actor, baseline: Baseline) -> OrganisationView:
    """Read and sum a baseline; five queries."""
    table = effort_table(actor, baseline)
    by_team = _staff_by_team(actor, baseline)
    _add_efforts(by_team, table)
    cells: dict[Place, Cell] = {}
    for team, cell in by_team.items():
        row = table.teams.get(team)
        place = (row.tower_id or UNKNOWN, row.region_id or UNKNOWN) if row else (UNKNOWN, UNKNOWN)
        cells.setdefault(place, Cell()).add(cell)
    rows = table.teams.values()
    return OrganisationView(
        cells=cells,
        towers=_named(((row.tower_id, row.tower.name if row.tower else None) for row in rows), cells, 0, "No tower"),
        regions=_named(
            ((row.region_id, row.region.name if row.region else None) for row in rows), cells, 1, "No region"
        ),
        teams=len(table.teams),
        teams_without={
            "tower": sum(row.tower_id is None for row in rows),
            "region": sum(row.region_id is None for row in rows),
        },
        positions_without_team=by_team[UNKNOWN].positions if UNKNOWN in by_team else 0,
        table=table,
    )


def _staff_by_team(actor: Actor, baseline: Baseline) -> dict[int, Cell]:
    rows = Position.objects.visible_to(actor).filter(baseline=baseline).values_list("team_id")
    sums = rows.annotate(
        filled=Count("id", filter=FILLED),
        filled_fte=Sum("fte", filter=FILLED),
        priced=Sum(PRICED, filter=FILLED & KNOWN_COST),
        unpriced=Count("id", filter=FILLED & ~KNOWN_COST),
        vacant=Count("id", filter=Q(status=Position.Status.VACANT)),
        eliminated=Count("id", filter=Q(status=Position.Status.ELIMINATED)),
    )
    return {
        team or UNKNOWN: Cell(positions, fte or 0, (priced or 0) / 2 / FTE_UNIT, unpriced, vacant, eliminated)
        for team, positions, fte, priced, unpriced, vacant, eliminated in sums
    }


def _add_efforts(by_team: dict[int, Cell], table: EffortTable) -> None:
    columns = table.columns
    rows = zip(columns.team.tolist(), columns.activity.tolist(), columns.fte.tolist(), strict=True)
    for team, activity_id, fte in rows:
        cell = by_team.setdefault(team, Cell())
        activity = table.activities[activity_id]
        if activity.is_management:
            cell.management_fte += fte
        else:
            cell.phases[BY_CODE[activity.function_code].phase] += fte


def _named(
    rows: Iterable[tuple[int | None, str | None]], cells: dict[Place, Cell], at: int, unknown: str
) -> list[tuple[int, str]]:
    used = {place[at] for place in cells}
    names = {pk: name for pk, name in rows if pk is not None and name and pk in used}
    ordered = sorted(names.items(), key=lambda row: row[1])
    return ordered + ([(UNKNOWN, unknown)] if UNKNOWN in used else [])


def phase_sums(cell: Cell) -> dict[str, float]:
    """FTE by phase as the bars take them; what runs across the phases is `support`."""
    names = dict(zip(PHASES, ("plan", "build", "run", "support"), strict=True))
    return {names[phase]: float(cell.phases[phase]) for phase in PHASES}
