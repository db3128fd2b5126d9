"""Managers inferred where the source states none: from stated reporting lines, titles and units.

A post reports to the leader of its unit; who leads the unit, or would outrank its leader, to the leader of the unit
above. Stated managers stay, and no link is made that would close a circle. Pure: no database.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.imports.words import folded
from towers.importers.reporting_lines import NO_MANAGER, is_above
from towers.quality.titles import title_rank, unit_in_title

LEAST_LED_FROM_OUTSIDE = 2


class Post(NamedTuple):
    """`team` is an id (None for none), `manager` a place in the list (-1 for none); a group of posts leads nobody."""

    title: str
    team: int | None
    manager: int = NO_MANAGER
    is_live: bool = True
    is_group: bool = False

    @property
    def can_lead(self) -> bool:
        """One post that exists."""
        return self.is_live and not self.is_group


@dataclass(frozen=True, slots=True)
class Inferred:
    """The place of a manager, and the rule that found it, in words."""

    manager: int
    rule: str


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a unit, by its place, and why we think so."""

    at: int
    why: str


def inferred_managers(posts: Sequence[Post], teams: Mapping[int, str]) -> dict[int, Inferred]:
    """Managers for live posts without one, by place; `teams` has the names of units. The rest stays without.

    >>> posts = [Post("Director, IT", 1), Post("Head of Storage", 2, 0), Post("Engineer", 2), Post("Engineer", 2, 1)]
    >>> inferred_managers(posts, {1: "IT", 2: "Storage"})
    {2: Inferred(manager=1, rule='leads “Storage” as stated for 1 of its posts')}
    """
    structure = _Structure(posts, teams)
    managers = [post.manager for post in posts]
    found: dict[int, Inferred] = {}
    for at, post in enumerate(posts):
        if not post.is_live or post.manager != NO_MANAGER:
            continue
        for one in structure.candidates(at):
            if not is_above(managers, at, one.manager):
                found[at] = one
                managers[at] = one.manager
                break
    return found


class _Structure:
    """Who leads which unit, and which unit is above which."""

    def __init__(self, posts: Sequence[Post], teams: Mapping[int, str]) -> None:
        self.posts, self.teams = posts, teams
        self.members: dict[int, list[int]] = {team: [] for team in teams}
        for at, post in enumerate(posts):
            if post.is_live and post.team in self.members:
                self.members[post.team].append(at)
        self.named = self._leaders_named()
        self.above_by_name = _units_above_by_name(tuple(teams.items()))
        self.leader = {team: found for team in teams if (found := self._leader(team))}
        self.above = {team: above for team in teams if (above := self._unit_above(team)) is not None}

    def candidates(self, at: int) -> Iterator[Inferred]:
        """Possible managers of a post, the nearest first: the leader of its unit, then of the units above."""
        own = self.posts[at].team
        if own is None:
            return
        team: int | None = own
        passed: set[int] = set()
        while team is not None and team not in passed:
            passed.add(team)
            leader = self.leader.get(team)
            if leader and leader.at != at and not self._outranks(at, leader.at):
                place = "" if team == own else f", the unit above “{self.teams[own]}”"
                yield Inferred(leader.at, f"leads “{self.teams[team]}”{place} {leader.why}"[:200])
            team = self.above.get(team)

    def _outranks(self, at: int, leader: int) -> bool:
        """A title that is at least as high: such a post is no report of the leader's."""
        rank = title_rank(self.posts[at].title)
        return rank > 0 and not self.posts[at].is_group and rank >= title_rank(self.posts[leader].title)

    def _leaders_named(self) -> dict[str, int]:
        """Units that a title names, folded, with whoever has the highest such title; two alike name nobody."""
        ranked: dict[str, list[tuple[float, int]]] = {}
        for at, post in enumerate(self.posts):
            if post.can_lead and title_rank(post.title) and (unit := unit_in_title(post.title)):
                ranked.setdefault(unit, []).append((title_rank(post.title), at))
        return {unit: leader for unit, found in ranked.items() if (leader := _highest(found)) is not None}

    def _leader(self, team: int) -> Leader | None:
        """By stated lines inside the unit, by a title, or by most stated lines that lead out of it."""
        if inside := self._top_inside(team):
            at, count = inside
            return Leader(at, f"as stated for {count} of its posts")
        named = self.named.get(folded(self.teams[team]))
        if named is None:
            able = [at for at in self.members[team] if self.posts[at].can_lead]
            named = _highest([(title_rank(self.posts[at].title), at) for at in able])
        return Leader(named, "by title") if named is not None else self._led_from_outside(team)

    def _top_inside(self, team: int) -> tuple[int, int] | None:
        """The member above most others of the unit, and above how many."""
        below: Counter[int] = Counter()
        for at in self.members[team]:
            top = self._top_of(at, team)
            if top != at:
                below[top] += 1
        if not below:
            return None
        return min(below.items(), key=lambda pair: (-pair[1], -title_rank(self.posts[pair[0]].title), pair[0]))

    def _top_of(self, at: int, team: int) -> int:
        while (manager := self.posts[at].manager) != NO_MANAGER:
            if self.posts[manager].team != team or not self.posts[manager].can_lead:
                break
            at = manager
        return at

    def _led_from_outside(self, team: int) -> Leader | None:
        stated = [post.manager for at in self.members[team] if (post := self.posts[at]).manager != NO_MANAGER]
        leads = Counter(manager for manager in stated if self.posts[manager].can_lead)
        if not leads:
            return None
        at, count = min(leads.items(), key=lambda pair: (-pair[1], pair[0]))
        is_clear = count >= LEAST_LED_FROM_OUTSIDE and 2 * count > len(stated)
        return Leader(at, f"as stated for {count} of its posts") if is_clear else None

    def _unit_above(self, team: int) -> int | None:
        """The other unit that most managers of its members are in, else the one whose name its own name begins with."""
        managers = [self.posts[at].manager for at in self.members[team]]
        others = Counter(
            other
            for manager in managers
            if manager != NO_MANAGER and (other := self.posts[manager].team) not in (team, None) and other in self.teams
        )
        if others:
            return min(others.items(), key=lambda pair: (-pair[1], pair[0]))[0]
        return self.above_by_name.get(team)


def _units_above_by_name(teams: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Units whose name is the beginning, in whole words, of another's: the longest counts.

    >>> _units_above_by_name([(1, "Network"), (2, "Network / Operations"), (3, "Network Operations EMEA"), (4, "Net")])
    {2: 1, 3: 2}
    """
    team_of = {folded(name): team for team, name in reversed(teams)}
    found: dict[int, int] = {}
    for team, name in teams:
        words = folded(name).split()
        for length in range(len(words) - 1, 0, -1):
            above = team_of.get(" ".join(words[:length]))
            if above is not None and above != team:
                found[team] = above
                break
    return found


def _highest(ranked: Sequence[tuple[float, int]]) -> int | None:
    """The one place with the highest rank above 0; None where several share it."""
    rank = max((rank for rank, _ in ranked), default=0.0)
    places = [at for own, at in ranked if own == rank]
    return places[0] if rank > 0 and len(places) == 1 else None
