"""Decisions and comments: scenarios, teams and activities of others are not there."""

from functools import partial
from typing import Any

from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.world import World


def decision_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    ours, theirs = world.ours, world.theirs
    scenario, foreign = ours["scenario"], str(theirs["scenario"].uid)
    proposal = {"scenario": foreign, "summary": "New"}
    return [
        Case("api-decisions: scenario", partial(called, world, "post", "api-decisions", proposal), 404),
        Case(
            "api-decisions: scenario of the log",
            partial(called, world, "get", "api-decisions", query=f"?scenario={foreign}"),
            200,
            lambda answer: answer.json()["results"] == [],
        ),
        *(case for field in ("team", "activity") for case in _card_cases(world, scenario, field)),
    ]


def _card_cases(world: World, scenario: Any, field: str) -> list[Case]:
    """A comment on a card that is half theirs."""
    of_ours = {name: str(world.ours[name].uid) for name in ("team", "activity")}
    said = {"text": "New", **of_ours, field: str(world.theirs[field].uid)}
    query = f"?{field}={said[field]}"
    return [
        Case(f"scenario-comments: {field}", partial(looked, world, "scenario-comments", query, uid=scenario), 404),
        Case(
            f"scenario-comment: {field}", partial(posted, world, "scenario-comment", said, uid=scenario), 302, is_told
        ),
        Case(f"api-comments: {field}", partial(called, world, "post", "api-comments", said, uid=scenario), 404),
    ]
