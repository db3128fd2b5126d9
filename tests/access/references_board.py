"""The board: cards, rules and steps of others are not there."""

from functools import partial
from typing import Any

from tests.access.references_case import Case, called, sent
from tests.access.references_forms import FOREIGN_STEP, add_foreign_step
from tests.access.world import World


def board_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    ours, theirs = world.ours, world.theirs
    scenario = ours["scenario"]
    send = partial(sent, world, uid=scenario)
    seen = {"version": scenario.version}
    team, activity = str(theirs["team"].uid), str(theirs["activity"].uid)
    move = seen | {"moves": [[team, activity, {"3": 10_000}]]}
    over_rest = {"kind": "move", "moves": [{"team": team, "activity": activity, "shares": {"3": 1}}]}
    rest = partial(called, world, "post", "api-operations", over_rest, version=scenario.version, uid=scenario)
    undo = partial(send, "scenario-board-undo", seen | {"seq": FOREIGN_STEP})
    return [
        Case("scenario-board-moves: card", partial(send, "scenario-board-moves", move), 400),
        Case("api-operations: moves", rest, 400),
        *(_rule_case(world, field, value) for field, value in _named(theirs, activity).items()),
        Case("scenario-board-undo: seq", undo, 404, before=partial(add_foreign_step, world)),
    ]


def _named(theirs: dict[str, Any], activity: str) -> dict[str, Any]:
    """What a rule names, field by field."""
    return {"activities": [activity], "tower": str(theirs["tower"].uid), "region": str(theirs["region"].uid)}


def _rule_case(world: World, field: str, value: Any) -> Case:
    scenario = world.ours["scenario"]
    rule = {"version": scenario.version, "is_preview": True, "source": 8, "target": 3, "share": 10_000, field: value}
    send = partial(sent, world, "scenario-board-rule", rule, uid=scenario)
    return Case(f"scenario-board-rule: {field}", send, 400)
