"""What a routing rule says: tests of a ticket's attributes, and where the ticket goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

UNKNOWN = "unknown"
TEXTS = ("kind", "priority", "product", "service")
CLOSED: dict[str, tuple[str, ...]] = {
    "origin": ("user", "monitoring"),
    "complexity": ("simple", "specialised", "complex"),
    "touch": ("none", "office", "data centre"),
    "fault": ("product", "none"),
    "entry_level": ("1", "2", "3"),
}
ATTRIBUTES = (*TEXTS, *CLOSED)
REGION = "region"
HAS = {"kind_has": "kind", "product_has": "product", "service_has": "service"}
TESTS = (*ATTRIBUTES, *HAS)
LABELS = {
    "kind": "kind",
    "priority": "priority",
    "product": "product",
    "service": "service",
    "origin": "origin",
    "complexity": "complexity",
    "touch": "physical touch",
    "fault": "fault",
    "entry_level": "level of the first group",
    "kind_has": "kind has the words",
    "product_has": "product has the words",
    "service_has": "service has the words",
}
SO_FAR = {
    "highest_level": "highest level so far",
    "groups": "groups so far",
    "handoffs": "handoffs so far",
    "days": "days so far",
}
DOOR = {"user": 5, "monitoring": 7}
MOST_RULES = 100
MOST_VALUES = 50

Conditions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: all of its tests hold, each by any of its values; without a test it takes every ticket.

    `via`: the functions that have the ticket before `function`; unless it `is_direct`, a ticket comes in by the front
    door of its origin (user contact: 5, monitoring: 7). `region` is a name, "" for the ticket's own.
    """

    name: str
    function: int
    conditions: Conditions = field(default_factory=dict)
    via: tuple[int, ...] = ()
    is_direct: bool = False
    level: int = 0
    region: str = ""
    skill: str = ""

    def path(self, origin: str) -> tuple[int, ...]:
        """The functions that have a ticket of this origin, in order.

        >>> rule = Rule("Product fault", 4, via=(8,))
        >>> rule.path("user"), rule.path("unknown"), Rule("Contact", 5).path("user")
        ((5, 8, 4), (8, 4), (5,))
        """
        door = () if self.is_direct or origin not in DOOR else (DOOR[origin],)
        return tuple(dict.fromkeys((*door, *self.via, self.function)))


def folded(text: str) -> str:
    """A value as rules compare it: without case and without spaces around or doubled; nothing is “unknown”.

    >>> folded("  Data  Centre "), folded("")
    ('data centre', 'unknown')
    """
    return " ".join(text.casefold().split()) or UNKNOWN


def holds(test: str, values: Iterable[str], value: str) -> bool:
    """Whether a test holds for an attribute's folded value; what is unknown has no words.

    >>> holds("product_has", ["switch"], "network switch"), holds("product_has", ["u"], "unknown")
    (True, False)
    >>> holds("touch", ["office"], "unknown"), holds("touch", ["office", "unknown"], "unknown")
    (False, True)
    """
    if test in HAS:
        return value != UNKNOWN and any(word in value for word in values)
    return value in values


def condition_words(conditions: Conditions) -> str:
    """The tests of a rule in words.

    >>> condition_words({"touch": ("office", "data centre"), "product_has": ("sap",)})
    'physical touch is office or data centre, and product has the words “sap”'
    >>> condition_words({})
    'every ticket'
    """
    said = [_test_words(test, conditions[test]) for test in TESTS if test in conditions]
    return ", and ".join(said) or "every ticket"


def _test_words(test: str, values: Iterable[str]) -> str:
    if test in HAS:
        return f"{LABELS[test]} " + " or ".join(f"“{value}”" for value in values)
    return f"{LABELS[test]} is " + " or ".join(values)
