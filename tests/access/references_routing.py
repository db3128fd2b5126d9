"""Routing policies: regions and scenarios of others are not there."""

from functools import partial

from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.references_forms import FOREIGN_NAME, rename_foreign
from tests.access.world import World

ON_HISTORY = ("scenario-routing-history", "scenario-routing-tickets")


def routing_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    ours, theirs = world.ours, world.theirs
    scenario = ours["scenario"]
    rule = {"version": 1, "place": 0, "name": "New", "function": 8, "level": 0, "region": str(theirs["region"].uid)}
    rules = {"rules": [{"name": "New", "function": 8, "region": FOREIGN_NAME}]}
    foreign = {"log": f"?log={theirs['log'].uid}", "with": f"?with={theirs['scenario'].uid}"}
    over_rest = partial(called, world, "put", "api-routing", rules, version=1, uid=scenario)
    return [
        Case(
            "scenario-routing-save: region",
            partial(posted, world, "scenario-routing-save", rule, uid=scenario),
            422,
            is_told,
        ),
        *(
            Case(f"{page}: {field}", partial(looked, world, page, query, uid=scenario), 404)
            for page in ON_HISTORY
            for field, query in foreign.items()
        ),
        Case("api-routing: region", over_rest, 400, before=partial(rename_foreign, world, "region")),
    ]
