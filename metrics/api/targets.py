"""The pictures of a scenario over REST: the flow from towers to functions, and functions by regions."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible_or_404
from core.api.permissions import actor_of
from core.basis import basis_of
from functions.models import Design
from functions.projection import HOME
from functions.selectors import scenario_of
from metrics.selectors.target_effort import GLOBAL, NONE, phase_of, target_effort
from metrics.selectors.target_flow import flow_of
from metrics.selectors.target_regions import REST, regions_of
from metrics.selectors.target_staff import team_staff
from towers.models import Region

REGION = OpenApiParameter("region", str, description="uid of a region: only the effort of its teams")
PHASES = ["plan", "build", "run", "support", ""]


class FlowRow(serializers.Serializer[Any]):
    """Effort of a tower in a function: FTE, its yearly cost in minor units, and from how many cards it comes.
    `function` is null for what stays in its team, `tower` for teams without one, `cost` where it is not known."""

    tower = serializers.UUIDField(allow_null=True)
    tower_name = serializers.CharField(allow_null=True)
    function = serializers.IntegerField(allow_null=True)
    phase = serializers.ChoiceField(choices=PHASES)
    fte = serializers.FloatField()
    cost = serializers.IntegerField(allow_null=True)
    cost_basis = serializers.CharField()
    cards = serializers.IntegerField()


class ScenarioFlow(APIView):
    """Where the effort of today's towers goes."""

    @extend_schema(parameters=[REGION], responses=FlowRow(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """A row per tower and function, the largest tower first."""
        actor, region = actor_of(request), request.query_params.get("region", "")
        scenario = scenario_of(actor, uid)
        if region:
            visible_or_404(Region, actor, region)
        flow = flow_of(target_effort(actor, scenario), team_staff(actor, scenario), region)
        rows = [
            {
                "tower": None if tower == NONE else tower,
                "tower_name": None if tower == NONE else name,
                "function": code or None,
                "phase": phase_of(code),
                "fte": round(one.fte, 4),
                "cost": round(one.cost) if flow.has_cost else None,
                "cost_basis": str(basis_of(actor)),
                "cards": len(one.cards),
            }
            for tower, name in flow.towers
            for code in flow.codes
            if (one := flow.spots.get((tower, code)))
        ]
        return Response(FlowRow(rows, many=True).data)


class RegionRow(serializers.Serializer[Any]):
    """A function in a pool: FTE of today's effort, its yearly cost in minor units, and positions.

    `pool` is global, region or team (what stays in its team, and positions whose work is not stated or is leading
    others, `is_rest`); `region` is null for a global pool and for teams without one. Counts of few persons may be null.
    """

    function = serializers.IntegerField(allow_null=True)
    is_rest = serializers.BooleanField()
    phase = serializers.ChoiceField(choices=PHASES)
    reach = serializers.ChoiceField(choices=Design.Reach.choices, allow_null=True)
    pool = serializers.ChoiceField(choices=["global", "region", "team"])
    region = serializers.UUIDField(allow_null=True)
    region_name = serializers.CharField(allow_null=True)
    fte = serializers.FloatField()
    cost = serializers.IntegerField(allow_null=True)
    cost_basis = serializers.CharField()
    positions = serializers.IntegerField(allow_null=True)


class ScenarioRegions(APIView):
    """Functions by regions."""

    @extend_schema(responses=RegionRow(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """A row per function and pool; their sums are those of the baseline."""
        actor = actor_of(request)
        scenario = scenario_of(actor, uid)
        target = target_effort(actor, scenario)
        view = regions_of(actor, target, team_staff(actor, scenario))
        names = dict(view.places)
        rows = [
            {
                "function": code if code > HOME else None,
                "is_rest": code == REST,
                "phase": phase_of(code) if code > HOME else "",
                "reach": target.reach(code) if code > HOME else None,
                "pool": "team" if code <= HOME else "global" if place == GLOBAL else "region",
                "region": None if place in (GLOBAL, NONE) else place,
                "region_name": None if place in (GLOBAL, NONE) else names[place],
                "fte": round(cell.fte, 4),
                "cost": round(cell.cost) if view.has_cost else None,
                "cost_basis": str(basis_of(actor)),
                "positions": view.heads(code, place),
            }
            for (code, place), cell in sorted(view.cells.items())
        ]
        return Response(RegionRow(rows, many=True).data)
