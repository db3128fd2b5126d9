"""Writing a ticket log: dimensions and events in batches under a segment that nobody sees until it is ready."""

from collections import deque
from typing import Any

import numpy as np
import polars as pl
from django.db import transaction
from django.db.models import F, Model

from core.columns import read_columns
from core.models import Import, Run
from core.runs.registry import Progress
from services.bulk import delete_rows, insert_rows
from services.importers.ticket_check import has_history
from services.importers.ticket_classes import group_levels, most_frequent, status_kinds, with_status_classes
from services.importers.ticket_rows import complete, in_order, tickets_of, with_tidy_names
from services.models import Event, Group, LogSegment, Person, Status, Ticket, TicketLog
from towers.names import folded

DEFAULT_LOG = "Tickets"
EVENT_COLUMNS = ("segment_id", "ticket_id", "at", "line", "group_id", "person_id", "status_id")
DEAD = (Run.State.FAILED, Run.State.CANCELLED)


def load(import_of: Import, frame: pl.DataFrame, progress: Progress) -> dict[str, Any]:
    """Write everything invisibly; called again after a crash it first removes what the crash left."""
    rows = with_status_classes(with_tidy_names(complete(frame)))
    segment = _open_segment(import_of)
    for number in [segment.pk, *_abandoned(segment)]:
        delete_rows(Event, "segment_id", number)
    events = _with_ids(rows, segment).select(
        pl.lit(segment.pk, pl.Int64).alias("segment_id"),
        "ticket_id",
        "at",
        "line",
        "group_id",
        "person_id",
        "status_id",
    )
    for done in insert_rows(Event, events):
        progress(done, len(events), "Writing events")
    return {
        "segment": segment.pk,
        "events": len(events),
        "tickets": rows["ticket"].n_unique(),
        "groups": rows["group"].drop_nulls().n_unique(),
        "has_history": has_history(rows),
        "has_statuses": rows["status_class"].null_count() < len(rows),
        "first_at": rows["at"].min(),
        "last_at": rows["at"].max(),
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


def _with_ids(rows: pl.DataFrame, segment: LogSegment) -> pl.DataFrame:
    """Replace names by the ids of their rows, in the log's order."""
    log_id = segment.log_id
    levels, _ = group_levels(rows)
    regions = most_frequent(rows, "group", "region")
    kinds = status_kinds(rows)
    made: dict[str, list[Any]] = {
        "group": [_group(log_id, name, levels[name], regions.get(name)) for name in levels],
        "person": [Person(log_id=log_id, name=name) for name in rows["person"].drop_nulls().unique().sort()],
        "status": [Status(log_id=log_id, name=name, kind=kind) for name, kind in sorted(kinds.items())],
    }
    rows = rows.with_columns(
        _ids(rows[name], _matched(model, log_id, made[name])).alias(f"{name}_id")
        for name, model in (("group", Group), ("person", Person), ("status", Status))
    )
    _learn_kinds(log_id, kinds)
    return in_order(rows.join(_ticket_ids(rows, segment), on="ticket"), "ticket_id")


def _group(log_id: int, name: str, level: tuple[int, str], region: str | None) -> Group:
    return Group(log_id=log_id, name=name, level=level[0], level_label=level[1], region_name=(region or "")[:120])


def _matched(model: Any, log_id: int, wanted: list[Any]) -> dict[str, int]:
    """Ids by folded name of the log's rows, the missing ones made."""
    known = {folded(name) for name in model.objects.filter(log_id=log_id).values_list("name", flat=True)}
    with transaction.atomic():
        model.objects.bulk_create([row for row in wanted if folded(row.name) not in known], ignore_conflicts=True)
    return {folded(name): pk for pk, name in model.objects.filter(log_id=log_id).values_list("pk", "name")}


def _learn_kinds(log_id: int, kinds: dict[str, Status.Kind]) -> None:
    """A status whose class an earlier import did not know takes this one's."""
    by_key = {folded(name): kind for name, kind in kinds.items()}
    for status in Status.objects.filter(log_id=log_id, kind=Status.Kind.UNKNOWN):
        if kind := by_key.get(folded(status.name)):
            Status.objects.filter(pk=status.pk).update(kind=kind)


def _ids(names: pl.Series, ids: dict[str, int]) -> pl.Series:
    by_name = {name: ids[folded(name)] for name in names.drop_nulls().unique()}
    return names.replace_strict(by_name, return_dtype=pl.Int64) if by_name else names.cast(pl.Int64)


def _ticket_ids(rows: pl.DataFrame, segment: LogSegment) -> pl.DataFrame:
    """Make the tickets that the log does not have yet; return key and id of all."""
    tickets = tickets_of(rows).with_columns(
        pl.lit(segment.log_id, pl.Int64).alias("log_id"), pl.lit(segment.pk, pl.Int64).alias("segment_id")
    )
    known = _known_tickets(segment.log_id)
    new = tickets.join(known, on="ticket", how="anti").rename({"ticket": "key"})
    deque(insert_rows(Ticket, new, may_exist=True), maxlen=0)
    return _known_tickets(segment.log_id)


def _known_tickets(log_id: int) -> pl.DataFrame:
    table: type[Model] = Ticket
    sql = f"SELECT key, id FROM {table._meta.db_table} WHERE log_id = %s"  # nosec B608
    columns = read_columns(sql, [log_id], {"ticket": np.dtype(object), "ticket_id": np.int64})
    return pl.DataFrame(columns, schema={"ticket": pl.String, "ticket_id": pl.Int64})
