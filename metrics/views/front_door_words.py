"""What the front doors of a log say, in words."""

from collections.abc import Sequence

from core.figures import integer, percent, plural
from metrics.computations.front_doors import Answers
from metrics.computations.suppression import LEAST
from metrics.selectors.front_door_rows import DoorRow, GroupRow
from metrics.selectors.front_doors import FrontDoors

FEW = 30
NAMELESS = "no group named"


def heading(found: FrontDoors, groups: Sequence[GroupRow], doors: Sequence[DoorRow]) -> str:
    """How much comes through a named relationship manager, and how many doors the groups use."""
    if not doors:
        return "This log does not say by which doors demand comes in"
    demand, managed = int(found.is_demand.sum()), int(found.is_managed.sum())
    share = f"{percent(managed / demand, 0)} of demand enters" if managed else "No demand enters"
    named = [row for row in groups if row.name and row.tickets]
    used = [len(row.doors) for row in named]
    if not named:
        spread = f"it comes through {plural(len(doors), 'door')}"
    elif max(used) == 1:
        spread = f"each of {plural(len(named), 'customer group')} uses one door"
    else:
        several, of_all = sum(count > 1 for count in used), plural(len(named), "customer group")
        which = f"all of {of_all}" if several == len(named) > 1 else f"{integer(several)} of {of_all}"
        spread = f"{which} use{'s' * (several == 1)} several doors"
    return f"{share} through a named relationship manager; {spread}"


def left_out(found: FrontDoors) -> list[tuple[str, int, str]]:
    """What is no part of the demand that is counted: the part's code, its tickets, and what they are."""
    machine, unknown = int((found.is_in_view & found.is_machine).sum()), int(found.is_unknown.sum())
    rows = [
        ("machine", machine, "from monitoring, behind which no customer stands"),
        ("unknown", unknown, "without a door, which nobody noted"),
    ]
    return [row for row in rows if row[1]]


def satisfaction(found: Answers) -> dict[str, str]:
    """Mean and interval as they may be shown: small counts are hidden, few answers are said to be few.

    >>> satisfaction(Answers(40, 75.04, 70.0, 80.0))
    {'mean': '75', 'range': '70 to 80', 'note': ''}
    >>> satisfaction(Answers(3, 75.0, 10.0, 100.0))["note"], satisfaction(Answers(0))["note"]
    ('fewer than 5 answers', 'no answers')
    """
    if found.mean is None or found.low is None or found.high is None or found.count < LEAST:
        return {"mean": "", "range": "", "note": f"fewer than {LEAST} answers" if found.count else "no answers"}
    ends = f"{found.low:.0f} to {found.high:.0f}"
    return {"mean": f"{found.mean:.0f}", "range": ends, "note": "few answers" if found.count < FEW else ""}
