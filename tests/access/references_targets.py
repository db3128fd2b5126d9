"""Owners of services in a scenario: services and roles of others are not there."""

from functools import partial

from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.world import World


def target_cases(world: World) -> list[Case]:
    """Their service in a scenario of ours, and a role of their scenario for a service of ours."""
    ours, theirs = world.ours, world.theirs
    there = {"uid": ours["scenario"], "service": theirs["service"]}
    here = {"uid": ours["scenario"], "service": ours["service"]}
    version = ours["scenario"].version
    form, role = {"version": version, "owner": "8"}, str(theirs["role"])
    with_role = partial(posted, world, "scenario-service-decide", form | {"owner": role}, **here)
    withdrawn = partial(posted, world, "scenario-service-withdraw", {"version": version}, **there)
    return [
        Case("scenario-service: service", partial(looked, world, "scenario-service", "", **there), 404),
        Case("scenario-service-decide: service", partial(posted, world, "scenario-service-decide", form, **there), 404),
        Case("scenario-service-decide: role", with_role, 422, is_told),
        Case("scenario-service-withdraw: service", withdrawn, 302, is_told),
        Case("api-scenario-service: service", partial(called, world, "get", "api-scenario-service", **there), 404),
        Case(
            "api-scenario-service: withdrawn",
            partial(called, world, "delete", "api-scenario-service", version=version, **there),
            404,
        ),
        Case(
            "api-scenario-service: role",
            partial(
                called, world, "put", "api-scenario-service", {"function": 8, "role": role}, version=version, **here
            ),
            400,
        ),
    ]
