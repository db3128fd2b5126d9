"""Who hands tickets to whom, as a proposal weighs it: teams and groups as holders, pairs with the money of a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from functions.models import Scenario
from metrics.computations.optimise_handoffs import strongest
from metrics.computations.optimise_inputs import Holder, Pair, Part
from metrics.computations.saving_inputs import UNKNOWN
from metrics.inputs.efforts import EffortRows
from metrics.inputs.group_functions import GroupDesign, GroupTarget, groups_by_hand, targets_of
from metrics.inputs.log_flows import log_flows
from metrics.inputs.saving_inputs import SavingRows
from services.facts import groups_in_order
from services.models import Group
from towers.models import BaselineTeam

COVERED = 0.95  # of the money of all handoffs: the weaker pairs are left out
WEEKS_OF_YEAR = 52
MINUTES_OF_HOUR = 60


@dataclass(frozen=True, eq=False)
class Tickets:
    """`pairs`: the strongest, `covered` of the money of all of them, which is that of a year; `counted`: all, with
    their number in the log in place of money."""

    holders: tuple[Holder, ...]
    pairs: tuple[Pair, ...]
    counted: tuple[Pair, ...]
    covered: float


def tickets_of(scenario: Scenario, rows: SavingRows, log_id: int, likely: Mapping[str, float]) -> Tickets:
    """The holders of a log in a scenario, and what the handoffs between them cost.

    A group whose function follows from its team's effort belongs to the holder of that team; every other group is a
    holder that stays where the design has it.
    """
    counted = log_flows(log_id)
    design = _design(scenario, rows)
    targets, found = targets_of(groups_in_order(log_id, counted.group_ids), design), _Holders(rows, design)
    of_group = [found.number_of(target) for target in targets.groups]
    prices = _Prices(scenario, rows, likely)
    sums: dict[tuple[int, int], list[float]] = {}
    across = counted.flows.across
    for sender, receiver, count in zip(across.sender, across.receiver, across.count.tolist(), strict=True):
        one, other = of_group[sender], of_group[receiver]
        key = (min(one, other), max(one, other))
        known = sums.setdefault(key, [0.0, 0.0])
        known[0] += count
        known[1] += count * prices.of(found.holders[one], found.holders[other])
    every = [Pair(*key, money * WEEKS_OF_YEAR / rows.load.weeks) for key, (_, money) in sorted(sums.items())]
    kept, total = tuple(strongest(every, COVERED)), sum(pair.money for pair in every)
    covered = sum(pair.money for pair in kept) / total if total else 1.0
    numbers = tuple(Pair(*key, count) for key, (count, _) in sorted(sums.items()))
    return Tickets(tuple(found.holders), kept, numbers, covered)


def _design(scenario: Scenario, rows: SavingRows) -> GroupDesign:
    placements = rows.inputs.placements
    placed: dict[tuple[int, int], dict[int, float]] = {}
    columns = (placements.effort.tolist(), placements.function.tolist(), placements.share.tolist())
    for effort, function, share in zip(*columns, strict=True):
        placed.setdefault(rows.pairs[effort], {})[function] = share
    reach = dict(enumerate(rows.inputs.design.reach, start=1))
    names = BaselineTeam.objects.filter(baseline_id=scenario.baseline_id, region__isnull=False)
    region_by_team = {team: region or "" for team, region in names.values_list("team_id", "region__name")}
    return GroupDesign(groups_by_hand(scenario), reach, placed, rows.efforts, region_by_team)


class _Holders:
    """The holders in the order in which the groups name them."""

    def __init__(self, rows: SavingRows, design: GroupDesign) -> None:
        self.holders: list[Holder] = []
        self._rows, self._design = rows, design
        self._number: dict[int, int] = {}
        self._regions = {name: number for number, name in enumerate(rows.inputs.regions)}
        self._place = {team: number for number, team in enumerate(rows.team_ids)}
        self._parts = _parts_by_team(rows.efforts, {pair: number for number, pair in enumerate(rows.pairs)})

    def number_of(self, target: GroupTarget) -> int:
        """The holder of a group; a new one unless its team has one already."""
        group, team = target.group, target.group.team_id or 0
        follows = target.way == "effort"
        if follows and team in self._number:
            return self._number[team]
        place = self._place.get(team, -1 - group.pk)
        fixed = tuple(Part(share, None, function) for function, share in sorted(target.functions.items()))
        parts = tuple(self._parts[team]) if follows else fixed
        self.holders.append(Holder(place, self._region(group, place), parts))
        if follows:
            self._number[team] = len(self.holders) - 1
        return len(self.holders) - 1

    def _region(self, group: Group, place: int) -> int:
        """The number of the group's region; one of its own where it is unknown."""
        name = self._design.region_of(group)
        return self._regions.setdefault(name, len(self._regions)) if name else own_region(place)


def own_region(team: int) -> int:
    """Stands for the unknown region of a team: no other team is there."""
    return -2 - team if team >= 0 else team - 1_000_000


def _parts_by_team(efforts: EffortRows, number: Mapping[tuple[int, int], int]) -> dict[int, list[Part]]:
    """The ticket-driven cells of each team with their share of its effort on tickets."""
    total, found = efforts.ticket_fte(), dict[int, list[Part]]()
    for pair, fte in efforts.fte.items():
        if efforts.activities[pair[1]].is_ticket_driven:
            found.setdefault(pair[0], []).append(Part(fte / total[pair[0]], number[pair]))
    return found


class _Prices:
    """What one handoff between two holders costs: minutes of both sides, at their mean cost of an hour."""

    def __init__(self, scenario: Scenario, rows: SavingRows, likely: Mapping[str, float]) -> None:
        self._likely = likely
        self._hours = WEEKS_OF_YEAR * likely["contract_hours"] * (1 - likely["shrinkage"])
        rates = rows.inputs.staff_rate
        self._rates = rates.tolist()
        self._mean = float(np.mean(rates)) if len(rates) else 0.0
        towers = BaselineTeam.objects.filter(baseline_id=scenario.baseline_id).values_list("team_id", "tower_id")
        place = {team: number for number, team in enumerate(rows.team_ids)}
        self._tower = {place[team]: tower for team, tower in towers if team in place and tower}

    def of(self, one: Holder, other: Holder) -> float:
        """Money of one handoff."""
        rate = (self._rate(one) + self._rate(other)) / 2
        return self._minutes(one, other) / MINUTES_OF_HOUR * rate / self._hours

    def _rate(self, holder: Holder) -> float:
        return float(self._rates[holder.team]) if holder.team >= 0 else self._mean

    def _minutes(self, one: Holder, other: Holder) -> float:
        """By the farthest border that is known to be crossed."""
        if one.region != other.region and min(one.region, other.region) > UNKNOWN:
            return self._likely["handoff_minutes_regions"]
        tower = self._tower.get(one.team)
        is_same = one.team == other.team or (tower is not None and tower == self._tower.get(other.team))
        return self._likely["handoff_minutes_tower" if is_same else "handoff_minutes_towers"]


def scaled(pairs: tuple[Pair, ...], weight: float) -> Iterator[Pair]:
    """The pairs at so many times their money; none at 0."""
    if weight > 0:
        yield from (Pair(pair.one, pair.other, pair.money * weight) for pair in pairs)
