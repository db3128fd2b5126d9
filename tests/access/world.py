"""Two organisations with one of everything; the foreign one carries a word that must turn up nowhere."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from core.actor import Right, Role, Scope
from organisations import actions
from organisations.models import Membership, Organisation
from tests.access.contents import contents
from tests.factories import OrganisationFactory, actor_of, client_for, member

CANARY = "Kanarienvogel"


@dataclass
class World:
    """`ours` and `theirs` hold the objects by the word that the table uses for them."""

    organisation: Organisation
    foreign: Organisation
    ours: dict[str, Any]
    theirs: dict[str, Any]
    browsers: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


PEOPLE: dict[str, tuple[Role, tuple[Right, ...]]] = {
    "viewer": (Role.VIEWER, ()),
    "modeller": (Role.MODELLER, ()),
    "admin": (Role.ADMIN, (Right.PAY, Right.APPROVE)),
}


def token_of(membership: Membership, *scopes: Scope) -> str:
    """The clear text of a new token."""
    _, clear = actions.create_token(by=actor_of(membership), name="matrix", scopes=scopes)
    return clear


def build_world() -> World:
    """Everything twice, and a person of each kind."""
    ours = OrganisationFactory.create(name="Ours", slug="ours")
    theirs = OrganisationFactory.create(name=f"Theirs {CANARY}", slug="theirs")
    world = World(ours, theirs, contents(ours, ""), contents(theirs, f" {CANARY}"))
    for name, (role, rights) in PEOPLE.items():
        person = member(role, *rights, organisation=ours)
        world.browsers[name] = client_for(person)
        world.tokens[f"{name} read"] = token_of(person, Scope.READ)
        world.tokens[f"{name} write"] = token_of(person, Scope.READ, Scope.WRITE)
    _add_outsiders(world, ours, theirs)
    return world


def _add_outsiders(world: World, ours: Organisation, theirs: Organisation) -> None:
    stranger = member(Role.ADMIN, Right.PAY, Right.APPROVE, organisation=theirs)
    removed = member(Role.ADMIN, Right.PAY, organisation=ours)
    world.browsers |= {"stranger": client_for(stranger), "removed": client_for(removed), "nobody": Client()}
    world.tokens |= {
        "stranger write": token_of(stranger, Scope.READ, Scope.WRITE),
        "removed write": token_of(removed, Scope.READ, Scope.WRITE),
        "no token": "",
    }
    removed.is_active = False
    removed.save()
