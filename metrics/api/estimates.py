"""Estimates from like tickets, and the audit of their samples, over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from metrics.estimate_actions import judge_estimate
from metrics.models import EstimateAudit
from metrics.selectors.estimates import (
    MEASURES,
    Estimate,
    audit_rate,
    measure_of,
    sample_keys,
    verdicts_of,
    whole_estimate,
)
from services.log_choice import log_asked
from services.selectors import log_of

LOG = OpenApiParameter("log", UUID, description="uid of a ticket log; the newest if not given")
MEASURE = OpenApiParameter("measure", str, OpenApiParameter.PATH, enum=list(MEASURES))


class EstimateRow(serializers.Serializer[Any]):
    """Tickets of a log asked about in a line or part (both empty: all), how many of them are expected to have been
    able to go that way, and the share with its 80 % interval."""

    log = serializers.UUIDField()
    estimate = serializers.ChoiceField(choices=list(MEASURES))
    line = serializers.CharField(allow_blank=True)
    part = serializers.CharField(allow_blank=True)
    asked = serializers.IntegerField()
    expected = serializers.FloatField()
    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class EstimateVerdict(serializers.Serializer[Any]):
    """What somebody who knows says of a ticket of the sample."""

    ticket = serializers.CharField(max_length=120)
    verdict = serializers.ChoiceField(choices=EstimateAudit.Verdict.choices)


class SampledTicket(serializers.Serializer[Any]):
    """A ticket that may be judged; an empty verdict was not given yet."""

    ticket = serializers.CharField()
    verdict = serializers.CharField(allow_blank=True)


class EstimateAuditFacts(serializers.Serializer[Any]):
    """The sample in its order, of which every beginning is a random sample, and the rate of yes among yes and no with
    Wilson's interval (95 %)."""

    yes = serializers.IntegerField()
    no = serializers.IntegerField()
    unsure = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    tickets = SampledTicket(many=True)


class EstimateCollection(APIView):
    """What could have gone the better way, per measure: in all, per line, and per part."""

    @extend_schema(parameters=[LOG], responses=EstimateRow(many=True), operation_id="estimates_list")
    def get(self, request: Request) -> Response:
        """Of the log that is asked for; a measure that the log says nothing about has no rows."""
        actor = actor_of(request)
        log = log_asked(actor, request.query_params)
        if log is None:
            return Response([])
        found = [whole_estimate(actor, log, measure) for measure in MEASURES.values()]
        return Response([{"log": log.uid, **fact} for one in found if one.is_known for fact in _facts(one)])


class EstimateAuditItem(APIView):
    """The audit of a sample."""

    @extend_schema(parameters=[MEASURE], responses=EstimateAuditFacts)
    def get(self, request: Request, uid: str, measure: str) -> Response:
        """The tickets that may be judged, and what was said."""
        actor, known = actor_of(request), measure_of(measure)
        log = log_of(actor, uid)
        found = whole_estimate(actor, log, known)
        keys, verdicts = sample_keys(found) if found.is_known else [], verdicts_of(log, known)
        rate = audit_rate(keys, verdicts)
        facts = {name: getattr(rate, name) for name in ("yes", "no", "unsure", "share", "low", "high")}
        tickets = [{"ticket": key, "verdict": verdicts.get(key, "")} for key in keys]
        return Response(facts | {"tickets": tickets})

    @extend_schema(parameters=[MEASURE], request=EstimateVerdict, responses=EstimateVerdict)
    def post(self, request: Request, uid: str, measure: str) -> Response:
        """Judge one ticket; a second word takes the place of the first."""
        actor, known = actor_of(request), measure_of(measure)
        log = log_of(actor, uid)
        form = EstimateVerdict(data=request.data)
        form.is_valid(raise_exception=True)
        said = form.validated_data
        sample = sample_keys(whole_estimate(actor, log, known))
        row = judge_estimate(
            by=actor, log=log, measure=known, sample=sample, key=said["ticket"], verdict=said["verdict"]
        )
        return Response({"ticket": row.ticket_key, "verdict": row.verdict})


def _facts(found: Estimate) -> list[dict[str, Any]]:
    numbers = ("asked", "expected", "share", "low", "high")
    whole, *lines = found.rows()
    named = [(whole, "", ""), *((row, row["label"], "") for row in lines)]
    named += [(row, "", row["label"]) for row in found.part_rows()]
    return [
        {"estimate": found.measure.code, "line": line, "part": part} | {name: row[name] for name in numbers}
        for row, line, part in named
    ]
