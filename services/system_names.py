"""Which names of a log are machines, by an editable rule: a name per line, `*` any letters, `!` an exception."""

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
    named = _matcher(line for line in lines if not line.startswith(EXCEPT))
    spared = _matcher(line.lstrip(EXCEPT) for line in lines if line.startswith(EXCEPT))

    def is_system(name: str) -> bool:
        text = folded(name)
        return named(text) and not spared(text)

    return is_system


def machines_in_words(groups: int, users: int) -> str:
    """What becomes of the events of machines, as the method says it; empty where there are none.

    >>> machines_in_words(0, 1)
    'Events of such a user stay with their group, handoffs included; changes of hands leave them out.'
    """
    of_groups = "Events of such a group are left out of handoffs and waits, as those that name no group."
    of_users = "Events of such a user stay with their group, handoffs included; changes of hands leave them out."
    return " ".join([of_groups] * bool(groups) + [of_users] * bool(users))


def fits(text: str, pattern: str) -> bool:
    """Whether a whole text fits a pattern in which `*` stands for any letters, in time linear in the text per part.

    Each part between two stars is looked for from where the one before ends: taking the first place leaves the most.

    >>> fits("svc_backup", "svc_*"), fits("a bot", "* bot"), fits("aba", "ab*ba"), fits("g" * 200, "*g" * 90 + "x")
    (True, True, False, False)
    """
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    *between, last = others
    end = len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)) or end < len(first):
        return False
    place = len(first)
    for part in between:
        found = text.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _matcher(lines: Iterable[str]) -> Callable[[str], bool]:
    """Whether any of the lines fits; whole names are looked up."""
    every = [folded(line) for line in lines]
    names, patterns = {line for line in every if "*" not in line}, [line for line in every if "*" in line]
    return lambda text: text in names or any(fits(text, pattern) for pattern in patterns)
