"""Reads about people."""

from typing import Any

from django.db.models import QuerySet

from core.actor import Actor
from organisations.models import Membership, Organisation, Token


def memberships_of(user: Any) -> list[Membership]:
    """The active memberships of a person, by name of the organisation."""
    rows = Membership.objects.filter(user_id=user.pk, is_active=True).select_related("organisation")
    return list(rows.order_by("organisation__name"))


def organisation_of(actor: Actor) -> Organisation:
    """The actor's organisation."""
    return Organisation.objects.get(pk=actor.organisation_id)


def tokens_seen_by(actor: Actor) -> QuerySet[Token]:
    """The member's own tokens; for an administrator all of the organisation's."""
    tokens: QuerySet[Token] = Token.objects.visible_to(actor).select_related("membership__user").order_by("-created")
    return tokens if actor.can_administer else tokens.filter(membership_id=actor.membership_id)
