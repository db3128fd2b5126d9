"""Handoffs of a ticket log over REST: the pairs of a view, and its services."""

from typing import Any

import numpy as np
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.asked import MONTH, month_asked
from core.errors import UserError
from metrics.computations.handoffs import Handoffs
from metrics.computations.waiting import pair_waits
from metrics.selectors.clock_words import WORKING
from metrics.selectors.handoff_rows import HOUR_US
from metrics.selectors.handoff_services import service_rows
from metrics.selectors.handoff_units import UNITS
from metrics.selectors.handoffs import HandoffFilters, time_zone_of
from metrics.selectors.log_in_view import Asking, LogInView
from services.log_choice import log_asked

ATTRIBUTES = ("priority", "product", "kind", "service")
FILTERS = [
    OpenApiParameter("log", description="uid of a ticket log; the newest if not given"),
    OpenApiParameter(
        "month",
        pattern=MONTH.pattern,
        description="year and month of the receiving event in six digits, such as 201205, in the organisation's zone",
    ),
    OpenApiParameter(
        "hours",
        enum=["elapsed", "working"],
        description="working: on the receivers' calendars (see calendar-uses), else the log's; 409 if it has none",
    ),
    *(OpenApiParameter(name, description=f"{name} of the ticket, as the log has it") for name in ATTRIBUTES),
]
UNIT = OpenApiParameter("unit", enum=list(UNITS), description="what is compared; the group if not given")


class HandoffRow(serializers.Serializer[Any]):
    """Handoffs of a log from one unit to another; `median_wait_hours` null where half of the waits never ended."""

    log = serializers.UUIDField()
    sender = serializers.CharField()
    sender_key = serializers.CharField(allow_blank=True)
    receiver = serializers.CharField()
    receiver_key = serializers.CharField(allow_blank=True)
    handoffs = serializers.IntegerField()
    waits_ended = serializers.IntegerField()
    passed_on = serializers.IntegerField()
    still_waiting = serializers.IntegerField()
    median_wait_hours = serializers.FloatField(allow_null=True)


class ServiceHandoffs(serializers.Serializer[Any]):
    """A service by its tickets of a log in view; an empty name is those that name none."""

    log = serializers.UUIDField()
    service = serializers.CharField(allow_blank=True)
    tickets = serializers.IntegerField()
    handoffs = serializers.IntegerField()
    handoffs_per_ticket = serializers.FloatField()
    ping_pong_tickets = serializers.IntegerField()
    closed = serializers.IntegerField()
    closed_by_first_line = serializers.IntegerField()
    median_wait_hours = serializers.FloatField(allow_null=True)


class HandoffCollection(APIView):
    """Handoffs by pair, the most frequent first."""

    @extend_schema(parameters=[*FILTERS, UNIT], responses=HandoffRow(many=True), operation_id="handoffs_list")
    def get(self, request: Request) -> Response:
        """Of the log that is asked for; none before the first log."""
        found = _in_view(request)
        return Response([] if found is None else HandoffRow(_pairs(found), many=True).data)


class ServiceHandoffCollection(APIView):
    """Handoffs, ping-pong, first line and waiting per service."""

    @extend_schema(parameters=FILTERS, responses=ServiceHandoffs(many=True), operation_id="service_handoffs_list")
    def get(self, request: Request) -> Response:
        """Of the log that is asked for; none before the first log, or where no ticket names a service."""
        found = _in_view(request)
        return Response([] if found is None else ServiceHandoffs(_services(found), many=True).data)


def _in_view(request: Request) -> LogInView | None:
    actor, asked = actor_of(request), request.query_params
    log = log_asked(actor, asked)
    if log is None:
        return None
    filters = HandoffFilters(
        month_asked(asked),
        **{name: asked.get(name, "") for name in ATTRIBUTES},
    )
    is_working = asked.get("hours") == WORKING
    if is_working and log.calendar is None:
        remedy = "Give it a calendar (PATCH /api/v1/ticket-logs/<uid>/), or ask without hours=working."
        raise UserError(f"The log “{log.name}” has no working hours. {remedy}", status=409)
    return LogInView(actor, log, Asking(filters, time_zone_of(actor), asked.get("unit") or "group", is_working))


def _pairs(found: LogInView) -> list[dict[str, Any]]:
    moves, units = found.view.moves, found.units
    sender, receiver = units.of_group[moves.sender], units.of_group[moves.receiver]
    relabelled = Handoffs(moves.ticket, sender, receiver, moves.at, moves.event, moves.is_reopening, moves.gap_us)
    pairs = pair_waits(relabelled, found.view.waits)
    return [
        {
            "log": found.log.uid,
            "sender": units.labels[int(pairs.sender[at])],
            "sender_key": units.keys[int(pairs.sender[at])],
            "receiver": units.labels[int(pairs.receiver[at])],
            "receiver_key": units.keys[int(pairs.receiver[at])],
            "handoffs": int(pairs.handoffs[at]),
            "waits_ended": int(pairs.observed[at]),
            "passed_on": int(pairs.passed_on[at]),
            "still_waiting": int(pairs.censored[at]),
            "median_wait_hours": _hours(float(pairs.median_us[at])),
        }
        for at in range(len(pairs))
    ]


def _services(found: LogInView) -> list[dict[str, Any]]:
    return [
        {
            "log": found.log.uid,
            "service": row["key"],
            "tickets": row["tickets"],
            "handoffs": row["handoffs"],
            "handoffs_per_ticket": row["per_ticket"],
            "ping_pong_tickets": row["back"],
            "closed": row["closed"],
            "closed_by_first_line": row["resolved"],
            "median_wait_hours": None if row["median_us"] is None else _hours(row["median_us"]),
        }
        for row in service_rows(found.columns, found.view, found.places)
    ]


def _hours(microseconds: float) -> float | None:
    return None if np.isnan(microseconds) else microseconds / HOUR_US
