"""Roles and people of others: refused wherever a form, an address or a step names them."""

from functools import partial
from typing import Any

from functions.seating import STAFF
from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.world import World


def role_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    return [*_page_cases(world), *_step_cases(world)]


def _page_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    scenario, role = ours["scenario"], theirs["role"]
    seen, region = {"version": scenario.version}, str(theirs["region"].uid)
    stated = seen | {"name": "New", "function": "7", "level": STAFF, "seats": 1}
    person, post = str(ours["position"].uid), partial(posted, world, uid=scenario)
    return [
        Case("scenario-role: role", partial(looked, world, "scenario-role", "", uid=scenario, role=role), 404),
        Case(
            "scenario-role-sheet: position",
            partial(looked, world, "scenario-role-sheet", "", uid=scenario, position=theirs["position"]),
            404,
        ),
        Case("scenario-role-edit: role", partial(post, "scenario-role-edit", stated, role=role), 404),
        Case("scenario-role-remove: role", partial(post, "scenario-role-remove", seen, role=role), 404),
        _refused("scenario-role-add: region", partial(post, "scenario-role-add", stated | {"region": region})),
        _refused(
            "scenario-role-edit: region",
            partial(post, "scenario-role-edit", stated | {"region": region}, role=ours["role"]),
        ),
        Case("scenario-seat: role", partial(post, "scenario-seat", seen | {"positions": person, "role": role}), 404),
        _refused(
            "scenario-seat: positions",
            partial(
                post, "scenario-seat", seen | {"positions": str(theirs["position"].uid), "role": str(ours["role"])}
            ),
        ),
    ]


def _refused(what: str, send: Any) -> Case:
    """Back to the page with an error."""
    return Case(what, send, 302, is_told)


def _step_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    scenario = ours["scenario"]
    send = partial(called, world, "post", "api-operations", version=scenario.version, uid=scenario)
    facts = {"function": 7, "name": "New", "level": STAFF, "region": str(theirs["region"].uid)}
    people = [str(theirs["position"].uid)]
    return [
        Case("api-operations: role", partial(send, {"kind": "remove_role", "role": str(theirs["role"])}), 404),
        Case("api-operations: region of a role", partial(send, {"kind": "set_role", "facts": facts}), 404),
        Case(
            "api-operations: positions",
            partial(send, {"kind": "seat", "positions": people, "role": str(ours["role"])}),
            400,
        ),
    ]
