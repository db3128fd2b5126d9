"""The tables of the owner's questions in full, for download; what counts time says in which hours."""

from collections.abc import Callable
from typing import Any

from metrics.selectors import question_tables as tables
from metrics.selectors.clock_words import hours_unit
from metrics.selectors.question_ground import Ground

HOUR_US = 3_600_000_000
Sheet = tuple[list[str], list[list[Any]]]

FIRST_LINE = ["Closed", "Entered at level 1", "Closed by level 1 alone", "Passed on", "Share", "Share of entered"]


def sheet_of(ground: Ground, name: str, least_tickets: int) -> Sheet | None:
    """One of the tables; None for a name that is no table."""
    if name == "pending":
        return _pending(ground, least_tickets)
    return SHEETS[name](ground) if name in SHEETS else None


def _first_line(rows: list[tables.Row], name: str) -> Sheet:
    fields = ("label", "closed", "entered", "kept", "passed_on", "share", "share_of_entered")
    return [name, *FIRST_LINE], [[row[field] for field in fields] for row in rows]


def _months(ground: Ground) -> Sheet:
    return _first_line(tables.first_line_by_month(ground), "Month")


def _lines(ground: Ground) -> Sheet:
    return _first_line(tables.first_line_by_line(ground), "Line")


def _levels(ground: Ground) -> Sheet:
    return ["Level", "Events"], [[row["label"], row["events"]] for row in tables.events_by_level(ground)]


def _pairs(ground: Ground) -> Sheet:
    rows = tables.ping_pong_pair_rows(ground)
    return ["One", "Other", "Tickets", "Times"], [[r["one"], r["other"], r["tickets"], r["occurrences"]] for r in rows]


def _products(ground: Ground) -> Sheet:
    fields = ("label", "tickets", "direct", "returns", "bounces", "share")
    headers = ["Product", "Tickets", "Straight back", "Returns", "Bounces", "Share straight back"]
    return headers, [[row[field] for field in fields] for row in tables.ping_pong_products(ground)]


def _pending(ground: Ground, least_tickets: int) -> Sheet:
    unit = hours_unit(ground.clocks)
    times = (f"Open ({unit})", f"Pending ({unit})")
    headers = ["Group", "Tickets", "Tickets pending", *times, "Share", "Far above its peers"]
    rows = tables.pending_of(ground, least_tickets).rows
    return headers, [
        [
            *(row["label"], row["tickets"], row["pending_tickets"], row["open_us"] / HOUR_US),
            *(row["pending_us"] / HOUR_US, row["share"], "yes" if row["is_far"] else "no"),
        ]
        for row in rows
    ]


def _conformity(ground: Ground) -> Sheet:
    found = tables.conformity_of(ground)
    headers = ["Line", "Tickets", "On a frequent path", "Share", "Difference from all others"]
    return [*headers, *(path["label"] for path in found.paths)], [
        [
            *(row["label"], row["tickets"], row["on_path"], row["share"], row["difference"]),
            *(cell["tickets"] for cell in row["cells"]),
        ]
        for row in found.rows
    ]


def _teams(ground: Ground) -> Sheet:
    rows = tables.teams_histogram(ground)
    return ["Groups", "Tickets", "Share"], [[row["label"], row["tickets"], row["share"]] for row in rows]


def _all_hands(ground: Ground) -> Sheet:
    headers = [
        "Ticket",
        "Groups",
        "Share of all groups",
        "Handoffs",
        f"First to last event ({hours_unit(ground.clocks)})",
    ]
    return headers, [
        [row["key"], row["groups"], row["share"], row["handoffs"], row["lasted_us"] / HOUR_US]
        for row in tables.all_hands(ground, None)
    ]


def _variation(ground: Ground) -> Sheet:
    fields = ("label", "tickets", "units", "paths", "paths_per_unit", "level_paths", "off", "index")
    headers = ["Category", "Tickets", "Units", "Paths through groups", "Paths per unit", "Paths through levels"]
    rows = tables.variation_rows(ground)
    return [*headers, "Off the commonest path", "Variation index"], [[row[field] for field in fields] for row in rows]


SHEETS: dict[str, Callable[[Ground], Sheet]] = {
    "first-line-months": _months,
    "first-line-lines": _lines,
    "levels": _levels,
    "ping-pong-pairs": _pairs,
    "ping-pong-products": _products,
    "conformity": _conformity,
    "teams": _teams,
    "all-hands": _all_hands,
    "variation": _variation,
}
