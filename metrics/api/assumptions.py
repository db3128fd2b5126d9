"""The register of assumptions over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from metrics.assumptions.actions import set_assumption
from metrics.assumptions.effective import EffectiveAssumption, effective_assumption, effective_assumptions
from metrics.assumptions.scope import scenario_named
from metrics.models import Assumption

SCENARIO = OpenApiParameter("scenario", description="A scenario's uid; without it the organisation's own values.")


class AssumptionRow(serializers.Serializer[Any]):
    """What holds. `unit` says in what: money in minor units (cents). `origin`: default, organisation or scenario;
    `version` goes into If-Match of a PUT.
    """

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column called like an attribute of fields
    unit = serializers.CharField()
    low = serializers.FloatField()
    likely = serializers.FloatField()
    high = serializers.FloatField()
    evidence = serializers.ChoiceField(choices=Assumption.Evidence.choices)
    owner = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # likewise
    reason = serializers.CharField()
    cause = serializers.CharField()
    origin = serializers.ChoiceField(choices=["default", "organisation", "scenario"])
    version = serializers.IntegerField()


class NewAssumption(serializers.Serializer[Any]):
    """A statement in the assumption's `unit`: low <= likely <= high; evidence better than assumed names its source."""

    low = serializers.FloatField()
    likely = serializers.FloatField()
    high = serializers.FloatField()
    evidence = serializers.ChoiceField(choices=Assumption.Evidence.choices, default="assumed")
    owner = serializers.CharField(max_length=120, default="", allow_blank=True)
    source = serializers.CharField(  # type: ignore[assignment]  # likewise
        max_length=300, default="", allow_blank=True
    )


class AssumptionCollection(APIView):
    """All assumptions of the method; there are some fifty, so they come in one answer."""

    @extend_schema(responses=AssumptionRow(many=True), parameters=[SCENARIO])
    def get(self, request: Request) -> Response:
        """What holds for the organisation or a scenario."""
        known = effective_assumptions(
            actor_of(request), scenario_named(actor_of(request), request.query_params.get("scenario", ""))
        )
        return Response(AssumptionRow(known, many=True).data)


class AssumptionItem(APIView):
    """One assumption."""

    @extend_schema(responses=AssumptionRow, parameters=[SCENARIO])
    def get(self, request: Request, code: str) -> Response:
        """What holds."""
        return answer(
            effective_assumption(
                actor_of(request), code, scenario_named(actor_of(request), request.query_params.get("scenario", ""))
            )
        )

    @extend_schema(request=NewAssumption, responses=AssumptionRow, parameters=[SCENARIO, IF_MATCH])
    def put(self, request: Request, code: str) -> Response:
        """State it; a new version is added."""
        form = NewAssumption(data=request.data)
        form.is_valid(raise_exception=True)
        actor, scenario, version = (
            actor_of(request),
            scenario_named(actor_of(request), request.query_params.get("scenario", "")),
            version_seen(request),
        )
        set_assumption(by=actor, code=code, scenario=scenario, version=version, **form.validated_data)
        return answer(effective_assumption(actor, code, scenario))


def answer(known: EffectiveAssumption) -> Response:
    """The assumption with its version as ETag."""
    return Response(AssumptionRow(known).data, headers={"ETag": f'"{known.version}"'})
