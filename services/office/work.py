"""What a service management office has to do: kinds of work, and how urgent each is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from core.figures import integer, plural

NEAR_DAYS, FAR_DAYS = 30, 90


class Urgency(IntEnum):
    """Now: customers feel it, or within 30 days will. Soon: nobody answers for something. Later: the rest."""

    NOW = 0
    SOON = 1
    LATER = 2

    @property
    def word(self) -> str:
        """As a page says it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: what it is called, what to do, by which rule it is found, and the page that lists such things."""

    code: str
    name: str
    task: str
    rule: str
    place: str
    query: str = ""


KINDS = (
    Kind(
        "broken",
        "SLAs that agreements behind them break",
        "Mend the path",
        "The path takes longer than is promised.",
        "agreement-register",
    ),
    Kind(
        "alone",
        "SLAs with nobody behind them",
        "Broker OLAs and contracts",
        "No OLA and no contract is there for the service.",
        "agreement-register",
    ),
    Kind("ending", "Agreements that end", "Renew it", f"Within {FAR_DAYS} days, and none follows.", "agreements"),
    Kind(
        "gates",
        "Projects before a red gate",
        "Complete what is missing",
        "One of the six deliverables is neither ready nor not needed.",
        "service-projects",
        "show=red",
    ),
    Kind(
        "live-red",
        "Projects live behind a red gate",
        "Complete what is missing",
        "One of the six deliverables is missing, and it is live already.",
        "service-projects",
        "show=live-red",
    ),
    Kind(
        "looser",
        "SLAs below what customers want",
        "Settle it with the customers",
        "A time is longer than in the SLR, or missing.",
        "agreements",
    ),
    Kind(
        "unpromised",
        "Services without an SLA",
        "Agree an SLA",
        "In the catalogue, and none is in force.",
        "agreement-register",
    ),
    Kind(
        "unowned",
        "Services without an owner",
        "Name an owner",
        "Not retired, and nobody answers for them.",
        "services",
        "show=gaps",
    ),
    Kind(
        "claimed",
        "Services with several owners",
        "Settle who owns it",
        "Not retired, and claimed by more than one.",
        "services",
        "show=disputes",
    ),
    Kind(
        "unserviced",
        "Projects without a service",
        "Name its service",
        "Not stopped, and it neither makes nor changes one.",
        "service-projects",
        "show=gaps",
    ),
    Kind(
        "drafts",
        "Drafts to be agreed",
        "Have it agreed",
        f"Soon, from {NEAR_DAYS} days as a draft on.",
        "agreement-register",
        "state=draft",
    ),
    Kind(
        "below-cost",
        "Offerings below cost",
        "Review price or cost",
        "The price is below the cost of a unit.",
        "services",
    ),
    Kind(
        "stages",
        "Stages in doubt",
        "Correct stage or days",
        "The stage and its days do not fit.",
        "services",
        "show=doubts",
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
ORDER = {kind.code: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what it is about, where that stands (name and arguments of an address), what is wrong, by whom.

    `day`: when it ends, goes live, or was drafted; `who`: those who say to own the service, or a project's sponsor.
    """

    kind: str
    urgency: Urgency
    about: str
    place: str
    keys: tuple[object, ...]
    words: str
    service: str = ""
    who: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class WorkList:
    """All things to do, the most urgent first."""

    items: list[Item] = field(default_factory=list)

    @property
    def now(self) -> int:
        """How many cannot wait."""
        return sum(one.urgency is Urgency.NOW for one in self.items)

    @property
    def counts(self) -> list[tuple[Kind, int, Urgency | None]]:
        """Each kind with how many there are and the most urgent of them; those with something to do first."""
        found = Counter(one.kind for one in self.items)
        urgent = {
            kind.code: min((i.urgency for i in self.items if i.kind == kind.code), default=None) for kind in KINDS
        }
        rows = [(kind, found[kind.code], urgent[kind.code]) for kind in KINDS]
        return sorted(rows, key=lambda row: len(Urgency) if row[2] is None else row[2])

    def of(self, kind: str) -> list[Item]:
        """Those of a kind; all without one."""
        return [one for one in self.items if kind in ("", one.kind)]


def by_urgency(items: Iterable[Item]) -> WorkList:
    """In order: by urgency, of one urgency the nearest day first, then by kind and name."""
    return WorkList(sorted(items, key=_rank))


def urgency_of_end(day: date, today: date) -> Urgency | None:
    """How urgent a day is that comes: within 30 days now, within 90 soon, None beyond; a day that is past is now.

    >>> [urgency_of_end(date(2026, 1, 1), date(*day)) for day in ((2026, 2, 1), (2025, 12, 2), (2025, 12, 1))]
    [<Urgency.NOW: 0>, <Urgency.NOW: 0>, <Urgency.SOON: 1>]
    >>> urgency_of_end(date(2026, 1, 1), date(2025, 10, 1)) is None
    True
    """
    days = (day - today).days
    if days <= NEAR_DAYS:
        return Urgency.NOW
    return Urgency.SOON if days <= FAR_DAYS else None


def finding(work: WorkList) -> str:
    """The heading.

    >>> finding(WorkList())
    'Nothing waits for the service management office'
    >>> item = Item("stages", Urgency.NOW, "Mail", "service", (), "")
    >>> finding(WorkList([item])), finding(WorkList([item, item]))
    ('1 thing to do, and it cannot wait', '2 things to do, 2 of them cannot wait')
    """
    if not work.items:
        return "Nothing waits for the service management office"
    things = plural(len(work.items), "thing")
    if not work.now:
        return f"{things} to do, none of which is urgent"
    return f"{things} to do, {'and it' if len(work.items) == 1 else f'{integer(work.now)} of them'} cannot wait"


def _rank(item: Item) -> tuple[int, date, int, str]:
    return item.urgency, item.day or date.max, ORDER[item.kind], item.about.casefold()
