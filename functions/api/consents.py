"""Consents of works councils to a scenario over REST."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from functions.constraint_actions import record_consent, withdraw_consent
from functions.guard_reading import consents_of, constraint_of
from functions.models import Consent, Scenario
from functions.selectors import scenario_of

NEW = 0
TERMS = ("persons", "given_on", "given_by", "note")


class ConsentTerms(serializers.Serializer[Any]):
    """What was agreed: the change of up to so many persons, on a day, by somebody."""

    persons = serializers.IntegerField(min_value=1, max_value=1_000_000)
    given_on = serializers.DateField()
    given_by = serializers.CharField(max_length=200)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class ConsentChange(serializers.Serializer[Any]):
    """The same; what is left out stays."""

    persons = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    given_on = serializers.DateField(required=False)
    given_by = serializers.CharField(max_length=200, required=False)
    note = serializers.CharField(max_length=300, allow_blank=True, required=False)


class NewConsent(ConsentTerms):
    """A consent to record; the rule is one of a works council."""

    constraint = serializers.UUIDField()


class ConsentRow(NewConsent):
    """A consent; `version` goes into If-Match when it is changed or withdrawn."""

    version = serializers.IntegerField()


class ConsentCollection(APIView):
    """The consents that a scenario has."""

    @extend_schema(responses=ConsentRow(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """All, by day."""
        actor = actor_of(request)
        return Response([_row(one) for one in consents_of(actor, scenario_of(actor, uid))])

    @extend_schema(request=NewConsent, responses={201: ConsentRow})
    def post(self, request: Request, uid: str) -> Response:
        """Record the first consent to break a rule."""
        actor = actor_of(request)
        scenario = scenario_of(actor, uid)
        form = NewConsent(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        constraint = constraint_of(actor, data.pop("constraint"))
        made = record_consent(by=actor, scenario=scenario, constraint=constraint, version=NEW, **data)
        return _answer(made, 201)


class ConsentItem(APIView):
    """The consent to break one rule; the rule's uid stands in the address."""

    @extend_schema(responses=ConsentRow)
    def get(self, request: Request, uid: str, constraint: str) -> Response:
        """With its version."""
        actor = actor_of(request)
        return _answer(_consent(actor, scenario_of(actor, uid), constraint))

    @extend_schema(request=ConsentChange, responses=ConsentRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str, constraint: str) -> Response:
        """Another number, day, name or note."""
        actor = actor_of(request)
        row, version = _consent(actor, scenario_of(actor, uid), constraint), version_seen(request)
        form = ConsentChange(data=request.data)
        form.is_valid(raise_exception=True)
        terms = {name: getattr(row, name) for name in TERMS} | form.validated_data
        changed = record_consent(by=actor, scenario=row.scenario, constraint=row.constraint, version=version, **terms)
        return _answer(changed)

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str, constraint: str) -> Response:
        """The consent no longer holds."""
        actor = actor_of(request)
        row = _consent(actor, scenario_of(actor, uid), constraint)
        version = version_seen(request)
        withdraw_consent(by=actor, scenario=row.scenario, constraint=row.constraint, version=version)
        return Response(status=204)


def _consent(actor: Actor, scenario: Scenario, constraint: str) -> Consent:
    """The consent of this scenario to this rule, or 404."""
    rule = constraint_of(actor, constraint)
    found = consents_of(actor, scenario).filter(constraint=rule).first()
    if found is None:
        raise Http404("This scenario has no consent to break this rule.")
    return found


def _row(row: Consent) -> dict[str, Any]:
    return {"constraint": row.constraint.uid, "version": row.version, **{name: getattr(row, name) for name in TERMS}}


def _answer(row: Consent, status: int = 200) -> Response:
    return Response(_row(row), status=status, headers={"ETag": f'"{row.version}"'})
