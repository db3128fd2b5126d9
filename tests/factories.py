"""Rows for tests; names are made unique by a counter."""

from datetime import date
from typing import Any

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from core.actor import ALL_SCOPES, Actor, Right, Role
from functions.models import Scenario
from organisations.models import Membership, Organisation, User
from services.models import TicketLog
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Region, Team, Tower


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MODELLER
    rights = factory.List([])


class NamedFactory(DjangoModelFactory[Any]):
    class Meta:
        abstract = True

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Name {n}")
    key = factory.LazyAttribute(lambda row: row.name.casefold())


class TowerFactory(NamedFactory):
    class Meta:
        model = Tower


class RegionFactory(NamedFactory):
    class Meta:
        model = Region


class TeamFactory(NamedFactory):
    class Meta:
        model = Team


class ActivityFactory(NamedFactory):
    class Meta:
        model = Activity

    function_code = 8


class BaselineFactory(DjangoModelFactory[Baseline]):
    class Meta:
        model = Baseline

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Baseline {n}")
    as_of = date(2026, 3, 31)


class BaselineTeamFactory(DjangoModelFactory[BaselineTeam]):
    class Meta:
        model = BaselineTeam

    baseline = factory.SubFactory(BaselineFactory)
    team = factory.SubFactory(TeamFactory, organisation=factory.SelfAttribute("..baseline.organisation"))


class PositionFactory(DjangoModelFactory[Position]):
    class Meta:
        model = Position

    baseline = factory.SubFactory(BaselineFactory)
    key = factory.Sequence(lambda n: f"P{n}")
    title = "Engineer"
    fte = 10_000
    team = factory.SubFactory(TeamFactory, organisation=factory.SelfAttribute("..baseline.organisation"))


class EffortFactory(DjangoModelFactory[Effort]):
    class Meta:
        model = Effort

    baseline = factory.SubFactory(BaselineFactory)
    team = factory.SubFactory(TeamFactory, organisation=factory.SelfAttribute("..baseline.organisation"))
    activity = factory.SubFactory(ActivityFactory, organisation=factory.SelfAttribute("..baseline.organisation"))
    fte = 10_000
    evidence = Effort.Evidence.MEASURED


class ScenarioFactory(DjangoModelFactory[Scenario]):
    class Meta:
        model = Scenario

    baseline = factory.SubFactory(BaselineFactory)
    organisation = factory.SelfAttribute("baseline.organisation")
    name = factory.Sequence(lambda n: f"Scenario {n}")


class TicketLogFactory(DjangoModelFactory[TicketLog]):
    class Meta:
        model = TicketLog

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Log {n}")


def member(role: Role = Role.MODELLER, *rights: Right, organisation: Organisation | None = None) -> Membership:
    """A new person in the organisation (a new one if none is given)."""
    owner = organisation or OrganisationFactory.create()
    return MembershipFactory.create(organisation=owner, role=role, rights=[str(right) for right in rights])


def actor_of(membership: Membership) -> Actor:
    """The member as an actor with all scopes."""
    return membership.actor(ALL_SCOPES)


def client_for(membership: Membership) -> Client:
    """A browser in which the member is signed in."""
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    return client
