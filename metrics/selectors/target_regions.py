"""Functions by regions of a scenario: FTE, cost and positions of every pool, and of what stays in its team."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from core.actor import Actor
from metrics.computations.suppression import hidden_cells
from metrics.computations.whole_parts import whole_parts
from metrics.selectors.target_effort import CODES, NO_REGION, NONE, TargetEffort, fte_of
from metrics.selectors.target_flow import rates_of
from metrics.selectors.target_staff import UNKNOWN, TeamStaff
from towers.models import FTE_UNIT

REST = -1  # stands for positions whose work is leading others or is not stated

Spot = tuple[int, str]  # function, HOME or REST, and the place


@dataclass(slots=True)
class Cell:
    """Volume, its yearly cost in minor units, and positions (an aggregate counts with all of its own)."""

    volume: int = 0
    cost: float = 0.0
    heads: int = 0

    @property
    def fte(self) -> float:
        """FTE of the work."""
        return fte_of(self.volume)


@dataclass(frozen=True)
class Regions:
    """Cells by function and place; a total is over all that the code or place leaves open.

    `hidden`: spots whose counts of persons are too small for this actor, None for a sum over all.
    """

    cells: dict[Spot, Cell]
    places: list[tuple[str, str]]
    has_cost: bool
    hidden: frozenset[tuple[int | None, str | None]]

    def total(self, code: int | None = None, place: str | None = None) -> Cell:
        """One cell, or the sum of a row, of a column or of everything."""
        total = Cell()
        for (of_code, of_place), cell in self.cells.items():
            if code in (None, of_code) and place in (None, of_place):
                total.volume += cell.volume
                total.cost += cell.cost
                total.heads += cell.heads
        return total

    def heads(self, code: int | None = None, place: str | None = None) -> int | None:
        """Positions of a cell or a total; None where the count is hidden."""
        return None if (code, place) in self.hidden else self.total(code, place).heads


def regions_of(actor: Actor, target: TargetEffort, staff: TeamStaff | None) -> Regions:
    """Sum a scenario's effort by function and the place of its pool; without staff only FTE."""
    rates, cells = rates_of(target, staff), defaultdict[Spot, Cell](Cell)
    for lot in target.lots:
        cell = cells[lot.code, lot.place]
        cell.volume += lot.volume
        cell.cost += lot.fte * rates.get(lot.team, 0.0)
    if staff is not None:
        for spot, heads in _heads(target, staff).items():
            cells[spot].heads += heads
    used = {place for _, place in cells}
    named = target.places | ({NONE: NO_REGION} if NONE in used else {})
    places = [(place, name) for place, name in named.items() if place in used]
    hidden = frozenset[tuple[int | None, str | None]]()
    if staff is not None and not actor.has_pay:
        hidden = _hidden(cells, [place for place, _ in places])
    return Regions(dict(cells), places, bool(rates), hidden)


def _heads(target: TargetEffort, staff: TeamStaff) -> dict[Spot, int]:
    """The persons of each team divided over its work in proportion to the FTE; who leads or does what nobody stated is
    the rest, in the team's region."""
    work: dict[int, dict[Spot, float]] = {team: {} for team in staff.heads}
    for lot in target.lots:
        if lot.team in work:
            own = work[lot.team]
            own[lot.code, lot.place] = own.get((lot.code, lot.place), 0.0) + lot.fte
    found: dict[Spot, int] = defaultdict(int)
    for team, own in work.items():
        region = NONE if team == UNKNOWN else target.region(team)
        rest = max(staff.fte[team] / FTE_UNIT - sum(own.values()), 0.0)
        weights = {**own, (REST, region): rest} if rest > 1e-6 or not own else own
        counts = whole_parts(staff.heads[team], list(weights.values()) if any(weights.values()) else [1.0])
        for spot, heads in zip(weights, counts, strict=True):
            found[spot] += heads
    return found


def _hidden(cells: dict[Spot, Cell], places: list[str]) -> frozenset[tuple[int | None, str | None]]:
    codes: list[int | None] = [*CODES, REST, None]
    columns: list[str | None] = [*places, None]
    counts = [
        [cells[code, place].heads if (code, place) in cells else 0 for place in places] for code in (*CODES, REST)
    ]
    return frozenset((codes[row], columns[column]) for row, column in hidden_cells(counts))
