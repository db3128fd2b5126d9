"""The portfolio over REST: services with owners, customer groups, towers and technologies by name."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.lists import RowList
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from services import portfolio_selectors as selectors
from services.actions.portfolio import add_service, edit_service, remove_service
from services.actions.technologies import state_reuse
from services.models import Service, TechnologyReuse
from services.models.portfolio import HIGHEST_VALUE, LOWEST_VALUE
from services.portfolio.statements import DATES, service_facts
from services.technology_selectors import TechnologyRow, reuses_of, technology_rows


class _Names(serializers.ListField):
    child = serializers.CharField(max_length=200)


class ServiceChange(serializers.Serializer[Any]):
    """What can be stated of a service; what is left out stays. Lists of names are whole lists."""

    name = serializers.CharField(max_length=120, required=False)
    family = serializers.CharField(max_length=120, required=False, allow_blank=True)
    stage = serializers.ChoiceField(choices=Service.Stage.choices, required=False)
    pipeline_from = serializers.DateField(required=False, allow_null=True)
    catalogue_from = serializers.DateField(required=False, allow_null=True)
    retired_from = serializers.DateField(required=False, allow_null=True)
    description = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    benefits = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    is_next_generation = serializers.BooleanField(required=False)
    value_score = serializers.IntegerField(
        min_value=LOWEST_VALUE, max_value=HIGHEST_VALUE, required=False, allow_null=True
    )
    decision = serializers.ChoiceField(choices=Service.Decision.values, required=False)
    decision_reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    decided_on = serializers.DateField(required=False, allow_null=True)
    owners = _Names(required=False)
    customers = _Names(required=False)
    towers = _Names(required=False)
    technologies = _Names(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Days as ISO texts, as they are kept."""
        return attrs | {name: attrs[name].isoformat() for name in DATES if attrs.get(name)}


class NewService(ServiceChange):
    """A service to be added; it needs a name."""

    name = serializers.CharField(max_length=120)


class ServiceRow(serializers.Serializer[Any]):
    """A service of the list; `service` by `service` has its owners, customer groups, towers and technologies."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    family = serializers.CharField()
    stage = serializers.CharField()
    pipeline_from = serializers.DateField(allow_null=True)
    catalogue_from = serializers.DateField(allow_null=True)
    retired_from = serializers.DateField(allow_null=True)
    is_next_generation = serializers.BooleanField()
    value_score = serializers.IntegerField(allow_null=True)
    decision = serializers.CharField()
    owners = serializers.IntegerField(source="owner_count")
    towers = serializers.IntegerField(source="tower_count")
    technologies = serializers.IntegerField(source="technology_count")
    version = serializers.IntegerField()


class ServiceFacts(ServiceChange):
    """All of a service."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()


class TechnologyAnswer(serializers.Serializer[Any]):
    """A technology, how many services that are not retired touch it, the towers that those touch, and its reuse.

    `version` is 0 as long as nobody said whether it was built for reuse.
    """

    name = serializers.CharField()
    reuse = serializers.ChoiceField(choices=TechnologyReuse.Reuse.values)
    version = serializers.IntegerField()
    services = serializers.IntegerField()
    towers = serializers.ListField(child=serializers.CharField())


_WANTED = [
    OpenApiParameter("stage", enum=Service.Stage.values),
    *(OpenApiParameter(name, str) for name in ("family", "technology")),
]


@extend_schema(parameters=_WANTED)
class ServiceCollection(RowList[Service]):
    """The services; `owners`, `towers`, `technologies` are counts: 0 owners is a gap, more than 1 a dispute."""

    serializer_class = ServiceRow
    filters = {"stage": "stage", "family": "family"}

    def rows(self, request: Request) -> QuerySet[Service]:
        """All, or those that touch a `technology`."""
        return selectors.services_counted(self.actor, request.query_params.get("technology", ""))

    @extend_schema(request=NewService, responses={201: ServiceFacts})
    def post(self, request: Request) -> Response:
        """Add a service."""
        wanted = NewService(data=request.data)
        wanted.is_valid(raise_exception=True)
        return _answer(add_service(by=self.actor, **wanted.validated_data), 201)


class TechnologyChange(serializers.Serializer[Any]):
    """Whether the technology of a name was built for reuse."""

    name = serializers.CharField(max_length=120)
    reuse = serializers.ChoiceField(choices=TechnologyReuse.Reuse.values)


class TechnologySaid(TechnologyChange):
    """What is said of it now."""

    version = serializers.IntegerField()


class TechnologyCollection(APIView):
    """The technologies that services touch."""

    @extend_schema(responses=TechnologyAnswer(many=True))
    def get(self, request: Request) -> Response:
        """All, those across most towers first."""
        actor = actor_of(request)
        rows = technology_rows(selectors.service_rows(actor), reuses_of(actor))
        return Response([_technology(row) for row in rows])

    @extend_schema(request=TechnologyChange, responses=TechnologySaid, parameters=[IF_MATCH])
    def patch(self, request: Request) -> Response:
        """Say of one what it was built for; If-Match is its version, 0 where nobody said so yet."""
        version = version_seen(request)
        wanted = TechnologyChange(data=request.data)
        wanted.is_valid(raise_exception=True)
        row = state_reuse(by=actor_of(request), version=version, **wanted.validated_data)
        return Response(wanted.validated_data | {"version": row.version})


class ServiceItem(APIView):
    """One service."""

    @extend_schema(responses=ServiceFacts)
    def get(self, request: Request, uid: str) -> Response:
        """All that is stated of it."""
        return _answer(selectors.service_of(actor_of(request), uid))

    @extend_schema(request=ServiceChange, responses=ServiceFacts, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Change what is stated."""
        actor = actor_of(request)
        service = selectors.service_of(actor, uid)
        version = version_seen(request)
        wanted = ServiceChange(data=request.data)
        wanted.is_valid(raise_exception=True)
        return _answer(edit_service(by=actor, service=service, version=version, **wanted.validated_data))

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """Take it out, with its offerings."""
        actor = actor_of(request)
        service = selectors.service_of(actor, uid)
        remove_service(by=actor, service=service, version=version_seen(request))
        return Response(status=204)


def _technology(row: TechnologyRow) -> dict[str, Any]:
    said = {"reuse": row.reuse, "version": row.version}
    return {"name": row.name, "services": len(row.services), "towers": row.towers, **said}


def _answer(service: Service, status: int = 200) -> Response:
    facts = service_facts(service) | {"uid": str(service.uid), "version": service.version}
    return Response(facts, status=status, headers={"ETag": f'"{service.version}"'})
