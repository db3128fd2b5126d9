"""A real incident log replayed at once in two scenarios: as the run, every event relabelled, and SQL have it."""

from dataclasses import asdict

import numpy as np
import pytest

from core.actor import Role
from functions.models import Design, Placement, Scenario
from metrics.computations.replay import Replay, replay
from metrics.inputs.group_functions import read_group_targets
from metrics.selectors.consequences import consequences_of
from metrics.selectors.log_columns import log_events
from organisations.models import Membership
from services.facts import seen_groups
from services.models import TicketLog
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    PositionFactory,
    ScenarioFactory,
    TeamFactory,
    actor_of,
    member,
)
from tests.metrics.relabelling import handoffs_between_units, relabelled
from tests.metrics.test_handoffs_volvo import from_csv
from towers.models import Activity, Baseline, Effort

pytestmark = [pytest.mark.django_db, pytest.mark.data]
BUSIEST = 40


def placed(baseline: Baseline, activity: Activity, shares: dict[int, int]) -> Scenario:
    """All functions global; the effort of every team on the activity by these shares."""
    scenario: Scenario = ScenarioFactory.create(baseline=baseline)
    Design.objects.bulk_create(
        Design(scenario=scenario, function_code=code, reach=Design.Reach.GLOBAL) for code in range(1, 11)
    )
    Placement.objects.bulk_create(
        Placement(scenario=scenario, team=effort.team, activity=activity, function_code=code, share=share)
        for effort in Effort.objects.filter(baseline=baseline).select_related("team")
        for code, share in shares.items()
    )
    return scenario


def make_teams(lead: Membership, log: TicketLog, baseline: Baseline, activity: Activity) -> None:
    """The forty busiest groups become teams with ticket-driven effort."""
    columns = log_events(actor_of(lead), log)
    counts = np.bincount(columns.events.group[columns.events.group >= 0])
    groups = seen_groups(log.pk)
    for place in np.argsort(-counts, kind="stable")[:BUSIEST].tolist():
        team = TeamFactory.create(organisation=lead.organisation, name=f"Team {groups[place].name}")
        log.groups.filter(pk=groups[place].pk).update(team=team)
        EffortFactory.create(baseline=baseline, team=team, activity=activity, fte=30_000)
    PositionFactory.create(baseline=baseline, team=team, cost_low=100, cost_high=100)


def test_two_scenarios_of_the_incident_log(capsys: pytest.CaptureFixture[str]) -> None:
    lead = member(Role.MODELLER)
    log, actor = from_csv(lead), actor_of(lead)
    baseline = BaselineFactory.create(organisation=lead.organisation)
    activity = ActivityFactory.create(organisation=lead.organisation, is_ticket_driven=True)
    make_teams(lead, log, baseline, activity)
    whole = placed(baseline, activity, {7: 10_000})
    divided = placed(baseline, activity, {7: 6_000, 8: 4_000})
    found = {}
    for name, scenario in (("whole", whole), ("divided", divided)):
        at_once = consequences_of(actor, scenario, str(log.uid)).replay
        assert at_once is not None
        targets = read_group_targets(scenario, log.pk)
        assert asdict(at_once) == asdict(replay(log_events(actor, log).events, targets.unit_shares()))
        sql = relabelled(log.pk, targets)
        assert sql.pop("expected") == pytest.approx(at_once.expected)
        assert sql == {count: getattr(at_once, count) for count in sql}
        found[name] = at_once
        with capsys.disabled():
            print(f"\n  {name}: {_words(at_once)}")
    assert handoffs_between_units(log.pk, read_group_targets(whole, log.pk)) == found["whole"].low
    assert found["whole"].today == found["divided"].today == 9_454


def _words(one: Replay) -> str:
    return (
        f"{one.removed:,} removed, {one.kept:,} kept, {one.created:,} created, {one.undetermined:,} undetermined of "
        f"{one.today:,}; {one.low:,} to {one.high:,}, expected {one.expected:,.1f}; chance {one.chance or 0:.4f}, "
        f"{one.split_share or 0:.4f} of the events in divided teams"
    )
