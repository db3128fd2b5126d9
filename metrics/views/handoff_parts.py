"""The cards of the handoffs page with the ways to the tickets behind their figures, and its downloads."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from metrics.selectors.clock_words import hours_unit
from metrics.selectors.handoff_matrix import matrix_of, written_from
from metrics.selectors.handoff_network import network_of, network_sentence
from metrics.selectors.handoff_services import service_rows
from metrics.selectors.handoff_tables import (
    HOUR_US,
    first_line_rows,
    pair_rows,
    ping_pong_rows,
    table_of,
    wait_endings,
    waiting_rows,
)
from metrics.selectors.handoff_tables import Table as Sheet
from metrics.selectors.handoff_touch import KINDS, open_time_of, touch_rows, touch_totals
from metrics.selectors.handoff_words import (
    crossings,
    finding,
    matrix_sentence,
    ping_pong_sentence,
    services_sentence,
    touch_sentence,
)
from metrics.selectors.handoffs import HandoffAnalysis
from metrics.selectors.log_in_view import LogInView
from metrics.views.first_rows import ROWS_READ, ROWS_SHOWN, first_rows

SERVICE_HEADERS = (
    *("Service", "Tickets", "Handoffs", "Per ticket", "Straight back", "Share straight back"),
    *("Closed", "Closed by level 1", "First line"),
)
OPEN_HEADERS = ("Open", "Queued", "Worked on", "Pending", "Not mapped")
CROSSING_URLS = {"url": "", "known_url": "-known", "unknown_url": "-unknown"}
FIRST_LINE_SLICES = ("closed", "entered", "first-line", "first-line")
# Of each figure of the page, the tickets that it counts.
COUNTED = (
    *("tickets", "handoffs", "unmoved", "reopened", "direct", "returns", "bounces", "first-line", "waits"),
    *("observed", "passed-on", "censored", "reassigned", "unnamed", "p90", "median-wait"),
)


@dataclass(frozen=True)
class HandoffParts:
    """What the page shows of a view; `tickets` and `pair` give addresses."""

    found: LogInView
    tickets: Callable[..., str]
    pair: Callable[[str, str], str]

    @cached_property
    def analysis(self) -> HandoffAnalysis:
        """Every figure of the view."""
        return self.found.analysis()

    def figures(self, is_network: bool) -> dict[str, Any]:
        """The context of all cards; of matrix and network the one that is shown."""
        analysis = self.analysis
        network = network_of(analysis, self.pair) if is_network else None
        return {
            "found": analysis,
            "finding": finding(analysis),
            "urls": {name.replace("-", "_"): self.tickets(name) for name in COUNTED},
            "matrix": None if is_network else matrix_of(analysis, self.pair, self.tickets),
            "matrix_sentence": matrix_sentence(analysis, written_from(analysis)),
            "network": network,
            "network_sentence": network_sentence(analysis) if network else "",
            "ping_pong_sentence": ping_pong_sentence(analysis),
            "crossings": [
                row | {name: self.tickets(f"{row['of']}{of}") for name, of in CROSSING_URLS.items()}
                for row in crossings(analysis)
            ],
            "pairs": first_rows(row | {"url": self.pair(*row["keys"])} for row in pair_rows(analysis, ROWS_READ)),
            "ping_pong": first_rows(
                row | {"url": self.pair(*row["keys"])} for row in ping_pong_rows(analysis, ROWS_READ)
            ),
            "waiting": first_rows(
                row
                | {
                    "url": self.tickets("waits", to=row["key"]),
                    "median_url": self.tickets("median-wait", to=row["key"]),
                }
                for row in waiting_rows(analysis, ROWS_READ)
            ),
            "endings": wait_endings(analysis),
            "first_line": [
                (*row, self.tickets(of)) for row, of in zip(first_line_rows(analysis), FIRST_LINE_SLICES, strict=False)
            ],
            **self._open_time(),
            **self._services(),
        }

    def _open_time(self) -> dict[str, Any]:
        """Queue against touch time."""
        found = self.found
        by_unit = open_time_of(found.columns, found.view, found.units)
        totals = touch_totals(by_unit)
        names = [row["name"] for row in totals]
        rows = [
            row
            | {
                "url": self.tickets("open", to=row["key"]),
                "touch_url": self.tickets("working", to=row["key"]),
                "cells": [{"us": row[f"{name}_us"], "url": self.tickets(name, to=row["key"])} for name in names],
            }
            for row in touch_rows(by_unit, found.units, ROWS_READ)
        ]
        return {
            "open_totals": [row | {"url": self.tickets(row["name"])} for row in totals],
            "open_rows": first_rows(rows),
            "open_us": float(by_unit.open_us.sum()),
            "touch_sentence": touch_sentence(totals),
        }

    def _services(self) -> dict[str, Any]:
        """Handoffs per service."""
        found = self.found
        rows = service_rows(found.columns, found.view, found.places)
        return {
            "services_sentence": services_sentence(rows),
            "services_more": max(len(rows) - ROWS_SHOWN, 0),
            "service_rows": [
                row
                | {
                    "urls": {
                        name.replace("-", "_"): self.tickets(name, of_service=row["key"])
                        for name in ("tickets", "handoffs", "direct", "first-line", "median-wait")
                    }
                }
                for row in rows[:ROWS_SHOWN]
            ],
        }


def table_in_full(found: LogInView, wanted: str) -> Sheet | None:
    """One of the page's tables, for download, with the hours it counts; None for a name that is no table."""
    unit = hours_unit(found.clocks)
    if wanted == "services":
        rows = service_rows(found.columns, found.view, found.places)
        return [*SERVICE_HEADERS, f"Median wait ({unit})"], [
            [
                *(row["key"], row["tickets"], row["handoffs"], row["per_ticket"], row["back"], row["share_back"]),
                *(row["closed"], row["resolved"], row["first_line"]),
                None if row["median_us"] is None else row["median_us"] / HOUR_US,
            ]
            for row in rows
        ]
    if wanted == "open-time":
        times = ("open_us", *(f"{name}_us" for name in KINDS))
        units = touch_rows(open_time_of(found.columns, found.view, found.units), found.units)
        return ["Holding", *(f"{header} ({unit})" for header in OPEN_HEADERS), "Share worked on"], [
            [row["unit"], *(row[name] / HOUR_US for name in times), row["touch"]] for row in units
        ]
    return table_of(found.analysis(), wanted, unit)
