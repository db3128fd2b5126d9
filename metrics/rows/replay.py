"""Behind a replay: the pairs of groups with what becomes of their handoffs, and the groups with their units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.actor import Actor
from metrics.computations.handoffs import PairCounts
from metrics.computations.replay import Flows
from metrics.inputs.group_functions import GroupTarget, GroupTargets, read_group_targets
from metrics.inputs.log_flows import log_flows
from metrics.kinds.saving_run import log_of_run, scenario_of_run
from metrics.models import Result
from metrics.registry import Rows, RowTable
from towers.functions_reference import BY_CODE

KEPT, REMOVED, UNDETERMINED, MAY_BE_CREATED, STAYS = (
    "kept",
    "removed",
    "undetermined",
    "may be created",
    "stays",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Events that follow each other in two groups (or one): how many, and what becomes of them.

    `apart` is the chance that they lie in two units.
    """

    sender: GroupTarget
    receiver: GroupTarget
    count: int
    outcome: str
    apart: float


Fold = Callable[[Pair], float]
FOLDS: dict[str, Fold] = {
    "today": lambda pair: pair.count if pair.outcome in (KEPT, REMOVED, UNDETERMINED) else 0,
    "kept": lambda pair: pair.count if pair.outcome == KEPT else 0,
    "removed": lambda pair: pair.count if pair.outcome == REMOVED else 0,
    "undetermined": lambda pair: pair.count if pair.outcome == UNDETERMINED else 0,
    "created": lambda pair: pair.count if pair.outcome == MAY_BE_CREATED else 0,
    "low": lambda pair: pair.count if pair.outcome == KEPT else 0,
    "expected": lambda pair: pair.count * pair.apart if pair.outcome != MAY_BE_CREATED else 0,
    "high": lambda pair: pair.count if pair.outcome not in (REMOVED, STAYS) else 0,
}


def pairs_of(name: str) -> Rows:
    """Rows: the pairs that count for the figure, the busiest first; folds to their sum."""
    return partial(_pair_table, FOLDS[name])


def _pair_table(fold: Fold, result: Result, actor: Actor) -> RowTable:
    counted, targets, _ = _read(result, actor)
    pairs = [(pair, fold(pair)) for pair in _pairs(counted, targets)]
    shown = sorted((row for row in pairs if row[1]), key=lambda row: -row[1])
    rows = [
        [pair.sender.group.name, pair.receiver.group.name, pair.count, pair.outcome, value] for pair, value in shown
    ]
    headers = ["From", "To", "Today", "In the target", "Counted"]
    return RowTable(headers, rows, len(shown), sum(value for _, value in pairs))


def share_left_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the pairs that are expected to stay, the busiest first; folds to their share of today's handoffs."""
    left, today = (pairs_of(name)(result, actor) for name in ("expected", "today"))
    return RowTable(left.headers, left.rows, left.total, (left.folded or 0.0) / today.folded if today.folded else None)


def _pairs(counted: Flows, targets: GroupTargets) -> Iterator[Pair]:
    for sender, receiver, count in _numbers(counted.across):
        sides = targets.groups[sender], targets.groups[receiver]
        yield Pair(*sides, count, _across(*sides), 1 - _together(*sides))
    for group, _, count in _numbers(counted.inside):
        target = targets.groups[group]
        yield Pair(target, target, count, MAY_BE_CREATED if len(target.units) > 1 else STAYS, 0.0)


def _numbers(pairs: PairCounts) -> Iterator[tuple[int, int, int]]:
    return zip(pairs.sender.tolist(), pairs.receiver.tolist(), pairs.count.tolist(), strict=True)


def _across(sender: GroupTarget, receiver: GroupTarget) -> str:
    if len(sender.units) != 1 or len(receiver.units) != 1:
        return UNDETERMINED
    return REMOVED if sender.units.keys() == receiver.units.keys() else KEPT


def _together(sender: GroupTarget, receiver: GroupTarget) -> float:
    return sum(share * receiver.units.get(unit, 0.0) for unit, share in sender.units.items())


def chance_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the units with the handoffs that leave and enter their groups; folds to sum out x in / all handoffs."""
    counted, targets, _ = _read(result, actor)
    flow = {unit: [0.0, 0.0] for unit in targets.unit_names}
    for sender, receiver, count in _numbers(counted.across):
        for side, group in enumerate((sender, receiver)):
            for unit, share in targets.groups[group].units.items():
                flow[unit][side] += count * share
    total = int(counted.across.count.sum())
    rows = [[unit, out, into] for unit, (out, into) in flow.items()]
    folded = sum(out * into for out, into in flow.values()) / total if total else None
    return RowTable(["Unit", "Leaving", "Entering"], rows, len(rows), folded)


def groups_where(is_counted: Callable[[GroupTarget, Result], bool]) -> Rows:
    """Rows: all groups with functions, units and events; folds to the share of the events in the counted ones."""

    def rows(result: Result, actor: Actor) -> RowTable:
        _, targets, events = _read(result, actor)
        chosen = [is_counted(target, result) for target in targets.groups]
        total = sum(events)
        table = [_group_row(target, count) for target, count in zip(targets.groups, events, strict=True)]
        folded = sum(count for count, one in zip(events, chosen, strict=True) if one) / total if total else None
        headers = ["Group", "Events", "Decided by", "Functions", "Units"]
        return RowTable(headers, table, len(table), folded)

    return rows


def _group_row(target: GroupTarget, events: int) -> list[str | int]:
    named = [(BY_CODE[code].name if code in BY_CODE else "stays", share) for code, share in target.functions.items()]
    functions = ", ".join(f"{name} {share:.0%}" for name, share in named)
    return [target.group.name, events, target.way, functions or "unknown", ", ".join(target.units)]


def _read(result: Result, actor: Actor) -> tuple[Flows, GroupTargets, list[int]]:
    """Flows, targets, and events by group number."""
    log = log_of_run(actor, result.run)
    if log is None:
        raise ValueError(f"The replay {result.run_id} names no log.")
    counted, targets = log_flows(log.pk).flows, read_group_targets(scenario_of_run(actor, result.run), log.pk)
    events = np.zeros(len(targets.groups), np.int64)
    events[counted.holder] = counted.events
    return counted, targets, events.tolist()
