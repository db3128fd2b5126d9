"""Today's effort as a scenario places it: which part of whose work lies in which pool."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from core.actor import Actor
from functions.board import Board, board_of
from functions.models import Design, Scenario
from functions.projection import HOME, SHARE_UNIT
from metrics.assumptions.effective import effective_assumption
from towers.functions_reference import BY_CODE, FUNCTIONS
from towers.models import FTE_UNIT

GLOBAL = "global"  # the place of a pool that is one for all regions
NONE = "none"  # stands for the tower or region of a team that has none
CODES = (*(function.code for function in FUNCTIONS), HOME)
STAYS = "Stays in its team"
NO_TOWER, NO_REGION = "No tower", "No region"

Reach = Design.Reach


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of a team's effort on an activity: the function it is placed in (HOME: it stays), the pool it joins there
    (GLOBAL, or a region's uid), where it is done (the pool's, or the region that keeps it), and its volume: FTE x
    share, both in 1/10,000, whole so that sums are the same in every place."""

    team: int
    activity: int
    code: int
    pool: str
    place: str
    volume: int

    @property
    def fte(self) -> float:
        """Its FTE."""
        return fte_of(self.volume)


@dataclass(frozen=True)
class TargetEffort:
    """What a scenario places, with what decides where: reach by function, FTE that a region keeps of an overlay's pool
    by (function, region's uid), and what a region without a number keeps. `spans`: reports per manager by function,
    where the scenario states them."""

    board: Board
    reaches: dict[int, str]
    stated: dict[tuple[int, str], float] = field(default_factory=dict)
    assumed: float = 0.0
    spans: dict[int, int] = field(default_factory=dict)

    def tower(self, team: int) -> str:
        """The uid of a team's tower, "none" without one."""
        return self.board.towers[team][0] if team in self.board.towers else NONE

    def region(self, team: int) -> str:
        """The uid of a team's region, "none" without one."""
        return self.board.regions[team][0] if team in self.board.regions else NONE

    def tower_name(self, team: int) -> str:
        """The name of a team's tower."""
        return self.board.towers[team][1] if team in self.board.towers else NO_TOWER

    def region_name(self, team: int) -> str:
        """The name of a team's region."""
        return self.board.regions[team][1] if team in self.board.regions else NO_REGION

    def place_name(self, place: str) -> str:
        """The name of a pool's place."""
        return self.places.get(place, NO_REGION)

    def reach(self, code: int) -> str:
        """The reach of a function; regional unless the scenario says otherwise."""
        return self.reaches.get(code, Reach.REGIONAL)

    def pool(self, code: int, region: str) -> str:
        """The pool that work of a region joins: one for all, or the region's own; what stays is in its region."""
        return GLOBAL if code != HOME and self.reach(code) != Reach.REGIONAL else region

    @cached_property
    def towers(self) -> list[tuple[str, str]]:
        """Uid and name of the baseline's towers by name, teams with effort and without one last."""
        return _named(self.board.towers.values(), {self.tower(team) for team in self.board.teams}, NO_TOWER)

    @cached_property
    def regions(self) -> list[tuple[str, str]]:
        """Uid and name of the baseline's regions by name, teams with effort and without one last."""
        return _named(self.board.regions.values(), {self.region(team) for team in self.board.teams}, NO_REGION)

    @cached_property
    def places(self) -> dict[str, str]:
        """The names of all places that a pool can have."""
        return {GLOBAL: "Global pool", **dict(self.regions)}

    @cached_property
    def lots(self) -> list[Lot]:
        """All parts; the work of a region that keeps a minimum of an overlay is divided pro rata."""
        found = []
        for (team, activity), effort in self.board.efforts.items():
            region = self.region(team)
            for code, share in self.board.shares[team, activity].items():
                volume, pool = effort * share, self.pool(code, region)
                kept = round(volume * self._kept.get((code, region), 0.0))
                if kept:
                    found.append(Lot(team, activity, code, pool, region, kept))
                if kept < volume:
                    found.append(Lot(team, activity, code, pool, pool, volume - kept))
        return found

    @cached_property
    def _kept(self) -> dict[tuple[int, str], float]:
        """The share of its work that a region keeps, where it keeps any: its minimum, at most all of it."""
        work: dict[tuple[int, str], int] = {}
        for (team, activity), effort in self.board.efforts.items():
            region = self.region(team)
            for code, share in self.board.shares[team, activity].items():
                if code != HOME and region != NONE and self.reach(code) == Reach.OVERLAY:
                    work[code, region] = work.get((code, region), 0) + effort * share
        return {spot: min(self.stated.get(spot, self.assumed) / fte_of(volume), 1.0) for spot, volume in work.items()}

    @property
    def fte(self) -> float:
        """FTE of all effort that can be placed."""
        return sum(self.board.efforts.values()) / FTE_UNIT


def target_effort(actor: Actor, scenario: Scenario) -> TargetEffort:
    """Read what a scenario places; four queries, five where an overlay's minimum is the assumption's."""
    board = board_of(scenario)
    columns = ("function_code", "reach", "span_target", "minimums__region__uid", "minimums__fte")
    reaches, stated, spans = dict[int, str](), dict[tuple[int, str], float](), dict[int, int]()
    for code, reach, span, region, fte in scenario.designs.values_list(*columns):
        reaches[code] = reach
        if span:
            spans[code] = span
        if region is not None:
            stated[code, str(region)] = fte / FTE_UNIT
    target = TargetEffort(board, reaches, stated, spans=spans)
    is_stated = all(
        (code, uid) in stated for code, reach in reaches.items() if reach == Reach.OVERLAY for uid, _ in target.regions
    )
    if is_stated:
        return target
    return replace(target, assumed=effective_assumption(actor, "overlay", scenario).likely)


def fte_of(volume: int) -> float:
    """FTE of a volume.

    >>> fte_of(12_500 * 5_000)
    0.625
    """
    return volume / (FTE_UNIT * SHARE_UNIT)


def function_name(code: int) -> str:
    """The function's number and name; what no step placed has none.

    >>> function_name(8), function_name(HOME)
    ('8 Level 2 and 3 support operations', 'Stays in its team')
    """
    return STAYS if code == HOME else f"{code} {BY_CODE[code].name}"


def phase_of(code: int) -> str:
    """The phase of a function as the style sheet names it; none for what stays.

    >>> phase_of(3), phase_of(10), phase_of(HOME)
    ('build', 'support', '')
    """
    if code == HOME:
        return ""
    phase = str(BY_CODE[code].phase)
    return "support" if phase == "across" else phase


def _named(rows: Iterable[tuple[str, str]], used: set[str], unknown: str) -> list[tuple[str, str]]:
    found = sorted(set(rows), key=lambda row: (row[1].casefold(), row[0]))
    return [*found, *([(NONE, unknown)] if NONE in used else [])]
