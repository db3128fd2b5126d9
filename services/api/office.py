"""The work list of the service management office over REST."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.asked import one_of
from services.office.work import BY_CODE, Item, Urgency
from services.office.work_list import work_list

URGENCIES = [one.word for one in Urgency]


class WorkItem(serializers.Serializer[Any]):
    """One thing to do; `uids`: of the agreement or service, of an offering that of its service and its own."""

    urgency = serializers.ChoiceField(choices=URGENCIES)
    kind = serializers.ChoiceField(choices=list(BY_CODE))
    about = serializers.CharField()
    object = serializers.CharField()
    uids = serializers.ListField(child=serializers.UUIDField())
    service = serializers.CharField()
    owner = serializers.CharField()
    words = serializers.CharField()
    day = serializers.DateField(allow_null=True)


class OfficeWork(APIView):
    """What the service management office has to do today."""

    @extend_schema(
        responses=WorkItem(many=True),
        parameters=[
            OpenApiParameter("kind", str, enum=list(BY_CODE)),
            OpenApiParameter("urgency", str, enum=URGENCIES),
        ],
    )
    def get(self, request: Request) -> Response:
        """All, or of a kind or urgency; the most urgent first."""
        kind = one_of(request.query_params, "kind", BY_CODE)
        urgency = one_of(request.query_params, "urgency", URGENCIES)
        work = work_list(actor_of(request), timezone.localdate())
        return Response([_row(one) for one in work.of(kind) if urgency in ("", one.urgency.word)])


def _row(one: Item) -> dict[str, Any]:
    return {
        "urgency": one.urgency.word,
        "kind": one.kind,
        "about": one.about,
        "object": one.place.removeprefix("service-"),
        "uids": one.keys,
        "service": one.service,
        "owner": one.who,
        "words": one.words,
        "day": one.day,
    }
