"""Ten tickets of a log as its columns tell them, for a person to say whether that is what happened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from core.figures import duration, moment, plural
from services.importers.ticket_classes import statuses_of
from services.importers.ticket_rows import LogRows
from services.models import Status
from services.selectors import instant
from services.ticket_lanes import NO_GROUP

EXAMPLES = 10
MOST_STEPS = 12
Levels = dict[str, tuple[int, str]]


def examples(rows: LogRows, frame: pl.DataFrame, levels: Levels, zone: str) -> list[dict[str, Any]]:
    """Each {name, words, steps: [{label, detail}]}: from the ticket with fewest events to the one with most.

    `rows` are those of `frame`; every one of them has a ticket.
    """
    number = rows.texts("ticket").places
    wanted = _spread(np.bincount(number))
    few = LogRows(frame.filter(pl.Series(wanted[number])))
    order = few.in_order(np.arange(len(few.texts("ticket").texts), dtype=np.int32))
    by_ticket = [list(found) for _, found in groupby(order.tolist(), few.texts("ticket").places.__getitem__)]
    return [_example(few, ticket, levels, ZoneInfo(zone)) for ticket in sorted(by_ticket, key=len)]


def _spread(sizes: np.ndarray) -> np.ndarray:
    """Flags of ten tickets, or all: their numbers of events lie evenly between the smallest and the largest."""
    by_size = np.argsort(sizes, kind="stable")
    wanted = np.zeros(len(sizes), np.bool_)
    wanted[by_size[np.linspace(0, len(sizes) - 1, min(EXAMPLES, len(sizes))).astype(np.int64)]] = True
    return wanted


def _example(rows: LogRows, ticket: list[int], levels: Levels, zone: ZoneInfo) -> dict[str, Any]:
    keys, groups = rows.texts("ticket"), rows.texts("group")
    at = rows.at.to_list()
    names = {row: groups.texts[int(groups.places[row])] if groups.places[row] >= 0 else "" for row in ticket}
    stays = [(name, at[next(found)]) for name, found in groupby(ticket, names.__getitem__)]
    ends = [starts for _, starts in stays[1:]] + [at[ticket[-1]]]
    is_closed = statuses_of(rows).kinds[ticket[-1]] == Status.Kind.CLOSED
    counted = [plural(len(ticket), "event"), plural(len(set(names.values()) - {""}), "group")]
    lasted = at[ticket[-1]] - at[ticket[0]]
    counted += [f"{duration(lasted)} from first to last"] if lasted else []
    return {
        "name": keys.texts[int(keys.places[ticket[0]])],
        "words": ", ".join([*counted, "closed" if is_closed else "not closed"]),
        "steps": list(_steps(stays, ends, levels, zone))[:MOST_STEPS],
        "more": max(len(stays) - MOST_STEPS, 0),
    }


def _steps(stays: list[tuple[str, int]], ends: list[int], levels: Levels, zone: ZoneInfo) -> Iterator[dict[str, str]]:
    for (name, starts), end in zip(stays, ends, strict=True):
        level, _ = levels.get(name, (0, ""))
        began = instant(starts)
        parts = [f"level {level}" if level else "", moment(began and began.astimezone(zone))]
        parts += [f"for {duration(end - starts)}"] if end > starts else []
        yield {"label": name or NO_GROUP, "detail": ", ".join(filter(None, parts))}
