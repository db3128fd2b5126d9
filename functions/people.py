"""The people of a scenario's baseline, and the functions in which their work comes to lie."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from functions.models import Scenario
from functions.placed import placed_shares
from functions.projection import Pair
from functions.projection import Shares as PairShares
from functions.seating import Person, words_of
from towers.models import BaselineTeam, Effort, Position

RegionName = tuple[int, UUID, str]
MOST_WORDS = 3  # activities whose names help to choose a role


@dataclass(frozen=True, slots=True)
class Work:
    """An activity with FTE in 1/10,000."""

    activity: int
    name: str
    fte: int


@dataclass(frozen=True, slots=True)
class Seated:
    """A filled position with what a page shows of it, its rule's view (`person`) and the role it has, if any."""

    row: Mapping[str, Any]
    person: Person
    role: int | None

    @property
    def manager(self) -> int | None:
        """Today's manager."""
        manager: int | None = self.row["manager_id"]
        return manager


@dataclass(frozen=True, slots=True)
class Efforts:
    """What positions and teams do, the largest first; a team's is what names no position."""

    of_position: Mapping[int, list[Work]]
    of_team: Mapping[int, list[Work]]

    def of(self, row: Mapping[str, Any]) -> list[Work]:
        """A position's own effort, else that of its team."""
        return self.of_position.get(row["id"]) or self.of_team.get(row["team_id"], [])


@dataclass(frozen=True, slots=True)
class People:
    """Filled positions by id, in the order of their keys; what they do, and where that is placed.

    `regions`: id, uid and name of those in which the baseline has teams, by name.
    """

    by_id: Mapping[int, Seated]
    efforts: Efforts
    placed: Mapping[Pair, PairShares]
    regions: Sequence[RegionName]

    def of_role(self) -> dict[int, list[int]]:
        """Positions by the role that they have."""
        found = defaultdict[int, list[int]](list)
        for pk, one in self.by_id.items():
            if one.role is not None:
                found[one.role].append(pk)
        return found

    def heads_by_role(self) -> dict[int, int]:
        """Persons by the role that they have."""
        found = defaultdict[int, int](int)
        for one in self.by_id.values():
            if one.role is not None:
                found[one.role] += one.person.heads
        return found


COLUMNS = ("id", "uid", "key", "occurrence", "title", "grade", "team_id", "team__name", "manager_id", "heads", "fte")


def people_of(scenario: Scenario) -> People:
    """All filled positions; five queries."""
    filled = Position.objects.filter(baseline_id=scenario.baseline_id, status=Position.Status.FILLED)
    rows = list(filled.order_by("key", "occurrence").values(*COLUMNS))
    teams = BaselineTeam.objects.filter(baseline_id=scenario.baseline_id)
    columns = teams.values_list("team_id", "region_id", "region__uid", "region__name")
    place_of: dict[int, tuple[Any, Any, Any]] = {team: (pk, uid, name) for team, pk, uid, name in columns}
    seats = dict(scenario.role_seats.values_list("position_id", "role_id"))
    layers = layers_below({row["id"]: row["manager_id"] for row in rows})
    efforts, placed = efforts_of(scenario), placed_shares(scenario)
    shares = _shares(rows, efforts, placed, layers)
    found = {}
    for row in rows:
        pk, (region, _, region_name) = row["id"], place_of.get(row["team_id"], (None, None, None))
        person = Person(
            id=pk,
            shares=shares[pk],
            layers=layers[pk],
            region=region,
            heads=row["heads"],
            is_top=row["manager_id"] is None and layers[pk] > 0,
            words=words_of(row["title"], *(one.name for one in efforts.of(row)[:MOST_WORDS])),
        )
        found[pk] = Seated({**row, "region": region_name or ""}, person, seats.get(pk))
    regions = {(pk, uid, name) for pk, uid, name in place_of.values() if pk}
    return People(found, efforts, placed, sorted(regions, key=lambda region: region[2]))


def layers_below(managers: Mapping[int, int | None]) -> dict[int, int]:
    """How many levels of people each position has below it; a circle counts until it closes.

    >>> layers_below({1: None, 2: 1, 3: 2, 4: 1})
    {1: 2, 2: 1, 3: 0, 4: 0}
    """
    layers = dict.fromkeys(managers, 0)
    for start in managers:
        seen, depth = {start}, 1
        above: int | None = managers[start]
        while above is not None and above in layers and above not in seen:
            layers[above] = max(layers[above], depth)
            seen.add(above)
            depth, above = depth + 1, managers[above]
    return layers


def efforts_of(scenario: Scenario) -> Efforts:
    """All effort of the baseline that can be placed."""
    efforts = Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False, fte__gt=0)
    found = Efforts(defaultdict(list), defaultdict(list))
    columns = ("team_id", "position_id", "activity_id", "activity__name", "fte")
    ordered: Iterable[tuple[Any, ...]] = efforts.order_by("-fte", "id").values_list(*columns)
    for team, position, activity, name, fte in ordered:
        if position is None:
            found.of_team[team].append(Work(activity, name, fte))
        else:
            found.of_position[position].append(Work(activity, name, fte))
    return found


def _shares(
    rows: list[dict[str, Any]], efforts: Efforts, placed: Mapping[Pair, PairShares], layers: Mapping[int, int]
) -> dict[int, dict[int, float]]:
    """Of each position; whoever leads people and has no effort of their own goes where those people go."""
    found = {row["id"]: function_shares(row["team_id"], efforts.of(row), placed) for row in rows}
    reports = defaultdict[int, list[dict[str, Any]]](list)
    for row in rows:
        reports[row["manager_id"]].append(row)
    for row in sorted(rows, key=lambda row: layers[row["id"]]):
        if row["id"] not in efforts.of_position and (led := _led_shares(reports[row["id"]], found)):
            found[row["id"]] = led
    return found


def function_shares(team: int, work: Iterable[Work], placed: Mapping[Pair, PairShares]) -> dict[int, float]:
    """The share of each function in the part of the work that is placed.

    >>> function_shares(1, [Work(5, "a", 6_000), Work(6, "b", 4_000)], {(1, 5): {8: 10_000}, (1, 6): {3: 5_000}})
    {8: 0.75, 3: 0.25}
    """
    sums = defaultdict[int, int](int)
    for one in work:
        for code, share in placed.get((team, one.activity), {}).items():
            sums[code] += one.fte * share
    whole = sum(sums.values())
    return {code: volume / whole for code, volume in sums.items() if volume}


def _led_shares(reports: Iterable[Mapping[str, Any]], found: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    sums = defaultdict[int, float](float)
    for row in reports:
        for code, share in found[row["id"]].items():
            sums[code] += share * row["heads"]
    whole = sum(sums.values())
    return {code: part / whole for code, part in sums.items()} if whole else {}
