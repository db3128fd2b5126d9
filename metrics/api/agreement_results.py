"""What became of the tickets that an agreement covers, over REST."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.errors import UserError
from metrics.selectors.agreement_results import newest_covered, results_of
from services.agreement_selectors import PROMISED, agreement_of
from services.chains import MEASURES
from services.log_choice import log_named

LOG = OpenApiParameter("log", OpenApiTypes.UUID, description="the ticket log; the newest that it covers if not given")


class OutcomeRow(serializers.Serializer[Any]):
    """Tickets of a log, of a priority ("" all that are not named), that began in a month (yyyymm), by outcome."""

    log = serializers.UUIDField()
    measure = serializers.ChoiceField(choices=MEASURES)
    priority = serializers.CharField()
    month = serializers.IntegerField()
    target_minutes = serializers.IntegerField()
    met = serializers.IntegerField()
    missed = serializers.IntegerField()
    running = serializers.IntegerField()


class AgreementOutcomes(APIView):
    """The results of an SLR or SLA, recomputed from the events of a log."""

    @extend_schema(responses=OutcomeRow(many=True), parameters=[LOG])
    def get(self, request: Request, uid: str) -> Response:
        """Every priority and month that has tickets; nothing without a log."""
        actor = actor_of(request)
        agreement = agreement_of(actor, uid)
        if agreement.kind not in PROMISED:
            raise UserError("Results are worked out for what is promised to customers.", status=404)
        wanted = request.query_params.get("log")
        log = log_named(actor, wanted) if wanted else newest_covered(actor, agreement)
        if log is None:
            return Response([])
        found = results_of(actor, log, agreement)
        rows = [
            {
                "log": log.uid,
                "measure": measure,
                "priority": found.names[found.priorities[place]],
                "month": month,
                "target_minutes": found.promise.minutes(found.priorities[place], measure),
                "met": count.met,
                "missed": count.missed,
                "running": count.running,
            }
            for measure in MEASURES
            for (place, month), count in sorted(found.counts(measure).items())
        ]
        return Response(OutcomeRow(rows, many=True).data)
