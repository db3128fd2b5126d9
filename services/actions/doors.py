"""Writes about front doors."""

from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from services.models import FrontDoor
from services.ticket_attributes import LONGEST_TEXT
from towers.names import folded, tidy


def state_door(*, by: Actor, name: str, version: int, is_manager: bool) -> FrontDoor:
    """State whether a door is a named relationship manager, whatever its name says.

    `version` is 0 where nothing was stated of it. Conflict where somebody else was first.
    """
    require_edit(by)
    if not folded(name) or len(name) > LONGEST_TEXT:
        raise UserError(f"A front door has a name of up to {LONGEST_TEXT} characters.", [{"field": "name"}], status=400)
    with transaction.atomic():
        yours = {"name": tidy(name), "is_manager": is_manager}
        door, is_new = FrontDoor.objects.visible_to(by).get_or_create(
            key=folded(name), organisation_id=by.organisation_id, defaults=yours
        )
        before = None if is_new else door_facts(door)
        if is_new and version:
            raise Conflict("front door", yours, None, version, 0)
        if not is_new:
            claim_version(door, version, kind="front door", yours=yours, theirs=before)
            door.is_manager = is_manager
            door.save(update_fields=["is_manager"])
        audit.record(by, "state_door", "front door", door.uid, before=before, after=door_facts(door))
    return door


def door_facts(door: FrontDoor) -> dict[str, Any]:
    """A door as audit and conflicts show it."""
    return {"name": door.name, "is_manager": door.is_manager}
