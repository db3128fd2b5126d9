"""What the organisation says of its services and customer groups."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.models import CustomerGroup, Service
from services.portfolio.statements import checked_facts, service_facts, store_facts
from towers.names import folded, tidy

LONGEST_DOOR = 120
MOST_DOORS = 20


def add_service(*, by: Actor, **stated: Any) -> Service:
    """A new service; it needs a name."""
    require_edit(by)
    with transaction.atomic():
        facts = checked_facts(by.organisation_id, {"name": ""} | stated, {})
        _require_free_name(by.organisation_id, facts["name"])
        service = Service(organisation_id=by.organisation_id)
        store_facts(service, facts)
        audit.record(by, "add_service", "service", service.uid, after=service_facts(service))
    return service


def edit_service(*, by: Actor, service: Service, version: int, **stated: Any) -> Service:
    """Change what is stated; what is left out stays. With another name it stays the same service."""
    require_edit(by)
    before = service_facts(service)
    with transaction.atomic():
        facts = checked_facts(by.organisation_id, stated, before)
        claim_version(service, version, kind="service", yours=facts, theirs=before)
        if "name" in facts:
            _require_free_name(by.organisation_id, facts["name"], besides=service)
        store_facts(service, facts)
        audit.record(by, "edit_service", "service", service.uid, before=before, after=service_facts(service))
    return service


def remove_service(*, by: Actor, service: Service, version: int) -> None:
    """Take out a service that was never one, with its offerings; one that ended is retired instead."""
    require_edit(by)
    before = service_facts(service)
    with transaction.atomic():
        claim_version(service, version, kind="service", yours="removed", theirs=before)
        audit.record(by, "remove_service", "service", service.uid, before=before)
        service.delete()


def set_doors(*, by: Actor, group: CustomerGroup, version: int, doors: Iterable[str]) -> CustomerGroup:
    """The front doors to which a customer group goes, by name."""
    require_edit(by)
    wanted = list({folded(door): tidy(door) for door in doors if folded(door)}.values())
    if len(wanted) > MOST_DOORS or any(len(door) > LONGEST_DOOR for door in wanted):
        raise UserError(f"Up to {MOST_DOORS} front doors of {LONGEST_DOOR} letters each. Shorten the list.", status=400)
    before = {"doors": group.doors}
    with transaction.atomic():
        claim_version(group, version, kind="customer group", yours={"doors": wanted}, theirs=before)
        group.doors = wanted
        group.save(update_fields=["doors"])
        audit.record(by, "set_doors", "customer_group", group.uid, before=before, after={"doors": wanted})
    return group


def _require_free_name(organisation_id: int, name: str, besides: Service | None = None) -> None:
    others = Service.objects.filter(organisation_id=organisation_id, key=folded(name))
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise UserError(f"There is already a service “{name}”. Choose another name.")
