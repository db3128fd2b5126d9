"""Who: organisations, people, membership, tokens."""

import uuid
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from knox.models import AbstractAuthToken, AuthTokenManager

from core.access import TenantQuerySet
from core.actor import Actor, Right, Role, Scope
from core.models.base import Aggregate


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who signs in with this address; without a password they cannot sign in yet."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this address, however it is capitalised."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person; what they may do hangs on their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


def validate_time_zone(name: str) -> None:
    """Refuse what is no IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is no time zone. Use a name such as Europe/Berlin or UTC.")


class Organisation(Aggregate):
    """The tenant: everything belongs to exactly one. One currency (ISO 4217), one time zone for months and days.

    Where `is_person_free`, references of persons are kept as pseudonyms only.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="EUR")
    time_zone = models.CharField(max_length=60, default="UTC", validators=[validate_time_zone])
    is_person_free = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Membership(Aggregate):  # type: ignore[django-manager-missing]
    """A person in an organisation, with a role and rights beside it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role], default=Role.VIEWER)
    rights = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)

    objects = TenantQuerySet["Membership"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each")]

    def actor(self, scopes: frozenset[Scope]) -> Actor:
        """The member as the actor of a request."""
        return Actor(
            user_id=self.user_id,
            email=self.user.email,
            organisation_id=self.organisation_id,
            organisation_slug=self.organisation.slug,
            role=Role(self.role),
            rights=frozenset(Right(right) for right in self.rights),
            scopes=scopes,
            membership_id=self.pk,
        )


class Token(AbstractAuthToken):
    """An API token of one membership; scopes narrow what the member may do."""

    TENANT_PATH = "membership__organisation_id"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)

    objects = AuthTokenManager.from_queryset(TenantQuerySet["Token"])()
