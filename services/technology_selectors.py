"""Reads about technologies: which services touch each, and through which towers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.actor import Actor
from services.models import Service, ServiceTechnology, TechnologyReuse
from services.portfolio_selectors import ServiceRow


@dataclass(frozen=True, slots=True)
class TechnologyRow:
    """A technology with the services, not retired, that touch it, and the names of the towers that those touch.

    `reuse` is for what somebody says it was built, in the words of `TechnologyReuse.Reuse`, and `version` that of what
    they said: 0 as long as nobody did.
    """

    key: str
    name: str
    services: list[Service]
    towers: list[str]
    reuse: str = TechnologyReuse.Reuse.UNSAID.value
    version: int = 0

    @property
    def is_cross_tower(self) -> bool:
        """Its services are of two or more towers."""
        return len(self.towers) > 1

    @property
    def is_unused(self) -> bool:
        """It was built for reuse, and one service touches it."""
        return self.reuse == TechnologyReuse.Reuse.REUSE and len(self.services) == 1

    @property
    def is_overused(self) -> bool:
        """It was built for one service, and several touch it."""
        return self.reuse == TechnologyReuse.Reuse.SINGLE and len(self.services) > 1


def reuses_of(actor: Actor) -> dict[str, TechnologyReuse]:
    """What is said of the organisation's technologies, by their key."""
    return {one.key: one for one in TechnologyReuse.objects.visible_to(actor)}


def technology_rows(
    rows: Iterable[ServiceRow], reuses: Mapping[str, TechnologyReuse] | None = None
) -> list[TechnologyRow]:
    """The technologies of services that are not retired: most towers first, of as many most services, then by name.

    One that services spell in several ways is called as most of them do. `reuses`: what is said of them, by key.
    """
    touching: dict[str, list[tuple[ServiceRow, ServiceTechnology]]] = defaultdict(list)
    for row in rows:
        for one in row.technologies if row.is_live else ():
            touching[one.key].append((row, one))
    found = [
        TechnologyRow(
            key,
            _most_frequent(one.name for _, one in pairs),
            [row.service for row, _ in pairs],
            sorted({tower.name for row, _ in pairs for tower in row.towers}),
            *((said.reuse, said.version) if (said := (reuses or {}).get(key)) else ()),
        )
        for key, pairs in touching.items()
    ]
    return sorted(found, key=lambda one: (-len(one.towers), -len(one.services), one.key))


def technology_choices(rows: Iterable[ServiceRow]) -> list[tuple[str, str]]:
    """Key and name of every technology, also of retired services, by name."""
    named: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for one in row.technologies:
            named[one.key].append(one.name)
    return sorted((key, _most_frequent(names)) for key, names in named.items())


def without_technologies(rows: Iterable[ServiceRow]) -> int:
    """How many services that are not retired name none."""
    return sum(row.is_live and not row.technologies for row in rows)


def _most_frequent(names: Iterable[str]) -> str:
    """Of as frequent ones the first by the alphabet."""
    return min(Counter(names).items(), key=lambda counted: (-counted[1], counted[0]))[0]
