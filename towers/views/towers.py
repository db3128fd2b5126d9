"""Towers: the list with its gaps, one tower with its teams, corrections."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView
from towers.actions.towers import CLASSIC_TOWERS, add_classic_towers, add_tower, edit_tower, tower_facts
from towers.models import FTE_UNIT, Baseline
from towers.names import folded
from towers.tbm_reference import taxonomies, tbm_towers
from towers.tower_forms import NewTowerForm, TowerForm
from towers.tower_selectors import TowerRow, tower_list, tower_of, tower_teams
from towers.views.base import BaselinePage, Table


class TowerList(BaselinePage):
    """All towers: who answers for each, where it is in the taxonomy, and what stands in it."""

    template_name = "towers/towers.html"
    section = "towers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name, with what is missing."""
        rows = tower_list(self.actor, self.baseline)
        known = {row.tower.key: row for row in rows}
        classic = {name: known.get(folded(name)) for name in CLASSIC_TOWERS}
        return super().get_context_data(
            rows=rows,
            fte=sum(row.fte for row in rows),
            without_owner=[row.tower.name for row in rows if not row.tower.owner],
            classic_missing=[name for name, row in classic.items() if row is None],
            classic_unmapped=[name for name, row in classic.items() if row and not row.tbm],
            taxonomy=taxonomies()[0],
            form=NewTowerForm() if self.actor.can_edit else None,
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """The same as a download."""
        headers = ["Tower", "Accountable owner", "TBM code", "TBM tower", "Teams", "FTE"]
        return f"{baseline.name} towers", headers, map(_cells, tower_list(self.actor, baseline))


def _cells(row: TowerRow) -> list[Any]:
    place = row.tbm.name if row.tbm else ""
    return [row.tower.name, row.tower.owner, row.tower.tbm_code, place, row.teams, row.fte / FTE_UNIT]


class TowerDetail(BaselinePage):
    """One tower: its teams, and the form of what is said of it."""

    template_name = "towers/tower.html"
    section = "towers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Teams by size."""
        tower = tower_of(self.actor, kwargs["uid"])
        teams = tower_teams(self.actor, self.baseline, tower)
        initial = {**tower_facts(tower), "version": tower.version}
        return super().get_context_data(
            tower=tower,
            tbm=tbm_towers().get(tower.tbm_code),
            teams=teams,
            fte=sum(fte for _, fte in teams),
            form=TowerForm(initial=initial) if self.actor.can_edit else None,
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """Its teams."""
        tower = tower_of(self.actor, kwargs["uid"])
        rows = (
            [row.team.name, row.region.name if row.region else "", fte / FTE_UNIT]
            for row, fte in tower_teams(self.actor, baseline, tower)
        )
        return f"{baseline.name} {tower.name}", ["Team", "Region", "FTE"], rows


class TowerAdd(ActionView):
    """A tower of one's own."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and show it in the list."""
        tower = add_tower(by=self.actor, **cleaned(NewTowerForm(request.POST)))
        messages.success(request, f"{tower.name} is there. Place teams in it on their pages or in the grid.")
        return reverse("towers", args=[self.actor.organisation_slug])


class ClassicTowersAdd(ActionView):
    """The seven classic towers."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make and map them."""
        touched = add_classic_towers(by=self.actor)
        text = f"{plural(len(touched), 'tower')} made or mapped." if touched else "All seven are there and mapped."
        messages.success(request, text)
        return reverse("towers", args=[self.actor.organisation_slug])


class TowerEdit(ActionView):
    """Another name, owner or place in the taxonomy."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save and go back to the tower."""
        tower = tower_of(self.actor, kwargs["uid"])
        edit_tower(by=self.actor, tower=tower, **cleaned(TowerForm(request.POST)))
        messages.success(request, f"{tower.name} is saved.")
        return reverse("tower", args=[self.actor.organisation_slug, tower.uid])
