"""Offerings over REST, with the cost of a unit."""

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
from core.basis import Basis, basis_of
from core.errors import UserError
from services.actions.offerings import add_offering, edit_offering, remove_offering
from services.forecasts import FIRST_YEAR, LAST_YEAR
from services.models import Offering
from services.offering_selectors import OfferingRow, offering_of, offering_row, offering_rows
from services.portfolio.offering_statements import LARGEST, LONGEST, MOST_FTE
from services.portfolio_selectors import service_alone
from towers.models import Team

MOST_TEAMS = 200
MOST_YEARS = LAST_YEAR - FIRST_YEAR + 1
STATED = ("name", "kind", "unit", "price", "units", "other_cost", "cost_grows")
EXPECTED = ("year", "units", "growth", "cost", "income")


class LabourSent(serializers.Serializer[Any]):
    """Work of a team in 1/10,000 FTE."""

    team = serializers.UUIDField()
    fte = serializers.IntegerField(min_value=1, max_value=MOST_FTE)


class LabourAnswer(LabourSent):
    """The same with the team's name."""

    name = serializers.CharField()


class ExpectedSent(serializers.Serializer[Any]):
    """The units that are expected in a calendar year."""

    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    units = serializers.IntegerField(min_value=0, max_value=LARGEST)


class ExpectedAnswer(ExpectedSent):
    """The same with its growth against `units` of today, as a fraction, and the cost and income that it means."""

    growth = serializers.FloatField(allow_null=True)
    cost = serializers.FloatField(allow_null=True)
    income = serializers.IntegerField(allow_null=True)


class _Amount(serializers.IntegerField):
    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=LARGEST, required=False, allow_null=True)


class OfferingChange(serializers.Serializer[Any]):
    """What can be stated of an offering, money in minor units; what is left out stays.

    `labour` and `forecast` are whole lists; `cost_grows`: the part of the cost that grows with the units of a forecast.
    """

    name = serializers.CharField(max_length=LONGEST["name"], required=False)
    kind = serializers.ChoiceField(choices=Offering.Kind.choices, required=False)
    unit = serializers.CharField(max_length=LONGEST["unit"], required=False, allow_blank=True)
    price = _Amount()
    units = _Amount()
    other_cost = _Amount()
    cost_grows = serializers.ChoiceField(choices=Offering.Growing.choices, required=False)
    labour = serializers.ListField(child=LabourSent(), max_length=MOST_TEAMS, required=False)
    forecast = serializers.ListField(child=ExpectedSent(), max_length=MOST_YEARS, required=False)


class NewOffering(OfferingChange):
    """An offering to add; it needs a name."""

    name = serializers.CharField(max_length=LONGEST["name"])


class OfferingAnswer(serializers.Serializer[Any]):
    """An offering, money in minor units; costs rest on what `basis` says, and are null where unknown.

    `version` goes into If-Match when it is changed or removed.
    """

    uid = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    unit = serializers.CharField()
    price = serializers.IntegerField(allow_null=True)
    units = serializers.IntegerField(allow_null=True)
    other_cost = serializers.IntegerField(allow_null=True)
    cost_grows = serializers.CharField()
    labour = LabourAnswer(many=True)
    forecast = ExpectedAnswer(many=True)
    unit_cost = serializers.FloatField(allow_null=True)
    year_cost = serializers.FloatField(allow_null=True)
    basis = serializers.ChoiceField(choices=[basis.value for basis in Basis])
    version = serializers.IntegerField()


class OfferingCollection(APIView):
    """The offerings of a service."""

    @extend_schema(responses=OfferingAnswer(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """All, by name."""
        actor = actor_of(request)
        rows = offering_rows(actor, service_alone(actor, uid))
        return Response([_facts(row, basis_of(actor)) for row in rows])

    @extend_schema(request=NewOffering, responses={201: OfferingAnswer})
    def post(self, request: Request, uid: str) -> Response:
        """Add one to the service."""
        actor = actor_of(request)
        service = service_alone(actor, uid)
        made = add_offering(by=actor, service=service, **_stated(actor, NewOffering(data=request.data)))
        return _answer(actor, made, 201)


class OfferingItem(APIView):
    """One offering of a service."""

    @extend_schema(responses=OfferingAnswer)
    def get(self, request: Request, uid: str, offering: str) -> Response:
        """With its cost and its version."""
        actor = actor_of(request)
        return _answer(actor, offering_of(actor, service_alone(actor, uid), offering))

    @extend_schema(request=OfferingChange, responses=OfferingAnswer, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str, offering: str) -> Response:
        """Change what is stated."""
        actor = actor_of(request)
        found = offering_of(actor, service_alone(actor, uid), offering)
        version = version_seen(request)
        stated = _stated(actor, OfferingChange(data=request.data))
        return _answer(actor, edit_offering(by=actor, offering=found, version=version, **stated))

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str, offering: str) -> Response:
        """Take it out of its service."""
        actor = actor_of(request)
        found = offering_of(actor, service_alone(actor, uid), offering)
        remove_offering(by=actor, offering=found, version=version_seen(request))
        return Response(status=204)


def _stated(actor: Actor, form: serializers.Serializer[Any]) -> dict[str, Any]:
    """What was sent, as it is stated; a team that the organisation does not have is a 404."""
    form.is_valid(raise_exception=True)
    stated: dict[str, Any] = dict(form.validated_data)
    if "labour" in stated:
        rows = stated["labour"]
        stated["labour"] = {visible_or_404(Team, actor, one["team"]).name: one["fte"] for one in rows}
        if len(stated["labour"]) < len(rows):
            raise UserError("A team is named twice. Add its FTE up in one row.", status=400)
    if "forecast" in stated:
        years = stated["forecast"]
        stated["forecast"] = {str(one["year"]): one["units"] for one in years}
        if len(stated["forecast"]) < len(years):
            raise UserError("A year stands in the forecast twice. Leave one of them out.", status=400)
    return stated


def _facts(row: OfferingRow, basis: Basis) -> dict[str, Any]:
    offering = row.offering
    facts = {name: getattr(offering, name) for name in STATED}
    labour = [{"team": str(one.team.uid), "name": one.team.name, "fte": one.fte} for one in row.labour]
    forecast = [{name: getattr(one, name) for name in EXPECTED} for one in row.expected]
    return {
        "uid": str(offering.uid),
        **facts,
        "labour": labour,
        "forecast": forecast,
        "unit_cost": row.cost.unit,
        "year_cost": row.cost.year,
        "basis": basis.value,
        "version": offering.version,
    }


def _answer(actor: Actor, offering: Offering, status: int = 200) -> Response:
    facts = _facts(offering_row(actor, offering), basis_of(actor))
    return Response(facts, status=status, headers={"ETag": f'"{offering.version}"'})
