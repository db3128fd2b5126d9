"""Writing a ticket log: dimensions and events in batches under a segment that nobody sees until it is ready."""

from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import F

from core.models import Import, Run
from core.runs.registry import Progress
from services.bulk import Part, delete_rows, insert_rows
from services.importers.ticket_classes import Statuses, statuses_of
from services.importers.ticket_demand import keep_demand
from services.importers.ticket_dimensions import group_ids, person_ids, status_ids
from services.importers.ticket_rows import LogRows, Order
from services.importers.ticket_tallies import tallies_of
from services.importers.ticket_tickets import tickets_in_order
from services.models import Event, LogSegment, TicketAddition, TicketDemand, TicketLog

DEFAULT_LOG = "Tickets"
DEAD = (Run.State.FAILED, Run.State.CANCELLED)


def load(import_of: Import, frame: pl.DataFrame | pl.LazyFrame, progress: Progress) -> dict[str, Any]:
    """Write everything invisibly; called again after a crash it first removes what the crash left."""
    rows = LogRows(frame)
    segment = _open_segment(import_of)
    for number in [segment.pk, *_abandoned(segment)]:
        delete_rows(Event, "segment_id", number)
        delete_rows(TicketAddition, "segment_id", number)
        delete_rows(TicketDemand, "segment_id", number)
    statuses = statuses_of(rows)
    events, order = _events(rows, statuses, segment)
    for done in insert_rows(Event, len(rows), events):
        progress(done, len(rows), "Writing events")
    return {
        "segment": segment.pk,
        "events": len(rows),
        "tickets": len(rows.texts("ticket").texts),
        "groups": len(rows.texts("group").texts),
        "has_history": rows.has_history,
        "has_statuses": bool(statuses.kinds.any()),
        "first_at": rows.at.min(),
        "last_at": rows.at.max(),
        "tallies": tallies_of(rows, statuses.names, order),
    }


def publish(import_of: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    """Make the segment visible and move the log's version on; inside the final transaction."""
    facts = {key: value for key, value in loaded.items() if key != "segment"}
    LogSegment.objects.filter(pk=loaded["segment"]).update(
        state=LogSegment.State.READY, sha256=import_of.content_hash, **facts
    )
    log = TicketLog.objects.get(segments=loaded["segment"])
    TicketLog.objects.filter(pk=log.pk).update(version=F("version") + 1)
    Import.objects.filter(pk=import_of.pk).update(target_kind="log", target_id=log.pk)
    return {"events": loaded["events"], "tickets": loaded["tickets"], "groups": loaded["groups"]}


def _open_segment(import_of: Import) -> LogSegment:
    """The import's segment; a new one locks the log's row, so that clearing up waits for it."""
    name = import_of.target_name or DEFAULT_LOG
    with transaction.atomic():
        log, _ = TicketLog.objects.get_or_create(organisation_id=import_of.organisation_id, name=name)
        TicketLog.objects.select_for_update().get(pk=log.pk)
        segment, _ = LogSegment.objects.get_or_create(import_of=import_of, defaults={"log": log})
        LogSegment.objects.filter(pk=segment.pk).update(state=LogSegment.State.LOADING)
    return segment


def _abandoned(segment: LogSegment) -> list[int]:
    """Segments of the log whose load ended for good without becoming visible."""
    loading = LogSegment.objects.filter(log_id=segment.log_id, state=LogSegment.State.LOADING).exclude(pk=segment.pk)
    return list(loading.filter(import_of__run__state__in=DEAD).values_list("pk", flat=True))


def _events(rows: LogRows, statuses: Statuses, segment: LogSegment) -> tuple[Part, Order]:
    """The events in the log's order, names as the ids of their rows, a batch at a time; and that order."""
    log_id = segment.log_id
    pointed = {
        "group_id": (rows.texts("group").places, group_ids(log_id, rows)),
        "person_id": (rows.texts("person").places, person_ids(log_id, rows.texts("person"))),
        "status_id": (statuses.names.places, status_ids(log_id, statuses)),
    }
    ticket, at = rows.texts("ticket").places, rows.at.to_numpy()
    ticket_ids, order = tickets_in_order(rows, statuses.kinds, segment)
    keep_demand(rows, order, ticket_ids, segment)

    def batch(start: int, length: int) -> pl.DataFrame:
        chosen = order[start : start + length]
        columns = {"ticket_id": ticket_ids[ticket[chosen]], "at": at[chosen], "line": rows.line[chosen]}
        names = {name: pl.Series(ids[places[chosen]]).replace(0, None) for name, (places, ids) in pointed.items()}
        segment_id = pl.repeat(segment.pk, len(chosen), dtype=pl.Int64, eager=True)
        return pl.DataFrame({"segment_id": segment_id, **columns, **names})

    return batch, order
