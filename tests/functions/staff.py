"""A small organisation with people: two teams in two regions, leaders, and one whose work is split."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from core.actor import Actor, Role
from functions import actions, roles
from functions.models import Role as TargetRole
from functions.models import Scenario
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    RegionFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from towers.models import Position

INCIDENTS, PATCHING = 7, 8  # the functions of the two activities


@dataclass(frozen=True)
class Staffed:
    """Who works on which scenario, and the same as a browser."""

    lead: Membership
    scenario: Scenario
    client: Client

    @property
    def by(self) -> Actor:
        """The lead as actor."""
        return actor_of(self.lead)

    def act(self, action: Any, /, **more: Any) -> Any:
        """A step on the newest version."""
        self.scenario.refresh_from_db()
        return action(by=self.by, scenario=self.scenario, version=self.scenario.version, **more)

    def role(self, name: str, function: int | None, level: int, seats: int = 1, **more: Any) -> TargetRole:
        """A role that is there now."""
        self.act(roles.set_role, facts=roles.RoleForm(function, name, level, seats=seats, **more))
        return self.scenario.roles.get(name=name)

    def seats(self) -> dict[str, str]:
        """Role by the key of the position."""
        return dict(self.scenario.role_seats.order_by("position__key").values_list("position__key", "role__name"))

    def address(self, name: str, /, *parts: Any) -> str:
        """A page of the scenario."""
        return reverse(name, args=[self.lead.organisation.slug, self.scenario.uid, *parts])

    def post(self, name: str, /, *parts: Any, **sent: Any) -> str:
        """What the page says after a form was sent."""
        self.scenario.refresh_from_db()
        form = {"version": self.scenario.version, **sent}
        return self.client.post(self.address(name, *parts), form, follow=True).text


def staffed() -> Staffed:
    """Chief > L1 > A1, A2, A3 in Europe and Chief > L2 > B1, B2 in Asia; the preset places by default and globally.

    Team A: 3 FTE of incidents (7), 1 of patching (8). Team B: 2 of patching. A3 has effort of their own: half and half.
    """
    lead = member(Role.MODELLER)
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org, name="Now")
    incidents = ActivityFactory.create(organisation=org, name="Incidents", function_code=INCIDENTS)
    patching = ActivityFactory.create(organisation=org, name="Patching", function_code=PATCHING)
    teams = {}
    for name, region in (("A", "Europe"), ("B", "Asia")):
        teams[name] = TeamFactory.create(organisation=org, name=f"Team {name}")
        place = RegionFactory.create(organisation=org, name=region)
        BaselineTeamFactory.create(baseline=baseline, team=teams[name], region=place)
    chief = PositionFactory.create(baseline=baseline, key="Chief", title="Chief", team=None)
    for leader, team, keys in (("L1", "A", ("A1", "A2", "A3")), ("L2", "B", ("B1", "B2"))):
        above = PositionFactory.create(
            baseline=baseline, key=leader, title="Team lead", team=teams[team], manager=chief
        )
        for key in keys:
            PositionFactory.create(baseline=baseline, key=key, team=teams[team], manager=above)
    for team, activity, fte in (("A", incidents, 30_000), ("A", patching, 10_000), ("B", patching, 20_000)):
        EffortFactory.create(baseline=baseline, team=teams[team], activity=activity, fte=fte)
    torn = Position.objects.get(key="A3")
    for activity in (incidents, patching):
        EffortFactory.create(baseline=baseline, team=teams["A"], activity=activity, fte=5_000, position=torn)
    scenario = actions.create_scenario(by=actor_of(lead), baseline=baseline, name="Target", preset="global")
    return Staffed(lead, scenario, client_for(lead))
