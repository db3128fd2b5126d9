"""Guardrails over REST: bounds of a measure, of the organisation or of one scenario."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.numbers import Number
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from functions.guard_reading import guardrail_of, guardrails_of
from functions.guarding_rails import COST, SPAN, WHOLE
from functions.guardrail_actions import MOST, remove_guardrail, set_guardrail
from functions.guardrail_forms import unit_of
from functions.models import Guardrail
from functions.selectors import scenario_of
from towers.functions_reference import BY_CODE

NEW = 0


class _Bound(Number):
    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=MOST, required=False, allow_null=True)


class GuardrailChange(serializers.Serializer[Any]):
    """What can be changed; what is left out stays, null takes a bound away, and one of the two has to be.

    `low` and `high` are reports for `span`, FTE for `team_size` and `headcount`, minor units a year for `cost`.
    """

    low = _Bound()
    high = _Bound()
    reason = serializers.CharField(max_length=300, allow_blank=True, required=False)
    owner = serializers.CharField(max_length=200, allow_blank=True, required=False)


class NewGuardrail(GuardrailChange):
    """A bound to add: for one scenario, or without for all that have none of their own; function 0 is all of them."""

    kind = serializers.ChoiceField(choices=Guardrail.Kind.choices)
    function = serializers.IntegerField(min_value=WHOLE, max_value=max(BY_CODE), default=WHOLE)
    scenario = serializers.UUIDField(allow_null=True, default=None)


class GuardrailRow(NewGuardrail):
    """A guardrail; `version` goes into If-Match when it is changed or removed."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()


class GuardrailCollection(APIView):
    """The guardrails that somebody has set."""

    @extend_schema(responses=GuardrailRow(many=True))
    def get(self, request: Request) -> Response:
        """All, those of scenarios too."""
        return Response([_row(one) for one in guardrails_of(actor_of(request))])

    @extend_schema(request=NewGuardrail, responses={201: GuardrailRow})
    def post(self, request: Request) -> Response:
        """Add one where there is none of this kind and function yet."""
        actor = actor_of(request)
        form = NewGuardrail(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        scenario = scenario_of(actor, data["scenario"]) if data["scenario"] else None
        terms = {"low": None, "high": None, **_terms(data["kind"], data)}
        named = {"scenario": scenario, "kind": data["kind"], "function_code": data["function"]}
        return _answer(set_guardrail(by=actor, version=NEW, **named, **terms), 201)


class GuardrailItem(APIView):
    """One guardrail."""

    @extend_schema(responses=GuardrailRow)
    def get(self, request: Request, uid: str) -> Response:
        """With its version."""
        return _answer(guardrail_of(actor_of(request), uid))

    @extend_schema(request=GuardrailChange, responses=GuardrailRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Other bounds, reason or owner; measure, function and scenario stay."""
        actor = actor_of(request)
        row, version = guardrail_of(actor, uid), version_seen(request)
        form = GuardrailChange(data=request.data)
        form.is_valid(raise_exception=True)
        stays = {name: getattr(row, name) for name in ("scenario", "kind", "function_code")}
        terms = {name: getattr(row, name) for name in ("low", "high", "reason", "owner")}
        changed = terms | _terms(row.kind, form.validated_data)
        return _answer(set_guardrail(by=actor, version=version, **stays, **changed))

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """The bound no longer holds; the organisation's or the default does."""
        actor = actor_of(request)
        row = guardrail_of(actor, uid)
        remove_guardrail(by=actor, guardrail=row, version=version_seen(request))
        return Response(status=204)


def _unit(kind: str) -> int:
    """Stored units in one of those that the API takes: money is in minor units in both."""
    return 1 if kind == COST else unit_of(kind, "")


def _terms(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What was sent, in stored units."""
    terms: dict[str, Any] = {name: data[name] for name in ("reason", "owner") if name in data}
    for name in ("low", "high"):
        if name in data:
            value = data[name]
            if kind == SPAN and value is not None and value != int(value):
                raise UserError("Reports per manager are whole numbers.", status=400)
            terms[name] = None if value is None else round(value * _unit(kind))
    return terms


def _row(row: Guardrail) -> dict[str, Any]:
    per = _unit(row.kind)
    ends = {name: None if end is None else end / per for name, end in (("low", row.low), ("high", row.high))}
    named = {name: getattr(row, name) for name in ("uid", "version", "kind", "reason", "owner")}
    return named | ends | {"function": row.function_code, "scenario": row.scenario.uid if row.scenario else None}


def _answer(row: Guardrail, status: int = 200) -> Response:
    return Response(_row(row), status=status, headers={"ETag": f'"{row.version}"'})
