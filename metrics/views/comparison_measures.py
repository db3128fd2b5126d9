"""The measures by which scenarios are compared: their texts, which is best, and how far they lie apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from metrics.charts import LEVERS
from metrics.views.explained import Explained, OptionFigures
from metrics.views.summary_parts import NEVER

Write = Callable[[OptionFigures], Explained]
MORE, LESS = "more", "less"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of every scenario; `better` is more, less or "" where neither is."""

    topic: str
    label: str
    metric: str
    write: Write
    better: str = ""
    d2: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure with the texts of all scenarios, the places of the best ones, and how far they lie apart (`spread`)."""

    topic: str
    label: str
    texts: list[Explained]
    best: list[int]
    spread: float | None


def _money(topic: str, label: str, metric: str, better: str = "") -> Measure:
    return Measure(topic, label, metric, lambda one: one.money(metric), better)


def _fte(topic: str, label: str, metric: str, better: str = "", d2: str = "") -> Measure:
    return Measure(topic, label, metric, lambda one: one.fte(metric, d2=d2), better, d2)


def _share(topic: str, label: str, metric: str, better: str = "", digits: int = 1) -> Measure:
    return Measure(topic, label, metric, lambda one: one.share(metric, digits=digits), better)


def _count(label: str, metric: str, better: str = "") -> Measure:
    return Measure("Handoffs", label, metric, lambda one: one.count(metric), better)


SAVING, TIME, LABOUR, HANDOFFS = "Saving", "Time and cost", "Work freed", "Handoffs"
MEASURES: tuple[Measure, ...] = (
    _money(SAVING, "Cash a year, P50", "saving_cash", MORE),
    _share(SAVING, "Cash in month 12, share of labour cost", "saving_band_share", MORE),
    _share(SAVING, "Chance of 5 to 10 % in month 12", "probability_inside", digits=0),
    _share(SAVING, "Chance of 5 % or more in month 12", "probability_5", MORE, 0),
    _money(SAVING, "Freed a year, P50", "saving_freed", MORE),
    _money(SAVING, "Capacity a year, P50", "saving_capacity"),
    _fte(LABOUR, "Freed FTE, P50", "saving_freed_fte", MORE),
    _fte(LABOUR, "Cash FTE, P50", "saving_cash_fte", MORE),
    *(_fte(LABOUR, f"Freed: {label.lower()}, FTE, P50", f"saving_lever_{code}_fte") for code, label in LEVERS),
    _fte(LABOUR, "Managers in the target, likely case, FTE", "saving_managers", d2="likely"),
    _money(TIME, "One-off cost, P50", "one_off", LESS),
    _money(TIME, "First year, net of one-off cost, P50", "in_year_net", MORE),
    Measure(TIME, "Break-even, P50", "payback_month", lambda one: one.month("payback_month", NEVER), LESS),
    _money(TIME, "Net present value, 36 months, P50", "npv", MORE),
    _share(HANDOFFS, "Handoffs left, expected", "replay_handoffs_left", LESS, 0),
    _count("Handoffs removed for certain", "replay_handoffs_removed", MORE),
    _count("Handoffs that chance would remove", "replay_handoffs_chance"),
    _count("Handoffs kept", "replay_handoffs_kept", LESS),
    _count("Handoffs that may be created", "replay_handoffs_created", LESS),
    _count("Handoffs that cannot be told", "replay_handoffs_undetermined", LESS),
)
METRICS = frozenset(measure.metric for measure in MEASURES)


def compared_measures(options: Sequence[OptionFigures]) -> list[Compared]:
    """Every measure that at least one scenario has, in their order."""
    found = []
    for measure in MEASURES:
        values = [one.value(measure.metric, d2=measure.d2) for one in options]
        if any(one.figure(measure.metric, d2=measure.d2) for one in options):
            texts = [measure.write(one) for one in options]
            found.append(
                Compared(measure.topic, measure.label, texts, best_places(values, measure.better), spread(values))
            )
    return found


def by_difference(measures: Sequence[Compared]) -> list[Compared]:
    """Those that lie furthest apart first; last those that one scenario alone has."""
    return sorted(measures, key=lambda one: -1.0 if one.spread is None else one.spread, reverse=True)


def spread(values: Sequence[float | None]) -> float | None:
    """(largest - smallest) / largest absolute value; None with fewer than two known values.

    >>> spread([80.0, 100.0]), spread([0.0, 0.0]), spread([-50.0, 50.0]), spread([None, 3.0])
    (0.2, 0.0, 2.0, None)
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    largest = max(abs(value) for value in known)
    return (max(known) - min(known)) / largest if largest else 0.0


def best_places(values: Sequence[float | None], better: str) -> list[int]:
    """The places of the best value; none where all are alike, or where neither more nor less is better.

    >>> best_places([1.0, None, 2.0], "more"), best_places([1.0, 2.0], "less"), best_places([2.0, 2.0], "more")
    ([2], [0], [])
    """
    known = [value for value in values if value is not None]
    if not better or len(set(known)) < 2:
        return []
    best = max(known) if better == MORE else min(known)
    return [place for place, value in enumerate(values) if value == best]
