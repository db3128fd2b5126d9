"""The events of a log as columns, kept per process: segments never change, so neither do their columns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import polars as pl

from core.columns import read_columns
from services.models import Event, Group, LogSegment, Status, Ticket, TicketAddition
from services.system_facts import without_systems
from services.ticket_attributes import ATTRIBUTES

Ints = npt.NDArray[np.int64]
Key = tuple[int | UUID, ...]

CACHE_BYTES = 256_000_000
EVENT_DTYPES = dict.fromkeys(("id", "ticket", "at", "group", "person", "status"), np.int64)
SAME_EVENT = ("ticket", "at", "group", "person", "status")


@dataclass(frozen=True, slots=True)
class Coded:
    """One text per row, as places in a sorted list of the distinct ones."""

    codes: Ints
    labels: list[str]


@dataclass(frozen=True, eq=False)
class LogFacts:
    """A log's events in its order, and what is known of its tickets.

    `ticket` is the place in `ticket_ids`, `group` the place in `group_ids` (-1: none), `person` an id (-1: none),
    `status` a class (0 to 4), `at` epoch microseconds UTC; `attributes` has one row per ticket.
    Machines are no group and no person here: `system_groups` has the events of such groups by id, `system_users` how
    many users are machines, `system_events` the events of either.
    """

    ticket: Ints
    at: Ints
    group: Ints
    person: Ints
    status: npt.NDArray[np.int8]
    ticket_ids: Ints
    group_ids: Ints
    attributes: dict[str, Coded]
    system_groups: Mapping[int, int] = field(default_factory=dict)
    system_users: int = 0
    system_events: int = 0

    @property
    def nbytes(self) -> int:
        """The memory that the columns take."""
        columns: list[npt.NDArray[Any]] = [self.ticket, self.at, self.group, self.person, self.status]
        attributes = [coded.codes for coded in self.attributes.values()]
        return sum(column.nbytes for column in [*columns, *attributes, self.ticket_ids, self.group_ids])

    def events_per_group(self) -> dict[int, int]:
        """Events by group id."""
        counts = np.bincount(self.group[self.group >= 0], minlength=len(self.group_ids))
        return dict(zip(self.group_ids.tolist(), counts.tolist(), strict=True)) | dict(self.system_groups)


class FactsCache:
    """The logs used last, up to 256 MB of columns (always one)."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self.kept: OrderedDict[Key, LogFacts] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> LogFacts | None:
        """The facts, now the ones used last."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def put(self, key: Key, facts: LogFacts) -> None:
        """Keep the facts; whatever was used longest ago goes."""
        with self.lock:
            self.kept[key] = facts
            while len(self.kept) > 1 and sum(known.nbytes for known in self.kept.values()) > self.limit_bytes:
                self.kept.popitem(last=False)


CACHE = FactsCache()


def ready_segments(log_id: int) -> tuple[list[int], tuple[UUID, ...]]:
    """The segments that can be seen; and what the columns depend on: the uids of their imports, then the log's marks
    of machines if it has any.
    """
    ready = LogSegment.objects.filter(log_id=log_id, state=LogSegment.State.READY).order_by("pk")
    rows = list(ready.values_list("pk", "import_of__uid", "log__marks"))
    marks = [mark for _, _, mark in rows[:1] if mark]
    return [pk for pk, _, _ in rows], (*(uid for _, uid, _ in rows), *marks)


def log_facts(log_id: int) -> LogFacts:
    """The columns of a log's ready segments; the caller has decided that the actor may see the log."""
    segments, uids = ready_segments(log_id)
    key: Key = (log_id, *uids)  # a restored database may give the same numbers to other rows, not the same uid
    facts = CACHE.get(key)
    if facts is None:
        facts = _read_facts(log_id, segments)
        if len(uids) > len(segments):
            facts = without_systems(facts, log_id)
        CACHE.put(key, facts)
    return facts


def facts_of(log_id: int, segments: Sequence[UUID]) -> LogFacts:
    """The same where the uids of `ready_segments` are known: without a query once they were read."""
    return CACHE.get((log_id, *segments)) or log_facts(log_id)


def _read_facts(log_id: int, segments: list[int]) -> LogFacts:
    parts = [_read_segment(segment) for segment in segments]
    events = parts[0] if len(parts) == 1 else _merged(parts)
    del parts
    ticket_ids, ticket = _sorted_numbers(events.pop("ticket"))
    group_ids, group = numbers(events.pop("group"))
    return LogFacts(
        ticket=ticket,
        at=events.pop("at"),
        group=group,
        person=events.pop("person"),
        status=_status_classes(log_id, events.pop("status")),
        ticket_ids=ticket_ids,
        group_ids=group_ids,
        attributes=_read_attributes(log_id, ticket_ids, segments),
    )


