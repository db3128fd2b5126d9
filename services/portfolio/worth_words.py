"""Value against cost and what that suggests, in words, as a picture and as cells."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from core.figures import decimal, integer, money, plural, signed
from services.models import Service
from services.portfolio.bubbles import (
    BELOW,
    BOTTOM,
    LEFT,
    RIGHT,
    VALUES,
    WIDTH,
    Spot,
    bubble_places,
    cost_scale,
    value_y,
)
from services.portfolio.suggestions import INVEST, KEEP, LOW_VALUE, RETIRE, UNDECIDED
from services.ticket_volumes import Volume
from services.worth_selectors import Worth

MOST_BUBBLES = 60
MARKS = {INVEST: "+", KEEP: "=", RETIRE: "\N{MINUS SIGN}", UNDECIDED: "?"}
LABELS = {INVEST: "invest", KEEP: "keep", RETIRE: "retire", UNDECIDED: "no suggestion"}
SHOWN = {
    "": "All",
    RETIRE: "Retire",
    INVEST: "Invest",
    KEEP: "Keep",
    UNDECIDED: "No suggestion",
    "differs": "Decided otherwise",
    "open": "Not decided",
}
WORTH_HEADERS = [
    *("Service", "Stage", "Value", "Cost a year", "Year of the forecast", "Cost then", "Change of demand until then"),
    *("Tickets a month, first half", "Tickets a month, second half", "Tickets in both", "Suggestion", "Because"),
    *("Decision", "Reason", "Decided on"),
]


def is_shown(row: Worth, show: str) -> bool:
    """Whether a service belongs to a choice of `SHOWN`."""
    if show == "differs":
        return row.differs
    if show == "open":
        return row.service.decision == Service.Decision.UNDECIDED
    return show in ("", row.suggested.what)


def worth_finding(rows: Sequence[Worth], currency: str) -> str:
    """The heading: what services of low value cost."""
    known = [row for row in rows if row.is_known]
    if not known:
        return "Value and cost are both known of no service yet"
    low = sum(row.cost or 0 for row in known if (row.service.value_score or 0) <= LOW_VALUE)
    whole = sum(row.cost or 0 for row in known)
    some = money(low, currency) if low else "None"
    return f"{some} of {money(whole, currency)} a year goes into services of low value"


def suggested_words(rows: Sequence[Worth]) -> str:
    """How many services are suggested for what, and how far people decided."""
    counts = Counter(row.suggested.what for row in rows)
    parts = [f"to {LABELS[one]} {integer(counts[one])}" for one in (INVEST, KEEP, RETIRE) if counts[one]]
    if not parts:
        return ""
    decided = [row for row in rows if row.service.decision != Service.Decision.UNDECIDED]
    differ = sum(row.differs for row in decided)
    otherwise = f", {integer(differ)} of them otherwise" if differ else ""
    return f"The rule suggests {', '.join(parts)} of {integer(len(rows))}; {integer(len(decided))} decided{otherwise}."


def forecast_parts(row: Worth, currency: str) -> tuple[str, str]:
    """What the forecasts say of demand, and of cost."""
    demand = "" if row.demand is None else f"{signed(row.demand.growth * 100, 0)}% demand until {row.demand.year}"
    if row.cost_then is None:
        return demand, ""
    change = "" if row.cost_change is None else f" ({signed(row.cost_change * 100, 0)}%)"
    return demand, f"then {money(row.cost_then, currency)}{change}"


def ticket_parts(volume: Volume | None) -> tuple[str, str]:
    """Tickets a month in both halves of the log, and on how many tickets that rests."""
    if volume is None:
        return "", ""
    halves = volume.halves
    if halves is None:
        return plural(volume.tickets, "ticket"), "too short a log for a trend"
    first, second = (decimal(one, 0 if one >= 10 else 1) for one in halves.per_month)
    change = "" if halves.change is None else f" ({signed(halves.change * 100, 0)}%)"
    doubt = "" if halves.is_clear else ", may be chance"
    return f"{first} → {second}{change}", f"n {integer(halves.first + halves.second)}{doubt}"


def worth_cells(row: Worth, minor: int) -> list[Any]:
    """The row of a download; money in units of the currency."""
    one, halves = row.service, row.volume.halves if row.volume else None
    months = (None, None, None) if halves is None else (*halves.per_month, halves.first + halves.second)
    return [
        *(one.name, one.stage, one.value_score, None if row.cost is None else row.cost / minor),
        *(row.year or None, None if row.cost_then is None else row.cost_then / minor),
        *(None if row.demand is None else row.demand.growth, *months, row.suggested.what, row.suggested.reason),
        *(one.decision, one.decision_reason, one.decided_on),
    ]


def worth_row(row: Worth, currency: str) -> dict[str, Any]:
    """The row of the page's table."""
    return {
        "service": row.service,
        "worth": row,
        "cost": None if row.cost is None else round(row.cost),
        "forecast": forecast_parts(row, currency),
        "tickets": ticket_parts(row.volume),
        "label": LABELS[row.suggested.what],
    }


def bubble_picture(rows: Sequence[Worth], currency: str, address: Callable[[Service], str]) -> dict[str, Any] | None:
    """The drawing of services whose value is known and whose cost is above 0, the dearest of them; None of none."""
    drawn = [row for row in rows if row.is_known and row.cost][:MOST_BUBBLES]
    if not drawn:
        return None
    spots = [
        Spot(row.cost or 0, row.service.value_score or 0, row.volume.tickets if row.volume else 0, row.service.name)
        for row in drawn
    ]
    scale = cost_scale([spot.cost for spot in spots])
    return {
        "title": f"{plural(len(drawn), 'service')} by yearly cost, to the right, and value, upwards",
        "width": WIDTH,
        "height": BOTTOM + BELOW,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": BOTTOM,
        "is_log": scale.is_log,
        "values": [{"value": value, "y": value_y(value)} for value in range(1, VALUES + 1)],
        "ticks": [{"x": scale.x(cost), "text": money(cost, currency)} for cost in scale.ticks],
        "bubbles": [
            {"place": place, "row": row, "mark": MARKS[row.suggested.what], "url": address(row.service)}
            | {"words": _words(row, currency), "label": LABELS[row.suggested.what]}
            | {"cost": money(row.cost, currency), "share": row.cost}
            for row, place in zip(drawn, bubble_places(spots, scale), strict=True)
        ],
        "dearest": spots[0].cost,
        "sized": any(spot.size for spot in spots),
    }


def left_out_words(rows: Sequence[Worth]) -> list[tuple[str, list[Service]]]:
    """Which services cannot be drawn, and why."""
    free = [row.service for row in rows if row.is_known and not row.cost]
    unknown = [row.service for row in rows if row.cost is None]
    unjudged = [row.service for row in rows if row.cost is not None and row.service.value_score is None]
    reasons = {"cost nothing": free, "cost unknown": unknown, "value not judged": unjudged}
    return [(why, services) for why, services in reasons.items() if services]


def _words(row: Worth, currency: str) -> str:
    one = row.service
    tickets = f", {plural(row.volume.tickets, 'ticket')}" if row.volume else ""
    said = f"{one.name}: value {one.value_score} of 5, {money(row.cost, currency)} a year{tickets}."
    suggested = f" Suggested: {LABELS[row.suggested.what]}, since {row.suggested.reason}."
    decided = "" if one.decision == Service.Decision.UNDECIDED else f" Decided: {one.get_decision_display()}."
    return said + suggested + decided
