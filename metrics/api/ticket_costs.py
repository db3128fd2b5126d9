"""What tickets cost, over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.basis import basis_of
from metrics.selectors.handoffs import time_zone_of
from metrics.selectors.ticket_costs import BY, CostRow, TicketCosts, ticket_costs
from metrics.selectors.visible_logs import chosen_log, replay_logs
from towers.api.views import BASELINE, baseline_asked

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")
COSTS_BY = OpenApiParameter("by", enum=list(BY), description="what a row is; the tower if not given")


class TicketCostRow(serializers.Serializer[Any]):
    """Tickets of a log and what they cost, in minor units: `cost` a year, `each` a ticket; `cost_high` and `each_high`
    with what teams without a ticket may have spent on stays that belong to no team. `coverage` is the share of stays
    that belong to a team with ticket work. The row without a name is all tickets. Costs are null where unknown."""

    log = serializers.UUIDField()
    name = serializers.CharField(allow_blank=True)
    tickets = serializers.IntegerField()
    tickets_a_year = serializers.FloatField()
    stays = serializers.IntegerField()
    coverage = serializers.FloatField()
    cost = serializers.IntegerField(allow_null=True)
    cost_high = serializers.IntegerField(allow_null=True)
    each = serializers.FloatField(allow_null=True)
    each_high = serializers.FloatField(allow_null=True)
    cost_basis = serializers.CharField()


class TicketCostCollection(APIView):
    """The cost of a log's tickets by tower, product, kind, service or team, the dearest first."""

    @extend_schema(
        parameters=[BASELINE, LOG, COSTS_BY], responses=TicketCostRow(many=True), operation_id="ticket_costs_list"
    )
    def get(self, request: Request) -> Response:
        """All tickets first, then each row; none before the first baseline and log."""
        actor, baseline = actor_of(request), baseline_asked(request)
        log = chosen_log(replay_logs(actor), request.query_params.get("log", ""))
        by = request.query_params.get("by", next(iter(BY)))
        if by not in BY:
            raise serializers.ValidationError({"by": f"“{by}” is none. Choose {', '.join(BY)}."})
        costs = ticket_costs(actor, baseline, log, time_zone_of(actor)) if baseline and log else None
        if costs is None:
            return Response([])
        facts = {"log": costs.log.uid, "cost_basis": basis_of(actor)}
        rows = [_facts(costs, costs.whole) | {"name": ""}, *(_facts(costs, row) for row in costs.by(by))]
        return Response([dict(TicketCostRow(facts | row).data) for row in rows])


def _facts(costs: TicketCosts, row: CostRow) -> dict[str, Any]:
    counted = {name: getattr(row, name) for name in ("name", "tickets", "tickets_a_year", "stays", "coverage")}
    money = {"cost": row.cost, "cost_high": row.high, "each": row.each, "each_high": row.each_high}
    return counted | (money if costs.is_priced else dict.fromkeys(money))
