"""The rows of a grid as columns, in parts that stay small: what the page loads."""

from collections.abc import Iterable, Sequence
from typing import Any

from core.actor import Actor
from towers.grid.columns import Column
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Region, Tower
from towers.selectors import team_list, teams_in

PART_ROWS = 2_500
Places = dict[str, tuple[str, str]]

POSITION_SOURCES = {"uid": "uid", "team": "team__name", "manager": "manager__key"}
TEAM_CELLS = ("name", "tower", "region", "level", "orientation", "capability")
EFFORT_SOURCES = {"team": "team__name", "activity": "activity__name", "position": "position__key"}


def grid_part(actor: Actor, baseline: Baseline, kind: str, columns: dict[str, Column], part: int) -> dict[str, Any]:
    """Rows of one part with the baseline's version: parts that name different versions do not belong together.

    The first part also has the lists of choices, and the FTE of each team.
    """
    table = {"positions": _positions, "teams": _teams, "effort": _efforts}[kind](actor, baseline, part, columns)
    count, named = table
    extra: dict[str, Any] = {"choices": choices(actor, baseline, kind)} if part == 0 else {}
    if part == 0 and kind == "effort":
        extra["capacity"] = {row.row.team.name: row.fte for row in team_list(actor, baseline)}
    return {
        "version": baseline.version,
        "part": part,
        "parts": max(1, -(-count // PART_ROWS)),
        "count": count,
        "columns": {name: packed(values) for name, values in named.items()},
        **extra,
    }


def packed(values: Sequence[Any]) -> Any:
    """A column whose values repeat as its distinct values and where they stand; any other one as it is.

    >>> packed(["a", "b", "a", "a"]), packed(["a", "b"])
    ({'names': ['a', 'b'], 'at': [0, 1, 0, 0]}, ['a', 'b'])
    """
    place: dict[Any, int] = {}
    at = [place.setdefault(value, len(place)) for value in values]
    return {"names": list(place), "at": at} if 2 * len(place) <= len(at) else list(values)


def choices(actor: Actor, baseline: Baseline, kind: str) -> dict[str, list[str]]:
    """What may stand in the columns of this kind that name other things."""
    if kind == "teams":
        towers, regions = Tower.objects.visible_to(actor), Region.objects.visible_to(actor)
        return {"tower": [tower.name for tower in towers], "region": [region.name for region in regions]}
    found = {"team": list(teams_in(actor, baseline).values_list("name", flat=True))}
    if kind == "effort":
        found["activity"] = list(Activity.objects.visible_to(actor).order_by("name").values_list("name", flat=True))
    return found


def team_places(baseline: Baseline) -> Places:
    """(tower, region) of each team of the baseline, by its name."""
    rows = BaselineTeam.objects.filter(baseline=baseline).values_list("team__name", "tower__name", "region__name")
    return {team: (tower or "", region or "") for team, tower, region in rows}


Table = tuple[int, dict[str, Sequence[Any]]]


def _positions(actor: Actor, baseline: Baseline, part: int, columns: dict[str, Column]) -> Table:
    rows = Position.objects.visible_to(actor).filter(baseline=baseline)
    own = ["uid", "version", *(name for name in columns if name not in ("tower", "region"))]
    sources = [POSITION_SOURCES.get(name, name) for name in own]
    found = _cut(rows.order_by("key", "occurrence").values_list(*sources), part)
    return rows.count(), _placed(baseline, _named(own, found))


def _efforts(actor: Actor, baseline: Baseline, part: int, columns: dict[str, Column]) -> Table:
    rows = Effort.objects.visible_to(actor).filter(baseline=baseline)
    own = ["uid", "version", *(name for name in columns if name not in ("tower", "region", "unassigned"))]
    sources = [EFFORT_SOURCES.get(name, name) for name in own]
    found = _cut(rows.order_by("team__name", "-fte", "id").values_list(*sources), part)
    return rows.count(), _placed(baseline, _named(own, found))


def _teams(actor: Actor, baseline: Baseline, part: int, columns: dict[str, Column]) -> Table:
    rows = team_list(actor, baseline)
    cells = [
        [one.row.team.uid, one.row.version, *team_cells(one.row), one.positions, one.fte, one.effort] for one in rows
    ]
    names = ["uid", "version", *TEAM_CELLS, "positions", "fte", "effort"]
    return len(rows), _named(names, _cut(cells, part))


def team_cells(row: BaselineTeam) -> list[Any]:
    """What a baseline says of a team, as the cells TEAM_CELLS."""
    tower = row.tower.name if row.tower else ""
    region = row.region.name if row.region else ""
    return [row.team.name, tower, region, row.level, str(row.orientation), row.capability]


def _cut(rows: Any, part: int) -> Iterable[Sequence[Any]]:
    return list(rows[part * PART_ROWS : (part + 1) * PART_ROWS])


def _named(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Columns of rows; an empty text instead of none, numbers that are unknown stay None."""
    found: dict[str, Sequence[Any]] = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
    for name in ("team", "manager", "activity", "position"):
        if name in found:
            found[name] = [value or "" for value in found[name]]
    return {**{name: [] for name in names}, **found}


def _placed(baseline: Baseline, named: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    places = team_places(baseline)
    at = [places.get(team, ("", "")) for team in named["team"]]
    return {**named, "tower": [tower for tower, _ in at], "region": [region for _, region in at]}
