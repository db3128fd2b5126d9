"""Reads about activities: what is done, by whom, and what sources call it."""

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from core.access import visible_or_404
from core.actor import Actor
from towers.functions_reference import BY_CODE, Phase
from towers.models import Activity, Baseline, Effort
from towers.vocabulary import DEFAULTS_BY_KEY, rows_by_default


def activity_list(actor: Actor, baseline: Baseline | None) -> list[dict[str, Any]]:
    """All activities by function and name, with the FTE, teams and wordings that the baseline has for them.

    `phase` is as the pills take it, "" for managing people: it goes where the people go.
    """
    own = Effort.objects.filter(baseline=baseline).values_list("activity_id")
    wordings_of = Count("wording", distinct=True, filter=~Q(wording=""))
    counts = own.annotate(Sum("fte"), Count("team", distinct=True), wordings=wordings_of)
    sums = {pk: (fte, teams, wordings) for pk, fte, teams, wordings in counts}
    found = []
    for row in Activity.objects.visible_to(actor).order_by("function_code", "name"):
        fte, teams, wordings = sums.get(row.pk, (0, 0, 0))
        found.append({"activity": row, "phase": phase_of(row), "fte": fte, "teams": teams, "wordings": wordings})
    return found


def phase_of(activity: Activity) -> str:
    """plan, build, run or support; "" for managing people."""
    if activity.is_management:
        return ""
    phase = BY_CODE[activity.function_code].phase
    return "support" if phase is Phase.ACROSS else str(phase)


def missing_defaults(actor: Actor) -> list[str]:
    """The names of the default activities that the organisation has not got."""
    known = rows_by_default(Activity.objects.visible_to(actor))
    return [default.name for key, default in DEFAULTS_BY_KEY.items() if key not in known]


def activity_of(actor: Actor, uid: UUID | str) -> Activity:
    """The visible activity with this uid, or 404."""
    return visible_or_404(Activity, actor, uid)


def activity_efforts(actor: Actor, baseline: Baseline | None, activity: Activity) -> QuerySet[Effort]:
    """The efforts on an activity, by team."""
    own = Effort.objects.visible_to(actor).filter(baseline=baseline, activity=activity)
    return own.select_related("team", "position").order_by("team__name", "-fte")


def activity_wordings(actor: Actor, baseline: Baseline | None, activity: Activity) -> list[dict[str, Any]]:
    """How the sources call the activity: wording, FTE, the least sure score and its rule; doubtful ones first."""
    rows = activity_efforts(actor, baseline, activity).exclude(wording="").order_by()
    grouped = rows.values("wording", "score", "source_rule").annotate(fte=Sum("fte"))
    return [dict(row) for row in grouped.order_by(F("score").asc(nulls_last=True), "wording")]


def activities_by_name(actor: Actor) -> QuerySet[Activity]:
    """All activities, for forms."""
    return Activity.objects.visible_to(actor).order_by("name")
