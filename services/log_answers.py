"""What a ticket log cannot answer, said before anybody looks for it: the same words on the log's page and on import."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.figures import plural
from services.models import Status

NO_HISTORY = (
    "Each ticket has one row: this list has no history, so handoffs, ping-pong, waiting and first-line resolution "
    "cannot be computed from it. It answers how many tickets each group has, by month, priority and product. "
    "For the rest export the history of the assignment group (one row per change)."
)
SQLITE_EVENTS = 1_000_000
WORDS = {"origin": "origin (channel)", "fault": "fault"}
NEEDED_FOR = {
    "priority": "figures cannot be filtered by it, and agreements hold every ticket to the target of all priorities",
    "product": "figures cannot be filtered by it, and what comes back is not told by product",
    "kind": "figures cannot be filtered by it, and neither routing nor segments can go by it",
    "service": "no agreement can be checked against these tickets, and no service finds its own",
    "origin": "it is known where the word for the kind says it; routing cannot tell users from monitoring elsewhere",
    "fault": "rules of routing that ask for a product's fault take no ticket of this log",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a log holds. `kinds`: the classes of statuses that occur; `said`: the attributes that any ticket has.

    `levels`: any group's level is known. `ties`: events whose order is that of the file alone.
    """

    has_history: bool
    kinds: Collection[int]
    said: Collection[str]
    has_people: bool
    has_levels: bool
    has_regions: bool
    has_doors: bool
    without_group: int
    ties: int


def unanswered(known: Known) -> list[str]:
    """A sentence for each thing that is missing: what it is, and what it makes impossible."""
    return list(_unanswered(known)) if known.has_history else [NO_HISTORY]


def _unanswered(known: Known) -> Iterator[str]:
    if not known.has_levels:
        yield (
            "The levels of the groups are unknown: first-line resolution and handoffs up and down need them. "
            "Set them on the log's page, or map a column."
        )
    yield from _of_statuses(known.kinds)
    if not known.has_people:
        yield "No person is named: changes of hands inside a group cannot be counted."
    if not known.has_regions:
        yield "No region is named: handoffs across regions stay unknown until the groups have teams with a region."
    for name, consequence in NEEDED_FOR.items():
        if name not in known.said:
            yield f"No {WORDS.get(name, name)} is named: {consequence}."
    if not known.has_doors:
        yield "No front door is named: by which doors demand comes in cannot be counted."
    if known.without_group:
        nameless = plural(known.without_group, "event names", "events name")
        yield f"{nameless} no group: kept and counted, without forming a handoff."
    if known.ties:
        share = plural(known.ties, "event shares", "events share")
        yield f"{share} ticket and instant with another: the order is that of the file."


def _of_statuses(kinds: Collection[int]) -> Iterator[str]:
    if not set(kinds) - {Status.Kind.UNKNOWN}:
        yield (
            "No status is known: which tickets are closed or were reopened is unknown, so are first-line resolution, "
            "pending time and whether agreements were kept; waiting ends with the receiving group's next event."
        )
        return
    if Status.Kind.CLOSED not in kinds:
        yield "No status closes a ticket: first-line resolution and whether agreements were kept cannot be computed."
    if Status.Kind.WORKING not in kinds:
        yield "No status says that work has begun: a wait ends only where the ticket is closed or passed on."
    if Status.Kind.PENDING not in kinds:
        yield "No status is a pending one: pending time, and its misuse, cannot be seen."


def too_many_for_sqlite(events: int, vendor: str) -> str:
    """The advice for a log of so many events on this database; empty where there is none.

    >>> too_many_for_sqlite(1_000_000, "sqlite"), too_many_for_sqlite(9_000_000, "postgresql")
    ('', '')
    >>> too_many_for_sqlite(1_000_001, "sqlite")[:46]
    'With 1,000,001 events this log is larger than '
    """
    if vendor != "sqlite" or events <= SQLITE_EVENTS:
        return ""
    return (
        f"With {events:,} events this log is larger than SQLite reads quickly ({SQLITE_EVENTS:,}): run the product on "
        "PostgreSQL (DATABASE_URL, see the page Operations)."
    )
