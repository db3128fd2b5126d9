"""Where a scenario puts the groups of a ticket log: their functions, and the units that replay moves them into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from functions.models import Design, Placement, Scenario
from functions.projection import HOME, SHARE_UNIT
from metrics.computations.replay import Flows, UnitShares
from metrics.inputs.efforts import EffortRows, Pair, read_efforts, read_ticket_efforts
from services.facts import seen_groups
from services.models import Group, GroupPlacement
from towers.models import BaselineTeam

# How a group's function was decided, the first that applies; `unchanged` where the scenario has no design at all.
WAYS = ("unchanged", "placed", "effort", "level", "unknown")
FUNCTION_OF_LEVEL = {1: 7, 2: 8, 3: 8}
KEEPS_TEAMS = 8  # a specialist technology inside this function stays a unit

Functions = dict[int, float]  # function code (or HOME) -> share; empty where the function is unknown


@dataclass(frozen=True, slots=True)
class GroupTarget:
    """One group in the scenario: its functions by share, the way they were decided, and its units by share."""

    group: Group
    way: str
    functions: Functions
    units: dict[str, float]

    @property
    def main_function(self) -> int | None:
        """The function with the largest share (ties: the lower number); None where it is unknown or stays at home."""
        placed = {code: share for code, share in self.functions.items() if code != HOME}
        return min(placed, key=lambda code: (-placed[code], code), default=None)


@dataclass(frozen=True, eq=False)
class GroupTargets:
    """The groups of a log in the order of its events' group numbers."""

    groups: list[GroupTarget]

    @property
    def unit_names(self) -> list[str]:
        """All units, sorted; a unit's number is its place."""
        return sorted({unit for target in self.groups for unit in target.units})

    def unit_shares(self) -> UnitShares:
        """As replay takes them; a group of unknown function has no row."""
        number = {name: place for place, name in enumerate(self.unit_names)}
        rows = [
            (holder, number[unit], share)
            for holder, target in enumerate(self.groups)
            for unit, share in sorted(target.units.items())
        ]
        holder, unit, weight = (np.array([row[column] for row in rows]) for column in range(3))
        return UnitShares(holder.astype(np.int64), unit.astype(np.int64), weight.astype(np.float64))

    def ways(self, counted: Flows) -> dict[str, float]:
        """Share of the events with a group that each way decides."""
        events: Counter[str] = Counter()
        for group, count in zip(counted.holder.tolist(), counted.events.tolist(), strict=True):
            events[self.groups[group].way] += count
        total = sum(events.values()) or 1
        return {way: events[way] / total for way in WAYS}


def read_group_targets(scenario: Scenario, log_id: int) -> GroupTargets:
    """The target of every group that visible events of the log name.

    A group's function: its placement by hand; else the functions of its team's ticket-driven effort by share; else by
    its level (1: function 7, 2 and 3: function 8); else unknown. In a scenario without placements and designs every
    group stays a unit of its own.

    A unit is a function in its pool's region: one for a global function or one with an overlay, the group's own region
    for a regional one, where a team (or group) of unknown region stays alone. Inside function 8, and for work that is
    not placed, every team (a group without one) stays a unit.
    """
    reach = dict(Design.objects.filter(scenario=scenario).values_list("function_code", "reach"))
    placed, efforts = shares_by_pair(scenario), read_efforts(scenario.baseline_id)
    regions = _region_by_team(scenario.baseline_id)
    return targets_of(seen_groups(log_id), GroupDesign(groups_by_hand(scenario), reach, placed, efforts, regions))


def design_of_functions(scenario: Scenario) -> GroupDesign:
    """What decides the functions and regions of groups; without the reach, so that it says nothing of units."""
    placed, efforts = shares_by_pair(scenario), read_ticket_efforts(scenario.baseline_id)
    return GroupDesign(groups_by_hand(scenario), {}, placed, efforts, _region_by_team(scenario.baseline_id))


def targets_of(groups: Iterable[Group], design: GroupDesign) -> GroupTargets:
    """The targets of groups that were read already."""
    return GroupTargets([design.target_of(group) for group in groups])


