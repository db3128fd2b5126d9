"""Duplicates found: the list and one finding."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from core.actor import Actor
from metrics.selectors.finding_details import TeamShare, Wording
from metrics.selectors.finding_work import finding_efforts, finding_posts, places_of_teams
from metrics.selectors.findings import STATUSES, FindingRow, finding_of, findings_view
from towers.activity_selectors import activities_by_name
from towers.models import FTE_UNIT, Baseline
from towers.views.base import BaselinePage, Table

PER_PAGE = 40
MOST_TICKET_FINDINGS = 12
MOST_ROWS = 15
SOURCE_WORDS = {"wording": "effort", "title": "titles", "product": "tickets"}


class FindingList(BaselinePage):
    """All findings of the newest search, ranked by FTE outside the largest team."""

    template_name = "metrics/finder.html"
    section = "duplication"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen status, a page of findings, and the ticket categories that several teams handle."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = findings_view(self.actor, self.baseline)
        status = self.request.GET.get("status", "")
        chosen = view.with_status(status)
        page = Paginator(chosen, PER_PAGE).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            view=view,
            status=status,
            statuses=[(name, len(view.with_status(name))) for name in ("", *STATUSES)],
            page=page,
            query=f"{query.urlencode()}&" if query else "",
            largest=max((row.figures["found_outside_largest"] for row in view.findings), default=0.0),
            ticket_findings=view.ticket_findings[:MOST_TICKET_FINDINGS],
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """All findings with their measures and decisions."""
        view = findings_view(self.actor, baseline)
        headers = ["Finding", "Found in", "Teams", "FTE", "FTE outside the largest team", "Overlap", "Effective teams"]
        headers += [
            "Fragmentation",
            "Positions, at most",
            "Positions named",
            "Wordings",
            "Status",
            "Reason",
            "Evidence",
        ]
        chosen = [*view.with_status(self.request.GET.get("status", "")), *view.ticket_findings]
        return f"{baseline.name} duplicates found", headers, (_line(row) for row in chosen)


def _line(row: FindingRow) -> list[Any]:
    figures = row.figures
    return [
        row.label,
        ", ".join(SOURCE_WORDS[source] for source in row.sources),
        *(figures[f"found_{name}"] for name in ("teams", "fte", "outside_largest")),
        row.overlap,
        row.effective_teams,
        figures["found_fragmentation"],
        figures["found_positions"],
        row.named_positions,
        "; ".join(member.text for member in row.members),
        row.status,
        row.held.decision.reason if row.held else "",
        row.evidence,
    ]


class FindingDetail(BaselinePage):
    """One finding: its teams, wordings and rows, and what can be decided about it."""

    template_name = "metrics/finding.html"
    section = "duplication"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All about the finding, and the other findings that it may be merged with."""
        baseline = self.baseline
        if baseline is None:
            raise Http404("There is no baseline yet, so nothing was found in one.")
        found = finding_of(self.actor, baseline, kwargs["key"])
        details, members = found.row.details, found.row.members
        teams = _placed(self.actor, baseline, details.teams)
        activities = list(activities_by_name(self.actor))
        return super().get_context_data(
            found=found,
            row=found.row,
            teams=teams,
            largest=details.teams[0].fte,
            wordings=_named(details.wordings, {str(one.uid): one.name for one in activities}),
            efforts=finding_efforts(self.actor, baseline, members)[:MOST_ROWS],
            posts=finding_posts(self.actor, baseline, details)[:MOST_ROWS],
            activities=activities,
            home=next((member.activity for member in members if member.activity), ""),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """The efforts and posts behind the finding."""
        found = finding_of(self.actor, baseline, kwargs["key"])
        efforts = (
            [one.team.name, one.wording, one.activity.name, one.fte / FTE_UNIT, one.evidence, ""]
            for one in finding_efforts(self.actor, baseline, found.row.members)
        )
        posts = (
            [one.team.name if one.team else "", one.title, "", one.fte / FTE_UNIT, "", one.key]
            for one in finding_posts(self.actor, baseline, found.row.details)
        )
        headers = ["Team", "Wording or title", "Activity", "FTE", "Evidence", "Position"]
        return f"{found.row.label} rows", headers, [*efforts, *posts]


def _placed(actor: Actor, baseline: Baseline, teams: Iterable[TeamShare]) -> list[dict[str, Any]]:
    """The teams with their places and their pages."""
    places = places_of_teams(actor, baseline, [team.uid for team in teams])
    urls = {uid: reverse("team", args=[actor.organisation_slug, uid]) for uid in places}
    return [
        {"name": team.name, "fte": team.fte, "url": urls.get(team.uid, "")} | places.get(team.uid, {}) for team in teams
    ]


def _named(wordings: Iterable[Wording], names: dict[str, str]) -> list[dict[str, Any]]:
    """The wordings with the names of their activities and of what they are."""
    words = {"wording": "effort", "title": "title", "product": "ticket category"}
    return [
        {
            "text": one.member.text,
            "source": words[one.member.kind],
            "activity_name": names.get(one.member.activity, ""),
            "similarity": one.similarity,
            "teams": one.teams,
            "fte": one.fte,
        }
        for one in wordings
    ]
