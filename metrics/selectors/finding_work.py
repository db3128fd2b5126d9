"""The rows of a baseline behind a finding: effort stated in its wordings, posts with its titles."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from core.actor import Actor
from metrics.computations.similarity_terms import TITLE, WORDING
from metrics.selectors.finding_decisions import Member
from towers.models import Baseline, BaselineTeam, Effort, Position
from towers.names import folded


def finding_efforts(actor: Actor, baseline: Baseline, members: Iterable[Member]) -> QuerySet[Effort]:
    """The efforts in the wordings of a finding, most FTE first; those stated without a wording by activity or title."""
    own = Effort.objects.visible_to(actor).filter(baseline=baseline)
    of_kind = {kind: {(m.key[1], m.activity) for m in members if m.kind == kind} for kind in (WORDING, TITLE)}
    sources = (
        (own.exclude(wording=""), "wording", of_kind[WORDING]),
        (own.filter(wording="", position=None), "activity__name", of_kind[WORDING]),
        (own.filter(wording="", position__isnull=False), "position__title", of_kind[TITLE]),
    )
    wanted = Q(pk__in=[])
    for rows, name, keys in sources:
        spelled = _spellings(rows, name, keys)
        if spelled:
            is_source = Q(wording="", position=None) if name == "activity__name" else ~Q(**{name: ""})
            is_source &= Q(wording="") if name == "position__title" else Q()
            wanted |= is_source & Q(**{f"{name}__in": spelled, "activity__uid__in": {uid for _, uid in keys if uid}})
    return own.filter(wanted).select_related("team", "activity", "position").order_by("-fte", "team__name", "id")


def finding_posts(actor: Actor, baseline: Baseline, members: Iterable[Member]) -> QuerySet[Position]:
    """The filled posts with a title of the finding, by team."""
    titles = {member.key[1] for member in members if member.kind == TITLE}
    filled = Position.objects.visible_to(actor).filter(baseline=baseline, status=Position.Status.FILLED)
    known = filled.values_list("title", flat=True).distinct().order_by() if titles else []
    spelled = [title for title in known if folded(title) in titles]
    return filled.filter(title__in=spelled, team__isnull=False).select_related("team").order_by("team__name", "key")


def places_of_teams(actor: Actor, baseline: Baseline, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Tower and region of teams by uid."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline, team__uid__in=[uid for uid in uids if uid])
    found = rows.values("team__uid", tower_name=F("tower__name"), region_name=F("region__name"))
    return {str(row["team__uid"]): dict(row) for row in found}


def _spellings(rows: QuerySet[Effort], name: str, keys: set[tuple[str, str]]) -> list[str]:
    """The texts as they are stored, upper and lower case and spaces apart."""
    if not keys:
        return []
    found = rows.values_list(name, "activity__uid").distinct().order_by()
    return sorted({text for text, uid in found if (folded(text), str(uid)) in keys})