class GroupDesign:
    """What a scenario and its baseline say of groups: placements by hand by group id, reach by function, placed shares,
    effort, and names of regions by team id."""

    def __init__(
        self,
        by_hand: Mapping[int, GroupPlacement],
        reach: Mapping[int, str],
        placed: Mapping[Pair, Functions],
        efforts: EffortRows,
        region_by_team: Mapping[int, str],
    ) -> None:
        self.by_hand, self.reach, self.region_by_team = by_hand, reach, region_by_team
        self.is_unchanged = not (placed or reach or by_hand)
        self.by_team = _functions_by_team(efforts, placed)

    def target_of(self, group: Group) -> GroupTarget:
        if self.is_unchanged:
            return GroupTarget(group, "unchanged", {HOME: 1.0}, {_holder(group, keeps_groups=True): 1.0})
        way, functions = self._functions(group)
        units: dict[str, float] = {}
        for function, share in functions.items():
            unit = self._unit(group, function)
            units[unit] = units.get(unit, 0.0) + share
        return GroupTarget(group, way, functions, units)

    def _functions(self, group: Group) -> tuple[str, Functions]:
        if group.pk in self.by_hand:
            return "placed", {self.by_hand[group.pk].function_code: 1.0}
        if group.team_id in self.by_team:
            return "effort", self.by_team[group.team_id]
        if group.level in FUNCTION_OF_LEVEL:
            return "level", {FUNCTION_OF_LEVEL[group.level]: 1.0}
        return "unknown", {}

    def _unit(self, group: Group, function: int) -> str:
        holder = _holder(group)
        if function == HOME:
            return f"stays: {holder}"
        is_regional = self.reach.get(function, Design.Reach.REGIONAL) == Design.Reach.REGIONAL
        region = (self.region_of(group) or f"alone: {holder}") if is_regional else "all regions"
        return f"{function} / {region}" + (f" / {holder}" if function == KEEPS_TEAMS else "")

    def region_of(self, group: Group) -> str:
        """The name of a group's region: placed by hand, its team's, its own; empty where none is known."""
        row = self.by_hand.get(group.pk)
        if row and row.region:
            return row.region.name
        return self.region_by_team.get(group.team_id or 0) or group.region_name


def _holder(group: Group, keeps_groups: bool = False) -> str:
    if group.team is None or keeps_groups:
        return f"group {group.name}"
    return f"team {group.team.name}"


def groups_by_hand(scenario: Scenario) -> dict[int, GroupPlacement]:
    """The groups that were placed by hand, by their ids."""
    return {row.group_id: row for row in GroupPlacement.objects.filter(scenario=scenario).select_related("region")}


def shares_by_pair(scenario: Scenario) -> dict[Pair, Functions]:
    """What a scenario places: shares of volume by function, of each team's effort on an activity."""
    placed: dict[Pair, Functions] = {}
    rows = Placement.objects.filter(scenario=scenario).order_by("team_id", "activity_id", "function_code")
    for team, activity, code, share in rows.values_list("team_id", "activity_id", "function_code", "share"):
        placed.setdefault((team, activity), {})[code] = share / SHARE_UNIT
    return placed


def _functions_by_team(efforts: EffortRows, placements: Mapping[Pair, Functions]) -> dict[int, Functions]:
    """Functions of each team's ticket-driven effort by share of its FTE; what is not placed counts as HOME."""
    total = efforts.ticket_fte()
    by_team: dict[int, Functions] = {}
    for (team, activity), fte in efforts.fte.items():
        if not efforts.activities[activity].is_ticket_driven:
            continue
        placed = placements.get((team, activity), {})
        at_home = round(1 - sum(placed.values()), 9)
        for function, share in {**placed, HOME: at_home}.items():
            if share > 0:
                shares = by_team.setdefault(team, {})
                shares[function] = shares.get(function, 0.0) + fte * share / total[team]
    return by_team


def _region_by_team(baseline_id: int) -> dict[int, str]:
    rows = BaselineTeam.objects.filter(baseline_id=baseline_id, region__isnull=False)
    return {team: region or "" for team, region in rows.values_list("team_id", "region__name")}
