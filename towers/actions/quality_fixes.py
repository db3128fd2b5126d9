"""The remedies in bulk: each writes its rows inside the caller's transaction and says how they were before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from towers.actions.grid_rows import overwrite
from towers.actions.inference import stated_managers
from towers.actions.placing import place_teams
from towers.actions.proposing import propose_effort
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Effort, Position
from towers.quality.facts import Facts
from towers.quality.kinds import Hit
from towers.quality.lines import live_manager_above
from towers.quality.posts import team_of_manager
from towers.quality.rows import ELIMINATED, Post, Unit

Before = dict[str, Any]


@dataclass(frozen=True)
class Work:
    """What is to be fixed: a draft that the caller has claimed, its facts, and the chosen defects."""

    by: Actor
    baseline: Baseline
    facts: Facts
    hits: list[Hit]

    @property
    def posts(self) -> list[Post]:
        """The positions that they are about."""
        return [hit.about for hit in self.hits if isinstance(hit.about, Post)]

    @property
    def units(self) -> list[Unit]:
        """The teams that they are about."""
        return [hit.about for hit in self.hits if isinstance(hit.about, Unit)]


Fixing = Callable[[Work], Before]


def _write(work: Work, changes: dict[int, dict[str, Any]]) -> Before:
    """Write these values of positions, by id; what they were, by uid."""
    rows = [row for row in Position.objects.filter(baseline=work.baseline) if row.pk in changes]
    before: Before = {}
    for row in rows:
        before[str(row.uid)] = {field: getattr(row, field) for field in changes[row.pk] if "cost_" not in field}
        for field, value in changes[row.pk].items():
            setattr(row, field, value)
        row.version += 1
    fields = sorted({field.removesuffix("_id") for change in changes.values() for field in change})
    overwrite(Position, rows, [*fields, "version"])
    return before


def eliminate(work: Work) -> Before:
    """They count in no total any more."""
    return _write(work, {post.id: {"status": ELIMINATED.value} for post in work.posts})


def group(work: Work) -> Before:
    """Groups of like posts, with as many persons as the FTE needs."""
    heads = {post.id: -(-post.fte // FTE_UNIT) for post in work.posts}
    return _write(work, {pk: {"is_aggregate": True, "heads": count} for pk, count in heads.items()})


def assume_grade_mean(work: Work) -> Before:
    """The mean cost of the grade, as assumed."""
    assumed = {post.id: work.facts.assumed[post.id] for post in work.posts}
    return _write(
        work,
        {pk: {"cost_low": one.cost, "cost_high": one.cost, "cost_rule": one.rule} for pk, one in assumed.items()},
    )


def take_back_costs(work: Work) -> Before:
    """Unknown again."""
    nothing = {"cost_low": None, "cost_high": None, "cost_rule": ""}
    return _write(work, {post.id: nothing for post in work.posts})


def join_managers_team(work: Work) -> Before:
    """The team of the manager."""
    return _write(work, {post.id: {"team_id": team_of_manager(work.facts, post)} for post in work.posts})


def infer(work: Work) -> Before:
    """The managers that were proposed, as inferred."""
    found = {post.id: work.facts.proposals[post.id] for post in work.posts}
    return _write(work, {pk: {"manager_id": manager.id, "manager_rule": rule} for pk, (manager, rule) in found.items()})


def lift(work: Work) -> Before:
    """The nearest manager above that still exists."""
    changes: dict[int, dict[str, Any]] = {}
    for post in work.posts:
        if above := live_manager_above(work.facts, post):
            gone = work.facts.by_id[post.manager_id or 0]
            rule = f"stands above {gone.key}, which is eliminated"[:200]
            changes[post.id] = {"manager_id": above.id, "manager_rule": rule}
    return _write(work, changes)


def take_back_managers(work: Work) -> Before:
    """What the source states, or nobody."""
    stated = stated_managers(work.facts.posts, [post.id for post in work.posts])
    return _write(work, {pk: {"manager_id": manager, "manager_rule": ""} for pk, manager in stated.items()})


def place(target: str) -> Fixing:
    """Where the rules say."""

    def fix(work: Work) -> Before:
        place_teams(work.by, work.baseline, work.facts, target, {unit.team_id for unit in work.units})
        return {str(unit.uid): None for unit in work.units}

    return fix


def take_back_places(target: str) -> Fixing:
    """Unknown again."""

    def fix(work: Work) -> Before:
        rows = list(BaselineTeam.objects.filter(pk__in=[unit.id for unit in work.units]))
        for row in rows:
            setattr(row, target, None)
            setattr(row, f"{target}_rule", "")
            row.version += 1
        overwrite(BaselineTeam, rows, [target, f"{target}_rule", "version"])
        return {str(unit.uid): getattr(unit, target) for unit in work.units}

    return fix


def scale(work: Work) -> Before:
    """All efforts of a team by one factor, to the FTE of its filled positions; the largest take what is left over."""
    before: Before = {}
    rows: list[Effort] = []
    for unit in work.units:
        efforts = list(Effort.objects.filter(baseline=work.baseline, team=unit.team_id).order_by("-fte", "id"))
        before |= {str(effort.uid): effort.fte for effort in efforts}
        shrunk = scaled([effort.fte for effort in efforts], work.facts.team_fte(unit.team_id))
        for effort, fte in zip(efforts, shrunk, strict=True):
            effort.fte = fte
            effort.version += 1
        rows += efforts
    overwrite(Effort, [effort for effort in rows if effort.fte], ["fte", "version"])
    Effort.objects.filter(pk__in=[effort.pk for effort in rows if not effort.fte]).delete()
    return before


def scaled(amounts: Iterable[int], whole: int) -> list[int]:
    """Amounts shrunk in proportion to exactly `whole`; the first take what rounding down leaves over.

    >>> scaled([60, 30, 30], 100)
    [50, 25, 25]
    >>> scaled([5, 5, 5], 10)
    [4, 3, 3]
    """
    given = list(amounts)
    shrunk = [amount * whole // sum(given) for amount in given]
    rest = whole - sum(shrunk)
    return [amount + (at < rest) for at, amount in enumerate(shrunk)]


def propose(work: Work) -> Before:
    """Assumed effort from titles and teams."""
    made = propose_effort(by=work.by, baseline=work.baseline)
    return {"efforts": made.efforts}


INFERRED_FROM = ("several-roots", "no-manager", "dangling-manager", "manager-cycle")
FIXES: dict[tuple[str, str], Fixing] = {
    **{(kind, "infer"): infer for kind in INFERRED_FROM},
    ("led-by-eliminated", "lift"): lift,
    **{(kind, "eliminate"): eliminate for kind in ("duplicate-row", "shared-reference", "vacant")},
    ("above-full-time", "group"): group,
    ("no-cost", "grade-mean"): assume_grade_mean,
    ("no-team", "managers-team"): join_managers_team,
    **{(f"no-{target}", "place"): place(target) for target in ("tower", "region")},
    ("effort-above", "scale"): scale,
    ("effort-unassigned", "propose"): propose,
    ("inferred-manager", "take-back"): take_back_managers,
    **{(f"inferred-{target}", "take-back"): take_back_places(target) for target in ("tower", "region")},
    ("assumed-cost", "take-back"): take_back_costs,
}
