"""Runs over REST: what is under way, how far it is, and taking it back."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible, visible_or_404
from core.actor import Actor
from core.api.lists import RowList
from core.api.permissions import actor_of
from core.basis import seen_outcome
from core.models import Run
from core.runs.actions import cancel_run


class RunRow(serializers.Serializer[Any]):
    """A run. `outcome` says what came of it; results are rows of /results/?run=…"""

    uid = serializers.UUIDField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=Run.State.choices)
    progress = serializers.IntegerField()
    total = serializers.IntegerField()
    stage = serializers.CharField()
    error = serializers.CharField()
    outcome = serializers.JSONField()
    fingerprint = serializers.CharField()
    created = serializers.DateTimeField()
    started = serializers.DateTimeField(allow_null=True)
    ended = serializers.DateTimeField(allow_null=True)


def run_row(actor: Actor, run: Run) -> dict[str, Any]:
    """A run as the actor gets to see it."""
    return {**RunRow(run).data, "outcome": seen_outcome(actor, run.outcome or {})}


@extend_schema(parameters=[OpenApiParameter("kind"), OpenApiParameter("state")])
class RunCollection(RowList[Run]):
    """Runs, newest first."""

    serializer_class = RunRow
    filters = {"kind": "kind", "state": "state"}

    def rows(self, request: Request) -> QuerySet[Run]:
        """Of the organisation."""
        return visible(Run, self.actor)

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """With the outcome in the money that the actor gets to see."""
        return row | {"outcome": seen_outcome(self.actor, row["outcome"] or {})}


class RunItem(APIView):
    """One run."""

    @extend_schema(responses=RunRow)
    def get(self, request: Request, uid: str) -> Response:
        """State, progress and outcome."""
        actor = actor_of(request)
        return Response(run_row(actor, visible_or_404(Run, actor, uid)))


class RunCancellation(APIView):
    """Take a run back."""

    @extend_schema(request=None, responses=RunRow)
    def post(self, request: Request, uid: str) -> Response:
        """Cancelled, unless it has ended already."""
        actor = actor_of(request)
        run = visible_or_404(Run, actor, uid)
        return Response(run_row(actor, cancel_run(by=actor, run=run)))
