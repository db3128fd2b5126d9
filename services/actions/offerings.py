"""What the organisation says of the offerings of its services."""

from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.models import Offering, Service
from services.portfolio.offering_statements import checked_offering, offering_facts, store_offering
from services.work_doubts import require_possible
from towers.names import folded


def add_offering(*, by: Actor, service: Service, **stated: Any) -> Offering:
    """A new offering of a service; it needs a name."""
    require_edit(by)
    with transaction.atomic():
        facts = checked_offering(by.organisation_id, {"name": ""} | stated)
        require_possible(by, facts.get("labour", {}))
        offering = Offering(service=service)
        _require_free_name(offering, facts["name"])
        store_offering(offering, facts)
        audit.record(by, "add_offering", "offering", offering.uid, after=offering_facts(offering))
    return offering


def edit_offering(*, by: Actor, offering: Offering, version: int, **stated: Any) -> Offering:
    """Change what is stated; what is left out stays."""
    require_edit(by)
    before = offering_facts(offering)
    with transaction.atomic():
        facts = checked_offering(by.organisation_id, stated)
        require_possible(by, facts.get("labour", {}))
        claim_version(offering, version, kind="offering", yours=facts, theirs=before)
        if "name" in facts:
            _require_free_name(offering, facts["name"])
        store_offering(offering, facts)
        audit.record(by, "edit_offering", "offering", offering.uid, before=before, after=offering_facts(offering))
    return offering


def remove_offering(*, by: Actor, offering: Offering, version: int) -> None:
    """Take it out of its service."""
    require_edit(by)
    before = offering_facts(offering)
    with transaction.atomic():
        claim_version(offering, version, kind="offering", yours="removed", theirs=before)
        audit.record(by, "remove_offering", "offering", offering.uid, before=before)
        offering.delete()


def _require_free_name(offering: Offering, name: str) -> None:
    others = Offering.objects.filter(service_id=offering.service_id, key=folded(name)).exclude(pk=offering.pk)
    if others.exists():
        raise UserError(f"The service already has an offering “{name}”. Choose another name.")
