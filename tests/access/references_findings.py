"""Duplicates found: a finding, the activity and the other findings to merge it with, a decision to take back."""

from functools import partial
from typing import Any

from django.contrib import messages

from tests.access.references_case import Case, called, looked, posted
from tests.access.world import World

CONFIRMED = {"version": 1, "decision": "confirmed"}


def finding_cases(world: World) -> list[Case]:
    """One foreign thing each, below one's own baseline."""
    return [*_key_cases(world), *_merge_cases(world)]


def _key_cases(world: World) -> list[Case]:
    """A finding of theirs, a decision of theirs."""
    ours, theirs = world.ours, world.theirs
    key, own = theirs["finding"], {"uid": ours["baseline"]}
    withdraw = partial(posted, world, "finding-withdraw", {"version": 1}, decision=theirs["finding decision"], **own)
    return [
        Case("finding: key", partial(looked, world, "finding", "", key=key), 404),
        Case("api-finding: key", partial(called, world, "get", "api-finding", key=key), 404),
        Case("finding-decide: key", partial(posted, world, "finding-decide", CONFIRMED, key=key, **own), 404),
        Case("finding-withdraw: decision", withdraw, 404),
    ]


def _merge_cases(world: World) -> list[Case]:
    """The forms say which of their fields is to blame."""
    ours, theirs = world.ours, world.theirs
    form = {"version": 1, "others": [ours["finding"]], "activity": str(ours["activity"].uid)}
    body = {"decision": "merged", "others": [], "activity": str(theirs["activity"].uid)}
    wrong = {"others": [theirs["finding"]], "activity": str(theirs["activity"].uid)}
    own = {"uid": ours["baseline"], "key": ours["finding"]}

    def is_blamed(field: str, answer: Any) -> bool:
        return any(f"{field.capitalize()}: " in str(message) for message in messages.get_messages(answer.wsgi_request))

    over_api = partial(called, world, "post", "api-finding-decision", version=1, key=ours["finding"])
    return [
        *(
            Case(
                f"finding-merge: {field}",
                partial(posted, world, "finding-merge", form | {field: value}, **own),
                302,
                partial(is_blamed, field),
            )
            for field, value in wrong.items()
        ),
        Case("api-finding-decision: activity", partial(over_api, body), 404),
        Case("api-finding-decision: others", partial(over_api, body | wrong), 400),
    ]
