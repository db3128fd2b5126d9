"""What another baseline does to the scenarios that stand on the one before it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl

from core.actor import Actor
from core.figures import plural
from functions.models import Scenario
from functions.projection import Pair, Step, project
from towers.models import FTE_UNIT, Baseline
from towers.refresh.comparing import Compared, Efforts, Work
from towers.refresh.differences import Comparison
from towers.refresh.efforts import EffortRow

STRUCTURAL = ("is_moved", "is_fte", "is_status")  # changes that move effort; a new title or cost moves none
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PairChange:
    """A team's effort on an activity in FTE, before and after, and the function that the design places it in."""

    team: str
    activity: str
    before: float
    after: float
    function_code: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one scenario: effort that it places and that is `gone`, `changed` or `added` (placed by its own
    steps at once), and `unplaced` effort that is new and that no step places. `positions` of those that joined, left
    or changed stand in teams whose effort it places.
    """

    uid: UUID
    name: str
    state: str
    version: int
    positions: int
    gone: list[PairChange]
    changed: list[PairChange]
    added: list[PairChange]
    unplaced: list[PairChange]

    @property
    def is_touched(self) -> bool:
        """Anything that it says something of is another thing now."""
        return bool(self.positions or self.gone or self.changed or self.added or self.unplaced)

    @property
    def words(self) -> str:
        """How many efforts became what; nothing where no effort did."""
        parts = (
            (self.changed, "placed effort has other FTE", "placed efforts have other FTE"),
            (self.gone, "placed effort is gone", "placed efforts are gone"),
            (self.added, "new effort is placed by its steps", "new efforts are placed by its steps"),
            (self.unplaced, "new effort has no place yet", "new efforts have no place yet"),
        )
        return ", ".join(plural(len(pairs), one, many) for pairs, one, many in parts if pairs)

    @property
    def unplaced_fte(self) -> float:
        """FTE of new effort that no step places."""
        return sum(pair.after for pair in self.unplaced)


def scenario_effects(actor: Actor, found: Compared, efforts: Efforts) -> list[Effect]:
    """The effects on all scenarios of the earlier baseline, newest first; one query."""
    before, after = (_fte_by_pair(rows, efforts.work) for rows in (efforts.before, efforts.after))
    names = _Names(found.team_names, efforts.work)
    touched = _touched_teams(found.comparison)
    return [_effect(facts, steps, before, after, names, touched) for facts, steps in _scenarios(actor, found.before)]


Facts = dict[str, Any]


def _scenarios(actor: Actor, baseline: Baseline) -> Iterable[tuple[Facts, list[Step]]]:
    columns = ("uid", "name", "state", "version")
    of_steps = ("seq", "kind", "payload", "reverses__seq")
    rows = Scenario.objects.visible_to(actor).filter(baseline=baseline).order_by("-id", "operations__seq")
    found: dict[UUID, tuple[Facts, list[Step]]] = {}
    for row in rows.values_list(*columns, *(f"operations__{name}" for name in of_steps)):
        facts, step = dict(zip(columns, row[:4], strict=True)), row[4:]
        _, steps = found.setdefault(facts["uid"], (facts, []))
        if step[0] is not None:
            steps.append(Step(*step))
    return found.values()


def _fte_by_pair(rows: Iterable[EffortRow], work: dict[int, Work]) -> dict[Pair, int]:
    sums: dict[Pair, int] = defaultdict(int)
    for row in rows:
        if not work[row.activity].is_management:
            sums[row.team, row.activity] += row.fte
    return dict(sums)


def _touched_teams(comparison: Comparison) -> list[frozenset[int]]:
    """Of each position that joined, left, moved or has other FTE or another status: its teams, before and now."""
    kinds = [kind for kind in STRUCTURAL if kind in comparison.pairs.columns]
    moved = comparison.pairs.filter(pl.any_horizontal(kinds)).select("team", "team_now").rows()
    alone = [(team,) for side in (comparison.joined, comparison.left) for team in side["team"].to_list()]
    return [frozenset(team for team in teams if team is not None) for teams in [*moved, *alone]]


@dataclass(frozen=True, slots=True)
class _Names:
    teams: dict[int, str]
    work: dict[int, Work]

    def change(self, pair: Pair, before: int, after: int, codes: Iterable[int]) -> PairChange:
        """The pair in words."""
        team, activity = pair
        named = self.teams.get(team, "a former team")
        code = next(iter(codes), None)
        return PairChange(named, self.work[activity].name, before / FTE_UNIT, after / FTE_UNIT, code)


def _effect(
    facts: Facts,
    steps: list[Step],
    before: dict[Pair, int],
    after: dict[Pair, int],
    names: _Names,
    touched: list[frozenset[int]],
) -> Effect:
    defaults = {activity: work.function_code for activity, work in names.work.items()}
    placed = {pair: shares for pair, shares in project(steps, before, defaults).placements.items() if shares}
    then = project(steps, after, defaults).placements
    teams = {team for team, _ in (*placed, *(pair for pair, shares in then.items() if shares))}

    def told(pairs: Iterable[Pair]) -> list[PairChange]:
        known = [(pair, before.get(pair, 0), after.get(pair, 0)) for pair in pairs]
        known.sort(key=lambda row: -abs(row[2] - row[1]))
        return [names.change(pair, was, now, then.get(pair) or placed.get(pair) or {}) for pair, was, now in known]

    return Effect(
        **facts,
        positions=sum(bool(of & teams) for of in touched),
        gone=told(pair for pair in placed if pair not in after),
        changed=told(pair for pair in placed if pair in after and after[pair] != before[pair]),
        added=told(pair for pair, shares in then.items() if shares and pair not in before),
        unplaced=told(pair for pair in after if pair not in before and pair not in then),
    )
