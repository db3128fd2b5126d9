"""Where effort lies today and where a scenario puts it, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from core.actor import Actor
from functions.projection import HOME
from metrics.selectors.target_effort import Lot, TargetEffort, fte_of, function_name, phase_of
from towers.models import Activity

BY = ("team", "activity", "each")
LAST = 11  # where what stays stands behind the ten functions

Pool = tuple[int, str]  # function or HOME, and the pool (GLOBAL, a region's uid, "none")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for: towers and regions by uid ("none" without one), a function, words, changes alone."""

    tower: str = ""
    region: str = ""
    code: int | None = None
    words: tuple[str, ...] = ()
    is_changed: bool = False


@dataclass(slots=True)
class Row:
    """The volume of a team, of an activity, or of both, in one pool; `teams` and `activities` are the ids it sums up.

    `changed`: of it, what goes to another pool than most of its team.
    """

    code: int
    pool: str
    volume: int = 0
    changed: int = 0
    teams: set[int] = field(default_factory=set)
    activities: set[int] = field(default_factory=set)

    @property
    def fte(self) -> float:
        """FTE of it."""
        return fte_of(self.volume)

    @property
    def changed_fte(self) -> float:
        """FTE of what changes."""
        return fte_of(self.changed)


@dataclass(frozen=True)
class Changes:
    """The parts of a scenario's effort, compared with the pool that takes most of each team."""

    target: TargetEffort
    phases: dict[int, str]

    @cached_property
    def team_pools(self) -> dict[int, Pool]:
        """The pool that takes most of a team's effort; of equal ones staying comes first, then the lower number."""
        sums: dict[int, dict[Pool, int]] = {}
        for lot in self.target.lots:
            own = sums.setdefault(lot.team, {})
            own[lot.code, lot.pool] = own.get((lot.code, lot.pool), 0) + lot.volume
        return {team: min(own, key=lambda pool: (-own[pool], pool)) for team, own in sums.items()}

    def is_change(self, lot: Lot) -> bool:
        """It goes to another pool than most of its team."""
        return self.team_pools[lot.team] != (lot.code, lot.pool)

    @cached_property
    def changed_fte(self) -> float:
        """FTE that go to another pool than most of their team."""
        return fte_of(sum(lot.volume for lot in self.target.lots if self.is_change(lot)))

    @cached_property
    def placed_fte(self) -> float:
        """FTE that leave their team for a function."""
        return fte_of(sum(lot.volume for lot in self.target.lots if lot.code != HOME))

    @cached_property
    def divided_teams(self) -> int:
        """Teams whose effort goes to several pools."""
        return len({lot.team for lot in self.target.lots if self.is_change(lot)})

    def rows(self, by: str, wanted: Wanted, side: str = "") -> list[Row]:
        """The rows asked for, by name and then most FTE first; of the side "before" a team or activity is one row
        wherever it goes, of the side "after" rows stand by function and pool.
        """
        found: dict[tuple[int, int, Pool], Row] = {}
        for lot in self._lots(wanted):
            key = (lot.team if by != "activity" else 0, lot.activity if by != "team" else 0, self._pool(lot, side))
            row = found.setdefault(key, Row(lot.code, lot.pool))
            row.volume += lot.volume
            row.changed += lot.volume if self.is_change(lot) else 0
            row.teams.add(lot.team)
            row.activities.add(lot.activity)
        keyed = sorted(found.items(), key=lambda one: (*self._names(by, one[0]), -one[1].volume))
        rows = [row for _, row in keyed]
        if side == "after":
            rows.sort(key=lambda row: (row.code or LAST, self.pool_name(row)))
        return rows

    def _pool(self, lot: Lot, side: str) -> Pool:
        return (HOME, "") if side == "before" else (lot.code, lot.pool)

    def _names(self, by: str, key: tuple[int, int, Pool]) -> tuple[str, str]:
        team, activity, _ = key
        names = (
            self.target.board.teams[team][1] if team else "",
            self.target.board.activities[activity][1] if activity else "",
        )
        return names if by != "activity" else names[::-1]

    def _lots(self, wanted: Wanted) -> Iterable[Lot]:
        target = self.target
        for lot in target.lots:
            if (
                wanted.tower in ("", target.tower(lot.team))
                and wanted.region in ("", target.region(lot.team))
                and wanted.code in (None, lot.code)
                and (not wanted.is_changed or self.is_change(lot))
                and self._is_named(lot, wanted.words)
            ):
                yield lot

    def _is_named(self, lot: Lot, words: tuple[str, ...]) -> bool:
        board = self.target.board
        text = f"{board.teams[lot.team][1]} {board.activities[lot.activity][1]}".casefold() if words else ""
        return all(word in text for word in words)

    def pool_name(self, row: Row) -> str:
        """Where the pool is, in words; empty for what stays."""
        return "" if row.code == HOME else self.target.place_name(row.pool)

    def pool_words(self, code: int, pool: str) -> str:
        """A pool in words: function and place."""
        return ", ".join(filter(None, (function_name(code), self.pool_name(Row(code, pool)))))


def changes_of(actor: Actor, target: TargetEffort) -> Changes:
    """The changes of a scenario; one query, for the phases of today."""
    codes = Activity.objects.visible_to(actor).filter(pk__in=target.board.activities).values_list("pk", "function_code")
    return Changes(target, {activity: phase_of(code) for activity, code in codes})
