"""The front doors of each group of customers: today, and in scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from core.actor import Actor
from functions.side_by_side import DesignSums
from services.models import CustomerGroup
from towers.functions_reference import BY_CODE
from towers.names import folded


@dataclass(slots=True)
class GroupDoors:
    """A group of customers: names of its doors today, None where nobody knows them; and per scenario the functions that
    are its front door, none where that is not decided. `is_counted`: today's are those that tickets come through."""

    name: str
    today: list[str] | None
    target: list[list[str]] = field(default_factory=list)
    is_counted: bool = False


def front_doors(
    actor: Actor, designs: Sequence[DesignSums], counted: Mapping[str, list[str]] = MappingProxyType({})
) -> list[GroupDoors]:
    """Every group that the portfolio or a scenario names, those with most doors today first; one query.

    `counted`: the doors in use by the key of the group, as tickets say; they stand before those that are typed in.
    """
    groups = CustomerGroup.objects.visible_to(actor)
    found = {group.key: GroupDoors(group.name, list(group.doors), [[] for _ in designs]) for group in groups}
    for place, design in enumerate(designs):
        for code, names in sorted(design.doors.items()):
            for name in names:
                group = found.setdefault(folded(name), GroupDoors(name, None, [[] for _ in designs]))
                group.target[place].append(BY_CODE[code].name)
    for key in found.keys() & counted.keys():
        found[key].today, found[key].is_counted = counted[key], True
    return sorted(found.values(), key=lambda one: (-len(one.today or ()), one.name))


def doors_in_all(groups: Sequence[GroupDoors], number: int) -> tuple[int, int, int]:
    """Groups for which both today's doors and those of a scenario are known; their doors today; and there.

    >>> mail = GroupDoors("Sales", ["Desk", "Portal"], [["Relationship management"]])
    >>> doors_in_all([mail, GroupDoors("Plants", ["Desk"], [[]])], 0)
    (1, 2, 1)
    """
    known = [one for one in groups if one.today and one.target[number]]
    return len(known), sum(len(one.today or ()) for one in known), sum(len(one.target[number]) for one in known)
