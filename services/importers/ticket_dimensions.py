"""What events point at: groups, people and statuses of a log by their names, made where they are missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import transaction

from services.importers.ticket_classes import Statuses, group_levels
from services.importers.ticket_coding import Coded, most_frequent
from services.importers.ticket_rows import LogRows
from services.models import Group, Person, Status
from towers.names import folded

Ints = npt.NDArray[np.int64]


def group_ids(log_id: int, rows: LogRows) -> Ints:
    """The id of each group by its place; the last entry, which -1 finds, is 0: none."""
    groups = rows.texts("group")
    levels, _ = group_levels(rows)
    regions = most_frequent(groups, rows.texts("region"))
    made = [_group(log_id, name, levels[name], regions.get(name, "")) for name in groups.texts]
    return _ids(groups, Group, log_id, made)


def person_ids(log_id: int, people: Coded) -> Ints:
    """The same for people."""
    return _ids(people, Person, log_id, [Person(log_id=log_id, name=name) for name in people.texts.sort()])


def status_ids(log_id: int, statuses: Statuses) -> Ints:
    """The same for statuses; one whose class neither an earlier import nor anybody by hand knew takes this one's."""
    kinds = statuses.kind_of_name
    made = [Status(log_id=log_id, name=name, kind=kind) for name, kind in sorted(kinds.items())]
    ids = _ids(statuses.names, Status, log_id, made)
    by_key = {folded(name): kind for name, kind in kinds.items()}
    for status in Status.objects.filter(log_id=log_id, kind=Status.Kind.UNKNOWN, is_by_hand=False):
        if kind := by_key.get(folded(status.name)):
            Status.objects.filter(pk=status.pk).update(kind=kind)
    return ids


def _group(log_id: int, name: str, level: tuple[int, str], region: str) -> Group:
    return Group(log_id=log_id, name=name, level=level[0], level_label=level[1], region_name=region)


def _ids(names: Coded, model: Any, log_id: int, wanted: list[Any]) -> Ints:
    """Rows are found by their folded names; the missing ones are made."""
    known = {folded(name) for name in model.objects.filter(log_id=log_id).values_list("name", flat=True)}
    with transaction.atomic():
        model.objects.bulk_create([row for row in wanted if folded(row.name) not in known], ignore_conflicts=True)
    ids = {folded(name): pk for pk, name in model.objects.filter(log_id=log_id).values_list("pk", "name")}
    return np.array([*(ids[folded(name)] for name in names.texts), 0], np.int64)
