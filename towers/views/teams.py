"""Teams of a baseline: the list, one team, its place."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView
from towers import selectors
from towers.actions.teams import place_team, team_facts
from towers.forms import TeamForm
from towers.models import FTE_UNIT, Baseline
from towers.views.base import BaselinePage, Table


class TeamList(BaselinePage):
    """All teams with their FTE and effort."""

    template_name = "towers/teams.html"
    section = "teams"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name."""
        rows = selectors.team_list(self.actor, self.baseline) if self.baseline else []
        return super().get_context_data(
            rows=rows,
            fte=sum(row.fte for row in rows),
            unassigned=sum(row.unassigned for row in rows),
            without_tower=sum(row.row.tower_id is None for row in rows),
            without_region=sum(row.row.region_id is None for row in rows),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """The same as a download."""
        headers = [
            "Team",
            "Tower",
            "Region",
            "Level",
            "Orientation",
            "Positions",
            "FTE",
            "Effort FTE",
            "Unassigned FTE",
        ]
        rows = selectors.team_list(self.actor, baseline)
        figures = ((row, team_facts(row.row)) for row in rows)
        return (
            f"{baseline.name} teams",
            headers,
            (
                [row.row.team.name, *facts.values(), row.positions]
                + [amount / FTE_UNIT for amount in (row.fte, row.effort, row.unassigned)]
                for row, facts in figures
            ),
        )


class TeamDetail(BaselinePage):
    """One team: what the baseline says of it, and what it does."""

    template_name = "towers/team.html"
    section = "teams"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Efforts, positions and the form of its place."""
        if self.baseline is None:
            raise Http404("There is no baseline yet.")
        row = selectors.team_of(self.actor, self.baseline, kwargs["uid"])
        efforts = list(selectors.team_efforts(self.actor, row))
        wanted = selectors.PositionFilter(team=str(row.team.uid), status="filled")
        positions = list(selectors.position_list(self.actor, self.baseline, wanted))
        fte = sum(position.fte for position in positions)
        placed = sum(effort.fte for effort in efforts)
        can_edit = self.actor.can_edit and not self.baseline.is_locked and row.pk is not None
        initial = {**team_facts(row), "version": self.baseline.version}
        return super().get_context_data(
            row=row,
            efforts=efforts,
            positions=positions,
            fte=fte,
            unassigned=max(fte - placed, 0),
            form=TeamForm(initial=initial) if can_edit else None,
            names=selectors.places(self.actor),
            **kwargs,
        )


class TeamPlace(ActionView):
    """Another tower, region, level or orientation."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save and go back to the team."""
        baseline = selectors.baseline_of(self.actor, kwargs["baseline"])
        row = selectors.known_team_of(self.actor, baseline, kwargs["uid"])
        data = cleaned(TeamForm(request.POST))
        place_team(by=self.actor, row=row, **data)
        messages.success(request, f"{row.team.name} is saved. Results of before are shown as stale.")
        address = reverse("team", args=[self.actor.organisation_slug, row.team.uid])
        return f"{address}?baseline={baseline.uid}"
