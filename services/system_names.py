"""Which names of a log are machines, by an editable rule: a name per line, `*` any letters, `!` an exception."""

import re
from collections.abc import Callable, Iterable

from towers.names import folded

MOST_LINES = 200
LONGEST_LINE = 200
EXCEPT = "!"
# What somebody says of one group by hand; “rule” leaves it to the rule.
MARKS = ("rule", "system", "people")
DEFAULT_RULE = "\n".join(
    (
        "siebel",
        "system",
        "system user",
        "automation",
        "automatic*",
        "batch",
        "batch user",
        "robot",
        "*_bot",
        "* bot",
        "svc_*",
        "svc-*",
        "service account",
        "integration user",
        "interface user",
        "event management",
    )
)


def rule_lines(rule: str) -> list[str]:
    """The lines of a rule without those that say nothing. Raises ValueError for one that is too long, or too many.

    >>> rule_lines("Siebel\\n\\n  svc_*  \\n! svc_desk")
    ['Siebel', 'svc_*', '! svc_desk']
    """
    lines = [line.strip() for line in rule.splitlines() if line.strip().strip(EXCEPT + "* ")]
    if len(lines) > MOST_LINES:
        raise ValueError(f"{len(lines)} lines are more than {MOST_LINES}")
    if long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
        raise ValueError(f"“{long[:40]}…” is longer than {LONGEST_LINE} letters")
    return lines


def is_system_by(rule: str) -> Callable[[str], bool]:
    """Whether a name, as a whole, is that of a machine; case and spaces do not count, an exception always wins.

    >>> is_system = is_system_by("siebel\\nsvc_*\\n!svc_desk")
    >>> [is_system(name) for name in ("Siebel", "SVC_backup", "svc_desk", "Siebel support")]
    [True, True, False, False]
    """
    lines = rule_lines(rule)
    named = _any_of(line for line in lines if not line.startswith(EXCEPT))
    spared = _any_of(line.lstrip(EXCEPT) for line in lines if line.startswith(EXCEPT))
    return lambda name: bool(named.fullmatch(folded(name))) and not spared.fullmatch(folded(name))


def _any_of(lines: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all lines; without any it matches no name, since a name is never empty."""
    return re.compile("|".join(".*".join(map(re.escape, folded(line).split("*"))) for line in lines), re.DOTALL)
