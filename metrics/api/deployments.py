"""Deployments over REST: how many are standard, custom, or undetermined."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from metrics.selectors.deployments import deployments_of, quarter_words
from metrics.selectors.handoffs import HandoffFilters, time_zone_of
from metrics.selectors.question_ground import LINES, Asked, ground_of
from services.log_choice import log_asked

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")
BY = OpenApiParameter("by", enum=list(LINES), description="what a line is; the tower where the log knows it")
KIND = OpenApiParameter("kind", description="a kind of ticket that counts whatever its word; others do not then")


class DeploymentMix(serializers.Serializer[Any]):
    """Deployments of a quarter and a line by the kind of what was deployed. `custom_share` is custom over standard and
    custom; what the catalogue does not tell is undetermined and in no share."""

    log = serializers.UUIDField()
    quarter = serializers.CharField()
    line = serializers.CharField()
    standard = serializers.IntegerField()
    custom = serializers.IntegerField()
    undetermined = serializers.IntegerField()
    custom_share = serializers.FloatField(allow_null=True)


class DeploymentCollection(APIView):
    """Standard against custom deployments by quarter and line."""

    @extend_schema(parameters=[LOG, BY, KIND], responses=DeploymentMix(many=True), operation_id="deployments_list")
    def get(self, request: Request) -> Response:
        """Of the log that is asked for, in the order of quarters; none before the first log."""
        actor, asked = actor_of(request), request.query_params
        log = log_asked(actor, asked)
        if log is None:
            return Response([])
        filters = HandoffFilters(kind=asked.get("kind", ""))
        ground = ground_of(actor, log, Asked(filters, asked.get("by", ""), prefers="tower"), time_zone_of(actor))
        found = deployments_of(actor, ground, filters)
        return Response(
            [
                {
                    "log": log.uid,
                    "quarter": quarter_words(quarter),
                    "line": ground.lines.labels[line],
                    "standard": mix.standard,
                    "custom": mix.custom,
                    "undetermined": mix.undetermined,
                    "custom_share": mix.share,
                }
                for (quarter, line), mix in sorted(found.mixes.items())
            ]
        )
