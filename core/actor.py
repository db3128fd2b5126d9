"""Who acts: the one object that access, audit and actions are asked with."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member may do: look (viewer), change the model (modeller), also manage members and tokens (admin)."""

    ADMIN = "admin"
    MODELLER = "modeller"
    VIEWER = "viewer"


class Right(StrEnum):
    """A right beside the role."""

    PAY = "pay"
    APPROVE = "approve"


class Scope(StrEnum):
    """What a token may be used for; a person in the browser has both."""

    READ = "read"
    WRITE = "write"


ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or a token of theirs) in one organisation.

    >>> viewer = Actor(1, "v@example.org", 7, "acme", Role.VIEWER, frozenset(), ALL_SCOPES)
    >>> viewer.can_edit, viewer.has_pay
    (False, False)
    """

    user_id: int | None
    email: str
    organisation_id: int
    organisation_slug: str
    role: Role
    rights: frozenset[Right]
    scopes: frozenset[Scope]
    membership_id: int | None = None

    @property
    def can_edit(self) -> bool:
        """May change the model."""
        return self.role in (Role.ADMIN, Role.MODELLER) and Scope.WRITE in self.scopes

    @property
    def can_administer(self) -> bool:
        """May manage members and tokens, and read the audit trail."""
        return self.role is Role.ADMIN and Scope.WRITE in self.scopes

    @property
    def can_write(self) -> bool:
        """May leave a word of their own, whatever the role."""
        return Scope.WRITE in self.scopes

    @property
    def can_approve(self) -> bool:
        """May decide about proposals: a right beside the role, so that a viewer may have it and a modeller not."""
        return Right.APPROVE in self.rights and Scope.WRITE in self.scopes

    @property
    def has_pay(self) -> bool:
        """May see the pay of single positions."""
        return Right.PAY in self.rights

    @classmethod
    def system(cls, organisation_id: int, organisation_slug: str) -> "Actor":
        """The product itself, for commands run by whoever has the machine."""
        rights = frozenset(Right)
        return cls(None, "system", organisation_id, organisation_slug, Role.ADMIN, rights, ALL_SCOPES)
