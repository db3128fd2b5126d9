"""The gate before go-live: which of the six deliverables of a project are still missing. Pure."""

from collections.abc import Mapping

from core.figures import plural

DELIVERABLES = {
    "training": "Training",
    "documentation": "Documentation",
    "knowledge": "Knowledge base",
    "support": "Performance support",
    "ola": "Operational level agreements",
    "uc": "Underpinning contracts",
}
DELIVERABLE_CHOICES = list(DELIVERABLES.items())
READY, NOT_NEEDED = "ready", "not_needed"
DONE = (READY, NOT_NEEDED)


def missing_deliverables(statuses: Mapping[str, str]) -> list[str]:
    """The deliverables that are neither ready nor not needed, in their order; one of which nothing is said is missing.

    >>> missing_deliverables(dict.fromkeys(DELIVERABLES, "ready") | {"uc": "not_needed", "ola": "in_work"})
    ['ola']
    >>> len(missing_deliverables({}))
    6
    """
    return [kind for kind in DELIVERABLES if statuses.get(kind) not in DONE]


def gate_words(missing: int) -> str:
    """The gate in words.

    >>> gate_words(0), gate_words(1), gate_words(6)
    ('green', 'red: 1 of 6 missing', 'red: 6 of 6 missing')
    """
    return f"red: {missing_words(missing)}" if missing else "green"


def missing_words(missing: int) -> str:
    """How many of the six are missing.

    >>> missing_words(2)
    '2 of 6 missing'
    """
    return f"{missing} of {len(DELIVERABLES)} missing"


def days_words(days: int) -> str:
    """When something happens, counted from today.

    >>> days_words(0), days_words(12), days_words(-1)
    ('today', 'in 12 days', '1 day ago')
    """
    if not days:
        return "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"
