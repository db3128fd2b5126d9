"""The columns of a log without the work of machines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from services.models import Group, Person

if TYPE_CHECKING:
    from services.facts import LogFacts


def without_systems(facts: LogFacts, log_id: int) -> LogFacts:
    """Events of groups that are systems name no group, those of users that are systems no person; all are counted."""
    groups, people = (
        np.array(list(model._default_manager.filter(log_id=log_id, is_system=True).values_list("pk", flat=True)), int)
        for model in (Group, Person)
    )
    if not len(groups) and not len(people):
        return facts
    is_group = np.append(np.isin(facts.group_ids, groups), False)[facts.group]  # -1, no group, is the last place
    is_person = np.isin(facts.person, people)
    counts = np.bincount(facts.group[is_group], minlength=len(facts.group_ids))
    return replace(
        facts,
        group=np.where(is_group, -1, facts.group),
        person=np.where(is_person, -1, facts.person),
        system_groups={int(facts.group_ids[place]): int(counts[place]) for place in np.flatnonzero(counts)},
        system_users=len(np.unique(facts.person[is_person])),
        system_events=int(np.count_nonzero(is_group | is_person)),
    )
