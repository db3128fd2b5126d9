"""Owners of services in a scenario: services and roles of others are not there."""

from functools import partial

from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.world import World


def target_cases(world: World) -> list[Case]:
    """Their service in a scenario of ours, and a role of their scenario for a service of ours."""
    ours, theirs = world.ours, world.theirs
    there = {"uid": ours["scenario"], "service": theirs["service"]}
    here = {"uid": ours["scenario"], "service": ours["service"]}
    form, role = {"version": 0, "owner": "8"}, str(theirs["role"])
    with_role = partial(posted, world, "scenario-service-decide", {"version": 1, "owner": role}, **here)
    over_rest = {"function": 8, "role": role}
    return [
        Case("scenario-service: service", partial(looked, world, "scenario-service", "", **there), 404),
        Case("scenario-service-decide: service", partial(posted, world, "scenario-service-decide", form, **there), 404),
        Case("scenario-service-decide: role", with_role, 302, is_told),
        Case(
            "scenario-service-withdraw: service",
            partial(posted, world, "scenario-service-withdraw", {"version": 1}, **there),
            404,
        ),
        Case("api-scenario-service: service", partial(called, world, "get", "api-scenario-service", **there), 404),
        Case(
            "api-scenario-service: role",
            partial(called, world, "put", "api-scenario-service", over_rest, version=1, **here),
            400,
        ),
    ]
