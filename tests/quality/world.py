"""A small organisation whose data has one of every defect."""

from typing import Any

from organisations.models import Membership, Organisation
from tests.factories import BaselineFactory, BaselineTeamFactory, PositionFactory, TeamFactory, TowerFactory, actor_of
from towers.models import Baseline, Position, Team, Tower


class Untidy:
    """A baseline with two teams: Storage (placed) and Network Europe (nowhere); rows are added by `post`."""

    def __init__(self, membership: Membership) -> None:
        self.by = actor_of(membership)
        self.organisation: Organisation = membership.organisation
        self.baseline: Baseline = BaselineFactory.create(organisation=self.organisation)
        self.tower: Tower = TowerFactory.create(organisation=self.organisation, name="Storage")
        self.storage = self.team("Storage", tower=self.tower)
        self.network = self.team("Network Europe")

    def team(self, name: str, **placed: Any) -> Team:
        """A team of the baseline."""
        team: Team = TeamFactory.create(organisation=self.organisation, name=name, key=name.casefold())
        BaselineTeamFactory.create(baseline=self.baseline, team=team, **placed)
        return team

    def post(self, key: str, team: Team | None, manager: Position | None = None, **facts: Any) -> Position:
        """A position, filled by one person for 100 a year unless told otherwise."""
        stated = {"fte": 10_000, "heads": 1, "cost_low": 10_000, "cost_high": 10_000, "title": "Engineer"}
        if manager:
            stated["manager_ref"] = manager.key
        return PositionFactory.create(
            baseline=self.baseline, key=key, team=team, manager=manager, **{**stated, **facts}
        )
