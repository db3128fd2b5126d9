"""What lies behind the effort that designs place, and which positions make it another source. Pure.

The source of a (team, activity) pair are the positions with effort of their own on it and, where effort is the team's
as a whole, all filled positions of the team. A position changes a source where it joined or left the team, or fills it
with other FTE; another manager, title, cost or region changes none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from functions.projection import Pair
from towers.refresh.differences import Comparison
from towers.refresh.efforts import FILLED, EffortRow


@dataclass(frozen=True, slots=True)
class Seat:
    """The team of a filled position, and its FTE (1/10,000)."""

    team: int
    fte: int


@dataclass(frozen=True, slots=True)
class PostChange:
    """A position (its rows' ids in either baseline) that is filled elsewhere, otherwise, or in one baseline only."""

    before: int | None
    after: int | None
    key: str
    title: str
    was: Seat | None
    now: Seat | None


def post_changes(comparison: Comparison) -> list[PostChange]:
    """Every position that has another team or other FTE; a vacant one is in no team."""
    seat, seat_now = ("team", "status", "fte"), ("team_now", "status_now", "fte_now")
    pairs = comparison.pairs.select("before", "after", "key_now", "title_now", *seat, *seat_now).rows()
    left, joined = (side.select("id", "key", "title", *seat).rows() for side in (comparison.left, comparison.joined))
    found = [
        *(PostChange(was, now, key, title, _seat(*of[:3]), _seat(*of[3:])) for was, now, key, title, *of in pairs),
        *(PostChange(pk, None, key, title, _seat(*of), None) for pk, key, title, *of in left),
        *(PostChange(None, pk, key, title, None, _seat(*of)) for pk, key, title, *of in joined),
    ]
    return [change for change in found if change.was != change.now]


def _seat(team: int | None, status: str, fte: int) -> Seat | None:
    return Seat(team, fte) if team is not None and status == FILLED and fte else None


@dataclass(frozen=True, eq=False)
class Side:
    """Effort of one baseline in 1/10,000 FTE: all of a pair, what is the team's as a whole, that of each position by
    activity, the positions of each pair; by team what positions have of their own, and FTE of filled positions."""

    total: Mapping[Pair, int]
    of_team: Mapping[Pair, int]
    of_post: Mapping[tuple[int, int], int]
    posts: Mapping[Pair, set[int]]
    own: Mapping[int, int]
    filled: Mapping[int, int]


def side_of(rows: Iterable[EffortRow], filled: Mapping[int, int]) -> Side:
    """From the rows of effort that can be placed."""
    total, of_team, of_post = defaultdict[Pair, int](int), defaultdict[Pair, int](int), defaultdict[Pair, int](int)
    posts: dict[Pair, set[int]] = defaultdict(set)
    own: dict[int, int] = defaultdict(int)
    for row in rows:
        pair = (row.team, row.activity)
        total[pair] += row.fte
        if row.position is None:
            of_team[pair] += row.fte
        else:
            of_post[row.position, row.activity] += row.fte
            own[row.team] += row.fte
            posts[pair].add(row.position)
    return Side(dict(total), dict(of_team), dict(of_post), dict(posts), dict(own), filled)


@dataclass(frozen=True, slots=True)
class Following:
    """The team that people of a source went to, and the part of its effort on the same activity that is theirs."""

    team: int
    fraction: float


@dataclass(frozen=True, eq=False)
class Sources:
    """The effort of two baselines and the positions that changed between them; made once for all scenarios."""

    before: Side
    after: Side
    changes: list[PostChange]

    @cached_property
    def by_team(self) -> dict[int, list[PostChange]]:
        """The changes that touch each team."""
        found: dict[int, list[PostChange]] = defaultdict(list)
        for change in self.changes:
            for team in {seat.team for seat in (change.was, change.now) if seat}:
                found[team].append(change)
        return found

    @cached_property
    def with_own(self) -> frozenset[int]:
        """The positions of the earlier baseline with effort of their own."""
        return frozenset(post for post, _ in self.before.of_post)

    def changing(self, pair: Pair) -> list[PostChange]:
        """The positions that make the source of this pair another one."""
        near = self.by_team.get(pair[0], [])
        if pair in self.before.of_team or pair in self.after.of_team:
            return near
        before, after = (side.posts.get(pair, set()) for side in (self.before, self.after))
        return [one for one in near if one.before in before or one.after in after]

    def following(self, pair: Pair, changes: Iterable[PostChange]) -> Following | None:
        """Where most of those went who left the pair's team, if their new team does the same work."""
        went: dict[int, float] = defaultdict(float)
        for change in changes:
            if change.was and change.now and change.was.team == pair[0] != change.now.team:
                went[change.now.team] += self._taken_along(change, change.now, pair)
        work = {team: self.after.total.get((team, pair[1]), 0) for team, effort in went.items() if effort > 0}
        team = max((team for team in work if work[team]), key=lambda one: went[one], default=None)
        return Following(team, min(1.0, went[team] / work[team])) if team is not None else None

    def _taken_along(self, change: PostChange, now: Seat, pair: Pair) -> float:
        """Effort on the activity of one who left: their own, else what their FTE are of the team's as a whole."""
        if change.before in self.with_own:
            return self.after.of_post.get((change.after or 0, pair[1]), 0)
        team = pair[0]
        room = self.before.filled.get(team, 0) - self.before.own.get(team, 0)
        return now.fte * self.before.of_team.get(pair, 0) / room if room > 0 else 0.0
