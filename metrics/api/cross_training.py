"""Cross-training over REST: who closes which categories of a log's tickets."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from metrics.selectors.cross_training import ALONE, FEW, ONE_PERSON, SEVERAL, CrossTraining, Row
from metrics.selectors.handoffs import HandoffFilters, time_zone_of
from metrics.selectors.question_ground import CATEGORIES, LINES, Asked, ground_of
from metrics.selectors.segment_rules import segment_rules_of
from services.log_choice import log_asked

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")
BY = OpenApiParameter("by", enum=list(LINES), description="who closes; the tower where the log knows it")
SORT = OpenApiParameter("sort", enum=list(CATEGORIES), description="what a category is; the first that the log knows")


class SolvedCategory(serializers.Serializer[Any]):
    """A category of closed tickets. `leader` closed most of them (`led`); `persons` is null where the log names nobody
    or they are too few to be told. `standing`: one person or one unit closes at least 95 %, several units do, or there
    are too few tickets to say. `is_candidate`: others close the like and could learn it."""

    log = serializers.UUIDField()
    category = serializers.CharField()
    tickets = serializers.IntegerField()
    tickets_a_year = serializers.FloatField(allow_null=True)
    units = serializers.IntegerField()
    leader = serializers.CharField()
    led = serializers.IntegerField()
    persons = serializers.IntegerField(allow_null=True)
    standing = serializers.ChoiceField(choices=[ONE_PERSON, ALONE, SEVERAL, FEW])
    is_candidate = serializers.BooleanField()


class CrossTrainingCollection(APIView):
    """Who closes which categories of tickets, and which of them others could learn."""

    @extend_schema(parameters=[LOG, BY, SORT], responses=SolvedCategory(many=True), operation_id="cross_training_list")
    def get(self, request: Request) -> Response:
        """Of the log that is asked for, most tickets first; none before the first log."""
        actor, asked = actor_of(request), request.query_params
        log = log_asked(actor, asked)
        if log is None:
            return Response([])
        filters, time_zone = HandoffFilters(), time_zone_of(actor)
        ground = ground_of(actor, log, Asked(filters, asked.get("by", ""), asked.get("sort", ""), "tower"), time_zone)
        found = CrossTraining(actor, ground, segment_rules_of(actor))
        return Response([{"log": log.uid, **_facts(row)} for row in found.rows(filters)])


def _facts(row: Row) -> dict[str, Any]:
    same = {name: row[name] for name in ("tickets", "units", "leader", "led", "standing", "is_candidate")}
    persons = None if row["persons"].is_hidden else row["persons"].count
    return {"category": row["label"], "tickets_a_year": row["yearly"], "persons": persons, **same}
