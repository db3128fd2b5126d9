"""Duplicates found, over REST: the list, one finding, and decisions about it."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from core.api.parts import number
from core.api.permissions import actor_of
from core.api.runs import RunRow, run_row
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from core.models import Run
from metrics.finding_actions import decide_finding, merge_findings, split_finding
from metrics.selectors.findings import STATUSES, FindingDetail, FindingRow, finding_of, findings_view
from towers import activity_selectors
from towers.models import Baseline
from towers.selectors import chosen_baseline

BASELINE = OpenApiParameter("baseline", str, description="uid; the working baseline if not given")
MOST_FINDINGS, FINDINGS = 500, 100
DECISIONS = ("confirmed", "dismissed", "merged", "split")


class FoundRow(serializers.Serializer[Any]):
    """A finding. `positions` is at most, `positions_named` at least; `version` goes into If-Match of a decision."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column called like an attribute of fields
    found_in = serializers.ListField(child=serializers.CharField(), help_text="wording, title or product")
    status = serializers.CharField(help_text=", ".join(STATUSES))
    reason = serializers.CharField()
    new_wordings = serializers.IntegerField(help_text="since the decision")
    gone_wordings = serializers.IntegerField(help_text="since the decision")
    teams = serializers.IntegerField()
    fte = serializers.FloatField()
    fte_outside_largest = serializers.FloatField()
    overlap = serializers.FloatField()
    effective_teams = serializers.FloatField()
    fragmentation = serializers.FloatField()
    positions = serializers.FloatField()
    positions_named = serializers.FloatField()
    evidence = serializers.CharField()
    version = serializers.IntegerField()


class FindingsPage(serializers.Serializer[Any]):
    """A part of the findings, most FTE outside the largest team first; `next` is the offset of the next part."""

    run = serializers.UUIDField(allow_null=True)
    is_stale = serializers.BooleanField()
    total = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    results = FoundRow(many=True)


class TeamOfFinding(serializers.Serializer[Any]):
    """A team with its FTE."""

    uid = serializers.CharField()
    name = serializers.CharField()
    fte = serializers.FloatField()


class WordingOfFinding(serializers.Serializer[Any]):
    """A wording; `activity` is a uid or empty, `similarity` null where no other wording reads like it."""

    kind = serializers.CharField()
    text = serializers.CharField()
    activity = serializers.CharField()
    fte = serializers.FloatField()
    similarity = serializers.FloatField(allow_null=True)
    teams = serializers.FloatField()


class FoundDetail(FoundRow):
    """A finding with its teams and wordings."""

    team_fte = TeamOfFinding(many=True)
    wordings = WordingOfFinding(many=True)


class OutWording(serializers.Serializer[Any]):
    """A wording to take out."""

    kind = serializers.CharField()
    text = serializers.CharField()


class NewDecision(serializers.Serializer[Any]):
    """confirmed; dismissed with a reason; merged with other findings (keys) into an activity (uid); split with the
    wordings to take out.
    """

    decision = serializers.ChoiceField(choices=DECISIONS)
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)
    others = serializers.ListField(child=serializers.CharField(), default=list)
    activity = serializers.UUIDField(required=False)
    out = OutWording(many=True, default=list)


@extend_schema(
    parameters=[
        BASELINE,
        OpenApiParameter("status", str, description=", ".join(STATUSES)),
        OpenApiParameter("offset", int),
        OpenApiParameter("limit", int, description=f"{FINDINGS} if not given, at most {MOST_FINDINGS}"),
    ]
)
class FindingCollection(APIView):
    """What the newest search found; POST /computations/ with the kind finder searches."""

    @extend_schema(responses=FindingsPage, operation_id="findings_list")
    def get(self, request: Request) -> Response:
        """The findings of work, then those of ticket categories."""
        actor = actor_of(request)
        baseline = baseline_asked(request)
        if baseline is None:
            return Response({"run": None, "is_stale": False, "total": 0, "next": None, "results": []})
        view = findings_view(actor, baseline)
        status = request.query_params.get("status", "")
        rows = [row for row in (*view.findings, *view.ticket_findings) if not status or row.status == status]
        offset, limit = number(request, "offset", 0), min(number(request, "limit", FINDINGS), MOST_FINDINGS)
        answer = {
            "run": view.run.uid if view.run else None,
            "is_stale": view.is_stale,
            "total": len(rows),
            "next": offset + limit if offset + limit < len(rows) else None,
            "results": [facts(row) for row in rows[offset : offset + limit]],
        }
        return Response(FindingsPage(answer).data)


