"""The portfolio: names of others' services, teams, towers and customer groups link to nothing of theirs."""

from functools import partial
from typing import Any

from services.models import CustomerGroup, Service, ServiceOwner
from tests.access.references_case import Case, called, is_told, posted
from tests.access.world import World


def portfolio_cases(world: World) -> list[Case]:
    """Forms and endpoints."""
    return [*_named(world), *_owned(world), *_towers(world)]


def _named(world: World) -> list[Case]:
    """A service may be called like another one of theirs."""
    name, row = world.theirs["service"].name, world.ours["service"]

    def has_name(answer: Any) -> bool:
        return Service.objects.filter(organisation=world.organisation, name=name).exists()

    form, change = _form(name=name), {"version": row.version, "uid": row}
    edited = partial(posted, world, "service-edit", form | {"version": row.version}, uid=row)
    patched = partial(called, world, "patch", "api-service", {"name": name}, **change)
    return [
        Case("service-add: name", partial(posted, world, "service-add", form), 302, has_name, makes_own=True),
        Case("service-edit: name", edited, 302, has_name, makes_own=True),
        Case(
            "api-services: name",
            partial(called, world, "post", "api-services", {"name": name}),
            201,
            has_name,
            makes_own=True,
        ),
        Case("api-service: name", patched, 200, has_name, makes_own=True),
    ]


def _owned(world: World) -> list[Case]:
    """A foreign team's name is a free name, a foreign customer group's makes one of one's own."""
    team, group = world.theirs["team"].name, world.theirs["customer group"].name

    def is_free(answer: Any) -> bool:
        owner = ServiceOwner.objects.get(service__organisation=world.organisation, name=team)
        return owner.team_id is None and CustomerGroup.objects.filter(name=group).count() == 2

    form, body = _form(owners=team, customers=group), {"name": "New", "owners": [team], "customers": [group]}
    return [
        Case("service-add: owners", partial(posted, world, "service-add", form), 302, is_free, makes_own=True),
        Case(
            "api-services: owners",
            partial(called, world, "post", "api-services", body),
            201,
            is_free,
            makes_own=True,
        ),
    ]


def _towers(world: World) -> list[Case]:
    """A foreign tower is not there, whatever its name."""
    tower, row = world.theirs["tower"].name, world.ours["service"]
    patched = partial(called, world, "patch", "api-service", {"towers": [tower]}, version=row.version, uid=row)

    def is_refused(answer: Any) -> bool:
        return is_told(answer) and not Service.objects.filter(name="New").exists()

    return [
        Case(
            "service-add: towers",
            partial(posted, world, "service-add", _form(towers=tower)),
            302,
            is_refused,
            makes_own=True,
        ),
        Case("api-service: towers", patched, 400, makes_own=True),
    ]


def _form(**stated: str) -> dict[str, str]:
    return {"name": "New", "stage": "catalogue"} | stated
