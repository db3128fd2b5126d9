"""What becomes of the effort of a baseline whose positions have changed. Pure.

The shares stay, the FTE follow the team: effort of a position goes with its post, effort of a team is scaled to what
its filled positions have left besides. Measured and surveyed effort stays so where the FTE behind it changed by less
than a tenth, else it is assumed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from towers.refresh.differences import Comparison
from towers.refresh.pairing import BY_PERSON

MOST_CHANGE = 0.1
WEAKENED = ("measured", "surveyed")
ASSUMED = "assumed"
FILLED = "filled"
CARRIED = "carried over from “"
LONGEST_RULE = 200
Sums = dict[int, int]


@dataclass(frozen=True, slots=True)
class EffortRow:
    """An effort by its id: team, activity and position (ids), FTE (1/10,000), evidence and what it follows from."""

    id: int
    team: int
    activity: int
    position: int | None
    fte: int
    evidence: str
    rule: str = ""


@dataclass(slots=True)
class Carried:
    """The efforts as they come over, each with the id of the one it comes from, and what happened on the way.

    `teams` brought their effort along, `scaled` of them with other FTE; `weakened` efforts are assumed from now on;
    `lost_fte` (1/10,000) belonged to teams and posts that are gone; `without` teams of the draft have no effort.
    """

    efforts: list[EffortRow] = field(default_factory=list)
    teams: set[int] = field(default_factory=set)
    scaled: set[int] = field(default_factory=set)
    weakened: int = 0
    lost_fte: int = 0
    without: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Post:
    """What a position has for effort: its team, and its FTE while it is filled."""

    team: int | None
    fte: int


@dataclass(frozen=True, slots=True)
class Staffing:
    """FTE of filled positions by team in the earlier and the later baseline, and each earlier position as it was and as
    it is (None: gone)."""

    had: Sums
    has: Sums
    posts: Mapping[int, tuple[Post, int, Post] | None]


def staffing(comparison: Comparison) -> Staffing:
    """What a comparison says of teams and posts; a person in another post does not take the post's effort along."""
    had, has = defaultdict[int, int](int), defaultdict[int, int](int)
    posts: dict[int, tuple[Post, int, Post] | None] = {}
    columns = ("before", "after", "by", "team", "team_now", "status", "status_now", "fte", "fte_now")
    for before, after, by, team, team_now, status, status_now, fte, fte_now in comparison.pairs.select(columns).rows():
        was = Post(team, fte if status == FILLED else 0)
        now = Post(team_now, fte_now if status_now == FILLED else 0)
        had[team or 0] += was.fte
        has[team_now or 0] += now.fte
        posts[before] = None if by == BY_PERSON else (was, after, now)
    for sums, side in ((had, comparison.left), (has, comparison.joined)):
        for team, status, fte in side.select("team", "status", "fte").rows():
            sums[team or 0] += fte if status == FILLED else 0
    return Staffing(dict(had), dict(has), posts)


def carried(rows: Iterable[EffortRow], staff: Staffing, stated: frozenset[int], name: str) -> Carried:
    """The efforts of the baseline called `name`, for the teams of the later one that state none (`stated` do)."""
    found = Carried()
    of_teams: dict[int, list[EffortRow]] = defaultdict(list)
    old_posts, new_posts = defaultdict[int, int](int), defaultdict[int, int](int)
    for row in rows:
        if row.position is None:
            of_teams[row.team].append(row)
            continue
        old_posts[row.team] += row.fte
        if (moved := _with_post(row, staff.posts.get(row.position), stated)) is None:
            found.lost_fte += row.fte if row.team not in stated else 0
            continue
        new_posts[moved.team] += moved.fte
        _keep(found, row, moved, name)
    for team, efforts in of_teams.items():
        if team not in stated:
            room = (staff.had.get(team, 0) - old_posts[team], staff.has.get(team, 0) - new_posts[team])
            _carry_team(found, efforts, room, name)
    found.without = {team for team, fte in staff.has.items() if team and fte} - stated - found.teams
    return found


def _with_post(row: EffortRow, post: tuple[Post, int, Post] | None, stated: frozenset[int]) -> EffortRow | None:
    """The effort of a position in its post as it is now."""
    if post is None:
        return None
    was, after, now = post
    if not now.fte or now.team is None or now.team in stated:
        return None
    fte = row.fte * now.fte // was.fte if was.fte else min(row.fte, now.fte)
    return replace(row, team=now.team, position=after, fte=fte)


def _carry_team(found: Carried, efforts: list[EffortRow], room: tuple[int, int], name: str) -> None:
    """Scale the efforts of a team from what its positions had to what they have, cut down to whole 1/10,000."""
    total = sum(row.fte for row in efforts)
    had, has = max(room[0], total), max(room[1], 0)
    if room[0] == room[1]:
        has = had  # nothing changed, not even where the efforts were above the positions
    target = total * has // had if had else 0
    parts = [divmod(row.fte * has, had) if had else (0, 0) for row in efforts]
    missing = target - sum(part for part, _ in parts)
    first = set(sorted(range(len(parts)), key=lambda at: -parts[at][1])[:missing])
    for at, row in enumerate(efforts):
        fte = parts[at][0] + (at in first)
        found.lost_fte += 0 if fte else row.fte
        if fte:
            _keep(found, row, replace(row, fte=fte), name)


def _keep(found: Carried, row: EffortRow, now: EffortRow, name: str) -> None:
    found.teams.add(now.team)
    evidence = row.evidence
    if now.fte != row.fte:
        found.scaled.add(now.team)
        if abs(now.fte - row.fte) >= MOST_CHANGE * row.fte and evidence in WEAKENED:
            evidence, found.weakened = ASSUMED, found.weakened + 1
    found.efforts.append(replace(now, evidence=evidence, rule=carried_rule(row.rule, name)))


def carried_rule(rule: str, name: str) -> str:
    """What a carried effort follows from: the baseline it comes from, then what it followed from there.

    >>> carried_rule("survey “Spring”", "Year end")
    'carried over from “Year end”: survey “Spring”'
    >>> carried_rule(carried_rule("", "March"), "April")
    'carried over from “April”'
    """
    own = rule.partition("”")[2].removeprefix(": ") if rule.startswith(CARRIED) else rule
    said = f"{CARRIED}{name[:80]}”"
    return f"{said}: {own[: LONGEST_RULE - len(said) - 2]}" if own else said
