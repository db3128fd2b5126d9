"""What the charts are given: numbers to place, texts as they are written elsewhere."""

from typing import Any

from core.figures import fte, millions, minor_per_unit
from metrics.selectors.figure_sets import FigureSet

LEVERS = (
    ("demand", "Demand that adds no value"),
    ("operations", "Scale in operations"),
    ("duplication", "Duplication removed"),
    ("output", "Output metrics"),
    ("managers", "Managers"),
)
COLUMNS = (("cash", "cash"), ("capacity", "capacity"), ("redeployed", "redeployed"))


def in_millions(minor_units: float | None, currency: str) -> float:
    """A number to place on an axis in millions."""
    return (minor_units or 0.0) / minor_per_unit(currency) / 1_000_000


def waterfall(saving: FigureSet, currency: str) -> dict[str, Any]:
    """Mean saving by lever, adding up to what is freed; the whisker runs from P10 to P90 of the sum."""
    steps = [_step(saving, code, label, currency) for code, label in LEVERS]
    shown = [step for step in steps if step["value"]]
    freed = saving.figure("saving_freed")
    total = sum(saving.value(f"saving_lever_{code}") or 0.0 for code, _ in LEVERS)
    return {
        "unit": f"{currency} m a year, mean of the draws",
        "steps": shown,
        "total": {
            "label": "Freed a year",
            "value": in_millions(total, currency),
            "text": millions(total, currency),
            "detail": "",
            "low": in_millions(freed.low, currency) if freed else None,
            "low_text": f"P10 {millions(freed.low, currency)}" if freed else "",
            "high": in_millions(freed.high, currency) if freed else None,
            "high_text": f"P90 {millions(freed.high, currency)}" if freed else "",
            "parts": _parts(saving, currency),
        },
    }


def _step(saving: FigureSet, code: str, label: str, currency: str) -> dict[str, Any]:
    value = saving.value(f"saving_lever_{code}") or 0.0
    return {
        "label": label,
        "value": in_millions(value, currency),
        "text": millions(value, currency),
        "detail": f"{fte(saving.value(f'saving_lever_{code}_fte') or 0.0)} FTE",
    }


def _parts(saving: FigureSet, currency: str) -> list[dict[str, Any]]:
    """Means of the columns; they add up to the total. A column below zero cannot be drawn as a part of it."""
    parts: list[dict[str, Any]] = [
        {"label": label, "value": in_millions(mean, currency), "text": millions(mean, currency)}
        for code, label in COLUMNS
        if (mean := saving.value(f"saving_{code}", d2="mean"))
    ]
    return parts if all(part["value"] > 0 for part in parts) else []


def capture(saving: FigureSet, currency: str) -> dict[str, Any]:
    """The cash run-rate month by month, with the month that pays the one-off cost back."""
    curve = saving.of("saving_curve")
    payback = saving.value("payback_month")
    return {
        "unit": f"{currency} m a year, P50",
        "x_label": "months after approval",
        "planned": [[int(row.d1_key), in_millions(row.value, currency)] for row in curve],
        "measured": [],
        "planned_text": "cash run-rate",
        "measured_text": "",
        "full_text": f"settles at {millions(curve[-1].value, currency)}" if curve else "",
        "break_even": {"month": payback, "text": f"break-even\nmonth {payback:.0f}"} if payback else None,
        "band": {"from": 6, "to": 12, "text": "benchmark: captured\nin 6 to 12 months"},
    }
