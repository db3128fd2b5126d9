"""Handoffs, ping-pong, first line and waiting of each service that tickets name."""

from __future__ import annotations

from typing import Any

import numpy as np

from metrics.computations.columns import Ints
from metrics.computations.waiting import median_waits
from metrics.selectors.handoff_units import Place
from metrics.selectors.handoffs import View, first_line_of
from metrics.selectors.log_columns import LogColumns

NO_SERVICE = "no service named"


def service_rows(columns: LogColumns, view: View, places: list[Place], most: int | None = None) -> list[dict[str, Any]]:
    """Services by their handoffs in view, most first; empty where no ticket names one.

    `per_ticket`: handoffs over tickets in view; `share_back`: tickets that went straight back over tickets;
    `first_line`: closed by level 1 alone over closed, None where levels or statuses are not known.
    """
    coded = columns.attributes["service"]
    if not any(coded.labels):
        return []
    size, service_of_move = len(coded.labels), coded.codes[view.moves.ticket]
    line = first_line_of(columns, view, places)
    closed = resolved = np.zeros(size, np.int64)
    if line:
        of_ended = coded.codes[np.flatnonzero(view.is_ended_here)]
        closed = _counted(of_ended[line.is_closed], size)
        resolved = _counted(of_ended[line.is_closed & line.has_stayed], size)
    tickets = _counted(coded.codes[view.is_ticket_in], size)
    handoffs = _counted(service_of_move, size)
    back = _counted(coded.codes[view.is_ticket_in & (columns.ping_pong.direct > 0)], size)
    median = median_waits(service_of_move, view.waits.wait_us, view.waits.is_observed, size, view.wait_order)
    is_unnamed = np.array([not label for label in coded.labels], np.bool_)
    order = np.lexsort((is_unnamed, -tickets, -handoffs))
    return [
        {
            "service": coded.labels[at] or NO_SERVICE,
            "key": coded.labels[at],
            "tickets": int(tickets[at]),
            "handoffs": int(handoffs[at]),
            "per_ticket": int(handoffs[at]) / int(tickets[at]),
            "back": int(back[at]),
            "share_back": int(back[at]) / int(tickets[at]),
            "closed": int(closed[at]),
            "resolved": int(resolved[at]),
            "first_line": int(resolved[at]) / int(closed[at]) if closed[at] else None,
            "median_us": None if np.isnan(median[at]) else float(median[at]),
        }
        for at in order[tickets[order] > 0][:most].tolist()
    ]


def _counted(codes: Ints, size: int) -> Ints:
    return np.bincount(codes, minlength=size)
