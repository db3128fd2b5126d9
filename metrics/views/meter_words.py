"""Meters in words, and as what the chart is given."""

from typing import Any

from core.figures import integer, percent, plural
from metrics.computations.meters import BEHIND, ON_COURSE, REACHED, UNKNOWN, month_number
from metrics.models import Meter
from metrics.selectors.clock_words import counted_in, whole_counted_in
from metrics.selectors.meter_figures import HOURS, SHARE, UNITS
from metrics.selectors.meters import MeterReading, month_words

STANDINGS = {
    REACHED: ("target reached", "pill-run"),
    ON_COURSE: ("on course", "pill-accent"),
    BEHIND: ("behind the course", "pill-bad"),
    UNKNOWN: ("not known yet", ""),
}


def summary_row(found: MeterReading) -> dict[str, Any]:
    """A meter in figures and words."""
    figure, latest = found.figure, found.latest
    words, pill = STANDINGS[found.standing]
    return {
        "meter": found.meter,
        "figure": figure,
        "label": label(found),
        "clock": clock(found),
        "is_working": found.is_working,
        "needs_calendar": found.is_working and found.clocks is None,
        "baseline": figure.written(found.series.baseline),
        "latest": figure.written(latest.value) if latest else "none yet",
        "latest_month": month_words(latest.month) if latest else "",
        "latest_base": integer(latest.base) if latest else "",
        "target": figure.written(found.meter.target),
        "target_month": month_words(found.meter.target_month),
        "way": percent(found.way_gone, 0) if found.way_gone is not None else "",
        "words": words,
        "pill": pill,
        "standing": found.standing,
    }


def label(found: MeterReading) -> str:
    """The figure, and whether it counts working hours."""
    return f"{found.figure.label}, in working hours" if found.is_working else found.figure.label


def clock(found: MeterReading) -> str:
    """What time is counted in, as a sentence has it; empty for figures that count none."""
    if found.figure.needs_agreement:
        return "the hours of the agreement’s calendar"
    if not found.figure.is_timed:
        return ""
    if found.is_working and found.clocks is None:
        return "working hours, which the log has not now"
    return whole_counted_in(found.clocks) if found.figure.is_whole else counted_in(found.clocks)


def heading(found: MeterReading) -> str:
    """Where a meter stands."""
    figure, latest, named = found.figure, found.latest, label(found)
    if found.series.baseline is None:
        return f"{named}: the log says nothing of the months of the baseline"
    before = figure.written(found.series.baseline)
    if latest is None:
        return f"{named}: {before} in the baseline, no month after it yet"
    now, target = figure.written(latest.value), figure.written(found.meter.target)
    return f"{named}: {before} before, {now} now, target {target}: {STANDINGS[found.standing][0]}"


def list_heading(rows: list[dict[str, Any]]) -> str:
    """How many meters stand well."""
    if not rows:
        return "No meter yet"
    well = sum(row["standing"] in (REACHED, ON_COURSE) for row in rows)
    return f"{integer(well)} of {plural(len(rows), 'meter')} {'is' if well == 1 else 'are'} on course"


def window_words(meter: Meter) -> str:
    """The months of the baseline."""
    first, last = month_words(meter.baseline_from), month_words(meter.baseline_to)
    return first if first == last else f"{first} to {last}"


def chart(found: MeterReading) -> dict[str, Any]:
    """The months against the course; the window of the baseline lies behind. Month 1 is the first that is drawn."""
    meter, figure, points = found.meter, found.figure, found.series.points
    begins, ends = month_number(meter.baseline_from), month_number(meter.baseline_to)
    first = min(begins, month_number(points[0].month))
    last = max(month_number(points[-1].month), month_number(meter.target_month))
    turns = sorted({begins, ends, month_number(meter.target_month), last})
    known = [(month_number(one.month), one.value) for one in points if one.value is not None]
    hours = "working hours" if found.is_working else UNITS[HOURS]
    unit = {SHARE: UNITS[SHARE], HOURS: hours}.get(figure.unit, figure.label.lower())
    return {
        "unit": unit,
        "x_label": f"months, the first is {month_words(min(points[0].month, meter.baseline_from))}",
        "planned": [[turn - first + 1, figure.placed(found.course_at(turn))] for turn in turns],
        "measured": [[month - first + 1, figure.placed(value)] for month, value in known],
        "planned_text": "",
        "measured_text": figure.written(known[-1][1]) if known else "",
        "full_text": f"target {figure.written(meter.target)}",
        "break_even": None,
        "band": {
            "from": begins - first + 0.5,
            "to": ends - first + 1.5,
            "text": f"baseline\n{figure.written(found.series.baseline)}",
        },
    }


def chart_table(found: MeterReading) -> dict[str, Any]:
    """The same as a table."""
    figure = found.figure
    rows = [
        [
            month_words(point.month),
            figure.written(point.value) if point.value is not None else "none",
            integer(point.base),
            figure.written(found.course(point.month)),
        ]
        for point in found.series.points
    ]
    return {"columns": ["Month", "Value", "Rests on", "Course"], "rows": rows}
