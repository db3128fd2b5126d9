"""What the arithmetic of a path found, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures import plural
from services.calendar_texts import minutes_text
from services.calendars import MINUTE_US
from services.chains import OWN, Check

MEASURE_NAMES = {OWN: "time to own", "resolve": "time to resolve"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A target that the path does not keep, and the agreement that breaks it."""

    check: Check
    key: str
    name: str
    words: str


def priority_name(priority: str) -> str:
    """A priority as people call it; "" is all that are not named."""
    return f"priority {priority}" if priority else "all other priorities"


def gap_of(check: Check) -> Gap | None:
    """The gap of a target, or None where the path keeps it."""
    culprit = check.culprit
    if culprit is None:
        return None
    what = f"{MEASURE_NAMES[check.measure]}, {priority_name(check.priority)}"
    return Gap(check, culprit.key, culprit.name, f"{culprit.kind} “{culprit.name}” {_why(check)} ({what}).")


def gaps_of(checks: Sequence[Check]) -> list[Gap]:
    """All gaps."""
    return [gap for gap in map(gap_of, checks) if gap]


def _why(check: Check) -> str:
    if check.worst is None:
        return check.reason
    promised = minutes_text(check.minutes)
    return (
        f"ends after the promised {promised}; the whole path takes {clock_text(check.worst.used_us)}, "
        f"{clock_text(check.worst.over_us)} too long"
    )


def clock_text(used_us: int) -> str:
    """Working time, up to the next minute.

    >>> clock_text(150 * 60_000_000), clock_text(1), clock_text(0)
    ('2 h 30 min', '1 min', '0 min')
    """
    minutes = -(-used_us // MINUTE_US)
    return minutes_text(minutes) if minutes else "0 min"


def headline(checks: Sequence[Check], steps: int) -> str:
    """The finding about a path."""
    gaps = gaps_of(checks)
    if not steps:
        return "nobody has promised to deliver it yet"
    if not gaps:
        return f"the path of {plural(steps, 'agreement')} keeps all {plural(len(checks), 'target')}"
    worst = max(gaps, key=lambda gap: gap.check.worst.over_us if gap.check.worst else 0)
    own = sum(gap.key == worst.key for gap in gaps)
    rest = f", other agreements {len(gaps) - own} more" if own < len(gaps) else ""
    return f"“{worst.name}” breaks {own} of {plural(len(checks), 'target')}{rest}"
