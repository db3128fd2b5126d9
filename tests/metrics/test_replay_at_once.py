"""The structural replay at once: from counted flows, equal to the run, to every event relabelled, and to SQL."""

import random
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actor import Role
from core.models import Run
from core.runs.worker import execute_here
from functions.models import Design, Placement, Scenario
from metrics.computations.replay import Replay, replay
from metrics.inputs import log_flows as flows_of_logs
from metrics.inputs.group_functions import read_group_targets
from metrics.inputs.kept import Kept
from metrics.inputs.log_flows import LogFlows, log_flows
from metrics.kinds import replay as kind
from metrics.models import Result
from metrics.selectors.consequences import consequences_of
from metrics.selectors.log_columns import log_events
from organisations.models import Membership
from services.facts import CACHE
from services.models import Event, Group, GroupPlacement, LogSegment, TicketLog
from tests.computations.golden_log import TICKETS
from tests.computations.plain import random_log
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    RegionFactory,
    ScenarioFactory,
    TeamFactory,
    actor_of,
    member,
)
from tests.metrics.golden_database import stored_log
from tests.metrics.relabelling import relabelled
from towers.models import Team

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
COUNTS = ("today", "kept", "removed", "undetermined", "created")


class Divided:
    """A baseline with three teams in two regions, whose ticket-driven effort a scenario divides."""

    def __init__(self) -> None:
        self.lead: Membership = member(Role.MODELLER)
        self.actor = actor_of(self.lead)
        self.baseline = BaselineFactory.create(organisation=self.lead.organisation)
        self.scenario: Scenario = ScenarioFactory.create(baseline=self.baseline)
        regions = [RegionFactory.create(organisation=self.lead.organisation, name=name) for name in ("EU", "AM")]
        self.teams = [self._team(number, regions[number % 2]) for number in range(3)]
        PositionFactory.create(baseline=self.baseline, team=self.teams[0], cost_low=100, cost_high=100)

    def _team(self, number: int, region: Any) -> Team:
        team: Team = TeamFactory.create(organisation=self.lead.organisation, name=f"Team {number}")
        BaselineTeamFactory.create(baseline=self.baseline, team=team, region=region)
        activity = ActivityFactory.create(organisation=self.lead.organisation, is_ticket_driven=True)
        EffortFactory.create(baseline=self.baseline, team=team, activity=activity, fte=50_000)
        for code, share in ({7: 10_000}, {7: 6_000, 8: 4_000}, {5: 2_500, 7: 5_000})[number].items():
            Placement.objects.create(
                scenario=self.scenario, team=team, activity=activity, function_code=code, share=share
            )
        return team

    def log(self, seed: int) -> TicketLog:
        """A random log; its groups are of one team each, of a level, placed by hand, or of unknown function."""
        draw = random.Random(seed)
        groups = [Group(name=f"G{n}", level=draw.randrange(3), team=draw.choice([None, *self.teams])) for n in range(4)]
        rows = [
            (str(ticket), line, None if group is None else groups[group], START + timedelta(hours=at))
            for line, (ticket, at, _, group, _, _) in enumerate(random_log(seed))
        ]
        log = stored_log(self.lead, groups, rows)
        if seed % 2:
            by_hand = log.groups.order_by("pk")[0]
            GroupPlacement.objects.create(scenario=self.scenario, group=by_hand, function_code=draw.choice([7, 9]))
        return log

    def replay(self, log: TicketLog) -> Replay:
        found = consequences_of(self.actor, Scenario.objects.get(pk=self.scenario.pk), str(log.uid)).replay
        assert found is not None
        return found


@pytest.fixture
def divided() -> Divided:
    return Divided()


def golden_log(owner: Membership, team: Team) -> TicketLog:
    groups = {"A": Group(name="A", level=1), "B": Group(name="B", level=2, team=team), "C": Group(name="C", level=1)}
    rows = [
        (f"T{ticket}", line, groups.get(event[-2]), START + timedelta(hours=int(event[:-2])))
        for ticket, events in TICKETS.items()
        for line, event in enumerate(events.split())
    ]
    return stored_log(owner, groups.values(), rows)


def make_global(scenario: Scenario) -> None:
    Design.objects.bulk_create(
        Design(scenario=scenario, function_code=code, reach=Design.Reach.GLOBAL) for code in range(1, 11)
    )