def _read_segment(segment: int) -> dict[str, npt.NDArray[Any]]:
    """One segment in the order in which it was written, which is the log's."""
    sql = (
        "SELECT id, ticket_id, at, group_id, person_id, status_id "
        f"FROM {Event._meta.db_table} WHERE segment_id = %s"  # nosec B608
    )
    columns = read_columns(sql, [segment], EVENT_DTYPES)
    number = columns["id"]
    if (number[1:] > number[:-1]).all():
        return columns
    order = np.argsort(number, kind="stable")
    return {name: column[order] for name, column in columns.items()}


def _merged(parts: list[dict[str, npt.NDArray[Any]]]) -> dict[str, npt.NDArray[Any]]:
    """All segments in one order; an event that several have counts as often as where it occurs most."""
    empty = pl.DataFrame({name: np.empty(0, dtype) for name, dtype in EVENT_DTYPES.items()})
    frames = [pl.DataFrame(part).with_columns(segment=pl.lit(number)) for number, part in enumerate(parts)]
    frame = pl.concat([empty.with_columns(segment=pl.lit(0)), *frames])
    repeat = pl.int_range(pl.len()).over("segment", *SAME_EVENT)
    frame = frame.with_columns(repeat=repeat).unique([*SAME_EVENT, "repeat"], keep="first", maintain_order=True)
    frame = frame.sort("ticket", "at", "segment", "id")
    return {name: frame[name].to_numpy() for name in EVENT_DTYPES}


def _sorted_numbers(ids: Ints) -> tuple[Ints, Ints]:
    """The distinct ids of a sorted column, and the place of each row's among them."""
    starts = np.ones(len(ids), np.bool_)
    np.not_equal(ids[1:], ids[:-1], out=starts[1:])
    return ids[starts], np.cumsum(starts) - 1


def numbers(ids: Ints) -> tuple[Ints, Ints]:
    """The distinct ids that are not -1, sorted, and the place of each row's among them (-1: none)."""
    known = pl.Series(ids).unique().sort().to_numpy()
    known = known[known >= 0]
    return known, np.where(ids < 0, -1, np.searchsorted(known, ids))


def _status_classes(log_id: int, status: Ints) -> npt.NDArray[np.int8]:
    kinds = dict(Status.objects.filter(log_id=log_id).values_list("pk", "kind"))
    known, place = numbers(status)
    return np.array([*(kinds.get(int(pk), 0) for pk in known), 0], np.int8)[place]


def _read_attributes(log_id: int, ticket_ids: Ints, segments: list[int]) -> dict[str, Coded]:
    sql = f"SELECT id, {', '.join(ATTRIBUTES)} FROM {Ticket._meta.db_table} WHERE log_id = %s ORDER BY id"  # nosec B608
    dtypes: dict[str, npt.DTypeLike] = {"id": np.int64, **dict.fromkeys(ATTRIBUTES, np.dtype(object))}
    columns = read_columns(sql, [log_id], dtypes)
    if len(segments) > 1:
        _take_additions(columns, segments)
    place = np.searchsorted(columns["id"], ticket_ids)
    return {name: _coded(columns[name][place]) for name in ATTRIBUTES}


def _take_additions(columns: dict[str, npt.NDArray[Any]], segments: list[int]) -> None:
    """What later segments say of the tickets takes the place of what was said before."""
    wanted = f"segment_id IN ({', '.join(['%s'] * len(segments))}) ORDER BY segment_id, id"
    sql = f"SELECT ticket_id, {', '.join(ATTRIBUTES)} FROM {TicketAddition._meta.db_table} WHERE {wanted}"  # nosec B608
    added = read_columns(sql, segments, {"id": np.int64, **dict.fromkeys(ATTRIBUTES, np.dtype(object))})
    place = np.searchsorted(columns["id"], added["id"])
    for name in ATTRIBUTES:
        says = added[name] != ""
        columns[name] = columns[name].copy()
        columns[name][place[says]] = added[name][says]  # of several, the last one is kept


def _coded(texts: npt.NDArray[Any]) -> Coded:
    series = pl.Series(texts, dtype=pl.String)
    labels = series.unique().sort().to_list()
    codes = (
        series.replace_strict(labels, range(len(labels)), return_dtype=pl.Int64) if labels else series.cast(pl.Int64)
    )
    return Coded(codes.to_numpy(), labels)


def seen_groups(log_id: int, facts: LogFacts | None = None) -> list[Group]:
    """The groups that a log's visible events name, in the order of `LogFacts.group_ids`, with their teams."""
    return groups_in_order(log_id, (facts or log_facts(log_id)).group_ids)


def groups_in_order(log_id: int, group_ids: Ints) -> list[Group]:
    """The groups of a log with these ids, in their order, with their teams."""
    rows = {group.pk: group for group in Group.objects.filter(log_id=log_id).select_related("team")}
    return [rows[pk] for pk in group_ids.tolist()]
