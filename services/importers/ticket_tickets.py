"""The tickets of a log: those that it has come first, the new ones are made as their events tell of them."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt
import polars as pl
from django.db.models import Model

from core.columns import read_columns
from services.bulk import insert_rows
from services.importers.ticket_additions import keep_additions
from services.importers.ticket_coding import Coded
from services.importers.ticket_rows import Ints, LogRows, Order
from services.models import LogSegment, Status, Ticket
from services.ticket_attributes import ATTRIBUTES

LAST, FIRST = np.iinfo(np.int64).max, np.iinfo(np.int64).min


def tickets_in_order(rows: LogRows, kinds: npt.NDArray[np.int8], segment: LogSegment) -> tuple[Ints, Order]:
    """Make the tickets that the log lacks; return the id of each by its place, and the rows by id, instant ..."""
    known = ticket_ids(rows, segment.log_id)
    by_number = np.argsort(np.where(known == 0, LAST, known), kind="stable")
    order = rows.in_order(_numbers(by_number))
    every, continued = described(rows, kinds, order, by_number), int(np.count_nonzero(known))
    keep_additions(known[by_number][:continued], every[:continued], segment)
    tickets = every[continued:].with_columns(
        pl.lit(segment.log_id, pl.Int64).alias("log_id"), pl.lit(segment.pk, pl.Int64).alias("segment_id")
    )
    deque(insert_rows(Ticket, len(tickets), tickets.slice, may_exist=True), maxlen=0)
    ids = ticket_ids(rows, segment.log_id)
    if (np.diff(ids[by_number]) <= 0).any():  # another import made some of them in the meantime
        order = rows.in_order(_numbers(np.argsort(ids)))
    return ids, order


def described(rows: LogRows, kinds: npt.NDArray[np.int8], order: Order, by_number: Ints) -> pl.DataFrame:
    """One row per ticket by number: its latest known attributes, when it opened and, if it did, closed (as stored).

    Closed is the mapped column, else the instant of the last event if that one closes.
    """
    ticket = _numbers(by_number)[rows.texts("ticket").places][order]
    first = np.flatnonzero(np.append(True, ticket[1:] != ticket[:-1]))
    last = np.append(first[1:], len(ticket))[: len(first)] - 1
    at = rows.at.to_numpy()
    opened, closed = at[order[first]], np.where(kinds[order[last]] == Status.Kind.CLOSED, at[order[last]], FIRST)
    if (column := rows.column("opened")) is not None:
        opened = np.minimum(opened, np.minimum.reduceat(column.fill_null(LAST).to_numpy()[order], first))
    if (column := rows.column("closed")) is not None:
        stated = np.maximum.reduceat(column.fill_null(FIRST).to_numpy()[order], first)
        closed = np.where(stated > FIRST, stated, closed)
    latest = {name: latest_said(rows.texts(name), ticket, order, len(first)) for name in ATTRIBUTES}
    keys = rows.texts("ticket").texts.gather(by_number)
    times = {"opened": opened, "closed": pl.Series(closed).replace(FIRST, None)}
    return pl.DataFrame({"key": keys, **latest, **times})


def latest_said(said: Coded, ticket: npt.NDArray[np.int32], order: Order, size: int) -> pl.Series:
    """The last text that the events of each ticket say; empty where none does."""
    place = np.full(size, len(said.texts), np.int64)
    if len(said.texts):
        places = said.places[order]
        says = places >= 0
        place[ticket[says]] = places[says]  # of several, the last one is kept
    return said.texts.extend_constant("", 1).gather(place)


def _numbers(by_number: Ints) -> npt.NDArray[np.int32]:
    """The number of each place."""
    number = np.empty(len(by_number), np.int32)
    number[by_number] = np.arange(len(by_number), dtype=np.int32)
    return number


def ticket_ids(rows: LogRows, log_id: int) -> Ints:
    """The id of each ticket by its place; 0 where the log lacks it."""
    table: type[Model] = Ticket
    sql = f"SELECT key, id FROM {table._meta.db_table} WHERE log_id = %s"  # nosec B608
    columns = read_columns(sql, [log_id], {"key": np.dtype(object), "id": np.int64})
    known = pl.DataFrame(columns, schema={"key": pl.String, "id": pl.Int64})
    keys = rows.texts("ticket").texts.alias("key").to_frame()
    return keys.join(known, on="key", how="left", maintain_order="left")["id"].fill_null(0).to_numpy()
