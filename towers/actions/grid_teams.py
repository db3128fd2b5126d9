"""Saving from a grid what a baseline says of its teams."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from towers.actions.grid_cells import Cells, Changes, SentRow
from towers.actions.grid_rows import Pending, RowWork, overwrite
from towers.grid.columns import Column
from towers.grid.rows import TEAM_CELLS, team_cells
from towers.models import BaselineTeam, Effort, Position, Region, Team, Tower
from towers.names import folded, match_or_make

PLACES: dict[str, type[Tower] | type[Region]] = {"tower": Tower, "region": Region}


class TeamWork(RowWork[BaselineTeam]):
    """Teams: tower, region (unknown names are made) and what else is said of them; the row's address is the team's."""

    kind, noun = "teams", "team"

    def prepare(self, changes: Changes) -> None:
        """Towers and regions by folded name, made where one is new; teams with the names of new rows."""
        organisation = self.baseline.organisation_id
        self.named: dict[str, dict[str, Any]] = {
            field: match_or_make(model, organisation, changes.texts(field))[0] for field, model in PLACES.items()
        }
        names = {folded(name) for name in changes.texts("name")}
        self.teams = {team.key: team for team in Team.objects.filter(organisation_id=organisation, key__in=names)}
        present = BaselineTeam.objects.filter(baseline=self.baseline, team__key__in=names)
        self.present = set(present.values_list("team__key", flat=True))

    def existing(self, uids: Iterable[UUID]) -> dict[UUID, BaselineTeam]:
        """By the address of the team."""
        rows = BaselineTeam.objects.filter(baseline=self.baseline, team__uid__in=list(uids))
        return {row.team.uid: row for row in rows.select_related("team", "tower", "region")}

    def new_row(self, sent: SentRow) -> BaselineTeam:
        """Nothing known but the team."""
        kept = self.unpacked(sent)
        return BaselineTeam(baseline=self.baseline, **self.defaults, **kept)

    def meaning(self, column: Column, text: str) -> Any:
        """A tower or region by its name."""
        return self.named[column.field][folded(text)] if text else None

    def check(self, changed: list[Pending[BaselineTeam]], added: list[Pending[BaselineTeam]]) -> None:
        """A team is in a baseline once; what is stated by hand is inferred no more."""
        for one in added:
            if name := one.wanted.pop("name", ""):
                self._take_team(one, name)
        for one in changed:
            for field in PLACES:
                if field in one.wanted:
                    setattr(one.row, f"{field}_rule", "")

    def _take_team(self, one: Pending[BaselineTeam], name: str) -> None:
        key = folded(name)
        if key in self.present:
            self.reject(one, "name", f"There is already a team “{name}” in this baseline.")
            return
        self.present.add(key)
        if not one.has_error:
            made = Team(organisation_id=self.baseline.organisation_id, key=key, name=name)
            one.row.team = self.teams.setdefault(key, made)

    def write(self, changed: list[BaselineTeam], added: list[BaselineTeam]) -> None:
        """Teams that no baseline knew are made."""
        for row in added:
            if row.team._state.adding:
                row.team.save()
        BaselineTeam.objects.bulk_create(added)
        written = ["tower", "region", "tower_rule", "region_rule", "level", "orientation", "capability", "version"]
        overwrite(BaselineTeam, changed, written)

    def obstacle(self, row: BaselineTeam, going: set[int]) -> str:
        """Only an empty team goes."""
        for model, what in ((Position, "positions"), (Effort, "effort")):
            if model._default_manager.filter(baseline=self.baseline, team=row.team).exists():
                return f"{row.team.name} has {what} in this baseline. Move or delete that first."
        return ""

    def kept(self, row: BaselineTeam) -> Cells:
        """By what its places were inferred."""
        return {"tower_rule": row.tower_rule, "region_rule": row.region_rule}

    def values(self, row: BaselineTeam) -> Cells:
        """Its cells; the sums do not change here."""
        return dict(zip(TEAM_CELLS, team_cells(row), strict=True))

    def address(self, row: BaselineTeam) -> UUID:
        """The team's."""
        return row.team.uid
