"""Teams of a baseline: the list, one team, its place."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.basis import Basis, basis_of
from core.figures import integer, percent, plural
from core.forms import cleaned
from core.views.base import ActionView
from towers import selectors
from towers.actions.teams import place_team, team_facts
from towers.forms import TeamForm
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Effort
from towers.team_selectors import TeamSums, activity_shares, evidence_shares, team_managers, team_sums
from towers.views.base import BaselinePage, Table

PHASE_NAMES = ("plan", "build", "run", "support")
MOST_POSITIONS = 100


class TeamList(BaselinePage):
    """All teams with their FTE and effort."""

    template_name = "towers/teams.html"
    section = "teams"

    @property
    def mode(self) -> str:
        """The orientation in view, "" for all."""
        asked = self.request.GET.get("orientation", "")
        return asked if asked in BaselineTeam.Orientation.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name."""
        rows = selectors.team_list(self.actor, self.baseline, self.mode) if self.baseline else []
        kept = {"baseline": uid} if (uid := self.request.GET.get("baseline")) else {}
        modes = ("", *BaselineTeam.Orientation.values)
        return super().get_context_data(
            rows=rows,
            mode=self.mode,
            mode_choices=[(mode, urlencode(kept | ({"orientation": mode} if mode else {}))) for mode in modes],
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
        rows = selectors.team_list(self.actor, baseline, self.mode)
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
    """One team: where it stands, what it does, who leads it, and its positions."""

    template_name = "towers/team.html"
    section = "teams"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sums, efforts by activity, managers, positions and the form of its place."""
        if self.baseline is None:
            raise Http404("There is no baseline yet.")
        row = selectors.team_of(self.actor, self.baseline, kwargs["uid"])
        efforts = list(selectors.team_efforts(self.actor, row))
        sums = team_sums(self.actor, row)
        wanted = selectors.PositionFilter(team=str(row.team.uid), status="filled")
        managers = team_managers(self.actor, row)
        can_edit = self.actor.can_edit and not self.baseline.is_locked and row.pk is not None
        return super().get_context_data(
            row=row,
            sums=sums,
            managers=managers,
            managers_unit="manager" if len(managers) == 1 else "managers",
            positions_note=_positions_note(sums),
            cost_note=_cost_note(sums, basis_of(self.actor)),
            positions=selectors.position_list(self.actor, self.baseline, wanted)[:MOST_POSITIONS],
            more_positions=max(sums.positions - MOST_POSITIONS, 0),
            form=TeamForm(initial={**team_facts(row), "version": self.baseline.version}) if can_edit else None,
            names=selectors.place_names(self.actor) if can_edit else {},
            **_work(efforts, sums),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per effort."""
        row = selectors.team_of(self.actor, baseline, kwargs["uid"])
        headers = ["Activity", "Function", "Phase", "In the source", "Position", "Evidence", "FTE"]
        rows = ([*_effort_cells(effort), effort.fte / FTE_UNIT] for effort in selectors.team_efforts(self.actor, row))
        return f"{baseline.name} {row.team.name} effort", headers, rows


def _cost_note(sums: TeamSums, basis: Basis) -> str:
    if not sums.cost:
        return "no position has a cost" if basis is Basis.COST else "no group is large enough for a rate"
    if sums.unpriced and basis is Basis.COST:
        return f"{plural(sums.unpriced, 'position')} without a known cost"
    return basis.note or "all positions"


def _positions_note(sums: TeamSums) -> str:
    vacant = f", {integer(sums.vacant)} vacant" if sums.vacant else ""
    return f"on {plural(sums.positions, 'filled position')}{vacant}"


def _evidence_note(shares: dict[str, float]) -> str:
    """The evidence of the effort in words, the strongest first."""
    return ", ".join(f"{percent(share, 0)} {level}" for level, share in shares.items() if share)


def _work(efforts: list[Effort], sums: TeamSums) -> dict[str, Any]:
    """What the team does: activities, phases, evidence, and what nobody stated."""
    shares = activity_shares(efforts)
    placed = sum(effort.fte for effort in efforts)
    phases = {phase: sum(share.fte for share in shares if share.phase == phase) for phase in PHASE_NAMES}
    in_phases, evidence = sum(phases.values()), evidence_shares(efforts)
    return {
        "efforts": efforts,
        "activities": shares,
        "largest_share": max((share.fte for share in shares), default=0),
        "phases": {**phases, "unassigned": max(sums.fte - placed, 0)},
        "in_phases": in_phases,
        "phases_whole": in_phases + max(sums.fte - placed, 0),
        "run_share": phases["run"] / in_phases if in_phases else None,
        "unassigned": max(sums.fte - placed, 0),
        "stated": min(placed / sums.fte, 1.0) if sums.fte else None,
        "evidence_split": evidence,
        "evidence_note": _evidence_note(evidence),
    }


def _effort_cells(effort: Effort) -> list[str]:
    [share] = activity_shares([effort])
    position = effort.position.key if effort.position else ""
    phase = share.phase or "managing people"
    return [share.activity.name, share.function.name, phase, effort.wording, position, effort.evidence]


class TeamPlace(ActionView):
    """Another tower, region, level, orientation or capability."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save and go back to the team."""
        baseline = selectors.baseline_of(self.actor, kwargs["baseline"])
        row = selectors.known_team_of(self.actor, baseline, kwargs["uid"])
        data = cleaned(TeamForm(request.POST))
        place_team(by=self.actor, row=row, **data)
        messages.success(request, f"{row.team.name} is saved. Results of before are shown as stale.")
        address = reverse("team", args=[self.actor.organisation_slug, row.team.uid])
        return f"{address}?baseline={baseline.uid}"
