"""The handoffs of a log in a scenario: the golden replay through the database, and how a group's function is found."""

from datetime import UTC, datetime, timedelta

import pytest

from core.actor import Role
from core.models import Run
from core.runs.worker import execute_here
from functions.models import Design, Placement, Scenario
from metrics.inputs.group_functions import read_group_targets
from metrics.inputs.versions import versions_today
from metrics.kinds import replay
from metrics.models import Result
from metrics.results import is_stale
from organisations.models import Membership
from services.models import Group, GroupPlacement, TicketLog
from tests.computations.golden_log import TICKETS
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    RegionFactory,
    ScenarioFactory,
    TeamFactory,
    actor_of,
    member,
)
from tests.metrics.golden_database import stored_log
from towers.models import Team

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    return ScenarioFactory.create(baseline=BaselineFactory.create(organisation=lead.organisation))


@pytest.fixture
def log(lead: Membership) -> TicketLog:
    """The golden log; A and C are of level 1, B has a team of its own."""
    team = TeamFactory.create(organisation=lead.organisation, name="Team B")
    groups = {"A": Group(name="A", level=1), "B": Group(name="B", level=2, team=team), "C": Group(name="C", level=1)}
    rows = [
        (f"T{ticket}", line, groups.get(event[-2]), START + timedelta(hours=int(event[:-2])))
        for ticket, events in TICKETS.items()
        for line, event in enumerate(events.split())
    ]
    return stored_log(lead, groups.values(), rows)


def place_team_b(scenario: Scenario, log: TicketLog, shares: dict[int, int], fte: int = 50_000) -> None:
    """Ticket-driven effort of team B, placed by shares."""
    team = Team.objects.get(groups__name="B", groups__log=log)
    activity = ActivityFactory.create(organisation=scenario.organisation, is_ticket_driven=True)
    EffortFactory.create(baseline=scenario.baseline, team=team, activity=activity, fte=fte)
    for code, share in shares.items():
        Placement.objects.create(scenario=scenario, team=team, activity=activity, function_code=code, share=share)


def make_global(scenario: Scenario) -> None:
    for code in range(1, 11):
        Design.objects.create(scenario=scenario, function_code=code, reach="global")


def target(scenario: Scenario, log: TicketLog, group: str) -> tuple[str, dict[int, float], dict[str, float]]:
    found = next(one for one in read_group_targets(scenario, log.pk).groups if one.group.name == group)
    return found.way, found.functions, found.units


def finished(run: Run) -> Run:
    done = execute_here(run)
    assert (done.state, done.error) == (Run.State.DONE, "")
    return done


def figures(run: Run) -> dict[str, float | None]:
    rows = Result.objects.filter(run=run, d1_key="").values_list("metric", "value")
    return {metric.removeprefix("replay_").removeprefix("handoffs_"): value for metric, value in rows}


def test_the_golden_replay_through_the_database(lead: Membership, scenario: Scenario, log: TicketLog) -> None:
    # A and C go to 7 by their level, B 60 % to 7 and 40 % to 8 by its team's effort.
    make_global(scenario)
    place_team_b(scenario, log, {7: 6_000, 8: 4_000})
    run = finished(replay.request(actor_of(lead), scenario, log))
    found = figures(run)
    assert [found[name] for name in ("today", "low", "high")] == [8, 0, 8]
    assert found["expected"] == pytest.approx(2.4)
    assert [found[name] for name in ("kept", "removed", "undetermined", "created")] == [0, 2, 6, 2]
    assert found["split_share"] == 6 / 16
    assert found["chance"] == pytest.approx((6.8 * 6.8 + 1.2 * 1.2) / 8)
    ways = dict(Result.objects.filter(run=run, metric="replay_decided_by").values_list("d1_key", "value"))
    assert ways == {"unchanged": 0, "placed": 0, "effort": 6 / 16, "level": 10 / 16, "unknown": 0}
    assert run.outcome["events_without_group"] == 1


