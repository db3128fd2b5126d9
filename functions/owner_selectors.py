"""Reads about the owners of services that the steps of a scenario state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from functions.models import Operation, Scenario
from functions.owning import SET_OWNERS
from functions.projection import MERGE, unfolded
from functions.selectors import steps_of


@dataclass(frozen=True, slots=True)
class StatedOwner:
    """What the last step in force says of a service; `name` and `role_name` are the names of then.

    `step` is its number (that of the merge where a branch brought it), with its reason, author and time.
    """

    service: UUID
    name: str
    function: int
    role: UUID | None
    role_name: str
    step: int
    reason: str
    by: str
    at: datetime


def stated_owners(scenario: Scenario) -> dict[UUID, StatedOwner]:
    """By uid of the service; one query."""
    asked = Q(kind__in=(SET_OWNERS, MERGE)) | Q(reverses__isnull=False)
    rows = {row.seq: row for row in scenario.operations.filter(asked).select_related("reverses", "by")}
    said: dict[str, tuple[Operation, Mapping[str, Any]]] = {}
    for step in unfolded(steps_of(rows.values())):
        if step.kind == SET_OWNERS:
            said |= {owner["service"]: (rows[step.seq], owner) for owner in step.payload["owners"]}
    stated = [_stated(*one) for one in said.values() if one[1]["function"] is not None]
    return {owner.service: owner for owner in stated}


def _stated(row: Operation, owner: Mapping[str, Any]) -> StatedOwner:
    return StatedOwner(
        service=UUID(owner["service"]),
        name=owner["name"],
        function=int(owner["function"]),
        role=UUID(owner["role"]) if owner["role"] else None,
        role_name=owner["role_name"],
        step=row.seq,
        reason=row.reason,
        by=str(row.by or "system"),
        at=row.at,
    )
