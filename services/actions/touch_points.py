"""What the organisation says where service management processes meet projects."""

from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from services.models import TouchPoint
from services.office.touch_points import Place, touch_point

LONGEST = {"text": 300, "owner": 120}
KIND = "touch point"


def state_touch_point(*, by: Actor, process: str, phase: str, version: int, text: str, owner: str) -> Place:
    """Say what happens at a place, and who sees to it; an empty text: nothing. `version` is the one seen, 0 for the
    default. Conflict where somebody else was first.
    """
    require_edit(by)
    yours = _checked(text, owner)
    before = touch_point(by, process, phase)
    try:
        with transaction.atomic():
            row = _claimed(by, before, version, yours)
            row.text, row.owner = yours["text"], yours["owner"]
            row.save(update_fields=["text", "owner"])
            after = _named(before) | yours
            audit.record(by, "state_touch_point", KIND, row.uid, before=touch_facts(before), after=after)
    except IntegrityError as error:  # the other one committed between the look and the write
        raise Conflict(KIND, yours, touch_facts(before), version, 1) from error
    return touch_point(by, process, phase)


def reset_touch_point(*, by: Actor, process: str, phase: str, version: int) -> Place:
    """The default holds again."""
    require_edit(by)
    before = touch_point(by, process, phase)
    if not before.is_changed:
        raise UserError(f"{before.process_name}, {before.phase_name}: the default holds already.")
    with transaction.atomic():
        row = _claimed(by, before, version, "the default")
        audit.record(by, "reset_touch_point", KIND, row.uid, before=touch_facts(before))
        row.delete()
    return touch_point(by, process, phase)


def touch_facts(place: Place) -> dict[str, Any]:
    """A touch point as audit and conflicts show it."""
    return _named(place) | {"text": place.text, "owner": place.owner}


def _named(place: Place) -> dict[str, str]:
    return {"process": place.process_name, "phase": place.phase_name}


def _checked(text: str, owner: str) -> dict[str, str]:
    """Without double spaces, and nobody where nothing happens."""
    said = {"text": " ".join(text.split()), "owner": " ".join(owner.split())}
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            message = f"More than {longest} letters. Shorten it."
            raise UserError(message, [{"field": name, "detail": message}], status=400)
    return said if said["text"] else {"text": "", "owner": ""}


def _claimed(by: Actor, before: Place, version: int, yours: Any) -> TouchPoint:
    """The organisation's row at its next version, or a new one where the default was seen and still holds."""
    rows = TouchPoint.objects.visible_to(by).filter(process=before.process, phase=before.phase)
    row = rows.first()
    if row is not None:
        claim_version(row, version, kind=KIND, yours=yours, theirs=touch_facts(before))
        return row
    if version:
        raise Conflict(KIND, yours, touch_facts(before), version, 0)
    return TouchPoint.objects.create(organisation_id=by.organisation_id, process=before.process, phase=before.phase)
