"""The parts of a target organisation: phases, functions, pools, the technologies and teams of today in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.figures import plural
from functions.projection import HOME
from metrics.selectors.org_chart_nodes import TOP
from metrics.selectors.target_effort import STAYS, Lot, TargetEffort, fte_of, phase_of
from towers.functions_reference import BY_CODE

LEADER = "Technology leader"
LEVELS = ("leader", "phase", "function", "pool", "technology", "team")
PHASES = {"plan": "Plan", "build": "Build", "run": "Run", "support": "Across"}
STAY = "home"


@dataclass(slots=True)
class Part:
    """A card with what stands below it; `asked` is how its work is asked for."""

    id: str
    name: str
    kind: str
    parent: str
    code: int | None = None
    asked: dict[str, str] = field(default_factory=dict)
    volume: int = 0
    teams: set[int] = field(default_factory=set)
    cards: set[tuple[int, int]] = field(default_factory=set)

    def add(self, lot: Lot, card: tuple[int, int]) -> None:
        """Add a part of somebody's work, which is one of a card."""
        self.volume += lot.volume
        self.teams.add(lot.team)
        self.cards.add(card)

    @property
    def fte(self) -> float:
        """FTE of the work."""
        return fte_of(self.volume)


def parts_of(target: TargetEffort) -> dict[str, Part]:
    """All parts by their ids, the leader first."""
    parts = {TOP: Part(TOP, LEADER, "leader", "")}
    for lot in target.lots:
        card = (lot.team, lot.activity)
        parts[TOP].add(lot, card)
        for part in _path(target, lot):
            parts.setdefault(part.id, part).add(lot, card)
    return parts


def _path(target: TargetEffort, lot: Lot) -> Iterator[Part]:
    """The parts that a lot stands in, from the phase down."""
    tower, team = target.tower(lot.team), target.board.teams[lot.team]
    if lot.code == HOME:
        asked = {"function": STAY}
        above = Part(STAY, STAYS, "function", TOP, HOME, asked)
        yield above
    else:
        phase, code = phase_of(lot.code), str(lot.code)
        yield Part(f"phase-{phase}", PHASES[phase], "phase", TOP)
        yield Part(
            f"f{code}",
            f"{code} {BY_CODE[lot.code].name}",
            "function",
            f"phase-{phase}",
            lot.code,
            {"function": code},
        )
        asked = {"function": code, "place": lot.place}
        above = Part(f"f{code}/{lot.place}", target.place_name(lot.place), "pool", f"f{code}", lot.code, asked)
        yield above
    unit = f"{above.id}/{tower}"
    yield Part(unit, target.tower_name(lot.team), "technology", above.id, lot.code, {**asked, "tower": tower})
    yield Part(f"{unit}/{team[0]}", team[1], "team", unit, lot.code, {**asked, "team": team[0]})


def managers_words(needed: tuple[int, int]) -> str:
    """How many managers.

    >>> managers_words((11, 17)), managers_words((1, 1))
    ('11 to 17 managers', '1 manager')
    """
    least, most = needed
    return f"{least} to {plural(most, 'manager')}" if least < most else plural(most, "manager")


def in_order(part: Part) -> tuple[int, float, str]:
    """Phases and functions by their order, what stays last, the rest the largest first."""
    if part.kind == "phase":
        return 0, list(PHASES.values()).index(part.name), ""
    if part.kind == "function":
        return (1, part.code or len(BY_CODE) + 1, "")
    return 2, -part.fte, part.name
