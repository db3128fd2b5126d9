"""The tables of the handoffs page, for the page and for download."""

from typing import Any

import numpy as np

from metrics.computations.waiting import WAIT_CENSORED, WAIT_OBSERVED, WAIT_PASSED_ON
from metrics.selectors.handoffs import HandoffAnalysis

HOUR_US = 3_600_000_000
Table = tuple[list[str], list[list[Any]]]


def pair_rows(found: HandoffAnalysis, most: int | None = None) -> list[dict[str, Any]]:
    """Pairs of two different units, the busiest first."""
    units, pairs = found.units, found.pairs
    is_across = np.flatnonzero(pairs.sender != pairs.receiver)[:most]
    return [
        {
            "sender": units.labels[pairs.sender[i]],
            "receiver": units.labels[pairs.receiver[i]],
            "keys": (units.keys[pairs.sender[i]], units.keys[pairs.receiver[i]]),
            "count": int(pairs.count[i]),
            "share": int(pairs.count[i]) / found.handoffs,
        }
        for i in is_across.tolist()
    ]


def ping_pong_rows(found: HandoffAnalysis, most: int | None = None) -> list[dict[str, Any]]:
    """Pairs with direct ping-pong: handoffs there and back, tickets, occurrences; most occurrences first."""
    units, pairs = found.units, found.ping_pong_pairs
    ends = zip(found.pairs.sender.tolist(), found.pairs.receiver.tolist(), strict=True)
    count = dict(zip(ends, found.pairs.count.tolist(), strict=True))
    rows = []
    for low, high, occurrences, tickets in list(
        zip(*(c.tolist() for c in (pairs.low, pairs.high, pairs.occurrences, pairs.tickets)), strict=True)
    )[:most]:
        there, back = count.get((low, high), 0), count.get((high, low), 0)
        row = {"one": units.labels[low], "other": units.labels[high], "keys": (units.keys[low], units.keys[high])}
        rows.append(row | {"there": there, "back": back, "tickets": tickets, "occurrences": occurrences})
    return rows


def waiting_rows(found: HandoffAnalysis, most: int | None = None) -> list[dict[str, Any]]:
    """Receiving units with their median wait, those that received most first; None where half never began."""
    busiest = np.argsort(-found.received, kind="stable")
    rows = []
    for unit in busiest[found.received[busiest] > 0][:most].tolist():
        median = float(found.received_median_us[unit])
        rows.append(
            {
                "unit": found.units.labels[unit],
                "key": found.units.keys[unit],
                "received": int(found.received[unit]),
                "median_us": None if np.isnan(median) else median,
            }
        )
    return rows


def wait_endings(found: HandoffAnalysis) -> dict[str, int]:
    """How the waits of the view ended."""
    counts = np.bincount(found.waits.kind.astype(np.int64), minlength=3)
    return {
        "observed": int(counts[WAIT_OBSERVED]),
        "passed_on": int(counts[WAIT_PASSED_ON]),
        "censored": int(counts[WAIT_CENSORED]),
    }


def first_line_rows(found: HandoffAnalysis) -> list[list[Any]]:
    """The counts behind both shares of first-line resolution."""
    line = found.first_line
    if line is None:
        return []
    return [
        ["Closed tickets", line.closed, None],
        ["Closed, entered at level 1", line.entered, None],
        ["Closed, never left level 1", line.resolved, line.share],
        ["The same of those that entered there", line.resolved, line.share_of_entered],
    ]


def table_of(found: HandoffAnalysis, name: str, hours: str = "h") -> Table | None:
    """One of the page's tables in full, for download; None for a name that is no table. `hours`: the unit of time."""
    if name == "pairs":
        return ["From", "To", "Handoffs", "Share"], [
            [r["sender"], r["receiver"], r["count"], r["share"]] for r in pair_rows(found)
        ]
    if name == "ping-pong":
        return ["One", "Other", "There", "Back", "Tickets", "Occurrences"], [
            [r["one"], r["other"], r["there"], r["back"], r["tickets"], r["occurrences"]] for r in ping_pong_rows(found)
        ]
    if name == "waiting":
        return ["Receiving", "Handoffs received", f"Median wait ({hours})"], [
            [r["unit"], r["received"], None if r["median_us"] is None else r["median_us"] / HOUR_US]
            for r in waiting_rows(found)
        ]
    if name == "first-line":
        return ["First line", "Tickets", "Share"], first_line_rows(found)
    return None
