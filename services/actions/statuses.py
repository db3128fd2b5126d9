"""What the organisation says of a log's statuses: their classes."""

from collections.abc import Mapping

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.actions.logs import renew_marks
from services.models import Status, TicketLog

CLASSES = {kind.label.casefold(): kind for kind in Status.Kind}


def edit_statuses(*, by: Actor, log: TicketLog, version: int, classes: Mapping[str, str]) -> TicketLog:
    """Set the class (unknown, queued, working, pending, closed) of statuses by their names; others stay.

    The log's results are stale then, and later imports leave these classes as they are. Conflict where somebody else
    was first.
    """
    require_edit(by)
    statuses = {row.name: row for row in Status.objects.visible_to(by).filter(log=log)}
    if wrong := [name for name, kind in classes.items() if name not in statuses or kind not in CLASSES]:
        raise UserError(
            f"“{wrong[0][:60]}” is no status of this log, or has no class of {', '.join(CLASSES)}.", status=400
        )
    changed = [row for name, row in statuses.items() if name in classes and CLASSES[classes[name]] != row.kind]
    before = {row.name: row.get_kind_display().casefold() for row in changed}
    after = {row.name: classes[row.name] for row in changed}
    with transaction.atomic():
        claim_version(log, version, kind="ticket log", yours=after, theirs=before)
        for row in changed:
            row.kind, row.is_by_hand = CLASSES[classes[row.name]], True
        Status.objects.bulk_update(changed, ["kind", "is_by_hand"], batch_size=500)
        renew_marks(log)
        audit.record(by, "edit_statuses", "ticket_log", log.uid, before=before, after=after)
    return log
