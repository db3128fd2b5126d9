"""Results as one long table, and the dictionary of metrics."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.lists import RowList
from core.basis import Basis
from metrics import registry
from metrics.models import Result
from metrics.selectors.results import results_for

UUID = {"type": "string", "format": "uuid"}


class ResultRow(serializers.Serializer[Any]):
    """One figure. Money is in minor units a year; FTE in FTE; shares in fractions of 1."""

    run = serializers.UUIDField(source="run.uid")
    kind = serializers.CharField(source="run.kind")
    metric = serializers.CharField()
    d1_kind = serializers.CharField()
    d1_key = serializers.CharField()
    d1_label = serializers.CharField()
    d2_kind = serializers.CharField()
    d2_key = serializers.CharField()
    d2_label = serializers.CharField()
    month = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    evidence = serializers.CharField()
    coverage = serializers.FloatField()
    basis = serializers.ChoiceField(choices=[basis.value for basis in Basis], allow_blank=True)
    computed = serializers.DateTimeField(source="run.created")


class MetricRow(serializers.Serializer[Any]):
    """A metric: what it means and how it is computed."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column called like an attribute of fields
    unit = serializers.CharField()
    meaning = serializers.CharField()
    formula = serializers.CharField()
    version = serializers.IntegerField()


@extend_schema(
    parameters=[
        OpenApiParameter("run", UUID, description="The run's uid."),
        OpenApiParameter("kind", description="The kind of run, for instance savings."),
        OpenApiParameter("metric", description="A code of /metrics/."),
        OpenApiParameter("month", description="For instance 2026-03."),
    ]
)
class ResultCollection(RowList[Result]):
    """Figures of all runs, newest first; what rests on money is true cost with the right `pay`, else the rate card."""

    serializer_class = ResultRow
    filters = {"run": "run__uid", "kind": "run__kind", "metric": "metric", "month": "month"}

    def rows(self, request: Request) -> QuerySet[Result]:
        """Of the organisation."""
        return results_for(self.actor)


class MetricCollection(APIView):
    """The dictionary of metrics."""

    @extend_schema(responses=MetricRow(many=True))
    def get(self, request: Request) -> Response:
        """All of them, by code."""
        return Response(MetricRow(registry.metrics(), many=True).data)
