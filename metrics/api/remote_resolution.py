"""Remote resolution of a log, and as a scenario would route it, over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from functions.selectors import scenario_of
from metrics.computations.remote_resolution import RemoteResolution, standing
from metrics.selectors.remote_resolution import SCENARIO, TODAY, remote_tickets
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.visible_logs import chosen_log, replay_logs

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")
OF = OpenApiParameter("scenario", UUID, description="uid of a scenario whose routing is asked about, too")


class RemoteResolutionRow(serializers.Serializer[Any]):
    """Closed tickets that a user could have come with, by touch. `rate` is without touch over those whose touch is
    known, `low` and `high` are its ends if all unknown ones were touched or none; `stands` says where the rate lies to
    the band of 80 to 85 %, and `is_certain` whether the unknown ones could move it across an end."""

    log = serializers.UUIDField()
    when = serializers.ChoiceField(choices=[TODAY, SCENARIO])
    asked = serializers.IntegerField()
    without = serializers.IntegerField()
    touched = serializers.IntegerField()
    unknown = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    stands = serializers.ChoiceField(choices=["below", "inside", "above"], allow_null=True)
    is_certain = serializers.BooleanField()


class RemoteResolutionCollection(APIView):
    """How many tickets are closed without physical touch."""

    @extend_schema(
        parameters=[LOG, OF], responses=RemoteResolutionRow(many=True), operation_id="remote_resolution_list"
    )
    def get(self, request: Request) -> Response:
        """Today, and in the scenario that is asked for; nothing before the first log."""
        actor, asked = actor_of(request), request.query_params
        log = chosen_log(replay_logs(actor), asked.get("log", ""))
        uid = asked.get("scenario", "")
        scenario = scenario_of(actor, uid) if uid else None
        if log is None:
            return Response([])
        found = remote_tickets(log, segment_rules_of(actor), scenario).found
        return Response([{"log": log.uid, "when": when, **_facts(one)} for when, one in found.items()])


def _facts(one: RemoteResolution) -> dict[str, Any]:
    names = ("asked", "without", "touched", "unknown", "rate", "low", "high", "is_certain")
    return {name: getattr(one, name) for name in names} | {"stands": None if one.rate is None else standing(one.rate)}