class FindingItem(APIView):
    """One finding."""

    @extend_schema(responses=FoundDetail, parameters=[BASELINE])
    def get(self, request: Request, key: str) -> Response:
        """Its figures, teams and wordings."""
        return answer(finding_of(actor_of(request), baseline_asked(request), key))


class FindingDecisionItem(APIView):
    """A decision about a finding."""

    @extend_schema(request=NewDecision, responses={200: FoundDetail, 202: RunRow}, parameters=[BASELINE, IF_MATCH])
    def post(self, request: Request, key: str) -> Response:
        """Decide; If-Match names the finding's version (0 while nothing was decided). A merge and a split answer 202
        with the new search.
        """
        actor, baseline = actor_of(request), baseline_asked(request)
        row = finding_of(actor, baseline, key).row
        version = version_seen(request)
        form = NewDecision(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        if baseline is not None and data["decision"] in ("merged", "split"):
            run = _searched(actor, baseline, row, version, data)
            return Response(
                run_row(actor, run),
                status=202,
                headers={"Location": reverse("api-run", args=[run.uid], request=request)},
            )
        decide_finding(by=actor, finding=row, version=version, decision=data["decision"], reason=data["reason"])
        return answer(finding_of(actor, baseline, key))


def _searched(actor: Any, baseline: Baseline, row: FindingRow, version: int, data: dict[str, Any]) -> Run:
    if data["decision"] == "split":
        wanted = {(one["kind"], " ".join(one["text"].casefold().split())) for one in data["out"]}
        out = [member for member in row.members if member.key in wanted]
        return split_finding(by=actor, baseline=baseline, finding=row, version=version, out=out, reason=data["reason"])
    view = findings_view(actor, baseline)
    known = {other.key: other for other in (*view.findings, *view.ticket_findings)}
    unknown = [key for key in data["others"] if key not in known]
    if unknown:
        raise UserError(f"There is no finding {unknown[0]}. Take keys from GET /findings/.", status=400)
    activity = activity_selectors.activity_of(actor, data["activity"]) if "activity" in data else None
    found = [row, *(known[key] for key in data["others"] if key != row.key)]
    return merge_findings(by=actor, baseline=baseline, findings=found, version=version, activity=activity)


def baseline_asked(request: Request) -> Baseline | None:
    """The baseline of `?baseline=` (404 if there is none), else the working one; None before the first."""
    return chosen_baseline(actor_of(request), request.query_params.get("baseline"))


def facts(row: FindingRow) -> dict[str, Any]:
    """The finding as the API shows it."""
    held = row.held
    names = ("teams", "fte", "fragmentation", "positions")
    return {
        "key": row.key,
        "label": row.label,
        "found_in": row.sources,
        "status": row.status,
        "reason": held.decision.reason if held else "",
        "new_wordings": held.new if held else 0,
        "gone_wordings": held.gone if held else 0,
        **{name: row.figures[f"found_{name}"] for name in names},
        "fte_outside_largest": row.figures["found_outside_largest"],
        "overlap": row.overlap,
        "effective_teams": row.effective_teams,
        "positions_named": row.named_positions,
        "evidence": row.evidence,
        "version": row.version,
    }


def answer(found: FindingDetail) -> Response:
    """The finding with its version as ETag."""
    details = found.row.details
    more = {
        "team_fte": [asdict(team) for team in details.teams],
        "wordings": [asdict(one.member) | asdict(one) for one in details.wordings],
    }
    return Response(FoundDetail(facts(found.row) | more).data, headers={"ETag": f'"{found.row.version}"'})
