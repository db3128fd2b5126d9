"""Writes about organisations, members and tokens."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from core import audit
from core.access import require_admin
from core.actor import Actor, Right, Role, Scope
from core.errors import UserError
from core.pseudonyms import rewrite_all
from core.versions import claim_version
from organisations.models import Membership, Organisation, Token, User


def create_organisation(
    *, name: str, admin_email: str, password: str | None = None, currency: str = "EUR", time_zone: str = "UTC"
) -> Membership:
    """A new organisation with its first administrator, who is made if the address is new; returns the membership."""
    slug = slugify(name)[:50]
    if not slug:
        raise UserError(f"“{name}” holds no letter or digit that an address could be made of. Choose another name.")
    with transaction.atomic():
        if Organisation.objects.filter(slug=slug).exists():
            raise UserError(f"There is already an organisation at /o/{slug}/. Choose another name.")
        organisation = Organisation(name=name, slug=slug, currency=currency, time_zone=time_zone)
        try:
            organisation.full_clean()
        except ValidationError as error:
            raise UserError(" ".join(error.messages)) from error
        organisation.save()
        user = _user_with(admin_email, password)
        membership = Membership.objects.create(
            organisation=organisation, user=user, role=Role.ADMIN, rights=[Right.PAY, Right.APPROVE]
        )
        actor = membership.actor(frozenset(Scope))
        audit.record(actor, "create_organisation", "organisation", organisation.uid, after={"name": name})
    return membership


def _user_with(email: str, password: str | None) -> User:
    known = User.objects.filter(email=email.strip().lower()).first()
    return known or User.objects.create_user(email, password)


def add_member(
    *, by: Actor, email: str, role: Role, rights: Sequence[Right] = (), password: str | None = None
) -> Membership:
    """A person joins (or rejoins) the organisation; a new address gets an account with the given password."""
    require_admin(by)
    with transaction.atomic():
        user = _user_with(email, password)
        membership, is_new = Membership.objects.get_or_create(
            organisation_id=by.organisation_id, user=user, defaults={"role": role, "rights": list(rights)}
        )
        if not is_new and membership.is_active:
            raise UserError(f"{user.email} is a member already. Change the role in the list instead.")
        membership.role, membership.rights, membership.is_active = role, list(rights), True
        membership.save()
        audit.record(by, "add_member", "membership", membership.uid, after=_facts(membership))
    return membership


def _facts(membership: Membership) -> dict[str, object]:
    return {
        "member": membership.user.email,
        "role": str(membership.role),
        "rights": [str(right) for right in membership.rights],
        "is_active": membership.is_active,
    }


def change_member(
    *, by: Actor, membership: Membership, version: int, role: Role, rights: Sequence[Right], is_active: bool
) -> Membership:
    """Another role, other rights, or removal; the last active administrator stays one."""
    require_admin(by)
    with transaction.atomic():
        wanted = {"role": str(role), "rights": [str(right) for right in rights], "is_active": is_active}
        before = _facts(membership)
        claim_version(membership, version, kind="member", yours=wanted, theirs=before)
        _keep_an_admin(by, membership, role, is_active)
        membership.role, membership.rights, membership.is_active = role, list(rights), is_active
        membership.save()
        audit.record(by, "change_member", "membership", membership.uid, before=before, after=_facts(membership))
    return membership


def _keep_an_admin(by: Actor, membership: Membership, role: Role, is_active: bool) -> None:
    others = Membership.objects.visible_to(by).filter(role=Role.ADMIN, is_active=True).exclude(pk=membership.pk)
    if not (role == Role.ADMIN and is_active) and not others.exists():
        raise UserError("This is the last administrator. Make somebody else administrator first.")


def make_person_free(*, by: Actor, version: int) -> int:
    """From now on references of persons are kept as pseudonyms only, those that are stored become pseudonyms too.

    There is no way back. Returns how many stored references were rewritten.
    """
    require_admin(by)
    with transaction.atomic():
        organisation = Organisation.objects.get(pk=by.organisation_id)
        if organisation.is_person_free:
            raise UserError(f"{organisation.name} is person-free already.")
        claim_version(organisation, version, kind="organisation", yours="person-free", theirs="with references")
        organisation.is_person_free = True
        organisation.save(update_fields=["is_person_free"])
        rows = rewrite_all(organisation.pk, organisation.uid)
        audit.record(by, "make_person_free", "organisation", organisation.uid, after={"references": rows})
    return rows


def create_token(*, by: Actor, name: str, scopes: Sequence[Scope], days: int | None = None) -> tuple[Token, str]:
    """An API token of the actor's own membership, and its clear text, which is shown once and kept nowhere."""
    if by.membership_id is None or by.user_id is None:
        raise UserError("Only a member can have a token.")
    if not set(scopes) <= by.scopes:
        raise UserError("A token cannot reach further than the one that makes it.", status=403)
    with transaction.atomic():
        user: AbstractBaseUser = User.objects.get(pk=by.user_id)
        token, clear = Token.objects.create(
            user=user,
            expiry=timedelta(days=days) if days else None,
            membership_id=by.membership_id,
            name=name,
            scopes=[str(scope) for scope in scopes],
        )
        audit.record(by, "create_token", "token", token.uid, after={"name": name, "scopes": token.scopes})
    return token, clear


def revoke_token(*, by: Actor, token: Token) -> None:
    """The token stops working at once; members revoke their own, administrators any."""
    if token.membership_id != by.membership_id:
        require_admin(by)
    with transaction.atomic():
        audit.record(by, "revoke_token", "token", token.uid, before={"name": token.name})
        token.delete()
