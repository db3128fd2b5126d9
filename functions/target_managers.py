"""Who leads whom in the target: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from functions.seating import OVERALL


class Lead(StrEnum):
    """What becomes of a person's manager."""

    KEPT = "keeps the manager"
    NEW = "gets a new manager"
    OPEN = "the manager's seat is open"
    TOP = "nobody above"


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """Of a role, what decides who leads whom."""

    id: int
    function: int | None
    level: int
    region: int | None = None


@dataclass(frozen=True, slots=True)
class Above:
    """The roles that lead a person, and who holds them."""

    lead: Lead
    roles: Sequence[int] = ()
    holders: Sequence[int] = ()


def roles_above(role: RoleFacts, region: int | None, roles: Iterable[RoleFacts]) -> list[RoleFacts]:
    """The next level above in the function: of the person's region, else for all regions; else the overall leader.

    >>> lead, other, head = RoleFacts(1, 8, 2, 5), RoleFacts(2, 8, 2, 6), RoleFacts(3, 8, 4)
    >>> [one.id for one in roles_above(RoleFacts(9, 8, 1), 5, [lead, other, head])]
    [1]
    >>> [one.id for one in roles_above(RoleFacts(9, 8, 1), 7, [lead, other, head])]
    [3]
    """
    every = list(roles)
    higher = [one for one in every if one.function == role.function and one.level > role.level]
    for level in sorted({one.level for one in higher}):
        of_level = [one for one in higher if one.level == level]
        for place in (region, None):
            if found := [one for one in of_level if one.region == place]:
                return found
    return [one for one in every if one.level == OVERALL] if role.level != OVERALL else []


def above(
    role: RoleFacts, manager: int | None, leading: Sequence[RoleFacts], holders: Mapping[int, Sequence[int]]
) -> Above:
    """The target's managers of a person in `role` that the roles `leading` lead, and whether today's is among them.

    Of several holders of a role any may lead the person: whoever has one of them today keeps them.

    >>> head = RoleFacts(3, 8, 4)
    >>> [above(RoleFacts(9, 8, 1), 70, [head], {3: people}).lead.name for people in ([70, 71], [71], [])]
    ['KEPT', 'NEW', 'OPEN']
    """
    if not leading:
        return Above(Lead.TOP if role.level == OVERALL else Lead.OPEN)
    ids = [one.id for one in leading]
    people = [person for one in ids for person in holders.get(one, ())]
    if not people:
        return Above(Lead.OPEN, ids)
    return (
        Above(Lead.KEPT, ids, [manager]) if manager is not None and manager in people else Above(Lead.NEW, ids, people)
    )
