"""Front doors as the tickets of a log count them, over REST."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from metrics.computations.suppression import LEAST
from metrics.selectors.front_door_rows import DoorRow
from metrics.selectors.front_doors import FrontDoors, customer_groups, front_doors
from metrics.selectors.handoffs import HandoffFilters, time_zone_of
from services.actions.doors import state_door
from services.log_choice import log_asked
from services.ticket_attributes import LONGEST_TEXT

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")


class FrontDoorStatement(serializers.Serializer[Any]):
    """Whether a door, by its name, is a named relationship manager."""

    name = serializers.CharField(max_length=LONGEST_TEXT)
    is_manager = serializers.BooleanField()


class FrontDoorStated(FrontDoorStatement):
    """What is stated of a door; `version` goes into If-Match when it is stated anew."""

    version = serializers.IntegerField()


class FrontDoorFacts(FrontDoorStated):
    """A door with its tickets of demand and how many customer groups use it (at least 1 % of their tickets).

    `version` is 0 while its name alone says whether it is a manager. Satisfaction is the mean of the answers from 0 to
    100 with Student's interval (95 %), null for fewer than five.
    """

    tickets = serializers.IntegerField()
    groups = serializers.IntegerField()
    answers = serializers.IntegerField(allow_null=True)
    satisfaction = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class CustomerDoorFacts(serializers.Serializer[Any]):
    """A group of customers: its tickets whose door is known, those through a named relationship manager, its doors in
    use with most tickets first, those that are used more rarely, and the doors that the portfolio states (null where it
    does not know the group). The name is empty for tickets that name no group."""

    name = serializers.CharField()
    tickets = serializers.IntegerField()
    managed = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    doors = serializers.ListField(child=serializers.CharField())
    rare = serializers.IntegerField()
    stated = serializers.ListField(child=serializers.CharField(), allow_null=True)


class FrontDoorCollection(APIView):
    """The doors through which demand comes in."""

    @extend_schema(parameters=[LOG], responses=FrontDoorFacts(many=True), operation_id="front_doors_list")
    def get(self, request: Request) -> Response:
        """Most tickets first; nothing before the first log."""
        found = _found(actor_of(request), request.query_params)
        return Response([_facts(row) for row in found.doors()] if found else [])

    @extend_schema(
        request=FrontDoorStatement, responses=FrontDoorStated, parameters=[IF_MATCH], operation_id="front_doors_state"
    )
    def post(self, request: Request) -> Response:
        """State whether a door is a named relationship manager; If-Match is 0 where nothing was stated yet."""
        actor, version = actor_of(request), version_seen(request)
        form = FrontDoorStatement(data=request.data)
        form.is_valid(raise_exception=True)
        door = state_door(by=actor, version=version, **form.validated_data)
        facts = {"name": door.name, "is_manager": door.is_manager, "version": door.version}
        return Response(facts, headers={"ETag": f'"{door.version}"'})


class CustomerDoorCollection(APIView):
    """The customer groups with the doors that they use."""

    @extend_schema(parameters=[LOG], responses=CustomerDoorFacts(many=True), operation_id="front_doors_groups_list")
    def get(self, request: Request) -> Response:
        """Most doors first; nothing before the first log."""
        actor = actor_of(request)
        found = _found(actor, request.query_params)
        rows = found.groups(customer_groups(actor)) if found else []
        names = ("name", "tickets", "managed", "share", "doors", "rare", "stated")
        return Response([{name: getattr(row, name) for name in names} for row in rows])


def _found(actor: Actor, asked: Mapping[str, str]) -> FrontDoors | None:
    log = log_asked(actor, asked)
    return front_doors(actor, log, HandoffFilters(), time_zone_of(actor)) if log else None


def _facts(row: DoorRow) -> dict[str, Any]:
    known = row.answers if row.answers.count >= LEAST else None
    return {
        "name": row.name,
        "is_manager": row.is_manager,
        "version": row.version,
        "tickets": row.tickets,
        "groups": row.groups,
        "answers": known.count if known else None,
        "satisfaction": known.mean if known else None,
        "low": known.low if known else None,
        "high": known.high if known else None,
    }