def test_a_scenario_without_a_design_keeps_every_handoff(lead: Membership, scenario: Scenario, log: TicketLog) -> None:
    log.groups.update(region_name="Asia", level=1)  # one unit, if their level counted
    found = figures(finished(replay.request(actor_of(lead), scenario, log)))
    assert (found["today"], found["kept"], found["low"], found["high"]) == (8, 8, 8, 8)


def test_a_placement_by_hand_comes_before_the_teams_effort_and_that_before_the_level(
    scenario: Scenario, log: TicketLog
) -> None:
    make_global(scenario)
    assert target(scenario, log, "B")[:2] == ("level", {8: 1.0})
    place_team_b(scenario, log, {4: 10_000})
    assert target(scenario, log, "B")[:2] == ("effort", {4: 1.0})
    GroupPlacement.objects.create(scenario=scenario, group=log.groups.get(name="B"), function_code=9)
    assert target(scenario, log, "B")[:2] == ("placed", {9: 1.0})
    log.groups.filter(name="A").update(level=0)
    assert target(scenario, log, "A") == ("unknown", {}, {})


def test_shares_follow_the_ticket_driven_effort_and_what_is_not_placed_stays_at_home(
    scenario: Scenario, log: TicketLog
) -> None:
    make_global(scenario)
    place_team_b(scenario, log, {7: 5_000}, fte=30_000)
    place_team_b(scenario, log, {8: 10_000}, fte=10_000)
    other = ActivityFactory.create(organisation=scenario.organisation)
    EffortFactory.create(baseline=scenario.baseline, team=log.groups.get(name="B").team, activity=other, fte=90_000)
    way, functions, units = target(scenario, log, "B")
    assert (way, functions) == ("effort", {7: 0.375, 0: 0.375, 8: 0.25})
    assert units == {"7 / all regions": 0.375, "stays: team Team B": 0.375, "8 / all regions / team Team B": 0.25}


def test_the_main_function_is_the_largest_and_of_equals_the_lower(scenario: Scenario, log: TicketLog) -> None:
    make_global(scenario)
    place_team_b(scenario, log, {8: 5_000, 3: 5_000})
    found = {one.group.name: one.main_function for one in read_group_targets(scenario, log.pk).groups}
    assert found == {"A": 7, "B": 3, "C": 7}


def test_a_regional_function_is_one_unit_per_region_and_the_unknown_stay_alone(
    lead: Membership, scenario: Scenario, log: TicketLog
) -> None:
    Design.objects.create(scenario=scenario, function_code=7, reach="regional")
    log.groups.filter(name="C").update(region_name="Asia")
    place_team_b(scenario, log, {7: 10_000})
    region = RegionFactory.create(organisation=lead.organisation, name="Asia")
    BaselineTeamFactory.create(baseline=scenario.baseline, team=log.groups.get(name="B").team, region=region)
    units = {one.group.name: list(one.units) for one in read_group_targets(scenario, log.pk).groups}
    assert units == {"A": ["7 / alone: group A"], "B": ["7 / Asia"], "C": ["7 / Asia"]}


def test_an_empty_log_has_no_targets(lead: Membership, scenario: Scenario) -> None:
    empty = stored_log(lead, [], [])
    assert read_group_targets(scenario, empty.pk).groups == []
    assert len(read_group_targets(scenario, empty.pk).unit_shares()) == 0


def test_a_log_without_history_says_what_to_import(lead: Membership, scenario: Scenario) -> None:
    group = Group(name="A", level=1)
    single = stored_log(lead, [group], [("T1", 1, group, START)])
    failed = execute_here(replay.request(actor_of(lead), scenario, single))
    assert failed.error.endswith("has one event per ticket and so no handoffs. Import a log with history.")


def test_a_group_that_moves_makes_the_replay_stale(lead: Membership, scenario: Scenario, log: TicketLog) -> None:
    actor = actor_of(lead)
    run = finished(replay.request(actor, scenario, log))
    assert not is_stale(run, versions_today(actor, run))
    GroupPlacement.objects.create(scenario=scenario, group=log.groups.get(name="B"), function_code=9)
    assert is_stale(run, versions_today(actor, run))
    assert replay.request(actor, scenario, log) != run
