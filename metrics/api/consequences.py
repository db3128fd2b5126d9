"""What a scenario changes, over REST."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from functions.selectors import scenario_of
from metrics.computations.consequences import Measure, Work
from metrics.computations.pools import CELL_FUNCTIONS
from metrics.computations.replay import Replay
from metrics.consequence_words import losses
from metrics.selectors.consequences import Consequences, consequences_of

LOG = OpenApiParameter("log", OpenApiTypes.UUID, description="the ticket log; the newest with a history if not given")
REPLAY = ("today", "low", "expected", "high", "kept", "removed", "undetermined", "created", "split_share", "chance")


class MeasureRow(serializers.Serializer[Any]):
    """A figure today and in the target, null where it is unknown; FTE, shares of 1, counts, money in minor units."""

    code = serializers.CharField()
    today = serializers.FloatField(allow_null=True)
    target = serializers.FloatField(allow_null=True)
    change = serializers.FloatField(allow_null=True)
    loss = serializers.FloatField()


class WorkRow(serializers.Serializer[Any]):
    """FTE and cost a year in minor units (null without prices) of a function or region; `near_fte`: staff effort placed
    there whose pool lies in its team's region. Function 0 is managers; an unknown region has no uid."""

    function = serializers.IntegerField(required=False)
    region = serializers.UUIDField(required=False, allow_null=True)
    fte_today = serializers.FloatField()
    fte_target = serializers.FloatField()
    cost_today = serializers.IntegerField(allow_null=True)
    cost_target = serializers.IntegerField(allow_null=True)
    near_fte = serializers.FloatField()


class ReplayFigures(serializers.Serializer[Any]):
    """Handoffs of the log today and in the target; `chance`: share that any grouping with these flows removes."""

    today = serializers.IntegerField()
    low = serializers.IntegerField()
    expected = serializers.FloatField()
    high = serializers.IntegerField()
    kept = serializers.IntegerField()
    removed = serializers.IntegerField()
    undetermined = serializers.IntegerField()
    created = serializers.IntegerField()
    split_share = serializers.FloatField(allow_null=True)
    chance = serializers.FloatField(allow_null=True)


class ConsequencesBody(serializers.Serializer[Any]):
    """The likely case of a scenario as it is now; `version` is the scenario's, `gives_up` the gravest loss first."""

    version = serializers.IntegerField()
    cost_basis = serializers.CharField()
    log = serializers.UUIDField(allow_null=True)
    measures = MeasureRow(many=True)
    functions = WorkRow(many=True)
    regions = WorkRow(many=True)
    managers_needed = serializers.DictField(child=serializers.IntegerField())
    gives_up = serializers.ListField(child=serializers.CharField())
    replay = ReplayFigures(allow_null=True)


class ScenarioConsequences(APIView):
    """What a scenario changes, computed as it is asked for."""

    @extend_schema(parameters=[LOG], responses=ConsequencesBody, operation_id="scenario_consequences_retrieve")
    def get(self, request: Request, uid: str) -> Response:
        """The likely case without a run, and the structural replay of a log where there is one."""
        actor = actor_of(request)
        found = consequences_of(actor, scenario_of(actor, uid), request.query_params.get("log", ""))
        return Response(ConsequencesBody(_body(found)).data)


def _body(found: Consequences) -> dict[str, Any]:
    regions = [region.uid for region in found.case.rows.regions]
    return {
        "version": found.scenario.version,
        "cost_basis": found.case.basis,
        "log": found.log.uid if found.log else None,
        "measures": [_measure(measure) for measure in found.measures.values()],
        "functions": [{"function": code} | _work(found, found.by_function, code) for code in range(CELL_FUNCTIONS)],
        "regions": [{"region": uid} | _work(found, found.by_region, at) for at, uid in enumerate([*regions, None])],
        "managers_needed": {str(code): round(float(found.managers_needed[code])) for code in range(1, CELL_FUNCTIONS)},
        "gives_up": losses(found),
        "replay": _replay(found.replay) if found.replay else None,
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in ("code", "today", "target", "change", "loss")}


def _replay(replay: Replay) -> dict[str, Any]:
    return {name: getattr(replay, name) for name in REPLAY}


def _work(found: Consequences, work: Work, at: int) -> dict[str, Any]:
    costs = [round(float(one[at])) if found.case.has_prices else None for one in (work.money_today, work.money_target)]
    return {
        "fte_today": float(work.fte_today[at]),
        "fte_target": float(work.fte_target[at]),
        "cost_today": costs[0],
        "cost_target": costs[1],
        "near_fte": float(work.near_target[at]),
    }
