"""The board of a scenario: the effort of each team on each activity, and the functions in which it lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from core.figures import fte, plural
from functions.models import Design, Scenario
from functions.placed import whole_shares
from functions.projection import HOME, SHARE_UNIT, Pair, Shares
from towers.functions_reference import FUNCTIONS
from towers.models import FTE_UNIT, BaselineTeam, Effort

CODES = (HOME, *(function.code for function in FUNCTIONS))
Volumes = dict[int, int]  # function code (or HOME) -> FTE x share, both in 1/10,000

Facts = tuple[str, str]  # uid and name


@dataclass(frozen=True, slots=True)
class Board:
    """Effort and where it lies; the shares of a pair add up to 10,000 with what stays in its team (HOME)."""

    teams: Mapping[int, Facts]
    activities: Mapping[int, Facts]
    towers: Mapping[int, Facts]  # by team
    regions: Mapping[int, Facts]  # by team
    capabilities: Mapping[int, str]  # by team
    efforts: Mapping[Pair, int]  # FTE in 1/10,000
    shares: Mapping[Pair, Shares]

    def volumes(self) -> Volumes:
        """What lies in each column; whole numbers, so that nothing is lost in adding up."""
        sums = dict.fromkeys(CODES, 0)
        for pair, effort in self.efforts.items():
            for code, share in self.shares[pair].items():
                sums[code] += effort * share
        return sums

    def counts(self) -> dict[int, int]:
        """Cards in each column; a divided pair stands in several."""
        return {code: sum(code in shares for shares in self.shares.values()) for code in CODES}


def board_of(scenario: Scenario) -> Board:
    """What can be placed of the scenario's baseline; three queries."""
    teams: dict[int, Facts] = {}
    activities: dict[int, Facts] = {}
    efforts: dict[Pair, int] = {}
    for team, team_uid, team_name, activity, activity_uid, activity_name, effort in _efforts(scenario):
        teams[team], activities[activity] = (str(team_uid), team_name), (str(activity_uid), activity_name)
        efforts[team, activity] = effort
    places = BaselineTeam.objects.filter(baseline_id=scenario.baseline_id).values_list(
        "team_id", "tower__uid", "tower__name", "region__uid", "region__name", "capability"
    )
    towers, regions, capabilities = {}, {}, {}
    for team, tower, tower_name, region, region_name, capability in places:
        if tower:
            towers[team] = (str(tower), tower_name)
        if region:
            regions[team] = (str(region), region_name)
        if capability:
            capabilities[team] = capability
    return Board(teams, activities, towers, regions, capabilities, efforts, whole_shares(scenario, efforts))


def _efforts(scenario: Scenario) -> Iterable[tuple[Any, ...]]:
    rows = Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False)
    columns = ("team_id", "team__uid", "team__name", "activity_id", "activity__uid", "activity__name")
    ordered = rows.order_by("team__name", "activity__name", "team_id", "activity_id")
    return ordered.values_list(*columns).annotate(total=Sum("fte")).filter(total__gt=0)


def heading(volumes: Volumes, at_home: int) -> str:
    """The finding in words; `at_home`: cards that stay in their teams.

    >>> unit = FTE_UNIT * SHARE_UNIT
    >>> heading({HOME: 25 * unit, 3: 960 * unit}, 9)
    '960.0 of 985.0 FTE are placed; 9 cards need a home'
    """
    total = sum(volumes.values())
    if not total:
        return "This baseline has no effort to place"
    if not at_home:
        return f"All {volume_text(total)} FTE are placed"
    need = plural(at_home, "card needs a home", "cards need a home")
    return f"{volume_text(total - volumes[HOME])} of {volume_text(total)} FTE are placed; {need}"


def volume_text(volume: int) -> str:
    """FTE with one decimal.

    >>> volume_text(12_500 * 5_000)
    '0.6'
    """
    return fte(volume / FTE_UNIT / SHARE_UNIT)


def reaches_of(scenario: Scenario) -> list[str]:
    """The reach of each function in words; without a choice a function stays regional. One query."""
    chosen = dict(scenario.designs.values_list("function_code", "reach"))
    return [str(Design.Reach(chosen.get(function.code, Design.Reach.REGIONAL)).label) for function in FUNCTIONS]


def moved_shares(shares: Shares, source: int, target: int, share: int) -> Shares:
    """Shares after `share` (1/10,000) of what lies in `source` went to `target`.

    >>> moved_shares({3: 8_000, HOME: 2_000}, 3, 8, 2_500)
    {3: 6000, 0: 2000, 8: 2000}
    """
    moving = round(shares[source] * share / SHARE_UNIT)
    after = shares | {source: shares[source] - moving}
    after[target] = after.get(target, 0) + moving
    return {code: part for code, part in after.items() if part}
