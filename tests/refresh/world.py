"""An organisation whose staff list came in at the year's end, and later extracts of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.actor import Actor, Right, Role
from core.models import Import
from organisations.models import Membership, Organisation
from tests.factories import ActivityFactory, EffortFactory, actor_of, member
from tests.towers.frames import bring_in, frame_of, new_import
from towers.actions.refresh import start_refresh
from towers.importers.positions import IMPORTER
from towers.models import Activity, Baseline, Effort, Position, Refresh, Team

Row = dict[str, Any]
HEAD: Row = {
    "id": "H",
    "title": "Head",
    "team": "Server",
    "tower": "Server",
    "region": "EU",
    "fte": 1.0,
    "cost": 100_000_00,
}


def post(key: str, **facts: Any) -> Row:
    """A row of a staff list."""
    plain = {"title": "Engineer", "team": "Server", "tower": "Server", "region": "EU", "fte": 1.0, "cost": 60_400_00}
    return {"id": key, "manager": "H", **plain, **facts}


STAFF: tuple[Row, ...] = (
    HEAD,
    *(post(f"S{n}") for n in range(9)),
    *(post(f"N{n}", team="Network", tower="Network", region="AM") for n in range(4)),
)


@dataclass
class Enterprise:
    """The baseline “Year end” of fourteen posts with surveyed effort of both teams."""

    membership: Membership = field(default_factory=lambda: member(Role.MODELLER, Right.PAY))

    def __post_init__(self) -> None:
        self.organisation: Organisation = self.membership.organisation
        self.by: Actor = actor_of(self.membership)
        self.baseline = self.bring("Year end", *STAFF)
        self.server, self.network = (
            Team.objects.get(organisation=self.organisation, name=name) for name in ("Server", "Network")
        )
        self.incidents: Activity = ActivityFactory.create(
            organisation=self.organisation, name="Incidents", function_code=8
        )
        for team, fte in ((self.server, 80_000), (self.network, 30_000)):
            EffortFactory.create(
                baseline=self.baseline, team=team, activity=self.incidents, fte=fte, evidence="surveyed"
            )

    def bring(self, target: str, *rows: Row) -> Baseline:
        """A staff list comes in."""
        incoming = new_import("positions", self.organisation, target)
        bring_in(IMPORTER, incoming, frame_of(*rows))
        Import.objects.filter(pk=incoming.pk).update(state=Import.State.CONFIRMED)
        return Baseline.objects.get(organisation=self.organisation, name=target)

    def started(self, *, is_complete: bool = True) -> Baseline:
        """A draft that waits for its extract."""
        refresh: Refresh = start_refresh(
            by=self.by, baseline=self.baseline, name="June", as_of=date(2026, 6, 30), is_complete=is_complete
        )
        return refresh.baseline

    def refreshed(self, *rows: Row, is_complete: bool = True) -> Baseline:
        """A draft whose extract is in, not accepted yet."""
        self.started(is_complete=is_complete)
        return self.bring("June", *rows)


def later() -> tuple[Row, ...]:
    """S0 left, S1 went to Network, S2 costs more, two joined Storage."""
    staff = {row["id"]: dict(row) for row in STAFF if row["id"] != "S0"}
    staff["S1"] |= {"team": "Network", "tower": "Network", "region": "AM"}
    staff["S2"] |= {"cost": 66_000_00}
    new = (post(f"X{n}", team="Storage", tower="Storage") for n in range(2))
    return (*staff.values(), *new)


def told(baseline: Baseline) -> list[Any]:
    """All that a baseline says."""
    positions = Position.objects.filter(baseline=baseline).order_by("key", "occurrence")
    efforts = Effort.objects.filter(baseline=baseline).order_by("id")
    teams = baseline.teams.order_by("team__name")
    return [list(rows.values_list()) for rows in (positions, efforts, teams)]
