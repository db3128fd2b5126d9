"""Segments of a log over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from metrics.computations.segments import ASPECTS
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import LINES, Asked, ground_of
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.segments import Segmented
from services.log_choice import log_asked

LOG = OpenApiParameter("log", description="uid of a ticket log; the newest if not given")
BY = OpenApiParameter("by", enum=list(LINES), description="what a line is; the tower where the log knows it")


class SegmentShare(serializers.Serializer[Any]):
    """Tickets of a log: a class in a line. An empty line is all tickets, an empty class those that no rule decides."""

    log = serializers.UUIDField()
    aspect = serializers.ChoiceField(choices=list(ASPECTS))
    line = serializers.CharField(allow_blank=True)
    segment = serializers.CharField(allow_blank=True)
    tickets = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)


class SegmentCollection(APIView):
    """Tickets by complexity and physical touch, pooled and per line."""

    @extend_schema(parameters=[LOG, BY], responses=SegmentShare(many=True), operation_id="segments_list")
    def get(self, request: Request) -> Response:
        """Of the log that is asked for; none before the first log."""
        actor, asked = actor_of(request), request.query_params
        log = log_asked(actor, asked)
        if log is None:
            return Response([])
        ground = ground_of(actor, log, Asked(HandoffFilters(), asked.get("by", ""), prefers="tower"), "UTC")
        found = Segmented(ground, segment_rules_of(actor))
        return Response([{"log": log.uid, **fact} for aspect in ASPECTS for fact in _facts(found, aspect)])


def _facts(found: Segmented, aspect: str) -> list[dict[str, Any]]:
    rows = [found.pooled(aspect) | {"label": ""}, *found.by_line(aspect)]
    return [
        {"aspect": aspect, "line": row["label"], "segment": name, **cell}
        for row in rows
        for name, cell in zip((*ASPECTS[aspect], ""), row["cells"], strict=True)
    ]
