"""Reads about surveys: their progress, one answer beside what was known, and the activities to offer a team."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from core.access import visible_or_404
from core.actor import Actor
from towers.actions.grid_sums import capacities
from towers.functions_reference import BY_CODE, Function
from towers.models import Activity, Baseline, Effort, Position, Survey, SurveyRequest, Team
from towers.names import folded
from towers.proposals import Vocabulary
from towers.selectors import FILLED
from towers.survey_shares import Shares, percent_of_share, split_fte

State = SurveyRequest.State
ANSWERED = (State.ANSWERED, State.APPROVED)
MOST_OFFERED = 8
# Of the positions of a team, those whose titles are looked at for proposals.
MOST_TITLES = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How many teams of a survey were asked, have answered (approved ones too), and are approved."""

    asked: int
    answered: int
    approved: int


def survey_list(actor: Actor) -> list[tuple[Survey, Progress]]:
    """All surveys, newest first, with their progress."""
    rows = surveys_counted(actor).select_related("baseline__organisation")
    return [(row, Progress(row.asked, row.answered, row.approved)) for row in rows]


def surveys_counted(actor: Actor) -> QuerySet[Any]:
    """All surveys, newest first, with `asked`, `answered` and `approved`."""
    counted = Survey.objects.visible_to(actor).annotate(
        asked=Count("requests"),
        answered=Count("requests", filter=Q(requests__state__in=ANSWERED)),
        approved=Count("requests", filter=Q(requests__state=State.APPROVED)),
    )
    return counted.order_by("-id")


def survey_of(actor: Actor, uid: UUID | str) -> Survey:
    """The visible survey with this uid, or 404."""
    return visible_or_404(Survey, actor, uid, "baseline__organisation")


def survey_requests(actor: Actor, survey: Survey) -> QuerySet[SurveyRequest]:
    """The requests of a survey by team."""
    own = SurveyRequest.objects.visible_to(actor).filter(survey=survey)
    return own.select_related("team").order_by("team__name")


def survey_request_of(actor: Actor, uid: UUID | str) -> SurveyRequest:
    """The visible request with this uid, or 404."""
    return visible_or_404(SurveyRequest, actor, uid, "survey__baseline__organisation", "team")


def requests_with_uids(actor: Actor, survey: Survey, uids: Iterable[str]) -> list[SurveyRequest]:
    """Those of the survey's requests that have one of these uids."""
    rows = SurveyRequest.objects.visible_to(actor).filter(survey=survey, uid__in=list(uids))
    return list(rows.select_related("survey__baseline__organisation", "team").order_by("team__name"))


def teams_to_ask(actor: Actor, baseline: Baseline) -> list[tuple[Team, int, bool]]:
    """The teams with filled positions: the team, its FTE, whether it has stated effort (better than assumed)."""
    has = Position.objects.visible_to(actor).filter(FILLED, baseline=baseline, team__isnull=False)
    fte = dict(has.order_by().values_list("team_id").annotate(Sum("fte")))
    efforts = Effort.objects.visible_to(actor).filter(baseline=baseline).exclude(evidence=Effort.Evidence.ASSUMED)
    stated = set(efforts.values_list("team_id", flat=True))
    teams = Team.objects.visible_to(actor).filter(pk__in=[pk for pk, units in fte.items() if units]).order_by("name")
    return [(team, fte[team.pk], team.pk in stated) for team in teams]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One activity: the share that was answered (1/10,000), its FTE, and the FTE of the effort in the baseline now."""

    activity: Activity
    function: Function
    share: int
    fte: int
    fte_now: int

    @property
    def percent(self) -> str:
        """The share in percent."""
        return percent_of_share(self.share)

    @property
    def phase(self) -> str:
        """As the pills take it; "" for managing people."""
        if self.activity.is_management:
            return ""
        return "support" if self.function.phase == "across" else str(self.function.phase)


def answer_lines(request: SurveyRequest, capacity: int) -> list[AnswerLine]:
    """What was answered beside what the baseline says now, the largest first."""
    own = Effort.objects.filter(baseline_id=request.survey.baseline_id, team_id=request.team_id)
    now = dict(own.order_by().values_list("activity_id").annotate(Sum("fte")))
    activities = Activity.objects.filter(organisation_id=request.survey.baseline.organisation_id)
    rows = activities.filter(Q(uid__in=list(request.shares)) | Q(pk__in=list(now)))
    fte = split_fte(capacity, request.shares)
    lines = [
        AnswerLine(
            row,
            BY_CODE[row.function_code],
            request.shares.get(str(row.uid), 0),
            fte.get(str(row.uid), 0),
            now.get(row.pk, 0),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (-line.share, -line.fte_now, line.activity.name))


def team_fte(request: SurveyRequest) -> int:
    """FTE of the team's filled positions (1/10,000)."""
    return capacities(request.survey.baseline, [request.team_id]).get(request.team_id, 0)


def offered_activities(request: SurveyRequest) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of the page behind a link: (proposed for this team, all others); nothing of them but name and own share.

    Proposed are managing people, what has a share already, what the baseline says the team does, and what titles and
    the team's name suggest; these come in that order, and the others by name.
    """
    baseline = request.survey.baseline
    every = list(Activity.objects.filter(organisation_id=baseline.organisation_id).order_by("name"))
    own = Effort.objects.filter(baseline=baseline, team=request.team_id).values_list("activity_id")
    stated = [pk for pk, _ in sorted(own.annotate(Sum("fte")), key=lambda row: -row[1])]
    hinted = _hinted(request, Vocabulary.of(every))
    wanted = [*stated, *(row.pk for key in hinted for row in every if row.key == key)]
    first = set(list(dict.fromkeys(wanted))[:MOST_OFFERED]) | {
        row.pk for row in every if row.is_management or str(row.uid) in request.shares
    }
    rank = {pk: place for place, pk in reversed(list(enumerate(wanted)))}
    proposed = sorted(
        (row for row in every if row.pk in first),
        key=lambda row: (not row.is_management, rank.get(row.pk, len(wanted))),
    )
    others = [row for row in every if row.pk not in first]
    return _offered(proposed, request.shares), _offered(others, request.shares)


def _hinted(request: SurveyRequest, vocabulary: Vocabulary) -> list[str]:
    """Keys of activities that the titles of the team suggest, the most frequent first."""
    own = Position.objects.filter(FILLED, baseline_id=request.survey.baseline_id, team=request.team_id)
    titles = own.order_by().values_list("title").annotate(units=Sum("fte")).order_by("-units", "title")[:MOST_TITLES]
    found = [vocabulary.proposed_for_position(title, request.team.name) for title, _ in titles]
    return [folded(one.activity.name) for one in found if one]


def _offered(rows: Iterable[Activity], shares: Shares) -> list[dict[str, Any]]:
    return [
        {"uid": row.uid, "name": row.name, "percent": percent_of_share(shares.get(str(row.uid), 0))} for row in rows
    ]
