"""A small organisation for the board: two towers, two regions, three teams."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum
from django.test import Client
from django.urls import reverse

from core.actor import Actor, Role
from functions import actions
from functions.models import Placement, Scenario
from functions.projection import Pair
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    RegionFactory,
    TeamFactory,
    TowerFactory,
    actor_of,
    client_for,
    member,
)
from towers.models import Activity, Effort, Team

TEAMS = (("Server EU", "Server", "Europe"), ("Server AM", "Server", "Americas"), ("Network EU", "Network", "Europe"))
WORK = (("Reporting", 10, 20_000), ("Incidents", 7, 60_000), ("Patching", 8, 12_345))


@dataclass(frozen=True)
class Place:
    """Who works on which scenario, and the same as a browser."""

    lead: Membership
    scenario: Scenario
    client: Client

    @property
    def by(self) -> Actor:
        """The lead as actor."""
        return actor_of(self.lead)

    def address(self, name: str = "", scenario: Scenario | None = None) -> str:
        """The board's page, or what belongs to it."""
        named = f"scenario-board-{name}" if name else "scenario-board"
        return reverse(named, args=[self.lead.organisation.slug, (scenario or self.scenario).uid])

    def data(self, query: str = "") -> Any:
        """The whole board."""
        return self.client.get(self.address("data") + query).json()

    def send(self, name: str, client: Client | None = None, **body: Any) -> Any:
        """The answer to a step; the newest version unless one is given."""
        self.scenario.refresh_from_db()
        sent = {"version": self.scenario.version, **body}
        return (client or self.client).post(self.address(name), sent, content_type="application/json")

    def move(self, team: str, activity: str, shares: dict[int, int], **more: Any) -> Any:
        """One card."""
        return self.send("moves", moves=[[uid(Team, team), uid(Activity, activity), shares]], **more)


def uid(model: Any, name: str) -> str:
    """The uid of what has this name."""
    return str(model.objects.get(name=name).uid)


def place() -> Place:
    """Everything lies in its default function; the managers' work is no card."""
    lead = member(Role.MODELLER)
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org)
    activities = [ActivityFactory.create(organisation=org, name=name, function_code=code) for name, code, _ in WORK]
    leading = ActivityFactory.create(organisation=org, name="Leading", function_code=10, is_management=True)
    towers = {name: TowerFactory.create(organisation=org, name=name) for name in ("Server", "Network")}
    regions = {name: RegionFactory.create(organisation=org, name=name) for name in ("Europe", "Americas")}
    for name, tower, region in TEAMS:
        team = TeamFactory.create(organisation=org, name=name)
        BaselineTeamFactory.create(baseline=baseline, team=team, tower=towers[tower], region=regions[region])
        for activity, (_, _, fte) in zip(activities, WORK, strict=True):
            EffortFactory.create(baseline=baseline, team=team, activity=activity, fte=fte)
        EffortFactory.create(baseline=baseline, team=team, activity=leading, fte=10_000)
    scenario = actions.create_scenario(by=actor_of(lead), baseline=baseline, name="Global", preset="global")
    return Place(lead, scenario, client_for(lead))


def many(count: int) -> Place:
    """A board of `count` cards."""
    lead = member(Role.MODELLER)
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org)
    activities = [
        ActivityFactory.create(organisation=org, name=f"Activity number {n}", function_code=n % 10 + 1)
        for n in range(20)
    ]
    efforts = []
    for n in range(count // 20):
        team = TeamFactory.create(organisation=org, name=f"Team of some length {n}")
        BaselineTeamFactory.create(baseline=baseline, team=team)
        efforts += [
            Effort(baseline=baseline, team=team, activity=one, fte=7_500, evidence="assumed") for one in activities
        ]
    Effort.objects.bulk_create(efforts)
    scenario = actions.create_scenario(by=actor_of(lead), baseline=baseline, name="Large", preset="global")
    return Place(lead, scenario, client_for(lead))


def shares_of(scenario: Scenario, team: str, activity: str) -> dict[int, int]:
    """Where the pair lies."""
    rows = scenario.placements.filter(team__name=team, activity__name=activity)
    return dict(rows.values_list("function_code", "share"))


def rows_of(scenario: Scenario) -> list[Any]:
    """All placements."""
    return sorted(scenario.placements.values_list("team", "activity", "function_code", "share"))


def summed(scenario: Scenario) -> list[int]:
    """The volume of every column, added up by the database alone."""
    efforts = Effort.objects.filter(baseline=scenario.baseline, activity__is_management=False)
    whole = sum(row["fte"] for row in efforts.values("fte")) * 10_000
    placed = Placement.objects.filter(
        scenario=scenario,
        team__effort__baseline=scenario.baseline,
        team__effort__activity=F("activity"),
    )
    by_code = placed.values("function_code").annotate(volume=Sum(F("share") * F("team__effort__fte")))
    sums = {row["function_code"]: row["volume"] for row in by_code}
    return [whole - sum(sums.values()), *(sums.get(code, 0) for code in range(1, 11))]


def pairs(scenario: Scenario) -> list[Pair]:
    """Ids of what can be moved."""
    rows = Effort.objects.filter(baseline=scenario.baseline, activity__is_management=False)
    return sorted(rows.values_list("team_id", "activity_id"))
