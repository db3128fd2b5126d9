"""The parts of the dashboard below its headline. A sentence is a list of texts, of which some are figures."""

from typing import Any

from core.figures import signed
from metrics.views.explained import Explained, OptionFigures
from towers.functions_reference import FUNCTIONS

Sentence = list[str]
EFFECTS_SHOWN = 6
NEVER = "not in 36 months"


def headcount_rows(figures: OptionFigures) -> list[dict[str, Any]]:
    """Staff FTE by function: today, in the likely case of the target, and the change."""
    return [
        {
            "function": function,
            "today": figures.fte("headcount", str(function.code), "today"),
            "target": figures.fte("headcount", str(function.code), "likely"),
            "change": figures.change("headcount", str(function.code), "change"),
        }
        for function in FUNCTIONS
    ]


def handoff_facts(figures: OptionFigures) -> list[dict[str, Any]]:
    """The structural replay in sentences; it is an indication, no benefit is claimed from it."""
    if not figures.value("replay_handoffs_today"):
        return []
    count = {name: figures.count(f"replay_handoffs_{name}") for name in _COUNTS}
    return [
        {"figure": count["today"], "text": "handoffs between groups today", "detail": ["in the loaded ticket log"]},
        {
            "figure": count["expected"],
            "text": "expected between target units",
            "detail": [count["low"], " to ", count["high"], ", depending on how split teams hand over"],
        },
        {
            "figure": count["removed"],
            "text": "fall inside one unit for certain",
            "detail": [count["chance"], " would by chance in any partition with the same flows"],
        },
        {
            "figure": count["undetermined"],
            "text": "cannot be told",
            "detail": ["a side is split or its function unknown; up to ", count["created"], " handoffs would be new"],
        },
    ]


_COUNTS = ("today", "low", "expected", "high", "removed", "chance", "created", "undetermined")


def effect_rows(figures: OptionFigures) -> list[dict[str, Any]]:
    """The assumptions that the result hangs on most, the strongest first."""
    return [
        {
            "code": effect.d1_key,
            "label": effect.d1_label,
            "gives": "more saving" if (effect.value or 0.0) > 0 else "less saving",
            "correlation": figures.written(effect, lambda found: signed(found.value, 2)),
        }
        for effect in figures.option.saving.of("assumption_effect")[:EFFECTS_SHOWN]
    ]


def queue_factors(figures: OptionFigures) -> list[dict[str, Any]]:
    """The queues that pool short with long work, and how far apart their handling times are."""
    return [
        {"queue": row.d1_label, "factor": figures.factor(row)} for row in figures.option.saving.of("handling_spread")
    ]


def option_rows(shown: list[OptionFigures]) -> list[tuple[str, list[Explained]]]:
    """The scenarios side by side, over the same figures."""
    return [
        ("Cash saving a year, P50", [one.money("saving_cash") for one in shown]),
        ("Range, P10 to P90", [one.money_range("saving_cash") for one in shown]),
        ("Month 12, share of labour cost", [one.share("saving_band_share") for one in shown]),
        ("Freed FTE, P50", [one.fte("saving_freed_fte") for one in shown]),
        ("One-off cost, P50", [one.money("one_off") for one in shown]),
        ("Break-even, P50", [one.month("payback_month", NEVER) for one in shown]),
        ("Net present value, 36 months", [one.money("npv") for one in shown]),
        ("Handoffs left, expected", [one.share("replay_handoffs_left", digits=0) for one in shown]),
    ]
