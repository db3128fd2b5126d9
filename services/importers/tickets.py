"""The import of ticket logs."""

from core.imports.registry import Importer
from services.importers.ticket_check import check
from services.importers.ticket_fields import FIELDS
from services.importers.ticket_load import load, publish
from services.importers.ticket_undo import undo

IMPORTER = Importer(
    code="tickets",
    label="Tickets",
    target_kind="log",
    fields=FIELDS,
    check=check,
    load=load,
    publish=publish,
    undo=undo,
)
