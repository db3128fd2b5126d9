"""Decisions over REST: the log, one with its evidence, and what is done to them."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from core.access import visible
from core.api.lists import RowList
from core.api.parameters import DeclaredParameters
from core.api.permissions import ApprovePermission, MemberPermission, actor_of
from core.api.runs import RunRow, run_row
from core.api.versions import IF_MATCH, version_seen
from functions.commenting import LONGEST
from functions.selectors import scenario_of
from metrics.decisions import actions
from metrics.kinds import verify
from metrics.models import Decision, FrozenEvidence, Objection
from metrics.selectors.decisions import decision_of, evidence_of, newest_verification


class DecisionRow(serializers.Serializer[Any]):
    """A proposal and what became of it; `version` goes into If-Match of approve, reject and withdraw."""

    uid = serializers.UUIDField()
    scenario = serializers.UUIDField(source="scenario.uid")
    scenario_name = serializers.CharField(source="scenario.name")
    scenario_version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Decision.State.choices)
    summary = serializers.CharField()
    created = serializers.DateTimeField()
    proposed_by = serializers.CharField(source="proposed_by.email", allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.CharField(source="decided_by.email", allow_null=True)
    reason = serializers.CharField()
    conditions = serializers.CharField()
    content_hash = serializers.CharField(help_text="empty until approved")
    version = serializers.IntegerField()


class ObjectionRow(serializers.Serializer[Any]):
    """An objection."""

    text = serializers.CharField()
    by = serializers.CharField(source="by.email", allow_null=True)
    at = serializers.DateTimeField()


class EvidenceRow(serializers.Serializer[Any]):
    """A frozen part by its hash; its text is a download of the decision's page."""

    kind = serializers.ChoiceField(choices=FrozenEvidence.Kind.choices)
    sha256 = serializers.CharField()


class DecisionDetail(DecisionRow):
    """A decision with its objections, what was frozen, and the newest recomputation."""

    saving = serializers.UUIDField(allow_null=True, help_text="the run whose figures were frozen: /results/?run=…")
    objections = ObjectionRow(many=True)
    evidence = EvidenceRow(many=True)
    verification = RunRow(allow_null=True)


class NewProposal(serializers.Serializer[Any]):
    """What is proposed, and why."""

    scenario = serializers.UUIDField()
    summary = serializers.CharField(max_length=LONGEST)


class NewObjection(serializers.Serializer[Any]):
    """What speaks against it."""

    text = serializers.CharField(max_length=LONGEST)


class NewApproval(serializers.Serializer[Any]):
    """`saving` is the run whose figures were looked at: it must be the newest one, and hold."""

    saving = serializers.UUIDField()
    reason = serializers.CharField(max_length=LONGEST)
    conditions = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


class NewRejection(serializers.Serializer[Any]):
    """Why not."""

    reason = serializers.CharField(max_length=LONGEST)


class NewWithdrawal(serializers.Serializer[Any]):
    """Why it is taken back, if you like."""

    reason = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


@extend_schema(parameters=[OpenApiParameter("scenario", str), OpenApiParameter("state", enum=Decision.State.values)])
class DecisionCollection(RowList[Decision]):
    """The decision log, newest first."""

    serializer_class = DecisionRow
    filters = {"scenario": "scenario__uid", "state": "state"}

    def rows(self, request: Request) -> QuerySet[Decision]:
        """Of the organisation."""
        return visible(Decision, self.actor)

    @extend_schema(request=NewProposal, responses={201: DecisionDetail}, parameters=[IF_MATCH])
    def post(self, request: Request) -> Response:
        """Propose a scenario; If-Match carries the scenario's version."""
        form = NewProposal(data=request.data)
        form.is_valid(raise_exception=True)
        scenario = scenario_of(self.actor, form.validated_data["scenario"])
        summary = form.validated_data["summary"]
        made = actions.propose_scenario(
            by=self.actor, scenario=scenario, version=version_seen(request), summary=summary
        )
        return answer(self.actor, made, status=201)


class DecisionItem(APIView):
    """One decision."""

    @extend_schema(responses=DecisionDetail)
    def get(self, request: Request, uid: str) -> Response:
        """With objections and evidence."""
        actor = actor_of(request)
        return answer(actor, decision_of(actor, uid))


class DecisionApproval(APIView):
    """Yes."""

    permission_classes = (ApprovePermission, DeclaredParameters)

    @extend_schema(request=NewApproval, responses=DecisionDetail, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Approve and freeze; needs the right to approve."""
        actor = actor_of(request)
        decision, version = decision_of(actor, uid), version_seen(request)
        form = NewApproval(data=request.data)
        form.is_valid(raise_exception=True)
        return answer(
            actor, actions.approve_decision(by=actor, decision=decision, version=version, **form.validated_data)
        )


class DecisionRejection(APIView):
    """No."""

    permission_classes = (ApprovePermission, DeclaredParameters)

    @extend_schema(request=NewRejection, responses=DecisionDetail, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Reject with a reason; needs the right to approve."""
        actor = actor_of(request)
        decision, version = decision_of(actor, uid), version_seen(request)
        form = NewRejection(data=request.data)
        form.is_valid(raise_exception=True)
        return answer(
            actor, actions.reject_decision(by=actor, decision=decision, version=version, **form.validated_data)
        )


class DecisionWithdrawal(APIView):
    """Taken back."""

    @extend_schema(request=NewWithdrawal, responses=DecisionDetail, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Withdraw a proposal."""
        actor = actor_of(request)
        decision, version = decision_of(actor, uid), version_seen(request)
        form = NewWithdrawal(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        return answer(actor, actions.withdraw_proposal(by=actor, decision=decision, version=version, **data))


class DecisionObjections(APIView):
    """What speaks against it."""

    permission_classes = (MemberPermission, DeclaredParameters)

    @extend_schema(request=NewObjection, responses={201: DecisionDetail})
    def post(self, request: Request, uid: str) -> Response:
        """Object; every member may, while the proposal is open."""
        actor = actor_of(request)
        decision = decision_of(actor, uid)
        form = NewObjection(data=request.data)
        form.is_valid(raise_exception=True)
        actions.object_to(by=actor, decision=decision, text=form.validated_data["text"])
        return answer(actor, decision, status=201)


class DecisionVerification(APIView):
    """Recomputing an approved decision."""

    permission_classes = (MemberPermission, DeclaredParameters)

    @extend_schema(request=None, responses={202: RunRow})
    def post(self, request: Request, uid: str) -> Response:
        """Start it; Location leads to the run, whose outcome says whether every digit came out again."""
        actor = actor_of(request)
        run = verify.request(actor, decision_of(actor, uid))
        address = reverse("api-run", args=[run.uid], request=request)
        return Response(run_row(actor, run), status=202, headers={"Location": address})


def answer(actor: Any, decision: Decision, status: int = 200) -> Response:
    """The decision as it is now, with its version as ETag."""
    run = newest_verification(actor, decision)
    objections = visible(Objection, actor).filter(decision=decision).select_related("by")
    more = {
        "saving": decision.saving_run.uid if decision.saving_run else None,
        "objections": ObjectionRow(objections, many=True).data,
        "evidence": EvidenceRow(evidence_of(actor, decision), many=True).data,
        "verification": run_row(actor, run) if run else None,
    }
    facts = {**DecisionRow(decision).data, **more}
    return Response(facts, status=status, headers={"ETag": f'"{decision.version}"'})
