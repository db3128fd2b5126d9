"""Benefit meters over REST: definitions with their values per month, worked out on reading."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible_or_404
from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from metrics.computations.meters import BEHIND, ON_COURSE, REACHED, UNKNOWN
from metrics.meter_actions import MeterTerms, add_meter, archive_meter, change_meter
from metrics.models import Meter
from metrics.selectors.clock_words import ELAPSED
from metrics.selectors.handoffs import time_zone_of
from metrics.selectors.meter_figures import FIGURES, UNITS, WANTED
from metrics.selectors.meters import MeterReading, meter_of, meters_of, readings_of
from services.models import Agreement
from services.selectors import log_of


class MeterBody(serializers.Serializer[Any]):
    """What a meter is held against, and which tickets it is about. Months are yyyymm; shares are fractions of one,
    times are in hours. `agreement` is needed by owned_in_time and resolved_in_time, and by no other figure. `basis`:
    elapsed, or working for waiting_median, pending_share, queue_time, touch_time and solving_median of a log that has a
    calendar. `team` and `region` are names: the tickets that a group of it had; `one_group` and `other_group`: the
    groups of pair_bounce, and of no other figure."""

    name = serializers.CharField(max_length=120)
    baseline_from = serializers.IntegerField()
    baseline_to = serializers.IntegerField()
    target = serializers.FloatField()
    target_month = serializers.IntegerField()
    agreement = serializers.UUIDField(allow_null=True, default=None)
    basis = serializers.ChoiceField(choices=Meter.Basis.choices, default=ELAPSED)
    kind = serializers.CharField(max_length=200, allow_blank=True, default="")
    priority = serializers.CharField(max_length=200, allow_blank=True, default="")
    product = serializers.CharField(max_length=200, allow_blank=True, default="")
    service = serializers.CharField(max_length=200, allow_blank=True, default="")
    team = serializers.CharField(max_length=200, allow_blank=True, default="")
    region = serializers.CharField(max_length=200, allow_blank=True, default="")
    one_group = serializers.CharField(max_length=200, allow_blank=True, default="")
    other_group = serializers.CharField(max_length=200, allow_blank=True, default="")
    owner = serializers.CharField(max_length=120, allow_blank=True, default="")
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class NewMeter(MeterBody):
    """A figure of a log to follow."""

    figure = serializers.ChoiceField(choices=[(code, figure.label) for code, figure in FIGURES.items()])
    log = serializers.UUIDField()


class MeterMonth(serializers.Serializer[Any]):
    """A month: the value, null where there is none, what it rests on, and what the course from baseline to target
    says of it."""

    month = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)
    base = serializers.IntegerField()
    course = serializers.FloatField()


class MeterRow(NewMeter):
    """A meter as it stands; `version` goes into If-Match when it is changed or archived. `calendar`: that of the
    log, for a meter of working hours (groups may have their own: see calendar-uses); without one it has no months."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()
    is_archived = serializers.BooleanField()
    calendar = serializers.UUIDField(allow_null=True)
    unit = serializers.ChoiceField(choices=list(UNITS))
    baseline = serializers.FloatField(allow_null=True)
    standing = serializers.ChoiceField(choices=[REACHED, ON_COURSE, BEHIND, UNKNOWN])
    months = MeterMonth(many=True)


class MeterArchiving(serializers.Serializer[Any]):
    """Whether the meter is laid aside."""

    is_archived = serializers.BooleanField()


class MeterCollection(APIView):
    """The organisation's meters."""

    @extend_schema(responses=MeterRow(many=True), operation_id="meters_list")
    def get(self, request: Request) -> Response:
        """All with their months, archived ones last."""
        actor = actor_of(request)
        return Response([_row(found) for found in readings_of(actor, meters_of(actor), time_zone_of(actor))])

    @extend_schema(request=NewMeter, responses={201: MeterRow})
    def post(self, request: Request) -> Response:
        """Follow a figure."""
        actor = actor_of(request)
        form = NewMeter(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        figure, log = data.pop("figure"), log_of(actor, data.pop("log"))
        return _answer(actor, add_meter(by=actor, log=log, figure=figure, terms=_terms(actor, data)), 201)


class MeterItem(APIView):
    """One meter."""

    @extend_schema(responses=MeterRow)
    def get(self, request: Request, uid: str) -> Response:
        """With its months."""
        actor = actor_of(request)
        return _answer(actor, meter_of(actor, uid))

    @extend_schema(request=MeterBody, responses=MeterRow, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str) -> Response:
        """Other terms in place of all that it had; figure and log stay."""
        actor = actor_of(request)
        meter, version = meter_of(actor, uid), version_seen(request)
        form = MeterBody(data=request.data)
        form.is_valid(raise_exception=True)
        terms = _terms(actor, form.validated_data)
        return _answer(actor, change_meter(by=actor, meter=meter, version=version, terms=terms))


class MeterArchive(APIView):
    """Laying a meter aside."""

    @extend_schema(request=MeterArchiving, responses=MeterRow, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Lay it aside, or take it up again."""
        actor = actor_of(request)
        meter, version = meter_of(actor, uid), version_seen(request)
        form = MeterArchiving(data=request.data)
        form.is_valid(raise_exception=True)
        return _answer(actor, archive_meter(by=actor, meter=meter, version=version, **form.validated_data))


def _terms(actor: Actor, data: dict[str, Any]) -> MeterTerms:
    """What was sent; an agreement that the organisation does not have is a 404."""
    uid = data.pop("agreement")
    return MeterTerms(agreement=visible_or_404(Agreement, actor, uid) if uid else None, **data)


def _answer(actor: Actor, meter: Meter, status: int = 200) -> Response:
    [found] = readings_of(actor, [meter], time_zone_of(actor))
    return Response(_row(found), status, headers={"ETag": f'"{meter.version}"'})


def _row(found: MeterReading) -> dict[str, Any]:
    meter = found.meter
    named = ("uid", "version", "is_archived", "name", "figure", "basis", "owner", "note", "target", "target_month")
    return {name: getattr(meter, name) for name in (*named, "baseline_from", "baseline_to", *WANTED)} | {
        "log": meter.log.uid,
        "agreement": meter.agreement.uid if meter.agreement else None,
        "calendar": found.calendar.uid if found.calendar else None,
        "unit": found.figure.unit,
        "baseline": found.series.baseline,
        "standing": found.standing,
        "months": [
            {
                "month": point.month,
                "value": point.value,
                "base": point.base,
                "course": found.course(point.month),
            }
            for point in found.series.points
        ],
    }
