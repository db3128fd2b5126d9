"""The steps about owners of services as people say them."""

from collections.abc import Callable, Mapping
from typing import Any

from core.figures import plural
from functions.owning import SET_OWNERS
from towers.functions_reference import BY_CODE

MOST_TOLD = 3  # services that the words of a step name
Payload = Mapping[str, Any]
RegionNames = Mapping[int, str]  # by id


def _owner_words(payload: Payload, region_names: RegionNames) -> str:
    owners = payload["owners"]
    told = "; ".join(_one(owner) for owner in owners[:MOST_TOLD])
    more = len(owners) - MOST_TOLD
    return f"{told}; and {plural(more, 'service')} more" if more > 0 else told


def _one(owner: Mapping[str, Any]) -> str:
    if owner["function"] is None:
        return f"Owner of “{owner['name']}” follows from today’s"
    named = [BY_CODE[int(owner["function"])].name, owner["role_name"]]
    return f"Owner of “{owner['name']}”: {', '.join(filter(None, named))}"


OWNING_WORDS: dict[str, Callable[[Payload, RegionNames], str]] = {SET_OWNERS: _owner_words}
