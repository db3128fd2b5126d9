"""Taking an imported segment back: invisible at once, removed in batches by a run of its own."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from core.actor import Actor
from core.models import Import, Run
from core.runs.actions import Input, request_run
from core.runs.registry import Finish, Progress, RunKind
from services.bulk import delete_rows
from services.importers.ticket_tallies import settle_groups
from services.models import (
    Event,
    Group,
    LogSegment,
    Person,
    Status,
    Ticket,
    TicketAddition,
    TicketDemand,
    TicketLog,
)

KIND_CODE = "tickets-removal"


def undo(import_of: Import, by: Actor) -> None:
    """Hide the import's segment and ask for the removal of its rows; inside the caller's transaction."""
    segment = LogSegment.objects.visible_to(by).get(import_of=import_of)
    LogSegment.objects.filter(pk=segment.pk).update(state=LogSegment.State.UNDONE)
    TicketLog.objects.filter(pk=segment.log_id).update(version=F("version") + 1)
    settle_groups(segment.log_id)
    request_run(by=by, kind=KIND_CODE, params={"segment": segment.pk}, inputs=[Input("log_segment", segment.pk)])


def execute(run_id: int, progress: Progress) -> Finish:
    """Remove the events in batches; the end removes tickets and names that no event is left of."""
    segment = LogSegment.objects.get(pk=Run.objects.get(pk=run_id).params["segment"])
    progress(0, 2, "Removing events")
    if segment.state == LogSegment.State.UNDONE:
        delete_rows(Event, "segment_id", segment.pk)
        delete_rows(TicketAddition, "segment_id", segment.pk)
        delete_rows(TicketDemand, "segment_id", segment.pk)
    progress(1, 2, "Removing tickets")
    return lambda: _remove_orphans(segment)


KIND = RunKind(KIND_CODE, "Removal of undone tickets", execute)


def _remove_orphans(segment: LogSegment) -> dict[str, int]:
    """Leave everything as it is while another import of the log is being written: it may count on these rows."""
    with transaction.atomic():
        TicketLog.objects.select_for_update().get(pk=segment.log_id)
        others = LogSegment.objects.filter(log_id=segment.log_id).exclude(state=LogSegment.State.UNDONE)
        if others.filter(state=LogSegment.State.LOADING).exists():
            return {"tickets": 0, "groups": 0}
        kept = Event.objects.filter(segment__in=others.values("pk"))
        tickets = Ticket.objects.filter(log_id=segment.log_id, segment=segment)
        removed, _ = tickets.exclude(Exists(kept.filter(ticket=OuterRef("pk")))).delete()
        names = {"group": Group, "person": Person, "status": Status}
        counts = {column: _remove_unused(model, column, kept, segment.log_id) for column, model in names.items()}
    return {"tickets": removed, "groups": counts["group"]}


def _remove_unused(model: Any, column: str, kept: QuerySet[Event], log_id: int) -> int:
    """A group that a scenario places stays: the scenario is somebody's work."""
    used = kept.exclude(**{column: None}).values(column)
    rows = model.objects.filter(log_id=log_id).exclude(pk__in=used)
    if model is Group:
        rows = rows.filter(groupplacement=None)
    return int(rows.delete()[0])
