"""The owner's questions answered in words."""

from typing import Any

import numpy as np

from core.figures import integer, percent, plural
from metrics.selectors.question_ground import MANY_TEAMS, Ground
from metrics.selectors.question_tables import Conformity, Pending, Row


def answers(ground: Ground) -> dict[str, Any]:
    """The figures of the tiles: tickets in view, handoffs, ping-pong, first line, groups, time from first to last."""
    columns, view = ground.columns, ground.view
    is_in = view.is_ticket_in
    lasted = ground.spans_us[is_in]
    line, ended = ground.first_line, ground.ended()
    stayed = int(ground.stayed().sum())
    entered = int((line.has_entered & is_in).sum()) if line else 0
    groups = columns.ping_pong.groups[is_in]
    tickets = int(is_in.sum())
    moved = int((view.per_ticket > 0).sum())
    kept, closed, closed_entered = (int(ended[name].sum()) for name in ("first-line", "closed", "entered"))
    return {
        "tickets": tickets,
        "handoffs": len(view.moves),
        "moved": moved,
        "unmoved": tickets - moved,
        "has_first_line": line is not None,
        "kept": kept,
        "closed": closed,
        "entered": closed_entered,
        "passed_on": int(ended["passed-on"].sum()),
        "share": kept / closed if closed else None,
        "share_of_entered": kept / closed_entered if closed_entered else None,
        "stayed": stayed,
        "stayed_share": stayed / tickets if tickets else None,
        "stayed_of_entered": stayed / entered if entered else None,
        **{name: int(flags.sum()) for name, flags in ground.returning().items()},
        "occurrences": len(view.occurrences),
        "most_groups": int(groups.max(initial=0)),
        "many_teams": int((groups > MANY_TEAMS).sum()),
        "median_us": float(np.median(lasted)) if len(lasted) else None,
        "unnamed": tickets - int(ground.is_asked.sum()),
    }


def heading(found: dict[str, Any]) -> str:
    """The page's title: the two answers that the owner asks for first."""
    returning = f"{plural(found['direct'], 'ticket')} {'goes' if found['direct'] == 1 else 'go'} straight back"
    if found["share"] is None:
        return f"{returning} to the group that had just sent {'it' if found['direct'] == 1 else 'them'}"
    return f"Level 1 closes {percent(found['share'], 0)} of closed tickets alone; {returning}"


def pending_sentence(found: Pending) -> str:
    """What waits for the user, and who stands out."""
    if found.share is None:
        return "No open time lies between the events in view."
    pending = f"{percent(found.share)} of open time is spent in a pending status"
    if found.threshold is None:
        return f"{pending}; no group has tickets enough to be compared."
    if not found.far:
        return f"{pending}; none of {plural(found.peers, 'comparable group')} stands far above the others."
    leader = found.rows[0]
    return (
        f"{pending}; {plural(found.far, 'group')} of {integer(found.peers)} comparable "
        f"{'lies' if found.far == 1 else 'lie'} above {percent(found.threshold)}, "
        f"led by {leader['label']} with {percent(leader['share'])}."
    )


def conformity_sentence(found: Conformity) -> str:
    """How much of the work goes the usual ways, and who differs most."""
    if found.share is None:
        return "No ticket in view names a group."
    usual = f"{percent(found.share)} of tickets take one of the {plural(len(found.paths), 'most frequent path')}"
    different = [row for row in found.rows if row["difference"] is not None]
    if len(different) < 2:
        return f"{usual}."
    least = min(different, key=lambda row: (row["difference"] * row["tickets"], row["label"]))
    return (
        f"{usual}; {least['label']} weighs most against it: {percent(least['share'])} of {integer(least['tickets'])}."
    )


def teams_sentence(found: dict[str, Any]) -> str:
    """How wide the widest tickets go."""
    return (
        f"{plural(found['many_teams'], 'ticket')} went through more than {MANY_TEAMS} groups; "
        f"the most in one ticket is {integer(found['most_groups'])}."
    )


def variation_sentence(rows: list[Row], category: str, line: str) -> str:
    """Which kind of work is done in most different ways."""
    if not rows:
        return f"No ticket in view has a {category.lower()}."
    first = rows[0]
    return (
        f"{first['label']}: {plural(first['tickets'], 'ticket')} took {plural(first['paths'], 'path')} "
        f"through groups, taken in by {plural(first['units'], 'unit')} ({line.lower()})."
    )
