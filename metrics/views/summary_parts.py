"""The parts of the dashboard below its headline."""

from typing import Any

from core.figures import fte, integer, money, money_range, percent, signed
from metrics.selectors.figure_sets import FigureSet
from metrics.selectors.summary import Option
from towers.functions_reference import FUNCTIONS

LEVELS = ("measured", "surveyed", "benchmark", "assumed")


def confidence(outcome: dict[str, Any]) -> dict[str, Any]:
    """The tile that says on what evidence the effort rests, by FTE."""
    evidence = {level: float(outcome.get("effort_evidence", {}).get(level, 0.0)) for level in LEVELS}
    words = [f"{percent(share, 0)} {level}" for level, share in evidence.items() if share]
    known = evidence["measured"] + evidence["surveyed"]
    note = f"of the effort is stated by somebody: {', '.join(words)}; assumptions stand apart"
    return {"label": "Evidence", "figure": percent(known, 0), "evidence": evidence, "note": note}


def headcount_rows(saving: FigureSet) -> list[dict[str, Any]]:
    """Staff FTE by function, today and in the likely case of the target."""
    rows = []
    for function in FUNCTIONS:
        today = saving.value("headcount", str(function.code), "today") or 0.0
        figure = saving.figure("headcount", str(function.code), "likely")
        target = figure.value or 0.0 if figure else 0.0
        change = signed(target - today, 1)
        rows.append({"function": function, "today": today, "target": target, "change": change, "figure": figure})
    return rows


def handoff_facts(replay: FigureSet) -> list[dict[str, str]]:
    """The structural replay in sentences; it is an indication, no benefit is claimed from it."""
    today = replay.value("replay_handoffs_today")
    if not today:
        return []
    low, expected, high = (replay.value(f"replay_handoffs_{name}") for name in ("low", "expected", "high"))
    removed, chance = replay.value("replay_handoffs_removed"), replay.value("replay_handoffs_chance")
    created, undetermined = replay.value("replay_handoffs_created"), replay.value("replay_handoffs_undetermined")
    return [
        {"figure": integer(today), "text": "handoffs between groups today", "detail": "in the loaded ticket log"},
        {
            "figure": integer(expected),
            "text": "expected between target units",
            "detail": f"{integer(low)} to {integer(high)}, depending on how split teams hand over",
        },
        {
            "figure": integer(removed),
            "text": "fall inside one unit for certain",
            "detail": f"{integer(chance)} would by chance in any partition with the same flows",
        },
        {
            "figure": integer(undetermined),
            "text": "cannot be told",
            "detail": f"a side is split or its function unknown; up to {integer(created)} handoffs would be new",
        },
    ]


def option_rows(options: list[Option], chosen: Option | None, currency: str) -> dict[str, Any]:
    """The scenarios side by side, over the same figures."""
    shown = [option for option in options if option.saving_run]
    lines: list[tuple[str, list[str]]] = [
        ("Cash saving a year, P50", [_money(option, "saving_cash", currency) for option in shown]),
        ("Range, P10 to P90", [_money_range(option, "saving_cash", currency) for option in shown]),
        ("Month 12, share of labour cost", [_share(option) for option in shown]),
        ("Freed, P50", [_fte(option) for option in shown]),
        ("One-off cost, P50", [_money(option, "one_off", currency) for option in shown]),
        ("Break-even, P50", [_month(option) for option in shown]),
        ("Net present value, 36 months", [_money(option, "npv", currency) for option in shown]),
        ("Handoffs left, expected", [_handoffs(option) for option in shown]),
    ]
    return {"options": shown, "chosen": chosen, "lines": lines}


def _money(option: Option, metric: str, currency: str) -> str:
    return money(option.saving.value(metric), currency)


def _money_range(option: Option, metric: str, currency: str) -> str:
    found = option.saving.figure(metric)
    return money_range(found.low, found.high, currency) if found else "unknown"


def _share(option: Option) -> str:
    return percent(option.saving.value("saving_band_share"))


def _fte(option: Option) -> str:
    return f"{fte(option.saving.value('saving_freed_fte'))} FTE"


def _month(option: Option) -> str:
    month = option.saving.value("payback_month")
    return f"Month {month:.0f}" if month else "not in 36 months"


def _handoffs(option: Option) -> str:
    today, expected = (option.replay.value(f"replay_handoffs_{name}") for name in ("today", "expected"))
    return percent(expected / today, 0) if today and expected is not None else "unknown"
