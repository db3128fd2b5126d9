"""What hands over to what: groups as they are, or their teams, towers, regions, functions and levels."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db.models import QuerySet, Sum

from core.actor import Actor
from metrics.computations.columns import Ints
from metrics.inputs.group_functions import FUNCTION_OF_LEVEL
from services.clock_selectors import LogClocks, clocks_at
from services.models import Group, TicketLog
from towers.functions_reference import BY_CODE
from towers.models import Baseline, BaselineTeam, Effort
from towers.names import folded

UNITS = {
    "group": "Group",
    "team": "Team",
    "cell": "Tower × region",
    "tower": "Tower",
    "region": "Region",
    "function": "Function",
    "level": "Level",
}
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: its team, tower, region and level, as far as they are known.

    `function`: its code, 0 where it is unknown or was not asked for (`in_functions`).
    """

    group: Group
    tower: str = ""
    region: str = ""
    function: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units by number: a key for addresses, a label, the block (region) it stands in; `of_group` numbers each group."""

    kind: str
    keys: list[str]
    labels: list[str]
    blocks: list[str]
    of_group: Ints


def places_of(actor: Actor, groups: list[Group]) -> list[Place]:
    """Tower and region of each group's team in the newest baseline; without a region there, the log's own."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline__in=_newest_baseline(actor))
    known = {team: (tower or "", region or "") for team, tower, region in _named(rows)}
    places = []
    for group in groups:
        tower, region = known.get(group.team_id or 0, ("", ""))
        places.append(Place(group, tower, region or group.region_name))
    return places


def regions_of_teams(actor: Actor) -> dict[int, str]:
    """The region of each team (by id) in the newest baseline, as far as it is known; one query."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline__in=_newest_baseline(actor))
    return {team: region for team, _, region in _named(rows) if region}


def place_clocks(log: TicketLog, places: list[Place]) -> LogClocks | None:
    """The calendars of groups where they stand; None where the log has no calendar, and all time is elapsed."""
    return clocks_at(log, ((place.group.pk, place.group.team_id, place.region) for place in places))


def in_functions(actor: Actor, places: list[Place]) -> list[Place]:
    """With the function of each group: that of most of its team's ticket-driven effort, else that of its level."""
    rows = Effort.objects.visible_to(actor).filter(
        baseline__in=_newest_baseline(actor), activity__is_ticket_driven=True, activity__is_management=False
    )
    summed = rows.values_list("team_id", "activity__function_code").annotate(units=Sum("fte"))
    ordered = summed.order_by("units", "-activity__function_code")  # the largest comes last, of equals the lower
    by_team = {team: code for team, code, _ in ordered}
    return [
        replace(
            place,
            function=by_team.get(place.group.team_id or 0) or FUNCTION_OF_LEVEL.get(place.group.level, 0),
        )
        for place in places
    ]


def units_of(kind: str, places: list[Place]) -> Units:
    """The units of a kind, sorted by block and label; what is unknown comes last."""
    name, block = KINDS[kind]
    entries = [(_last(block(place)), _last(name(place)[1]), *name(place), block(place)) for place in places]
    ordered = sorted(set(entries))
    number = {entry[2]: place for place, entry in enumerate(ordered)}
    return Units(
        kind=kind,
        keys=[entry[2] for entry in ordered],
        labels=[entry[3] for entry in ordered],
        blocks=[entry[4] for entry in ordered],
        of_group=np.array([number[entry[2]] for entry in entries], np.int64),
    )


def codes_of(names: list[str]) -> Ints:
    """Number names for comparison: -1 for the empty one, the same number for the same folded name."""
    numbers: dict[str, int] = {"": -1}
    return np.array([numbers.setdefault(folded(name), len(numbers)) for name in names], np.int64)


def _newest_baseline(actor: Actor) -> QuerySet[Baseline, Any]:
    return Baseline.objects.visible_to(actor).order_by("-pk").values("pk")[:1]


def _named(rows: QuerySet[BaselineTeam]) -> list[tuple[int, str | None, str | None]]:
    return list(rows.values_list("team_id", "tower__name", "region__name"))


def _last(text: str) -> tuple[bool, str]:
    """A sort key that puts the unknown behind."""
    return text in ("", UNKNOWN), text


def _group_name(place: Place) -> tuple[str, str]:
    return str(place.group.uid), place.group.name


def _team_name(place: Place) -> tuple[str, str]:
    return (str(place.group.team.uid), place.group.team.name) if place.group.team else ("", UNKNOWN)


def _tower_name(place: Place) -> tuple[str, str]:
    return folded(place.tower), place.tower or UNKNOWN


def _region_name(place: Place) -> tuple[str, str]:
    return folded(place.region), place.region or UNKNOWN


def _cell_name(place: Place) -> tuple[str, str]:
    tower, region = place.tower or UNKNOWN, place.region or UNKNOWN
    return f"{folded(tower)}|{folded(region)}", UNKNOWN if tower == region == UNKNOWN else f"{tower} {region}"


def _level_name(place: Place) -> tuple[str, str]:
    return str(place.group.level), f"Level {place.group.level}" if place.group.level else UNKNOWN


def _function_name(place: Place) -> tuple[str, str]:
    code = place.function
    return str(code), f"{code} {BY_CODE[code].name}" if code else UNKNOWN


def _no_block(place: Place) -> str:
    return ""


def _region_block(place: Place) -> str:
    return place.region


Name = Callable[[Place], tuple[str, str]]

KINDS: dict[str, tuple[Name, Callable[[Place], str]]] = {
    "group": (_group_name, _no_block),
    "team": (_team_name, _no_block),
    "cell": (_cell_name, _region_block),
    "tower": (_tower_name, _no_block),
    "region": (_region_name, _no_block),
    "function": (_function_name, _no_block),
    "level": (_level_name, _no_block),
}
