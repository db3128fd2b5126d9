"""Queue against touch time: what the open time of tickets is, in all and by the unit that held them."""

from __future__ import annotations

from typing import Any

import numpy as np

from metrics.computations.columns import (
    STATUS_PENDING,
    STATUS_QUEUED,
    STATUS_UNKNOWN,
    STATUS_WORKING,
    Ints,
)
from metrics.computations.open_time import OpenTime, open_time
from metrics.selectors.handoff_units import Units
from metrics.selectors.handoffs import View
from metrics.selectors.log_columns import LogColumns

KINDS = {
    "queued": (STATUS_QUEUED, "Queued"),
    "working": (STATUS_WORKING, "Worked on"),
    "pending": (STATUS_PENDING, "Pending"),
    "unmapped": (STATUS_UNKNOWN, "Status not mapped"),
}


def open_time_of(columns: LogColumns, view: View, units: Units | None = None) -> OpenTime:
    """Open time that begins in view, by unit; of all tickets together without units."""
    stretches = columns.stretches
    is_in = view.event_mask[stretches.event]
    group, lasts = stretches.group[is_in], columns.lasts_on(view.clocks)[is_in]
    place: Ints = np.zeros(len(group), np.int64) if units is None else units.of_group[group]
    return open_time(place, stretches.status[is_in], lasts, 1 if units is None else len(units.keys))


def touch_totals(found: OpenTime) -> list[dict[str, Any]]:
    """All open time by what it is, with its share; what there is none of is left out."""
    whole = float(found.open_us.sum())
    rows = [(name, label, float(getattr(found, f"{name}_us").sum())) for name, (_, label) in KINDS.items()]
    return [
        {"name": name, "label": label, "us": lasted, "share": lasted / whole} for name, label, lasted in rows if lasted
    ]


def touch_rows(found: OpenTime, units: Units, most: int | None = None) -> list[dict[str, Any]]:
    """Units by their open time, longest first; `touch` is the share that was worked on."""
    order = np.argsort(-found.open_us, kind="stable")
    return [
        {
            "unit": units.labels[at],
            "key": units.keys[at],
            "open_us": float(found.open_us[at]),
            "touch": float(found.touch_share[at]),
            **{f"{name}_us": float(getattr(found, f"{name}_us")[at]) for name in KINDS},
        }
        for at in order[found.open_us[order] > 0][:most].tolist()
    ]
