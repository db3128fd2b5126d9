"""How long a saving of an organisation of usual size takes: 1,000 positions, 720 rows of effort, 20,000 tickets."""

import time
from datetime import timedelta

import numpy as np
import pytest

from core.actor import Role
from core.models import Run
from core.runs.worker import execute_here
from functions.actions import create_scenario
from functions.models import Scenario
from metrics.kinds import savings
from organisations.models import Membership
from services.models import Group, TicketLog
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    RegionFactory,
    TeamFactory,
    actor_of,
    member,
)
from tests.metrics.golden_database import MONDAY, stored_log
from towers.models import Activity, Baseline, Effort, Position, Team

pytestmark = pytest.mark.django_db

TEAMS, ACTIVITIES, STAFF_PER_TEAM, MANAGERS_PER_TEAM, TICKETS = 60, 12, 15, 2, 20_000
LONGEST_S = 60
SCALES = ("administrative", "factory", "expert", "specialist", "hands")


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def teams(lead: Membership) -> list[Team]:
    return [TeamFactory.create(organisation=lead.organisation) for _ in range(TEAMS)]


@pytest.fixture
def scenario(lead: Membership, teams: list[Team]) -> Scenario:
    baseline: Baseline = BaselineFactory.create(organisation=lead.organisation)
    regions = [RegionFactory.create(organisation=lead.organisation) for _ in range(3)]
    for place, team in enumerate(teams):
        BaselineTeamFactory.create(baseline=baseline, team=team, region=regions[place % 3])
    add_positions(baseline, teams)
    add_efforts(baseline, teams)
    return create_scenario(by=actor_of(lead), baseline=baseline, name="Regional", preset="regional")


def add_positions(baseline: Baseline, teams: list[Team]) -> None:
    """In each team staff under two managers, who report to the first position of all."""
    cost = [9_000_000 + 1_000_000 * (place % 3) for place in range(TEAMS)]
    heads = Position.objects.bulk_create(
        position(baseline, f"M{place}-{one}", teams[place], cost[place] * 1.4)
        for place in range(TEAMS)
        for one in range(MANAGERS_PER_TEAM)
    )
    for head in heads[1:]:
        head.manager = heads[0]
    Position.objects.bulk_update(heads, ["manager"])
    Position.objects.bulk_create(
        position(baseline, f"S{place}-{one}", teams[place], cost[place], heads[place * MANAGERS_PER_TEAM + one % 2])
        for place in range(TEAMS)
        for one in range(STAFF_PER_TEAM)
    )


def position(baseline: Baseline, key: str, team: Team, cost: float, manager: Position | None = None) -> Position:
    return Position(
        baseline=baseline, key=key, team=team, fte=10_000, cost_low=int(cost), cost_high=int(cost), manager=manager
    )


def add_efforts(baseline: Baseline, teams: list[Team]) -> None:
    random = np.random.default_rng(1)
    activities: list[Activity] = [
        ActivityFactory.create(
            organisation=baseline.organisation,
            function_code=number % 10 + 1,
            scale_class=SCALES[number % 5],
            is_ticket_driven=number % 10 + 1 in (5, 7, 8),
            value_class="low" if number % 10 == 9 else "necessary",
        )
        for number in range(ACTIVITIES)
    ]
    Effort.objects.bulk_create(
        Effort(
            baseline=baseline,
            team=team,
            activity=activity,
            fte=int(share * STAFF_PER_TEAM * 10_000),
            evidence="assumed",
        )
        for team in teams
        for activity, share in zip(activities, random.dirichlet(np.full(ACTIVITIES, 2.0)), strict=True)
    )


@pytest.fixture
def log(lead: Membership, teams: list[Team]) -> TicketLog:
    random = np.random.default_rng(2)
    groups = [Group(name=team.name, team=team) for team in teams]
    minutes = random.integers(0, 26 * 7 * 24 * 60, TICKETS)
    rows = [
        (f"T{number}", number, groups[number % TEAMS], MONDAY + timedelta(minutes=int(minute)))
        for number, minute in enumerate(minutes)
    ]
    return stored_log(lead, groups, rows)


def test_ten_thousand_draws_take_seconds(
    lead: Membership, scenario: Scenario, log: TicketLog, capsys: pytest.CaptureFixture[str]
) -> None:
    run = savings.request(actor_of(lead), scenario, log)
    start = time.perf_counter()
    done = execute_here(run)
    seconds = time.perf_counter() - start
    with capsys.disabled():
        print(f"\nsaving of {TEAMS * (STAFF_PER_TEAM + MANAGERS_PER_TEAM):,} positions: {seconds:.1f} s")
    assert done.state == Run.State.DONE, done.error
    assert seconds < LONGEST_S
