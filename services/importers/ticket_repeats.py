"""What of a log is there already, before an import is confirmed: an event counts once, as `services.facts` has it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from django.db.models import Max, Min

from core.columns import read_columns
from core.models import Import
from services.facts import SAME_EVENT
from services.importers.ticket_classes import statuses_of
from services.importers.ticket_coding import Coded
from services.importers.ticket_rows import ROWS_AT_ONCE, Ints, LogRows
from services.importers.ticket_tickets import ticket_ids
from services.models import Event, Group, LogSegment, Person, Status
from towers.names import folded

UNKNOWN, NOTHING = -2, -1
COLUMNS = ("ticket_id", "at", "group_id", "person_id", "status_id")


@dataclass(frozen=True, slots=True)
class Repeats:
    """Events of the log, and the rows of the files that are among them."""

    events: int = 0
    rows: int = 0


def repeats(import_of: Import, rows: LogRows) -> Repeats:
    """Counted by ranges of tickets, a part of the log in memory at a time; a new log costs nothing."""
    ready = LogSegment.objects.filter(
        log__organisation_id=import_of.organisation_id, log__name=import_of.target_name, state=LogSegment.State.READY
    )
    segments = dict(ready.order_by("pk").values_list("pk", "events"))
    if not segments or not len(rows):
        return Repeats(sum(segments.values()))
    file = _FileEvents(rows, LogSegment.objects.get(pk=next(iter(segments))).log_id)
    known, is_single = file.tickets[file.tickets > 0], len(segments) == 1
    if is_single and not len(known):
        return Repeats(sum(segments.values()))
    first, last = (int(known.min()), int(known.max())) if is_single else _ends(list(segments))
    events, found = sum(segments.values()) if is_single else 0, 0
    for low, high in pairwise(np.linspace(first, last + 1, 2 + sum(segments.values()) // ROWS_AT_ONCE, dtype=int)):
        there = _there(list(segments), int(low), int(high))
        events += 0 if is_single else int(there["len"].sum())
        both = file.between(low, high).join(there, on=SAME_EVENT, suffix="_there")
        found += int(both.select(pl.min_horizontal("len", "len_there").sum()).item())
    return Repeats(events, found)


class _FileEvents:
    """The rows of the files as events of the log; what names something that the log has not is no event of it."""

    def __init__(self, rows: LogRows, log_id: int) -> None:
        statuses = statuses_of(rows).names
        self.tickets, self.places = ticket_ids(rows, log_id), rows.texts("ticket").places
        self.at = rows.at.to_numpy()
        self.named: dict[str, tuple[Ints, Coded]] = {
            name: (_ids(model, log_id, coded), coded)
            for name, model, coded in (
                ("group", Group, rows.texts("group")),
                ("person", Person, rows.texts("person")),
                ("status", Status, statuses),
            )
        }

    def between(self, low: int, high: int) -> pl.DataFrame:
        """Each event of tickets from `low` to below `high` with how often the files have it."""
        is_inside = np.append((self.tickets >= low) & (self.tickets < high), False)
        chosen = np.flatnonzero(is_inside[self.places])
        columns: dict[str, Any] = {"ticket": self.tickets[self.places[chosen]], "at": self.at[chosen]}
        columns |= {name: ids[coded.places[chosen]] for name, (ids, coded) in self.named.items()}
        return pl.DataFrame(columns).group_by(SAME_EVENT).len()


def _ids(model: Any, log_id: int, coded: Coded) -> Ints:
    """The id of each name by its place; the last one, which -1 finds, says that there is none."""
    known = {folded(name): pk for pk, name in model.objects.filter(log_id=log_id).values_list("pk", "name")}
    return np.array([*(known.get(folded(name), UNKNOWN) for name in coded.texts), NOTHING], np.int64)


def _ends(segments: list[int]) -> tuple[int, int]:
    """The first and the last ticket of the segments, each found by the index."""
    ends = [Event.objects.filter(segment=segment).aggregate(Min("ticket"), Max("ticket")) for segment in segments]
    found = [ticket for one in ends for ticket in one.values() if ticket is not None]
    return min(found, default=0), max(found, default=0)


def _there(segments: list[int], low: int, high: int) -> pl.DataFrame:
    """Each event of the log's tickets in the range, as often as in the segment that has it most."""
    sql = (
        f"SELECT {', '.join(COLUMNS)} FROM {Event._meta.db_table} "  # nosec B608
        "WHERE segment_id = %s AND ticket_id >= %s AND ticket_id < %s"
    )
    dtypes = dict.fromkeys(SAME_EVENT, np.int64)
    parts = [pl.DataFrame(read_columns(sql, [segment, low, high], dtypes)) for segment in segments]
    counted = pl.concat([part.group_by(SAME_EVENT).len() for part in parts])
    return counted if len(parts) == 1 else counted.group_by(SAME_EVENT).agg(pl.col("len").max())