def test_the_golden_replay_at_once_is_that_of_the_run_and_of_sql(divided: Divided) -> None:
    # A and C go to 7 by their level, B (the second team) 60 % to 7 and 40 % to 8.
    make_global(divided.scenario)
    log = golden_log(divided.lead, divided.teams[1])
    found = divided.replay(log)
    assert (found.today, found.low, found.high) == (8, 0, 8)
    assert found.expected == pytest.approx(2.4)
    assert (found.kept, found.removed, found.undetermined, found.created) == (0, 2, 6, 2)
    assert found.chance == pytest.approx((6.8**2 + 1.2**2) / 8**2)
    run = execute_here(kind.request(divided.actor, divided.scenario, log))
    assert (run.state, run.error) == (Run.State.DONE, "")
    kept = dict(Result.objects.filter(run=run, d1_key="").values_list("metric", "value"))
    assert {f"replay_handoffs_{name}": getattr(found, name) for name in kind.COUNTS}.items() <= kept.items()
    assert kept["replay_handoffs_chance"] == (found.chance or 0) * 8
    assert (kept["replay_split_share"], kept["replay_unknown_share"]) == (found.split_share, found.unknown_share)
    sql = relabelled(log.pk, read_group_targets(divided.scenario, log.pk))
    assert sql == {name: getattr(found, name) for name in COUNTS} | {"expected": pytest.approx(2.4)}


def test_random_logs_at_once_are_those_of_every_event_relabelled(divided: Divided) -> None:
    outcomes: dict[str, int] = dict.fromkeys(COUNTS, 0)
    for seed in range(12):
        log = divided.log(seed)
        if seed == 6:
            make_global(divided.scenario)
        targets = read_group_targets(divided.scenario, log.pk)
        event_by_event = replay(log_events(divided.actor, log).events, targets.unit_shares())
        if log.segments.get().has_history:
            assert asdict(divided.replay(log)) == asdict(event_by_event)
        sql = relabelled(log.pk, targets)
        assert {name: sql[name] for name in COUNTS} == {name: getattr(event_by_event, name) for name in COUNTS}
        assert sql["expected"] == pytest.approx(event_by_event.expected, abs=1e-9)
        outcomes = {name: outcomes[name] + sql[name] for name in COUNTS}
    assert min(outcomes.values()) > 5, outcomes


def test_no_event_is_read_once_the_flows_are_kept(divided: Divided) -> None:
    log = golden_log(divided.lead, divided.teams[1])
    first = divided.replay(log)
    Event.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        assert divided.replay(log) == first
    assert not [query for query in captured.captured_queries if "services_event" in query["sql"]]


def test_the_flows_are_kept_as_a_file_that_another_process_reads(
    divided: Divided, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    log = golden_log(divided.lead, divided.teams[1])
    counted = log_flows(log.pk)
    (path,) = (tmp_path / "flows").iterdir()
    Event.objects.all().delete()
    CACHE.kept.clear()  # as another process has it
    monkeypatch.setattr(flows_of_logs, "_KEPT", Kept[LogFlows](8))
    known = log_flows(log.pk)
    assert known is not counted
    assert known.group_ids.tolist() == counted.group_ids.tolist()
    assert known.without_group == counted.without_group == 1
    for name in ("across", "inside"):
        one, other = getattr(known.flows, name), getattr(counted.flows, name)
        assert [one.sender.tolist(), one.receiver.tolist(), one.count.tolist()] == [
            other.sender.tolist(),
            other.receiver.tolist(),
            other.count.tolist(),
        ]
    assert path.read_bytes()


def test_a_file_that_is_damaged_is_counted_again(
    divided: Divided, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    log = golden_log(divided.lead, divided.teams[1])
    counted = log_flows(log.pk)
    (path,) = (tmp_path / "flows").iterdir()
    path.write_bytes(path.read_bytes()[:100])
    monkeypatch.setattr(flows_of_logs, "_KEPT", Kept[LogFlows](8))
    assert log_flows(log.pk).flows.across.count.tolist() == counted.flows.across.count.tolist()


def test_a_log_that_grows_or_shrinks_has_other_flows(divided: Divided) -> None:
    log = golden_log(divided.lead, divided.teams[1])
    assert divided.replay(log).today == 8
    LogSegment.objects.filter(log=log).update(state=LogSegment.State.UNDONE)
    assert len(log_flows(log.pk).group_ids) == 0


def test_a_group_of_another_team_moves_the_replay_with_the_logs_version(divided: Divided) -> None:
    make_global(divided.scenario)
    log = golden_log(divided.lead, divided.teams[1])
    assert divided.replay(log).undetermined == 6
    log.groups.filter(name="B").update(team=divided.teams[0])
    TicketLog.objects.filter(pk=log.pk).update(version=log.version + 1)
    assert divided.replay(log).undetermined == 0
