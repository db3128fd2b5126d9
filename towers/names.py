"""Names of towers, regions, teams and activities: two that differ in case or spaces only are one."""

from collections.abc import Iterable
from typing import TypeVar

from towers.models import Activity, Named

N = TypeVar("N", bound=Named)
LONGEST_NAME = 200


def folded(name: str) -> str:
    """The key of a name: case folded, spaces stripped and collapsed.

    >>> folded("  Server   Operations ASIA ")
    'server operations asia'
    """
    return " ".join(name.casefold().split())[:LONGEST_NAME]


def tidy(name: str) -> str:
    """A name as it is shown: spaces stripped and collapsed.

    >>> tidy(" Storage  Support ")
    'Storage Support'
    """
    return " ".join(name.split())[:LONGEST_NAME]


def known_names(model: type[N], organisation_id: int) -> dict[str, N]:
    """The organisation's towers (regions, teams, activities) by key."""
    return {row.key: row for row in model._default_manager.filter(organisation_id=organisation_id)}


def match_or_make(model: type[N], organisation_id: int, names: Iterable[str]) -> tuple[dict[str, N], list[N]]:
    """All named rows of the organisation by key, the missing ones made; inside the caller's transaction.

    Returns (rows by key, the rows that were made). Not for activities: they need a function.
    """
    if issubclass(model, Activity):
        raise TypeError("An activity needs a function: make it with towers.actions.activities.")
    known = known_names(model, organisation_id)
    missing: dict[str, str] = {}
    for name in names:
        if folded(name) and folded(name) not in known:
            missing.setdefault(folded(name), tidy(name))
    made = model._default_manager.bulk_create(
        [model(organisation_id=organisation_id, key=key, name=name) for key, name in missing.items()]
    )
    return known | {row.key: row for row in made}, made
