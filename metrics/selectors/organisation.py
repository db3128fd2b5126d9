"""Towers by regions: posts, FTE, cost and the plan, build, run split of each cell."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from core.actor import Actor
from core.basis import Basis
from metrics.selectors.baseline_columns import EffortTable
from metrics.selectors.small_counts import Spot, hidden_spots
from towers.functions_reference import BY_CODE, PHASES, Phase
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Effort, Position
from towers.prices import CardRates, prices_of

MODES = tuple(str(mode) for mode in BaselineTeam.Orientation.values)
FILLED = Q(status=Position.Status.FILLED)
KNOWN_COST = Q(cost_low__isnull=False)
# Sum over positions of FTE (1/10,000) x (low + high): half of it is the cost, to the unit of FTE.
PRICED = F("fte") * (F("cost_low") + F("cost_high"))


@dataclass(slots=True)
class Cell:
    """Sums of one tower in one region: filled positions with their heads, FTE (1/10,000) and what is known of their
    yearly cost (minor units), FTE by phase without people management, FTE of people management, and FTE (1/10,000) by
    the orientation of the team."""

    positions: int = 0
    heads: int = 0
    fte: int = 0
    cost: float = 0.0
    unpriced: int = 0
    vacant: int = 0
    eliminated: int = 0
    management_fte: float = 0.0
    phases: Counter[Phase] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Cell") -> None:
        """Add the sums of another cell."""
        for name in ("positions", "heads", "fte", "cost", "unpriced", "vacant", "eliminated", "management_fte"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for phase, fte in other.phases.items():
            self.phases[phase] += fte
        self.modes.update(other.modes)

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


class Staff(NamedTuple):
    """The posts of one team (-1 none) with one title: rows, persons, FTE (1/10,000) and FTE x (low + high) of filled
    ones, rows without a cost, vacant and eliminated rows."""

    team: int
    title: str
    positions: int
    heads: int
    fte: int
    priced: float
    unpriced: int
    vacant: int
    eliminated: int


UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Cells by (tower id, region id), -1 unknown, and by team; names of towers and regions, unknown last.

    `table` holds the efforts of the teams in view; `hidden` are the spots whose counts of persons are too small for
    this actor.
    """

    cells: dict[Place, Cell]
    by_team: dict[int, Cell]
    towers: list[tuple[int, str]]
    regions: list[tuple[int, str]]
    fte_by_evidence: dict[str, int]
    table: EffortTable
    hidden: frozenset[Spot] = frozenset()

    def total(self, tower: int | None = None, region: int | None = None) -> Cell:
        """One cell, or the sum of a row, of a column, or of everything."""
        if tower is not None and region is not None:
            return self.cells.get((tower, region), Cell())
        total = Cell()
        for (of_tower, of_region), cell in self.cells.items():
            if tower in (None, of_tower) and region in (None, of_region):
                total.add(cell)
        return total

    def teams_without(self, place: str) -> int:
        """Teams in view whose tower or region is unknown."""
        return sum(getattr(row, f"{place}_id") is None for row in self.table.teams.values())

    @property
    def positions_without_team(self) -> int:
        """Filled positions that stand in no team."""
        return self.by_team[UNKNOWN].positions if UNKNOWN in self.by_team else 0


def organisation_view(
    actor: Actor, baseline: Baseline, table: EffortTable, staff: list[Staff], mode: str = ""
) -> OrganisationView:
    """Sum what was read of a baseline, or of its teams of one orientation: then one query, for their evidence."""
    hidden = frozenset[Spot]() if actor.has_pay else hidden_spots(((row.team, row.heads) for row in staff), table.teams)
    table = of_mode(table, mode) if mode else table
    by_team = _staff_by_team(row for row in staff if not mode or row.team in table.teams)
    _add_efforts(by_team, table)
    cells: dict[Place, Cell] = {}
    for team, cell in by_team.items():
        row = table.teams.get(team)
        cell.modes[row.orientation if row else ""] += cell.fte
        cells.setdefault(place_of(row), Cell()).add(cell)
    rows = table.teams.values()
    towers = ((row.tower_id, row.tower.name if row.tower else None) for row in rows)
    regions = ((row.region_id, row.region.name if row.region else None) for row in rows)
    return OrganisationView(
        cells=cells,
        by_team=by_team,
        towers=_named(towers, cells, 0, "No tower"),
        regions=_named(regions, cells, 1, "No region"),
        fte_by_evidence=_evidence(actor, baseline, table.teams) if mode else table.fte_by_evidence,
        table=table,
        hidden=hidden,
    )


def of_mode(table: EffortTable, mode: str) -> EffortTable:
    """The teams of one orientation and their efforts; what is known of the whole baseline stays."""
    teams = {team: row for team, row in table.teams.items() if row.orientation == mode}
    return replace(table, teams=teams, columns=table.columns.select(np.isin(table.columns.team, list(teams))))


def place_of(row: BaselineTeam | None) -> Place:
    """The ids of a team's tower and region, -1 for unknown."""
    return ((row.tower_id or UNKNOWN), (row.region_id or UNKNOWN)) if row else (UNKNOWN, UNKNOWN)


def _evidence(actor: Actor, baseline: Baseline, teams: Container[int]) -> dict[str, int]:
    """FTE of efforts by evidence level, of these teams."""
    sums = Effort.objects.visible_to(actor).filter(baseline=baseline).values_list("team_id", "evidence")
    found: Counter[str] = Counter()
    for team, level, fte in sums.annotate(Sum("fte")).order_by():
        found[level] += fte if team in teams else 0
    return dict(found)


def staff_by_title(actor: Actor, baseline: Baseline, table: EffortTable) -> list[Staff]:
    """The sums of all positions by team and title, in the money that the actor gets to see; one query, on the rate card
    two, and then by grade too."""
    prices = prices_of(actor, baseline, {team: row.region_id for team, row in table.teams.items()})
    rows = Position.objects.visible_to(actor).filter(baseline=baseline)
    by = ["title", "grade"] if prices.basis is Basis.CARD else ["title"]
    groups = rows.values_list(Coalesce("team_id", UNKNOWN), *by).annotate(
        filled=Count("id", filter=FILLED),
        persons=Sum("heads", filter=FILLED, default=0),
        filled_fte=Sum("fte", filter=FILLED, default=0),
        priced=Sum(PRICED, filter=FILLED & KNOWN_COST, default=0),
        unpriced=Count("id", filter=FILLED & ~KNOWN_COST),
        vacant=Count("id", filter=Q(status=Position.Status.VACANT)),
        eliminated=Count("id", filter=Q(status=Position.Status.ELIMINATED)),
    )
    if prices.basis is Basis.COST:
        return [Staff(*row) for row in groups.order_by()]
    return [_on_card(prices.card, Staff(team, title, *sums), grade) for team, title, grade, *sums in groups.order_by()]


def _on_card(card: CardRates, row: Staff, grade: str) -> Staff:
    """The posts of one grade at their rate; without a card nothing of their cost is told."""
    return row._replace(priced=2.0 * row.fte * (card.of(row.team, grade) or 0))


def _staff_by_team(staff: Iterable[Staff]) -> dict[int, Cell]:
    by_team: dict[int, Cell] = {}
    for row in staff:
        cell = by_team.get(row.team)
        if cell is None:
            cell = by_team[row.team] = Cell()
        cell.positions += row.positions
        cell.heads += row.heads
        cell.fte += row.fte
        cell.cost += row.priced / 2 / FTE_UNIT
        cell.unpriced += row.unpriced
        cell.vacant += row.vacant
        cell.eliminated += row.eliminated
    return by_team


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
