"""The org chart by place: towers (or regions and their towers), their teams, and the like posts of each team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from core.actor import Actor
from core.figures import fte, integer, plural
from metrics.selectors.org_chart_nodes import TOP, Found, Key, Node, depth_first
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Position

TEAM = ("team_id", "team__uid", "team__name", "orientation", "level")
PLACE = ("tower__uid", "tower__name", "tower_rule", "region__uid", "region__name", "region_rule")
FILLED = Q(status=Position.Status.FILLED)
VACANT = Q(status=Position.Status.VACANT)
POSTS = "/posts/"
Sums = tuple[str, int, int, int, int]


@dataclass(slots=True)
class Place:
    """A node with the sums below it: rows and persons of filled posts, their FTE (1/10,000), vacant posts, teams."""

    id: str
    name: str
    kind: str
    parent: str
    rows: int = 0
    heads: int = 0
    fte: int = 0
    vacant: int = 0
    teams: int = 0
    level: int | None = None
    mode: str = ""
    uid: str = ""
    rule: str = ""

    def add(self, rows: int, heads: int, fte: int, vacant: int) -> None:
        """Add posts that stand here."""
        self.rows += rows
        self.heads += heads
        self.fte += fte
        self.vacant += vacant


class PlaceChart:
    """Places by their ids; a group of like posts is known by its team's id and its title."""

    def __init__(self, actor: Actor, baseline: Baseline, levels: tuple[str, ...], orientation: str = "") -> None:
        self.actor, self.baseline, self.levels = actor, baseline, levels
        self.root: Key = TOP
        self.places = {TOP: Place(TOP, baseline.name, "baseline", "")}
        self._titles: dict[str, list[Sums]] = {}
        self._below: dict[str, list[str]] = {}
        said = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline).values(*TEAM, *PLACE)
        teams = {row["team_id"]: row for row in said if orientation in ("", row["orientation"])}
        staff: dict[int | None, list[Sums]] = {}
        for team, *sums in self._staff():
            staff.setdefault(team, []).append(tuple(sums))
        for team, rows in staff.items():
            if team in teams or not orientation:
                self._add(teams.get(team, {}), rows)
        for place in sorted(self.places.values(), key=_largest_first):
            if place.parent:
                self._below.setdefault(place.parent, []).append(place.id)

    @property
    def is_empty(self) -> bool:
        """No team is in view."""
        return not self._below

    def key_of(self, node: str) -> Key:
        """The place or the group of like posts with this id."""
        self.children_of(node.partition(POSTS)[0])
        if node not in self.places:
            raise Http404("There is no such place in this chart.")
        return node

    def children_of(self, key: Key) -> list[Key]:
        """The places below, those with most FTE first; the groups of a team's posts are made when it is opened."""
        team = str(key)
        if team not in self._below and team in self._titles:
            self._below[team] = [place.id for place in sorted(self._groups(team), key=_largest_first)]
        return list(self._below.get(team, []))

    def path_to(self, key: Key) -> list[Key]:
        """The places from the whole down."""
        path, above = list[Key](), self.places[str(key)].parent
        while above:
            path.append(above)
            above = self.places[above].parent
        return path[::-1]

    def columns(self) -> list[tuple[str, str]]:
        """What stands in each column."""
        counted = {kind: sum(place.kind == kind for place in self.places.values()) for kind in (*self.levels, "team")}
        titles = {"tower": "Towers", "region": "Regions", "team": "Teams"}
        return [("", ""), *((titles[kind], integer(count)) for kind, count in counted.items()), ("Posts", "by title")]

    def nodes(self, keys: list[Key]) -> dict[Key, Node]:
        """From what was read already."""
        return {key: self._node(self.places[str(key)]) for key in keys}

    def search(self, words: list[str], most: int) -> list[Found]:
        """Places and titles that hold all words, the largest first."""
        folded = [word.casefold() for word in words]
        for team, rows in self._titles.items():
            if team not in self._below and any(all(word in row[0].casefold() for word in folded) for row in rows):
                self.children_of(team)
        matches = [one for one in self.places.values() if one.parent and all(w in one.name.casefold() for w in folded)]
        matches.sort(key=lambda one: (one.kind == "posts", *_largest_first(one)))
        return [Found(one.id, one.id, one.name, self._where(one)) for one in matches[:most]]

    def finding(self) -> tuple[str, str]:
        """Places, teams and FTE; persons of filled posts and vacant posts."""
        whole, kind = self.places[TOP], self.levels[0]
        places = sum(place.kind == kind for place in self.places.values())
        vacant = f", {plural(whole.vacant, 'vacant post')} beside them" if whole.vacant else ""
        return (
            f"{plural(places, kind)}, {plural(whole.teams, 'team')}, {fte(whole.fte)} FTE",
            f"{plural(whole.heads, 'person')} on filled posts{vacant}.",
        )

    @property
    def headers(self) -> list[str]:
        """The columns of the table."""
        return ["Name", "Kind", "Within", "Rows", "Persons", "FTE", "Vacant posts", "Teams", "Level", "Orientation"]

    def order(self) -> list[Key]:
        """All places, each before what it holds."""
        return depth_first(self.root, self.children_of)[1:]

    def cells(self, keys: list[Key]) -> list[list[Any]]:
        """From what was read already."""
        return [self._cells(self.places[str(key)]) for key in keys]

    def _cells(self, place: Place) -> list[Any]:
        sums = [place.rows, place.heads, place.fte / FTE_UNIT, place.vacant]
        return [place.name, place.kind, self._where(place), *sums, place.teams or "", place.level or "", place.mode]

    def _staff(self) -> QuerySet[Position, Any]:
        own = Position.objects.visible_to(self.actor).filter(FILLED | VACANT, baseline=self.baseline)
        sums = {"heads": Sum("heads", filter=FILLED, default=0), "units": Sum("fte", filter=FILLED, default=0)}
        counted = own.values_list("team_id", "title").annotate(rows=Count("id", filter=FILLED), **sums)
        return counted.annotate(vacant=Count("id", filter=VACANT)).order_by()

    def _add(self, team: dict[str, Any], rows: list[Sums]) -> None:
        """Add the posts of a team to it and to every place above it; a place that is not there yet is made."""
        path = [self.places[TOP]]
        for kind in self.levels:
            above = "" if path[-1].id == TOP else f"{path[-1].id}/"
            id_ = f"{above}{kind}-{team.get(f'{kind}__uid') or 'none'}"
            name = team.get(f"{kind}__name") or f"No {kind}"
            path.append(self.places.setdefault(id_, Place(id_, name, kind, path[-1].id)))
        path.append(self._team(team, path[-1].id))
        self._titles.setdefault(path[-1].id, []).extend(rows)
        sums = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
        for place in path:
            place.add(*sums)

    def _groups(self, team: str) -> list[Place]:
        """The like posts of a team as places."""
        groups: dict[str, Place] = {}
        for title, *sums in self._titles[team]:
            group = groups.setdefault(title, Place(f"{team}{POSTS}{title}", title, "posts", team))
            group.add(*sums)
        self.places |= {group.id: group for group in groups.values()}
        return list(groups.values())

    def _team(self, team: dict[str, Any], above: str) -> Place:
        uid = str(team.get("team__uid") or "")
        id_ = f"team-{uid or 'none'}"
        if id_ not in self.places:
            rules = [f"{kind} inferred: {rule}" for kind in self.levels if (rule := team.get(f"{kind}_rule"))]
            self.places[id_] = Place(
                id_, team.get("team__name") or "No team", "team", above, uid=uid, rule="; ".join(rules)
            )
            self.places[id_].level, self.places[id_].mode = team.get("level"), team.get("orientation") or ""
            while above:
                self.places[above].teams += bool(uid)
                above = self.places[above].parent
        return self.places[id_]

    def _where(self, place: Place) -> str:
        above = [str(self.places[str(key)].name) for key in self.path_to(place.id)[1:]]
        return " / ".join(above) or place.kind

    def _node(self, place: Place) -> Node:
        is_posts = place.kind == "posts"
        size = f"{fte(place.fte)} FTE"
        note = size if is_posts or place.kind == "team" else f"{plural(place.teams, 'team')}, {size}"
        return Node(
            id=place.id,
            title=place.name,
            note=note,
            below=len(self._titles[place.id] if place.kind == "team" else self._below.get(place.id, [])),
            layer=len(self.path_to(place.id)),
            posts=place.heads if is_posts else 1,
            reports=plural(place.heads, "person") if not is_posts else "",
            inferred=place.rule,
            is_place=not is_posts,
            url=self._address(place),
            facts=_facts(place),
        )

    def _address(self, place: Place) -> str:
        slug, team = self.actor.organisation_slug, self.places[place.parent] if place.kind == "posts" else place
        if place.kind == "team" and place.uid:
            return f"{reverse('team', args=[slug, place.uid])}?{urlencode({'baseline': str(self.baseline.uid)})}"
        if place.kind in ("team", "posts"):
            query = {"baseline": str(self.baseline.uid), "team": team.uid or "none"}
            query |= {"q": place.name} if place.kind == "posts" else {}
            return f"{reverse('positions', args=[slug])}?{urlencode(query)}"
        return ""


def _largest_first(place: Place) -> tuple[int, str]:
    return -place.fte, place.name


def _facts(place: Place) -> list[tuple[str, str]]:
    facts = [
        ("Teams", integer(place.teams) if place.kind in ("baseline", "region", "tower") else ""),
        ("Level", integer(place.level) if place.level else ""),
        ("Orientation", place.mode),
        ("Persons", integer(place.heads) if place.kind == "posts" else ""),
        ("FTE", fte(place.fte)),
        ("Rows of the source", integer(place.rows)),
        ("Vacant posts", integer(place.vacant) if place.vacant else ""),
        ("Inferred", place.rule),
    ]
    return [fact for fact in facts if fact[1]]
