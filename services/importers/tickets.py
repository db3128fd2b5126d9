"""The import of ticket logs."""

from typing import Any

from core.imports.registry import Importer
from core.models import Import
from services.actions.logs import mark_systems
from services.importers import ticket_load
from services.importers.ticket_check import check
from services.importers.ticket_fields import FIELDS
from services.importers.ticket_proposal import refined, with_classes
from services.importers.ticket_tallies import settle_groups
from services.importers.ticket_undo import undo
from services.models import TicketLog


def publish(import_of: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    """Make the segment visible, then say what all segments together say of groups, and which names are machines."""
    counts = ticket_load.publish(import_of, loaded)
    log = TicketLog.objects.get(segments=loaded["segment"])
    settle_groups(log.pk)
    mark_systems(log)
    return counts


IMPORTER = Importer(
    code="tickets",
    label="Tickets",
    target_kind="log",
    fields=FIELDS,
    check=check,
    load=ticket_load.load,
    publish=publish,
    undo=undo,
    refine=refined,
    complete=with_classes,
)
