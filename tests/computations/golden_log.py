"""The golden ticket log: (ticket, time, group, status), q queued, w working, c closed, - no group."""

from __future__ import annotations

from metrics.computations.columns import STATUS_CLOSED, STATUS_QUEUED, STATUS_WORKING, EventColumns

A, B, C = 0, 1, 2
GROUPS = {"A": A, "B": B, "C": C, "-": -1}
STATUSES = {"q": STATUS_QUEUED, "w": STATUS_WORKING, "c": STATUS_CLOSED}
TICKETS = {
    1: "1Aq 2Bq 3Bw 4Aw 5Bw 6Ac",
    2: "1Aw 2-w 3Cq 5Cw 6Ac",
    3: "1Aw 2Ac 9Bw 10Bc",
    4: "1Bw 4Cq",
}


def golden_log() -> EventColumns:
    rows = [
        (ticket, int(event[:-2]), GROUPS[event[-2]], -1, STATUSES[event[-1]])
        for ticket, events in TICKETS.items()
        for event in events.split()
    ]
    return EventColumns.in_log_order(*zip(*rows, strict=True))
