"""What another baseline does to the scenarios that stand on the one before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.actor import Actor
from functions.models import Scenario
from functions.projection import Pair, Step, project
from functions.rebasing import TouchedMove, touched_moves
from functions.sources import Side, Sources, post_changes, side_of
from towers.models import FTE_UNIT, Baseline
from towers.refresh.comparing import Compared, Efforts, Work
from towers.refresh.efforts import EffortRow, staffing

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
    """What becomes of one scenario (a branch names its parent): effort that it places and that is `gone`, `changed` or
    `added` (placed by its own steps at once), and `unplaced` effort that is new and that no step places. `touched` are
    its moves made by hand whose source is another one.
    """

    uid: UUID
    name: str
    state: str
    version: int
    parent: str | None
    touched: list[TouchedMove]
    gone: list[PairChange]
    changed: list[PairChange]
    added: list[PairChange]
    unplaced: list[PairChange]

    @property
    def is_touched(self) -> bool:
        """Anything that it says something of is another thing now."""
        return bool(self.touched or self.gone or self.changed or self.added or self.unplaced)

    @property
    def positions(self) -> int:
        """How many positions make the source of its moves another one."""
        return len({(post.before, post.after) for move in self.touched for post in move.changes})

    @property
    def parts(self) -> list[tuple[int, str]]:
        """How many efforts became what; nothing where no effort did."""
        parts = (
            (self.changed, "placed effort has other FTE", "placed efforts have other FTE"),
            (self.gone, "placed effort is gone", "placed efforts are gone"),
            (self.added, "new effort is placed by its steps", "new efforts are placed by its steps"),
            (self.unplaced, "new effort has no place yet", "new efforts have no place yet"),
        )
        return [(len(pairs), one if len(pairs) == 1 else many) for pairs, one, many in parts if pairs]

    @property
    def words(self) -> str:
        """The same in a sentence."""
        return ", ".join(f"{count:,} {words}" for count, words in self.parts)

    @property
    def unplaced_fte(self) -> float:
        """FTE of new effort that no step places."""
        return sum(pair.after for pair in self.unplaced)


def scenario_effects(actor: Actor, found: Compared, efforts: Efforts, **only: Any) -> list[Effect]:
    """The effects on the scenarios of the earlier baseline (`only` those), newest first; one query."""
    sources, names = sources_of(found, efforts), _Names(found.team_names, efforts.work)
    before, after = sources.before.total, sources.after.total
    return [
        _effect(facts, steps, before, after, names, sources) for facts, steps in _scenarios(actor, found.before, **only)
    ]


def sources_of(found: Compared, efforts: Efforts) -> Sources:
    """What lies behind the effort of both baselines, and which positions changed."""
    staff = staffing(found.comparison)

    def side(rows: Iterable[EffortRow], filled: Mapping[int, int]) -> Side:
        return side_of((row for row in rows if not efforts.work[row.activity].is_management), filled)

    changes = post_changes(found.comparison)
    return Sources(side(efforts.before, staff.had), side(efforts.after, staff.has), changes)


Facts = dict[str, Any]


def _scenarios(actor: Actor, baseline: Baseline, **only: Any) -> Iterable[tuple[Facts, list[Step]]]:
    columns = {"uid": "uid", "name": "name", "state": "state", "version": "version", "parent": "parent__name"}
    of_steps = ("seq", "kind", "payload", "reverses__seq")
    rows = Scenario.objects.visible_to(actor).filter(baseline=baseline, **only)
    found: dict[UUID, tuple[Facts, list[Step]]] = {}
    wanted = rows.order_by("-id", "operations__seq").values_list(
        *columns.values(), *(f"operations__{name}" for name in of_steps)
    )
    for row in wanted:
        facts, step = dict(zip(columns, row, strict=False)), row[len(columns) :]
        _, steps = found.setdefault(facts["uid"], (facts, []))
        if step[0] is not None:
            steps.append(Step(*step))
    return found.values()


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
    before: Mapping[Pair, int],
    after: Mapping[Pair, int],
    names: _Names,
    sources: Sources,
) -> Effect:
    defaults = {activity: work.function_code for activity, work in names.work.items()}
    placed = {pair: shares for pair, shares in project(steps, before, defaults).placements.items() if shares}
    then = project(steps, after, defaults).placements
    said = project(steps, before.keys() | after.keys(), defaults).placements

    def told(pairs: Iterable[Pair]) -> list[PairChange]:
        known = [(pair, before.get(pair, 0), after.get(pair, 0)) for pair in pairs]
        known.sort(key=lambda row: -abs(row[2] - row[1]))
        return [names.change(pair, was, now, then.get(pair) or placed.get(pair) or {}) for pair, was, now in known]

    return Effect(
        **facts,
        touched=touched_moves(steps, said, sources),
        gone=told(pair for pair in placed if pair not in after),
        changed=told(pair for pair in placed if pair in after and after[pair] != before[pair]),
        added=told(pair for pair, shares in then.items() if shares and pair not in before),
        unplaced=told(pair for pair in after if pair not in before and pair not in then),
    )
