"""The golden organisation (6 teams, 12 position rows, 3 activities; k EUR) in the database, with its ticket log."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from core.actor import Actor, Right, Role
from core.models import Import
from functions.actions import apply_default_mapping, place, set_reach
from functions.models import Scenario
from functions.projection import HOME
from metrics.assumptions.actions import set_assumption
from organisations.models import Membership
from services.models import Event, Group, LogSegment, Ticket, TicketLog
from tests.computations.golden_organisation import EFFORT, K, golden_values
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    RegionFactory,
    ScenarioFactory,
    TeamFactory,
    TicketLogFactory,
    TowerFactory,
    actor_of,
    member,
)
from towers.models import Activity, Baseline, Position, Team

TEAMS = (("S-AM", "AM"), ("S-EU", "EU"), ("S-AS", "AS"), ("N-AM", "AM"), ("N-EU", "EU"), ("N-AS", "AS"))
MANAGERS = (("P01", "S-EU", 1, 150, None), ("P02", "S-EU", 5, 110, "P01"), ("P03", "N-EU", 5, 110, "P01"))
STAFF = (
    ("P04", "S-AM", 10, 100, "P02"),
    ("P05", "S-EU", 8, 90, "P02"),
    ("P06", "S-EU", 4, 90, "P02"),
    ("P07", "S-AS", 6, 50, "P02"),
    ("P08", "N-AM", 8, 100, "P03"),
    ("P09", "N-EU", 6, 90, "P03"),
    ("P10", "N-EU", 0.5, 90, "P03"),
    ("P11", "N-AS", 6, 50, "P03"),
    ("P12", "N-AS", 2, 50, "P03"),
)
# 48 hours of the week (Monday to Saturday, 8 to 16) over four weeks. With a queue share of .6, 40 contract hours, a
# third of them not worked and .75 of the rest busy, a ticket takes 20 minutes and 6 FTE carry 1.5 erlangs:
# 6 x .6 x 40 x 2/3 x .75 / 48. Seats are those of the example: 3 + 3 -> 4, 3 + 2 -> 4, 2 + 3 -> 4.
TICKETS_PER_HOUR = {"S-AM": 18, "S-EU": 18, "S-AS": 12, "N-AM": 15, "N-EU": 12, "N-AS": 15}
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
# One wave from month 4 captures all that its ramp reaches.
OWN = {"shrinkage": 1 / 3, "utilisation": 0.75, "minimum_cover": 1.0, "wave_start": 4.0, "capture_share": 1.0}


class Golden:
    """The organisation with a modeller who may see pay."""

    def __init__(self) -> None:
        self.member: Membership = member(Role.MODELLER, Right.PAY)
        self.organisation = self.member.organisation
        self.actor: Actor = actor_of(self.member)
        self.baseline: Baseline = BaselineFactory.create(organisation=self.organisation)
        self.regions = {
            name: RegionFactory.create(organisation=self.organisation, name=name) for name in ("AM", "EU", "AS")
        }
        self.towers = {name: TowerFactory.create(organisation=self.organisation, name=name) for name in "SN"}
        self.teams: dict[str, Team] = {name: self._team(name, region) for name, region in TEAMS}
        self.activities = self._activities()
        self._positions()
        self._efforts()

    def _team(self, name: str, region: str) -> Team:
        team: Team = TeamFactory.create(organisation=self.organisation, name=name)
        BaselineTeamFactory.create(
            baseline=self.baseline, team=team, region=self.regions[region], tower=self.towers[name[0]]
        )
        return team

    def _activities(self) -> dict[str, Activity]:
        kinds: dict[str, dict[str, Any]] = {
            "Reporting": {"function_code": 10, "scale_class": "administrative", "value_class": "low"},
            "Incidents": {"function_code": 7, "scale_class": "specialist", "is_ticket_driven": True},
            "Engineering": {"function_code": 4, "scale_class": "expert"},
            "People management": {"function_code": 10, "is_management": True},
        }
        return {n: ActivityFactory.create(organisation=self.organisation, name=n, **k) for n, k in kinds.items()}

    def _positions(self) -> None:
        rows: dict[str | None, Position] = {}
        for key, team, fte, cost, manager in (*MANAGERS, *STAFF):
            rows[key] = PositionFactory.create(
                baseline=self.baseline,
                key=key,
                team=self.teams[team],
                fte=round(fte * 10_000),
                heads=max(1, round(fte)),
                cost_low=cost * K,
                cost_high=cost * K,
                manager=rows.get(manager),
            )
        PositionFactory.create(
            baseline=self.baseline, key="P13", team=self.teams["S-EU"], status="vacant", cost_low=1, cost_high=1
        )

    def _efforts(self) -> None:
        for activity, row in zip(("Reporting", "Incidents", "Engineering"), EFFORT, strict=True):
            for (team, _), fte in zip(TEAMS, row, strict=True):
                self._effort(team, activity, fte)
        self._effort("S-EU", "People management", 6)
        self._effort("N-EU", "People management", 5)

    def _effort(self, team: str, activity: str, fte: float) -> None:
        EffortFactory.create(
            baseline=self.baseline,
            team=self.teams[team],
            activity=self.activities[activity],
            fte=round(fte * 10_000),
        )

    def scenario(self, *, is_placed: bool = True) -> Scenario:
        """Reporting .6 to 10 (global), incidents to 7 (regional), engineering to 4 (overlay of .3 in AM and AS)."""
        scenario: Scenario = ScenarioFactory.create(baseline=self.baseline)
        if is_placed:
            self._design(scenario)
        return scenario

    def _design(self, scenario: Scenario) -> None:
        def step() -> dict[str, Any]:
            return {"by": self.actor, "scenario": scenario, "version": scenario.version}

        apply_default_mapping(**step())
        for team in self.teams.values():
            place(**step(), team=team, activity=self.activities["Reporting"], shares={10: 6_000, HOME: 4_000})
        set_reach(**step(), function_code=10, reach="global")
        set_reach(**step(), function_code=7, reach="regional")
        overlay = {"AM": 3_000, "EU": 0, "AS": 3_000}
        set_reach(**step(), function_code=4, reach="overlay", region_minimum=overlay)

    def state_values(self, scenario: Scenario) -> None:
        """The example's own assumptions, each as one number; output metrics stay off, so nothing is stated of them."""
        values = {**golden_values(), **OWN}
        del values["output_metrics"]
        for code, value in values.items():
            set_assumption(
                by=self.actor,
                code=code,
                low=value,
                likely=value,
                high=value,
                evidence="assumed",
                owner="",
                source="",
                version=0,
                scenario=scenario,
            )

    def log(self) -> TicketLog:
        """A ticket of one event for every arrival; the last one is closed on the fourth Sunday."""
        groups = {name: Group(name=name, level=1, team=team) for name, team in self.teams.items()}
        starts = [
            (team, MONDAY + timedelta(days=7 * (number % 4) + day, hours=hour, minutes=30))
            for team, count in TICKETS_PER_HOUR.items()
            for day in range(6)
            for hour in range(8, 16)
            for number in range(count)
        ]
        rows = [(f"T{n}", n, groups[team], at) for n, (team, at) in enumerate(starts)]
        closed = MONDAY + timedelta(days=27, hours=20)
        return stored_log(self.member, groups.values(), [*rows, (rows[-1][0], len(rows), rows[-1][2], closed)])


def stored_log(
    owner: Membership, groups: Iterable[Group], rows: Sequence[tuple[str, int, Group | None, datetime]]
) -> TicketLog:
    """A log with these groups and events (ticket, line, group, instant), in this order within each ticket."""
    log: TicketLog = TicketLogFactory.create(organisation=owner.organisation)
    for group in groups:
        group.log = log
        group.save()
    source = Import.objects.create(organisation=owner.organisation, kind="tickets", content_hash=str(log.uid))
    segment = LogSegment.objects.create(log=log, import_of=source, state=LogSegment.State.READY)
    opened = {key: at for key, _, _, at in reversed(rows)}
    made = Ticket.objects.bulk_create(
        Ticket(log=log, segment=segment, key=key, opened=micros(at)) for key, at in opened.items()
    )
    tickets = {ticket.key: ticket for ticket in made}
    ordered = sorted(rows, key=lambda row: (tickets[row[0]].pk, row[3], row[1]))
    Event.objects.bulk_create(
        Event(segment=segment, ticket=tickets[key], at=micros(at), line=line, group=group)
        for key, line, group, at in ordered
    )
    return log


def micros(at: datetime) -> int:
    """Epoch microseconds."""
    return round(at.timestamp() * 1_000_000)
