"""Who mixes build and run, over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from metrics.computations.build_run import MIXES
from metrics.selectors.build_run import BY, PlaceMix, build_run_view
from towers.api.views import BASELINE, baseline_asked

MIX_BY = OpenApiParameter("by", enum=list(BY), description="what a row is; the tower if not given")


class BuildRunRow(serializers.Serializer[Any]):
    """Persons on filled posts by what they do, and FTE of build and run. `build_fte` is all build, `sourceable_fte`
    that of posts with at least 80 % build, `tied_fte` that of mixed posts. The row without a place is all of them."""

    place = serializers.CharField(allow_blank=True)
    build = serializers.IntegerField()
    mixed = serializers.IntegerField()
    run = serializers.IntegerField()
    neither = serializers.IntegerField()
    mixed_share = serializers.FloatField(allow_null=True)
    run_fte = serializers.FloatField()
    build_fte = serializers.FloatField()
    sourceable_fte = serializers.FloatField()
    tied_fte = serializers.FloatField()
    sourceable_share = serializers.FloatField(allow_null=True)


class BuildRunCollection(APIView):
    """Build and run of a baseline by tower, region or employment, most mixed persons first."""

    @extend_schema(parameters=[BASELINE, MIX_BY], responses=BuildRunRow(many=True), operation_id="build_run_list")
    def get(self, request: Request) -> Response:
        """All first, then each place; none before the first baseline."""
        baseline = baseline_asked(request)
        by = request.query_params.get("by", BY[0])
        if by not in BY:
            raise serializers.ValidationError({"by": f"“{by}” is none. Choose {', '.join(BY)}."})
        if baseline is None:
            return Response([])
        view = build_run_view(actor_of(request), baseline)
        return Response([_row(row) for row in (view.whole, *view.by(by))])


def _row(row: PlaceMix) -> dict[str, Any]:
    facts = {
        "place": row.name,
        **{mix: row.persons[mix] for mix in MIXES},
        "mixed_share": row.mixed_share,
        "run_fte": row.run,
        "build_fte": row.build_fte,
        "sourceable_fte": row.build["build"],
        "tied_fte": row.build["mixed"],
        "sourceable_share": row.sourceable_share,
    }
    return dict(BuildRunRow(facts).data)
