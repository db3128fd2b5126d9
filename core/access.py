"""The one door to data: what an actor may see and change is decided here, for pages and API alike."""

from typing import Self, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from core.actor import Actor

M = TypeVar("M", bound=models.Model)


class TenantQuerySet(models.QuerySet[M]):
    """Rows of one organisation; a model without a key to its organisation names the path as `TENANT_PATH`."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the actor's organisation."""
        path = getattr(self.model, "TENANT_PATH", "organisation_id")
        return self.filter(**{path: actor.organisation_id})

    def editable_by(self, actor: Actor) -> Self:
        """The visible rows, if the actor's role may change any; else none."""
        return self.visible_to(actor) if actor.can_edit else self.none()


def require_edit(actor: Actor) -> None:
    """Refuse (403) an actor whose role may not change the model."""
    if not actor.can_edit:
        raise PermissionDenied(
            "Your role may look, not change. An administrator of the organisation can give you the role modeller."
        )


def require_admin(actor: Actor) -> None:
    """Refuse (403) an actor who is no administrator."""
    if not actor.can_administer:
        raise PermissionDenied("Only an administrator of the organisation may do this.")


def require_write(actor: Actor) -> None:
    """Refuse (403) a token that may only read."""
    if not actor.can_write:
        raise PermissionDenied("This token may only read. Make one with the scope “write”.")


def require_approve(actor: Actor) -> None:
    """Refuse (403) an actor without the right to decide."""
    if not actor.can_approve:
        raise PermissionDenied(
            "Approving and rejecting need the right “approve”. An administrator of the organisation can give it to you."
        )


def require_pay(actor: Actor) -> None:
    """Refuse (403) an actor without the right to see pay."""
    if not actor.has_pay:
        raise PermissionDenied("The pay of single positions needs the right “pay”.")


def visible(model: type[M], actor: Actor) -> "TenantQuerySet[M]":
    """The rows of a model that the actor may see: what pages and endpoints start from."""
    return cast("TenantQuerySet[M]", model._default_manager.all()).visible_to(actor)


def is_uid(text: UUID | str) -> bool:
    """Whether this can be the uid of anything.

    >>> is_uid("7c9e6679-7425-40de-944b-e07fc1f90ae7"), is_uid("abc")
    (True, False)
    """
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


def visible_or_404(model: type[M], actor: Actor, uid: UUID | str, *along: str) -> M:
    """The one visible row with this uid; what belongs to another organisation, or is no uid, does not exist (404).

    `along`: relations that are fetched in the same query.
    """
    rows = visible(model, actor).select_related(*along) if along else visible(model, actor)
    found = rows.filter(uid=uid).first() if is_uid(uid) else None
    if found is None:
        raise Http404("There is no such object in this organisation.")
    return found
