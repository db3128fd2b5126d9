"""Managers with their spans and bands, the bands themselves, and coordination by role, over REST."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.basis import basis_of
from metrics.computations.span_bands import BAND_CLASSES
from metrics.selectors.coordination import BY, RoleRow, coordination_view
from metrics.selectors.span_bands import Band, band_of, bands_of
from metrics.selectors.spans import ManagerRow, spans_view
from metrics.span_band_actions import reset_span_band, set_span_band
from towers.actions.pay import record_pay_read
from towers.api.views import BASELINE, baseline_asked

ROLES_BY = OpenApiParameter("by", enum=list(BY), description="what makes a role; the title if not given")


class ManagerOfSpans(serializers.Serializer[Any]):
    """A post with direct reports. `span` is its class in the band from `fewest` to `most`; `leading_fte` is FTE;
    `leading_cost` is in minor units a year, on true cost or the rate card (`cost_basis`), null where it is unknown."""

    uid = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    layer = serializers.IntegerField()
    direct_reports = serializers.IntegerField()
    span = serializers.ChoiceField(choices=BAND_CLASSES)
    band = serializers.CharField()
    fewest = serializers.IntegerField()
    most = serializers.IntegerField()
    leading_fte = serializers.FloatField()
    leading_cost = serializers.IntegerField(allow_null=True)
    cost_basis = serializers.CharField()


class SpanCollection(APIView):
    """The managers of a baseline, the narrowest first."""

    @extend_schema(parameters=[BASELINE], responses=ManagerOfSpans(many=True), operation_id="spans_list")
    def get(self, request: Request) -> Response:
        """All of them; none before the first baseline."""
        actor, baseline = actor_of(request), baseline_asked(request)
        if baseline is None:
            return Response([])
        if actor.has_pay:
            record_pay_read(by=actor, baseline=baseline)
        return Response([_manager(actor, row) for row in spans_view(actor, baseline).managers])


def _manager(actor: Actor, row: ManagerRow) -> dict[str, Any]:
    facts = {
        **{name: row.position[name] for name in ("uid", "key", "title")},
        "layer": row.layer,
        "direct_reports": row.heads,
        "span": row.band_class,
        "band": row.band.code,
        "fewest": row.band.low,
        "most": row.band.high,
        "leading_fte": row.leading_fte,
        "leading_cost": None if row.money is None else round(row.money),
        "cost_basis": basis_of(actor),
    }
    return dict(ManagerOfSpans(facts).data)


class CoordinationRow(serializers.Serializer[Any]):
    """A role with coordination: FTE of its filled posts and of coordination, the cost of that in minor units a year.
    `heads` is null where so few persons must not stand beside money."""

    role = serializers.CharField()
    heads = serializers.IntegerField(allow_null=True)
    fte = serializers.FloatField()
    coordination_fte = serializers.FloatField()
    cost = serializers.IntegerField(allow_null=True)
    cost_basis = serializers.CharField()


class CoordinationCollection(APIView):
    """Coordination of a baseline by role, most FTE first."""

    @extend_schema(
        parameters=[BASELINE, ROLES_BY], responses=CoordinationRow(many=True), operation_id="coordination_list"
    )
    def get(self, request: Request) -> Response:
        """All roles with coordination; none before the first baseline."""
        actor, baseline = actor_of(request), baseline_asked(request)
        by = request.query_params.get("by", BY[0])
        if by not in BY:
            raise serializers.ValidationError({"by": f"“{by}” is none. Choose {' or '.join(BY)}."})
        if baseline is None:
            return Response([])
        return Response([_role(actor, row) for row in coordination_view(actor, baseline, by).roles])


def _role(actor: Actor, row: RoleRow) -> dict[str, Any]:
    facts = {
        "role": row.name,
        "heads": None if row.is_hidden else row.heads,
        "fte": row.fte,
        "coordination_fte": row.coordination_fte,
        "cost": None if row.money is None else round(row.money),
        "cost_basis": basis_of(actor),
    }
    return dict(CoordinationRow(facts).data)


class BandRow(serializers.Serializer[Any]):
    """The reports per manager that fit, both ends counted. `version` goes into If-Match; 0 while the default holds."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column called like an attribute of fields
    low = serializers.IntegerField()
    high = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # likewise
    origin = serializers.ChoiceField(choices=["default", "organisation"])
    version = serializers.IntegerField()


class NewBand(serializers.Serializer[Any]):
    """1 <= low <= high persons."""

    low = serializers.IntegerField(min_value=1)
    high = serializers.IntegerField(min_value=1)
    source = serializers.CharField(  # type: ignore[assignment]  # likewise
        max_length=300, default="", allow_blank=True
    )


class SpanBandCollection(APIView):
    """All bands: the functions f1 to f10, upper (managers of managers), other (work that nobody stated)."""

    @extend_schema(responses=BandRow(many=True))
    def get(self, request: Request) -> Response:
        """What holds."""
        return Response([_band(band) for band in bands_of(actor_of(request)).values()])


class SpanBandItem(APIView):
    """One band."""

    @extend_schema(responses=BandRow)
    def get(self, request: Request, code: str) -> Response:
        """What holds."""
        return _answer(band_of(actor_of(request), code))

    @extend_schema(request=NewBand, responses=BandRow, parameters=[IF_MATCH])
    def put(self, request: Request, code: str) -> Response:
        """State it in place of what holds."""
        form = NewBand(data=request.data)
        form.is_valid(raise_exception=True)
        actor = actor_of(request)
        set_span_band(by=actor, code=code, version=version_seen(request), **form.validated_data)
        return _answer(band_of(actor, code))

    @extend_schema(request=None, responses=BandRow, parameters=[IF_MATCH])
    def delete(self, request: Request, code: str) -> Response:
        """Take the own band back; answers the default, which holds again."""
        actor = actor_of(request)
        reset_span_band(by=actor, code=code, version=version_seen(request))
        return _answer(band_of(actor, code))


def _band(band: Band) -> dict[str, Any]:
    origin = "organisation" if band.is_own else "default"
    known = {"code": band.code, "label": band.label, "origin": origin}
    return dict(BandRow({**asdict(band), **known}).data)


def _answer(band: Band) -> Response:
    """The band with its version as ETag."""
    return Response(_band(band), headers={"ETag": f'"{band.version}"'})
