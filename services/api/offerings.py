"""Offerings over REST, with the cost of a unit."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.basis import Basis, basis_of
from services.offering_selectors import OfferingRow, offering_rows
from services.portfolio_selectors import service_alone


class LabourAnswer(serializers.Serializer[Any]):
    """Work of a team in 1/10,000 FTE."""

    team = serializers.UUIDField()
    name = serializers.CharField()
    fte = serializers.IntegerField()


class OfferingAnswer(serializers.Serializer[Any]):
    """An offering, money in minor units; `unit_cost` and `year_cost` rest on what `basis` says, null where unknown."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    unit = serializers.CharField()
    price = serializers.IntegerField(allow_null=True)
    units = serializers.IntegerField(allow_null=True)
    other_cost = serializers.IntegerField(allow_null=True)
    labour = LabourAnswer(many=True)
    unit_cost = serializers.FloatField(allow_null=True)
    year_cost = serializers.FloatField(allow_null=True)
    basis = serializers.ChoiceField(choices=[basis.value for basis in Basis])
    version = serializers.IntegerField()


class OfferingCollection(APIView):
    """The offerings of a service."""

    @extend_schema(responses=OfferingAnswer(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """All, by name."""
        actor = actor_of(request)
        rows = offering_rows(actor, service_alone(actor, uid))
        return Response([_answer(row, basis_of(actor)) for row in rows])


def _answer(row: OfferingRow, basis: Basis) -> dict[str, Any]:
    offering = row.offering
    facts = {name: getattr(offering, name) for name in ("name", "kind", "unit", "price", "units", "other_cost")}
    labour = [{"team": str(one.team.uid), "name": one.team.name, "fte": one.fte} for one in row.labour]
    return {
        "uid": str(offering.uid),
        **facts,
        "labour": labour,
        "unit_cost": row.cost.unit,
        "year_cost": row.cost.year,
        "basis": basis.value,
        "version": offering.version,
    }
