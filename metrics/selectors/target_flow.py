"""The flow of effort from today's towers into the functions of a scenario."""

from __future__ import annotations

from dataclasses import dataclass, field

from functions.projection import HOME
from metrics.selectors.target_effort import CODES, Lot, TargetEffort, fte_of
from metrics.selectors.target_staff import TeamStaff

MOST_TOWERS = 20
OTHERS = "others"  # stands for the towers that the picture sums up

Spot = tuple[str, int]  # uid of the tower, function or HOME


@dataclass(slots=True)
class Amount:
    """Volume, its yearly cost in minor units (0 where none is known), and the cards it comes from."""

    volume: int = 0
    cost: float = 0.0
    cards: set[tuple[int, int]] = field(default_factory=set)

    def add(self, lot: Lot, cost: float) -> None:
        """Add a part."""
        self.volume += lot.volume
        self.cost += cost
        self.cards.add((lot.team, lot.activity))

    @property
    def fte(self) -> float:
        """Its FTE."""
        return fte_of(self.volume)


@dataclass(frozen=True)
class Flow:
    """Amounts by tower and function; `towers` with most FTE first, `codes` in the order plan, build, run, across, home.

    `has_cost`: the cost of the work is known, by what the actor gets to see.
    """

    spots: dict[Spot, Amount]
    towers: list[tuple[str, str]]
    codes: list[int]
    has_cost: bool

    def total(self, tower: str = "", code: int | None = None) -> Amount:
        """What leaves a tower, what reaches a function, or everything."""
        total = Amount()
        for (of_tower, of_code), amount in self.spots.items():
            if tower in ("", of_tower) and code in (None, of_code):
                total.volume += amount.volume
                total.cost += amount.cost
                total.cards |= amount.cards
        return total

    @property
    def largest(self) -> int | None:
        """The function that takes most; None where nothing is placed."""
        placed = [code for code in self.codes if code != HOME]
        return max(placed, key=lambda code: self.total(code=code).volume, default=None)


def flow_of(target: TargetEffort, staff: TeamStaff | None, region: str = "") -> Flow:
    """Sum a scenario's effort by tower and function; of the teams of one region ("none" for those without)."""
    rates = rates_of(target, staff)
    spots: dict[Spot, Amount] = {}
    for lot in target.lots:
        if region in ("", target.region(lot.team)):
            amount = spots.setdefault((target.tower(lot.team), lot.code), Amount())
            amount.add(lot, lot.fte * rates.get(lot.team, 0.0))
    sizes: dict[str, int] = {}
    for (tower, _), amount in spots.items():
        sizes[tower] = sizes.get(tower, 0) + amount.volume
    towers = sorted((row for row in target.towers if row[0] in sizes), key=lambda row: (-sizes[row[0]], row[1]))
    codes = [code for code in CODES if any(of == code for _, of in spots)]
    return Flow(spots, towers, codes, bool(rates))


def rates_of(target: TargetEffort, staff: TeamStaff | None) -> dict[int, float]:
    """Cost of a full-time year by team, in minor units; empty where it was not read or is not known."""
    return {} if staff is None else staff.rates(target.board.teams)


def drawn_towers(flow: Flow) -> dict[str, str]:
    """Under which bar of the picture each tower is drawn: the largest under their own, the smallest under one."""
    is_long = len(flow.towers) > MOST_TOWERS
    return {uid: OTHERS if is_long and at >= MOST_TOWERS - 1 else uid for at, (uid, _) in enumerate(flow.towers)}
