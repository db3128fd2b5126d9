"""Who owns each service in a scenario, over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from functions.models import Scenario
from functions.selectors import scenario_of
from services.actions.target_owners import decide_owner, withdraw_owner
from services.portfolio_selectors import service_alone
from services.target_ownership import ORDER
from services.target_selectors import STANDINGS, OwnedService, owned_service, owned_services
from towers.functions_reference import FUNCTION_CHOICES


class TargetOwnerRow(serializers.Serializer[Any]):
    """A function with the key of a role there, null where none is known; `why` in words, empty where decided."""

    function = serializers.IntegerField()
    role = serializers.UUIDField(allow_null=True)
    role_name = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)


class OwnedServiceRow(serializers.Serializer[Any]):
    """A service with its owners; `version` is the scenario's and goes into If-Match.

    `state`: owned (one function with a role), without a role, several, nobody. `missing`: what is not known, in words.
    `standing` in the portfolio: live, retired, or gone; the last two only where a step states an owner, and `name` of
    what is gone is that of then. `step`: its number, null where nothing was decided.
    """

    service = serializers.UUIDField()
    name = serializers.CharField()
    today = serializers.ListField(child=serializers.CharField())
    owners = TargetOwnerRow(many=True)
    state = serializers.ChoiceField(choices=ORDER)
    missing = serializers.ListField(child=serializers.CharField())
    is_decided = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    step = serializers.IntegerField(allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)
    version = serializers.IntegerField()


class OwnerDecision(serializers.Serializer[Any]):
    """The function that owns the service from end to end; `role` is the key of one of its roles."""

    function = serializers.ChoiceField(choices=FUNCTION_CHOICES)
    role = serializers.UUIDField(allow_null=True, default=None)
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class TargetServiceCollection(APIView):
    """The services that are not retired, then those that are no more although a step states who owns them."""

    @extend_schema(responses=OwnedServiceRow(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """Those that are not settled first."""
        actor = actor_of(request)
        scenario = scenario_of(actor, uid)
        found = owned_services(actor, scenario)
        return Response([_row(scenario, one) for one in (*found.live, *found.left)])


class TargetServiceItem(APIView):
    """One service in a scenario."""

    @extend_schema(responses=OwnedServiceRow)
    def get(self, request: Request, uid: str, service: UUID) -> Response:
        """With its owners."""
        actor = actor_of(request)
        return _answer(actor, scenario_of(actor, uid), service)

    @extend_schema(request=OwnerDecision, responses=OwnedServiceRow, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str, service: UUID) -> Response:
        """Decide who owns it in this scenario, as a step of it."""
        actor = actor_of(request)
        scenario, found, version = scenario_of(actor, uid), service_alone(actor, service), version_seen(request)
        form = OwnerDecision(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        said = {"function_code": data["function"], "role": data["role"], "reason": data["reason"]}
        decide_owner(by=actor, scenario=scenario, service=found, version=version, **said)
        return _answer(actor, scenario, service)

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str, service: UUID) -> Response:
        """What was decided no longer holds, by another step; the owner follows from today's again."""
        actor = actor_of(request)
        scenario = scenario_of(actor, uid)
        withdraw_owner(by=actor, scenario=scenario, service=service, version=version_seen(request))
        return Response(status=204, headers={"ETag": f'"{scenario.version}"'})


def _answer(actor: Actor, scenario: Scenario, service: UUID) -> Response:
    found = owned_service(actor, scenario, service)
    return Response(_row(scenario, found), headers={"ETag": f'"{scenario.version}"'})


def _row(scenario: Scenario, row: OwnedService) -> dict[str, Any]:
    owners = [
        {
            "function": one.function,
            "role": one.role.key if one.role else None,
            "role_name": one.role.name if one.role else "",
            "why": one.why,
        }
        for one in row.target.owners
    ]
    return {
        "service": row.uid,
        "name": row.name,
        "today": [one.name for one in row.today],
        "owners": owners,
        "state": row.target.state,
        "missing": list(row.target.missing),
        "is_decided": row.target.is_decided,
        "reason": row.decision.reason if row.decision else "",
        "step": row.decision.step if row.decision else None,
        "standing": row.standing,
        "version": scenario.version,
    }
