"""The findings of the handoffs page in words."""

from typing import Any

from core.figures import decimal, integer, percent, plural
from metrics.selectors.handoff_tables import pair_rows
from metrics.selectors.handoffs import HandoffAnalysis

KNOWN_ENOUGH = 0.5
MOST_LED = 10  # pairs that lead
WAITED = {"queued": "queued", "pending": "pending", "unmapped": "in a status that is not mapped"}


def finding(found: HandoffAnalysis) -> str:
    """The page's title: what is most worth knowing, with figures."""
    if not found.handoffs:
        return f"None of {plural(found.tickets, 'ticket')} changed hands"
    moved = percent((found.tickets - found.unmoved) / found.tickets, 0)
    leader = next(iter(pair_rows(found, 1)), None)
    lead = f"; {leader['sender']} to {leader['receiver']} leads with {integer(leader['count'])}" if leader else ""
    if found.marks.tower_unknown < KNOWN_ENOUGH * found.handoffs:
        crossing = percent(found.marks.across_towers / (found.handoffs - found.marks.tower_unknown), 0)
        return f"{crossing} of handoffs cross towers{lead}"
    return f"{moved} of tickets change hands, {plural(found.handoffs, 'time')} in all{lead}"


def matrix_sentence(found: HandoffAnalysis, written_from: int) -> str:
    """One sentence above the matrix."""
    ten = sum(row["count"] for row in pair_rows(found, MOST_LED))
    share = percent(ten / found.handoffs, 0) if found.handoffs else "0%"
    pairs = len(found.pairs)
    few = plural(pairs, "pair makes", "pairs make")
    lead = f"The ten busiest of {integer(pairs)} pairs make {share} of" if pairs > MOST_LED else few
    return f"{lead} all handoffs. Rows send, columns receive; {integer(written_from)} and above are written out."


def ping_pong_sentence(found: HandoffAnalysis) -> str:
    """One sentence above the pairs that play ping-pong."""
    share = percent(found.ping_pong.direct / found.tickets, 0) if found.tickets else "0%"
    direct = found.ping_pong.direct
    them = "it" if direct == 1 else "them"
    return (
        f"{plural(direct, 'ticket')} ({share}) went straight back to the group that had passed {them} on; "
        f"{integer(found.ping_pong.bounces)} of them went there, back, and there again."
    )


def crossings(found: HandoffAnalysis) -> list[dict[str, Any]]:
    """How many handoffs cross towers and regions and go up, each of those whose both sides are known."""
    marks = found.marks
    rows = (
        ("towers", "Across towers", marks.across_towers, marks.tower_unknown, "link groups to teams"),
        (
            "regions",
            "Across regions",
            marks.across_regions,
            marks.region_unknown,
            "link groups to teams or map a region",
        ),
        ("up", "Up the levels", marks.up, marks.level_unknown, "set the levels of groups"),
    )
    return [
        {"of": of} | _crossing(label, count, found.handoffs, unknown, remedy)
        for of, label, count, unknown, remedy in rows
    ]


def _crossing(label: str, count: int, handoffs: int, unknown: int, remedy: str) -> dict[str, Any]:
    known = handoffs - unknown
    return {
        "label": label,
        "count": count,
        "known": known,
        "unknown": unknown,
        "figure": percent(count / known, 0) if known else "unknown",
        "remedy": "" if known else f"To see it, {remedy}.",
    }


def touch_sentence(totals: list[dict[str, Any]]) -> str:
    """One sentence above the open time: how much of it is work."""
    share = {row["name"]: row["share"] for row in totals}
    if not share:
        return "No ticket in view has open time in a group."
    if set(share) == {"unmapped"}:
        return "No status says what tickets wait for. Map the statuses of the log to tell queue from work."
    rest = [f"{percent(share[name], 0)} {words}" for name, words in WAITED.items() if name in share]
    waited = f"; {' and '.join(rest)}" if rest else ""
    return f"{percent(share.get('working', 0.0), 0)} of the open time is work{waited}."


def services_sentence(rows: list[dict[str, Any]]) -> str:
    """One sentence above the services: where a ticket changes hands most."""
    if not rows:
        return ""
    busiest = max(rows, key=lambda row: (row["per_ticket"], row["tickets"]))
    name, mean = busiest["service"], decimal(busiest["per_ticket"])
    if len(rows) == 1:
        return f"A ticket of {name} changes hands {mean} times."
    return f"Of {integer(len(rows))} services a ticket of {name} changes hands most, {mean} times on average."
