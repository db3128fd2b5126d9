"""The rows of a baseline behind a finding: effort stated in its wordings, posts with its titles."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from core.actor import Actor
from metrics.computations.similarity_terms import TITLE, WORDING
from metrics.selectors.finding_decisions import Member
from metrics.selectors.finding_details import Details
from towers.models import Baseline, BaselineTeam, Effort, Position
from towers.names import folded


def finding_efforts(actor: Actor, baseline: Baseline, members: Iterable[Member]) -> list[Effort]:
    """The efforts in the wordings of a finding, most FTE first; those stated without a wording by activity or title."""
    wanted = {(*member.key, member.activity) for member in members}
    own = Effort.objects.visible_to(actor).filter(
        baseline=baseline, activity__uid__in={activity for _, _, activity in wanted if activity}
    )
    rows = own.select_related("team", "activity", "position").order_by("-fte", "team__name", "id")
    return [row for row in rows if (*_called(row), str(row.activity.uid)) in wanted]


def finding_posts(actor: Actor, baseline: Baseline, details: Details) -> list[Position]:
    """The filled posts of a finding's teams with a title of it, by team."""
    titles = {member.key[1] for member in details.members if member.kind == TITLE}
    own = Position.objects.visible_to(actor).filter(baseline=baseline, status=Position.Status.FILLED)
    rows = own.filter(team__uid__in=[team.uid for team in details.teams if team.uid] if titles else [])
    return [row for row in rows.select_related("team").order_by("team__name", "key") if folded(row.title) in titles]


def places_of_teams(actor: Actor, baseline: Baseline, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Tower and region of teams by uid."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline, team__uid__in=[uid for uid in uids if uid])
    found = rows.values("team__uid", tower_name=F("tower__name"), region_name=F("region__name"))
    return {str(row["team__uid"]): dict(row) for row in found}


def _called(effort: Effort) -> tuple[str, str]:
    """Kind and text under which the finder reads an effort."""
    if effort.wording:
        return WORDING, folded(effort.wording)
    if effort.position and effort.evidence == Effort.Evidence.ASSUMED:
        return TITLE, folded(effort.position.title)
    return WORDING, folded(effort.activity.name)
