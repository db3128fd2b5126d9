"""Support levels as logs write them: in a column, or as a suffix of a group's name."""

import re

UNKNOWN_LEVEL = 0
HIGHEST_LEVEL = 3
DIGIT = re.compile(r"(?<!\d)[123](?!\d)")
SUFFIX = re.compile(r"((?:\s+(?:2nd|3rd))+)\s*$", re.IGNORECASE)


def level_of(text: str) -> int:
    """The level that a text names: the highest of its digits 1 to 3, 0 if it names none.

    >>> [level_of(text) for text in ("L1", "2nd", "2nd 3rd", "Level 3", "desk", "12")]
    [1, 2, 3, 3, 0, 0]
    """
    return max((int(digit) for digit in DIGIT.findall(text)), default=UNKNOWN_LEVEL)


def level_suffix(group_name: str) -> str:
    """The suffix that tells a group's level, with single spaces; empty if the name carries none.

    >>> level_suffix("V5 3rd"), level_suffix("N36  2nd 3rd "), level_suffix("G96")
    ('3rd', '2nd 3rd', '')
    """
    found = SUFFIX.search(group_name)
    return " ".join(found.group(1).split()) if found else ""


def level_by_suffix(group_name: str) -> int:
    """The level by the suffix of the name; without a suffix a group is level 1.

    >>> level_by_suffix("V5 3rd"), level_by_suffix("N36 2nd 3rd"), level_by_suffix("G96")
    (3, 3, 1)
    """
    return level_of(level_suffix(group_name)) or 1
