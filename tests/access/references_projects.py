"""Projects: names of others' services and projects link to nothing of theirs."""

from functools import partial
from typing import Any

from services.models import Project
from tests.access.references_case import Case, called, is_told, posted
from tests.access.world import World


def project_cases(world: World) -> list[Case]:
    """Forms and endpoints."""
    return [*_named(world), *_linked(world)]


def _named(world: World) -> list[Case]:
    """A project may be called like another one of theirs."""
    name, row = world.theirs["project"].name, world.ours["project"]

    def has_name(answer: Any) -> bool:
        return Project.objects.filter(organisation=world.organisation, name=name).exists()

    ways = {
        "service-project-add: name": (partial(posted, world, "service-project-add", _form(name=name)), 302),
        "service-project-edit: name": (
            partial(posted, world, "service-project-edit", _form(name=name, version=row.version), uid=row),
            302,
        ),
        "api-projects: name": (partial(called, world, "post", "api-projects", {"name": name}), 201),
        "api-project: name": (
            partial(called, world, "patch", "api-project", {"name": name}, version=row.version, uid=row),
            200,
        ),
    }
    return [Case(what, send, status, has_name, makes_own=True) for what, (send, status) in ways.items()]


def _linked(world: World) -> list[Case]:
    """A foreign service is not there, whatever its name."""
    service, row = world.theirs["service"].name, world.ours["project"]

    def is_refused(answer: Any) -> bool:
        return is_told(answer) and not Project.objects.filter(name="New").exists()

    edited = _form(improves=service, version=row.version)
    body, own = {"name": "New", "replaces": [service]}, {"version": row.version, "uid": row}
    ways = {
        "service-project-add: new": partial(posted, world, "service-project-add", _form(new=service)),
        "service-project-edit: improves": partial(posted, world, "service-project-edit", edited, uid=row),
    }
    return [
        *(Case(what, send, 422, is_refused, makes_own=True) for what, send in ways.items()),
        Case("api-projects: replaces", partial(called, world, "post", "api-projects", body), 400, makes_own=True),
        Case("api-project: replaces", partial(called, world, "patch", "api-project", body, **own), 400, makes_own=True),
    ]


def _form(**stated: Any) -> dict[str, Any]:
    return {"name": "New", "stage": "proposed"} | stated
