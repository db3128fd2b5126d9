"""What services are worth and cost, over REST: where both go, what that suggests, and the spend with a unit cost."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.basis import Basis, basis_of
from services.log_choice import log_asked
from services.models import Service
from services.portfolio.suggestions import INVEST, KEEP, RETIRE, UNDECIDED
from services.portfolio_selectors import services_of
from services.worth_selectors import Portfolio, Worth, portfolio_of

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")


class WorthAnswer(serializers.Serializer[Any]):
    """A service that is not retired; money in minor units, null where it is unknown.

    `demand_change` is a fraction until `forecast_year` at today's prices; tickets are counts of two halves of the log.
    """

    uid = serializers.UUIDField()
    name = serializers.CharField()
    value_score = serializers.IntegerField(allow_null=True)
    cost = serializers.FloatField(allow_null=True)
    forecast_year = serializers.IntegerField(allow_null=True)
    forecast_cost = serializers.FloatField(allow_null=True)
    demand_change = serializers.FloatField(allow_null=True)
    tickets = serializers.IntegerField(allow_null=True)
    tickets_first = serializers.IntegerField(allow_null=True)
    tickets_second = serializers.IntegerField(allow_null=True)
    suggestion = serializers.ChoiceField(choices=[INVEST, KEEP, RETIRE, UNDECIDED])
    reason = serializers.CharField()
    decision = serializers.ChoiceField(choices=Service.Decision.values)


class PortfolioAnswer(serializers.Serializer[Any]):
    """All of them, and which part of the spend has a unit cost; `months` are those of half the log, 0 for no trend."""

    basis = serializers.ChoiceField(choices=[basis.value for basis in Basis])
    log = serializers.UUIDField(allow_null=True)
    months = serializers.IntegerField()
    spend_with_unit_cost = serializers.FloatField()
    spend = serializers.FloatField()
    services = WorthAnswer(many=True)


class ServiceWorth(APIView):
    """Value, cost, demand and suggestion of each service."""

    @extend_schema(parameters=[LOG], responses=PortfolioAnswer)
    def get(self, request: Request) -> Response:
        """The dearest first."""
        actor = actor_of(request)
        log = log_asked(actor, request.query_params)
        found = portfolio_of(actor, list(services_of(actor)), timezone.now().date(), log)
        return Response(_answer(found, basis_of(actor)))


def _answer(found: Portfolio, basis: Basis) -> dict[str, Any]:
    volumes, spend = found.volumes, found.spend
    return {
        "basis": basis.value,
        "log": volumes.log.uid if volumes else None,
        "months": volumes.months if volumes else 0,
        "spend_with_unit_cost": spend.with_unit_cost,
        "spend": spend.whole,
        "services": [_worth(row) for row in found.rows],
    }


def _worth(row: Worth) -> dict[str, Any]:
    one, volume = row.service, row.volume
    halves = volume.halves if volume else None
    return {
        "uid": one.uid,
        "name": one.name,
        "value_score": one.value_score,
        "cost": row.cost,
        "forecast_year": row.year or None,
        "forecast_cost": row.cost_then,
        "demand_change": None if row.demand is None else row.demand.growth,
        "tickets": volume.tickets if volume else None,
        "tickets_first": halves.first if halves else None,
        "tickets_second": halves.second if halves else None,
        "suggestion": row.suggested.what,
        "reason": row.suggested.reason,
        "decision": one.decision,
    }
