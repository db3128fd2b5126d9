"""Oracles: the figures of a log by plain loops and by SQL, and the random logs to compare them on.

A row is (ticket, at, sequence, group or None, person or None, status), in the order of the file's lines.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from itertools import groupby, pairwise

from metrics.computations.columns import STATUS_CLOSED, STATUS_UNKNOWN, STATUS_WORKING, EventColumns

Row = tuple[int, int, int, int | None, int | None, int]
Grouped = tuple[int, int, int]
Pair = tuple[int, int]

LAG = """
    SELECT sender, receiver, count(*) FROM (
        SELECT "group" AS receiver, LAG("group") OVER (PARTITION BY ticket ORDER BY at, sequence, line) AS sender
        FROM event WHERE "group" IS NOT NULL
    ) WHERE sender <> receiver GROUP BY sender, receiver
"""


def random_log(seed: int) -> list[Row]:
    """Return a small log with ties, single events, missing groups, reopenings and rows out of order."""
    draw = random.Random(seed)
    rows: list[Row] = [
        (
            ticket,
            draw.randrange(8),
            draw.randrange(2),
            draw.choice([None, 0, 1, 2, 3]),
            draw.choice([None, 5, 6]),
            status,
        )
        for ticket in range(10, 10 + draw.randrange(1, 9))
        for status in draw.choices(range(5), k=draw.choice([1, 2, 5, 9]))
    ]
    draw.shuffle(rows)
    return rows


def columns_of(rows: list[Row]) -> EventColumns:
    ticket, at, sequence, group, person, status = (
        [-1 if x is None else x for x in column] for column in zip(*rows, strict=True)
    )
    return EventColumns.in_log_order(ticket, at, group, person, status, sequence)


def tickets_of(rows: list[Row]) -> dict[int, list[Row]]:
    """Return the events of each ticket, in the log's order."""
    ordered = sorted(rows, key=lambda row: row[:3])  # stable: lines stay in their order
    return {ticket: list(events) for ticket, events in groupby(ordered, key=lambda row: row[0])}


def with_group(events: list[Row]) -> list[Grouped]:
    """Return instant, group and status of the events that name a group."""
    return [(at, group, status) for _, at, _, group, _, status in events if group is not None]


def handoffs_by_loop(rows: list[Row]) -> Counter[Pair]:
    found: Counter[Pair] = Counter()
    for events in tickets_of(rows).values():
        for (_, sender, _), (_, receiver, _) in pairwise(with_group(events)):
            if sender != receiver:
                found[sender, receiver] += 1
    return found


def handoffs_by_lag(rows: list[Row]) -> dict[Pair, int]:
    database = sqlite3.connect(":memory:")
    database.execute('CREATE TABLE event (ticket, at, sequence, "group", person, status, line)')
    database.executemany(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", [(*row, line) for line, row in enumerate(rows)]
    )
    found = {(sender, receiver): count for sender, receiver, count in database.execute(LAG)}
    database.close()
    return found


def sequence_by_loop(events: list[Row]) -> list[int]:
    """Return z: the groups of a ticket with runs merged."""
    return [group for group, _ in groupby(group for _, group, _ in with_group(events))]


def ping_pong_by_loop(rows: list[Row]) -> dict[int, tuple[int, bool, bool, int]]:
    """Return direct occurrences, is it a return, is it a bounce, distinct groups, by ticket."""
    found = {}
    for ticket, events in tickets_of(rows).items():
        z = sequence_by_loop(events)
        direct = [z[i] == z[i + 2] for i in range(len(z) - 2)]
        bounces = any(one and other for one, other in pairwise(direct))
        found[ticket] = (sum(direct), len(set(z)) < len(z), bounces, len(set(z)))
    return found


def ping_pong_pairs_by_loop(rows: list[Row]) -> dict[Pair, tuple[int, int]]:
    """Return direct occurrences and tickets by unordered pair."""
    occurrences: Counter[Pair] = Counter()
    tickets: dict[Pair, set[int]] = {}
    for ticket, events in tickets_of(rows).items():
        z = sequence_by_loop(events)
        for one, other, again in zip(z, z[1:], z[2:], strict=False):
            if one == again:
                pair = (min(one, other), max(one, other))
                occurrences[pair] += 1
                tickets.setdefault(pair, set()).add(ticket)
    return {pair: (occurrences[pair], len(tickets[pair])) for pair in occurrences}


def queue_times_by_loop(rows: list[Row]) -> list[tuple[int, str]]:
    """Return wait and ending of each handoff, in the log's order."""
    log_end = max(row[1] for row in rows)
    found = []
    for events in tickets_of(rows).values():
        stays = [list(stay) for _, stay in groupby(with_group(events), key=lambda event: event[1])]
        for place, stay in enumerate(stays[1:], start=1):
            starts = [event for event in stay if event[2] in (STATUS_WORKING, STATUS_CLOSED)]
            starts += [event for event in stay[1:] if event[2] == STATUS_UNKNOWN]
            if starts:
                found.append((min(event[0] for event in starts) - stay[0][0], "observed"))
            elif place + 1 < len(stays):
                found.append((stays[place + 1][0][0] - stay[0][0], "passed on"))
            else:
                found.append((log_end - stay[0][0], "censored"))
    return found


def replay_by_loop(rows: list[Row], shares: dict[int, dict[int, float]]) -> dict[str, float]:
    """Return the structural replay with groups as holders."""
    found = dict.fromkeys(("today", "low", "expected", "high", "kept", "removed", "undetermined", "created"), 0.0)
    for events in tickets_of(rows).values():
        for (_, before, _), (_, after, _) in pairwise(with_group(events)):
            sender, receiver = shares.get(before, {}), shares.get(after, {})
            if before == after:
                is_created = len(sender) > 1
                found["created"] += is_created
                found["high"] += is_created
                continue
            moved = 1 - sum(weight * receiver.get(unit, 0) for unit, weight in sender.items())
            is_certain = len(sender) == len(receiver) == 1
            found["today"] += 1
            found["undetermined"] += not is_certain
            found["kept"] += is_certain and sender != receiver
            found["removed"] += is_certain and sender == receiver
            found["low"] += is_certain and sender != receiver
            found["expected"] += moved
            found["high"] += not (is_certain and sender == receiver)
    return found


def first_line_by_loop(rows: list[Row], first_line: set[int]) -> tuple[int, int, int]:
    """Return resolved, closed and entered tickets."""
    closed = [events for events in tickets_of(rows).values() if events[-1][5] == STATUS_CLOSED]
    groups = [[group for _, group, _ in with_group(events)] for events in closed]
    resolved = sum(bool(path) and set(path) <= first_line for path in groups)
    return resolved, len(closed), sum(bool(path) and path[0] in first_line for path in groups)
