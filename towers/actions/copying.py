"""Copying the rows of a baseline into another one."""

import uuid
from collections.abc import Iterable
from typing import TypeVar

from django.db import models

from towers.models import Baseline, BaselineTeam, Effort, Position, QualityDecision

BATCH = 2_000
R = TypeVar("R", bound=models.Model)


def copy_rows(source: Baseline, target: Baseline) -> None:
    """Copy teams, decisions, positions with their managers, and efforts; inside the caller's transaction."""
    copy_teams(source, target)
    new_of = copy_positions(Position.objects.filter(baseline=source).order_by("id"), target)
    efforts = []
    for effort in Effort.objects.filter(baseline=source).order_by("id"):
        copy = _copied(effort, target)
        copy.position_id = new_of[effort.position_id] if effort.position_id else None
        efforts.append(copy)
    Effort.objects.bulk_create(efforts, batch_size=BATCH)


def copy_teams(source: Baseline, target: Baseline) -> None:
    """Copy what the baseline says of its teams, and what was decided about its defects."""
    teams = BaselineTeam.objects.filter(baseline=source)
    BaselineTeam.objects.bulk_create([_copied(team, target) for team in teams], batch_size=BATCH)
    decisions = QualityDecision.objects.filter(baseline=source)
    QualityDecision.objects.bulk_create([_copied(decision, target) for decision in decisions], batch_size=BATCH)


def _copied(row: R, target: Baseline) -> R:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    copy = type(row)(**(values | {"baseline_id": target.pk}))
    if hasattr(copy, "uid"):
        copy.uid = uuid.uuid4()
    return copy


def copy_positions(rows: Iterable[Position], target: Baseline) -> dict[int, int]:
    """Copy layer by layer, so that a manager's new row is known; returns new ids by old id.

    A manager who is not among the rows is left out.
    """
    new_of: dict[int, int] = {}
    rest = list(rows)
    coming = {row.pk for row in rest}
    while rest:
        ready = [row for row in rest if row.manager_id not in coming or row.manager_id in new_of]
        if not ready:
            raise ValueError(f"positions that are copied to baseline {target.pk} report to each other in a circle")
        new_of |= _copy_layer(ready, target, new_of)
        rest = [row for row in rest if row.pk not in new_of]
    return new_of


def _copy_layer(rows: Iterable[Position], target: Baseline, new_of: dict[int, int]) -> dict[int, int]:
    pairs = [(row.pk, _copied(row, target)) for row in rows]
    for _, copy in pairs:
        copy.manager_id = new_of.get(copy.manager_id) if copy.manager_id else None
    Position.objects.bulk_create([copy for _, copy in pairs], batch_size=BATCH)
    return {old: copy.pk for old, copy in pairs}
