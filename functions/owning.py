"""Who owns which service in a target, as the steps of a scenario add it up: pure.

A service is named by its uid, which says nothing here: what it is called and whether there is one, the portfolio knows.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functions.projection import Ground, Target

SET_OWNERS = "set_service_owners"

Facts = Mapping[str, Any]
Owners = dict[str, tuple[int, str | None]]  # uid of the service -> function, key of the role in it


def set_owners(target: "Target", payload: Facts, ground: "Ground") -> None:
    """The owners of the services that are named; without a function nothing is stated of one any more."""
    for one in payload["owners"]:
        if one["function"] is None:
            target.owners.pop(one["service"], None)
        else:
            target.owners[one["service"]] = (int(one["function"]), one["role"])


OWNING: dict[str, Callable[["Target", Facts, "Ground"], None]] = {SET_OWNERS: set_owners}
