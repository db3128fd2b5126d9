"""The portfolio: names of others' services, teams, towers and customer groups link to nothing of theirs."""

from functools import partial
from typing import Any

from services.models import CustomerGroup, Offering, OfferingLabour, Service, ServiceOwner, TechnologyReuse
from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.references_imports import by_wizard, own_import
from tests.access.world import World


def portfolio_cases(world: World) -> list[Case]:
    """Forms and endpoints."""
    own = [*_named(world), *_owned(world), *_towers(world), *_offerings(world)]
    return [*own, *_technologies(world), _list_case(world), _labour_case(world)]


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


def _technologies(world: World) -> list[Case]:
    """Nothing is said of a technology that only services of theirs touch, nor by it."""
    name = world.theirs["service"].technologies.get().name
    said = {"name": name, "reuse": "reuse"}
    form = partial(posted, world, "service-reuse", said | {"version": 0})
    patched = partial(called, world, "patch", "api-technologies", said, version=0)

    def is_unsaid(answer: Any) -> bool:
        return not TechnologyReuse.objects.filter(organisation=world.organisation).exists()

    return [
        Case("service-reuse: name", form, 302, is_unsaid, makes_own=True),
        Case("api-technologies: name", patched, 400, is_unsaid, makes_own=True),
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
            422,
            is_refused,
            makes_own=True,
        ),
        Case("api-service: towers", patched, 400, makes_own=True),
    ]


def _offerings(world: World) -> list[Case]:
    """A foreign offering below a service of one's own, and a foreign team that works on one."""
    ours, theirs = world.ours, world.theirs
    place = {"uid": ours["service"], "offering": theirs["offering"]}
    version = {"version": theirs["offering"].version}
    work = {"name": "New", "kind": "standard", "cost_grows": "both", "labour": f"{theirs['team'].name}: 1"}

    def is_refused(answer: Any) -> bool:
        return "There is no team" in answer.text and not Offering.objects.filter(name="New").exists()

    called_there = partial(called, world, name="api-offering", version=theirs["offering"].version, **place)
    foreign_work = {"name": "New", "labour": [{"team": str(theirs["team"].uid), "fte": 5_000}]}
    own = {"uid": ours["service"], "offering": ours["offering"]}
    changed = partial(called, world, "patch", "api-offering", foreign_work, version=ours["offering"].version, **own)
    new = partial(posted, world, "service-offering-new", work, uid=ours["service"])
    removed = partial(posted, world, "service-offering-remove", version, **place)
    return [
        Case("service-offering: offering", partial(looked, world, "service-offering", "", **place), 404),
        Case("service-offering-remove: offering", removed, 404),
        Case("service-offering-new: labour", new, 422, is_refused, makes_own=True),
        Case("api-offering: offering", partial(called_there, "delete"), 404),
        Case("api-offering: labour", changed, 404),
        Case(
            "api-offerings: labour",
            partial(called, world, "post", "api-offerings", foreign_work, uid=ours["service"]),
            404,
        ),
    ]


def _list_case(world: World) -> Case:
    """A catalogue that names their service, owner and tower makes a service of one's own that is linked to neither."""
    theirs = world.theirs
    names = theirs["service"].name, theirs["team"].name, theirs["tower"].name, theirs["customer group"].name
    text = f"Service,Owner,Towers,Customer groups\n{','.join(names)}\n"

    def is_own(answer: Any) -> bool:
        own = Service.objects.get(organisation=world.organisation, name=names[0])
        return own.towers.count() == 0 and own.owners.get().team_id is None

    send = partial(by_wizard, world, "services", "", text)
    return Case("import-upload: names in a catalogue", send, 302, is_own, makes_own=True)


def _labour_case(world: World) -> Case:
    """A catalogue that places work of their team on an offering: no such team is there, and nothing is made."""
    text = f"Service,Offering,Labour\nMail,Mailbox,{world.theirs['team'].name}: 1\n"

    def is_refused(answer: Any) -> bool:
        found = list(own_import(world).defects.values_list("code", "column"))
        placed = OfferingLabour.objects.filter(offering__name="Mailbox")
        return found == [("offering-refused", "labour")] and not placed.exists()

    send = partial(by_wizard, world, "services", "", text)
    return Case("import-upload: teams in a catalogue", send, 302, is_refused, makes_own=True)


def _form(**stated: str) -> dict[str, str]:
    return {"name": "New", "stage": "catalogue"} | stated
