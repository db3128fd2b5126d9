"""What the people on the posts of a baseline do with their time, from its effort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db.models import Sum
from django.db.models.functions import Coalesce

from core.actor import Actor
from metrics.computations.build_run import BUILD_FUNCTIONS, RUN_FUNCTIONS
from metrics.computations.columns import Flags, Ints
from metrics.computations.post_time import OF_TEAM, PostTime, StatedEffort, post_time
from metrics.inputs.staff import units_leading
from metrics.selectors.baseline_columns import EVIDENCE_LEVELS
from towers.models import FTE_UNIT, Baseline, Effort

BUILD_OR_RUN = (*BUILD_FUNCTIONS, *RUN_FUNCTIONS)


class _Row(NamedTuple):
    """FTE (1/10,000) of one post (-1: of the team) in one team on one kind of work, by evidence."""

    post: int
    team: int
    function: int
    is_management: bool
    is_coordination: bool
    evidence: str
    units: int


@dataclass(frozen=True, slots=True)
class WorkTime:
    """The time of each post, the 1/10,000 FTE that each leads others for, and on what most of leading, of
    coordination, and of build and run rests."""

    time: PostTime
    led_units: Ints
    leading_evidence: str
    coordination_evidence: str
    mix_evidence: str


def work_time(actor: Actor, baseline: Baseline, ids: Ints, team: Ints, units: Ints, leads: Flags) -> WorkTime:
    """Read the efforts of a baseline for its posts; one query.

    `ids`: int64[n], ascending; `team`: ids, -1 for none; `units`: 1/10,000 FTE, 0 for a post that nobody holds;
    `leads`: who has direct reports.
    """
    rows = _efforts(actor, baseline)
    managing = _managing(rows)
    led_units = np.array(
        [
            units_leading(own, managing.get(pk), leads=is_leader)
            for pk, own, is_leader in zip(ids.tolist(), units.tolist(), leads.tolist(), strict=True)
        ],
        np.int64,
    )
    time = post_time(team, units / FTE_UNIT, led_units / FTE_UNIT, _stated(rows, ids))
    leaders = set(ids[leads].tolist())
    unstated = int(led_units[~np.isin(ids, list(managing))].sum())
    leading = [(row.evidence, row.units) for row in rows if row.is_management and row.post in leaders]
    coordination = ((row.evidence, row.units) for row in rows if row.is_coordination)
    mix = ((row.evidence, row.units) for row in rows if row.function in BUILD_OR_RUN and not row.is_management)
    leads_by = _evidence([*leading, ("assumed", unstated)])
    return WorkTime(time, led_units, leads_by, _evidence(coordination), _evidence(mix))


def _efforts(actor: Actor, baseline: Baseline) -> list[_Row]:
    own = Effort.objects.visible_to(actor).filter(baseline=baseline).annotate(post=Coalesce("position_id", OF_TEAM))
    work = [f"activity__{name}" for name in ("function_code", "is_management", "is_coordination")]
    groups = own.values_list("post", "team_id", *work, "evidence")
    return [_Row(*row) for row in groups.annotate(units=Sum("fte")).order_by()]


def _managing(rows: Iterable[_Row]) -> dict[int, int]:
    """The management that is stated of each post of which anything is stated."""
    found: dict[int, int] = {}
    for row in rows:
        if row.post != OF_TEAM:
            found[row.post] = found.get(row.post, 0) + (row.units if row.is_management else 0)
    return found


def _stated(rows: Iterable[_Row], ids: Ints) -> StatedEffort:
    """The work that is no management; of a post that is not in view it is its team's."""
    place = {pk: at for at, pk in enumerate(ids.tolist())}
    work = [row for row in rows if not row.is_management]
    return StatedEffort(
        post=np.array([place.get(row.post, OF_TEAM) for row in work], np.int64),
        team=np.array([row.team for row in work], np.int64),
        function=np.array([row.function for row in work], np.int64),
        fte=np.array([row.units for row in work], np.float64) / FTE_UNIT,
        is_coordination=np.array([row.is_coordination for row in work], np.bool_),
    )


def _evidence(levels: Iterable[tuple[str, int]]) -> str:
    """The level that most FTE have; of equals the weaker."""
    units: Counter[str] = Counter()
    for level, own in levels:
        units[level] += own
    return max(EVIDENCE_LEVELS, key=lambda level: units[level])
