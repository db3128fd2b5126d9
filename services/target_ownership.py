"""Which function and role own a service from end to end in a target, decided or following from today's. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.figures import plural
from towers.functions_reference import BY_CODE

OWNED, WITHOUT_ROLE, SEVERAL, GAP = "owned", "without a role", "several", "nobody"
ORDER = (GAP, SEVERAL, WITHOUT_ROLE, OWNED)


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role of a scenario."""

    key: UUID
    name: str
    function: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Owner:
    """A function that owns a service, with the role there; `why` in words, "" where it was decided."""

    function: int
    role: RoleName | None
    why: str = ""

    @property
    def words(self) -> str:
        """The function with its number, and the role.

        >>> Owner(2, None).words
        '2 Product management'
        """
        name = f"{self.function} {BY_CODE[self.function].name}"
        return f"{name}, {self.role.name}" if self.role else name


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns one service in the target; `missing` says what is not known. `is_decided`: somebody has said so."""

    owners: tuple[Owner, ...]
    missing: tuple[str, ...] = ()
    is_decided: bool = False

    @property
    def state(self) -> str:
        """One owner with a role is right; one of whom nothing follows is a second one, unless somebody has decided.

        >>> Ownership(()).state, Ownership((Owner(2, None),)).state, Ownership((Owner(2, None), Owner(8, None))).state
        ('nobody', 'without a role', 'several')
        """
        if not self.owners:
            return GAP
        if not self.is_decided and len(self.owners) + len(self.missing) > 1:
            return SEVERAL
        return OWNED if self.owners[0].role else WITHOUT_ROLE


@dataclass(frozen=True, slots=True)
class TeamInTarget:
    """What becomes of a team: FTE by function (stays at home left out), and its people's roles with their number."""

    name: str
    fte: Mapping[int, float]
    roles: Mapping[RoleName, int]

    @property
    def function(self) -> int | None:
        """The function with most of its effort, of equals the lower number; None where nothing is placed."""
        return min(self.fte, key=lambda code: (-self.fte[code], code), default=None)

    def role_in(self, function: int) -> RoleName | None:
        """The highest role of the function in which its people sit, of equals the one with most of them."""
        own = [role for role in self.roles if role.function == function]
        return min(own, key=lambda role: (-role.level, -self.roles[role], role.name), default=None)


@dataclass(frozen=True, slots=True)
class Claim:
    """Where somebody who owns a service today comes to lie; without a function, `why` says what is not known."""

    function: int | None
    role: RoleName | None
    why: str


def team_claim(team: TeamInTarget) -> Claim:
    """A team leads to the function in which most of its effort comes to lie.

    >>> team_claim(TeamInTarget("Desk", {5: 2.0, 8: 1.0}, {}))
    Claim(function=5, role=None, why='most work of Desk lies there')
    """
    function = team.function
    if function is None:
        return Claim(None, None, f"nothing of {team.name} is placed in a function")
    return Claim(function, team.role_in(function), f"most work of {team.name} lies there")


def name_claim(name: str, is_post: bool, role: RoleName | None) -> Claim:
    """A name that is the title of exactly one filled position leads to the role in which that sits.

    >>> name_claim("Head of IT", False, None).why
    'Head of IT is no team and no single position, so that nothing follows from it'
    """
    if role:
        return Claim(role.function, role, f"{name} sits there")
    if is_post:
        return Claim(None, None, f"{name} has no seat in a function")
    return Claim(None, None, f"{name} is no team and no single position, so that nothing follows from it")


def following(claims: Sequence[Claim]) -> Ownership:
    """The owner that follows from today's: those who lead to one function, and not to two roles there, are one.

    >>> desk, mail = Claim(5, None, "most work of Desk lies there"), Claim(None, None, "nothing of Mail is placed")
    >>> found = following([desk, mail])
    >>> [owner.words for owner in found.owners], found.missing
    (['5 End-user service desk'], ('nothing of Mail is placed',))
    >>> following([]).missing
    ('nobody owns it today',)
    """
    owners: list[Owner] = []
    for claim in claims:
        if claim.function is None:
            continue
        place = next((number for number, one in enumerate(owners) if _is_same(one, claim)), len(owners))
        known = owners[place : place + 1]
        role = next((one.role for one in known if one.role), claim.role)
        owners[place : place + 1] = [Owner(claim.function, role, "; ".join([*(one.why for one in known), claim.why]))]
    missing = tuple(claim.why for claim in claims if claim.function is None)
    ordered = sorted(owners, key=lambda one: one.function)
    return Ownership(tuple(ordered), missing if claims else ("nobody owns it today",))


def _is_same(owner: Owner, claim: Claim) -> bool:
    """In one function, unless they name two roles there."""
    return owner.function == claim.function and (None in (owner.role, claim.role) or owner.role == claim.role)


def finding(found: Sequence[Ownership]) -> str:
    """The heading: how many services have one owner, and what is wrong with the others.

    >>> finding([Ownership(()), Ownership((Owner(2, RoleName(UUID(int=1), "Product manager", 2)),))])
    '1 of 2 services has one owner with a role in the target; nobody owns 1'
    """
    if not found:
        return "No service to own yet"
    counts = {state: sum(one.state == state for one in found) for state in ORDER}
    has = "has" if counts[OWNED] == 1 else "have"
    said = f"{counts[OWNED]:,} of {plural(len(found), 'service')} {has} one owner with a role in the target"
    wrong = [
        f"nobody owns {counts[GAP]:,}" if counts[GAP] else "",
        f"several own {counts[SEVERAL]:,}" if counts[SEVERAL] else "",
        f"a role is missing for {counts[WITHOUT_ROLE]:,}" if counts[WITHOUT_ROLE] else "",
    ]
    return "; ".join([said, *filter(None, wrong)])
