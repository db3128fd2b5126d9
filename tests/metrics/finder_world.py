"""A small organisation whose teams do the same work under other names."""

from datetime import timedelta

from core.actor import Actor
from core.models import Run
from core.runs.worker import execute_here
from metrics.kinds import finder
from metrics.selectors.findings import FindingRow, FindingsView, findings_view
from organisations.models import Membership
from services.models import Group, Ticket, TicketLog
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    TeamFactory,
    TowerFactory,
    actor_of,
    member,
)
from tests.metrics.golden_database import MONDAY, stored_log
from towers.models import Activity, Baseline, Effort, Team

# Team, wording, activity, FTE.
EFFORTS = (
    ("Server", "Server capacity report", "Capacity reporting", 1.2),
    ("Network", "Bandwidth utilisation statistics", "Utilisation", 0.8),
    ("Storage", "Monthly capacity pack", "Capacity pack", 0.5),
    ("Storage", "Growth list", "Capacity reporting", 0.3),
    ("Server", "Rack wiring", "Wiring", 1.0),
    ("Network", "Carrier contracts", "Contracts", 1.0),
    ("Server", "Leading people", "People management", 1.0),
)
# Team, title, number of posts.
POSTS = (("Server", "Systems engineer", 4), ("Network", "DBA", 2), ("Storage", "Senior Database Administrator", 3))


class FinderWorld:
    """The organisation with a modeller; `search()` runs the finder here."""

    def __init__(self) -> None:
        self.member: Membership = member()
        self.organisation = self.member.organisation
        self.by: Actor = actor_of(self.member)
        self.baseline: Baseline = BaselineFactory.create(organisation=self.organisation)
        self.teams: dict[str, Team] = {name: self._team(name) for name in ("Server", "Network", "Storage")}
        self.activities: dict[str, Activity] = {}
        for team, wording, activity, fte in EFFORTS:
            self.add_effort(team, wording, activity, fte)
        for team, title, posts in POSTS:
            for _ in range(posts):
                PositionFactory.create(baseline=self.baseline, team=self.teams[team], title=title)

    def add_effort(self, team: str, wording: str, activity: str, fte: float) -> Effort:
        """An effort stated in these words."""
        if activity not in self.activities:
            self.activities[activity] = ActivityFactory.create(
                organisation=self.organisation, name=activity, is_management=activity == "People management"
            )
        effort: Effort = EffortFactory.create(
            baseline=self.baseline,
            team=self.teams[team],
            activity=self.activities[activity],
            wording=wording,
            fte=round(fte * 10_000),
        )
        return effort

    def search(self, log: TicketLog | None = None) -> Run:
        """Search the baseline now."""
        self.baseline.refresh_from_db()
        Baseline.objects.filter(pk=self.baseline.pk).update(version=self.baseline.version + 1)
        run = execute_here(finder.request(self.by, self.baseline, log))
        assert run.state == "done", run.error
        return run

    def view(self) -> FindingsView:
        """What the newest search found."""
        return findings_view(self.by, self.baseline)

    def finding(self, label: str) -> FindingRow:
        """The finding of this name."""
        view = self.view()
        return next(row for row in (*view.findings, *view.ticket_findings) if row.label == label)

    def log(self) -> TicketLog:
        """Six tickets on printing: three end in Server, two in Network, one in nobody's group."""
        groups = {name: Group(name=name, team=self.teams.get(name)) for name in ("Server", "Network", "Vendor")}
        ends = ("Server", "Server", "Server", "Network", "Network", "Vendor")
        rows = []
        for number, end in enumerate(ends):
            for step, group in enumerate(("Server", end)):
                rows.append((f"T{number}", 2 * number + step, groups[group], MONDAY + timedelta(hours=number + step)))
        log = stored_log(self.member, groups.values(), rows)
        Ticket.objects.filter(log=log).update(product="Printing")
        return log

    def _team(self, name: str) -> Team:
        team: Team = TeamFactory.create(organisation=self.organisation, name=name)
        tower = TowerFactory.create(organisation=self.organisation, name=f"{name} tower")
        BaselineTeamFactory.create(baseline=self.baseline, team=team, tower=tower)
        return team
