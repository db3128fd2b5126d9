"""Touch points of service management processes and projects over REST."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from services.actions import touch_points as actions
from services.actions.touch_points import LONGEST
from services.office import touch_points as selectors
from services.office.touch_points import Place


class TouchPointBody(serializers.Serializer[Any]):
    """What happens, and who sees to it; an empty text: the process and the phase do not meet."""

    text = serializers.CharField(max_length=LONGEST["text"], allow_blank=True)
    owner = serializers.CharField(max_length=LONGEST["owner"], allow_blank=True, default="")


class TouchPointRow(TouchPointBody):
    """A place by its codes; `version` goes into If-Match when it is stated or reset, 0 is that of the default."""

    process = serializers.CharField()
    phase = serializers.CharField()
    version = serializers.IntegerField()


class TouchPointCollection(APIView):
    """Where service management processes meet the phases of projects."""

    @extend_schema(responses=TouchPointRow(many=True))
    def get(self, request: Request) -> Response:
        """All places, by process and phase; the text is empty where the two do not meet."""
        rows = selectors.touch_points(actor_of(request))
        return Response([asdict(place) for row in rows for place in row.places])


class TouchPointItem(APIView):
    """One place."""

    @extend_schema(responses=TouchPointRow)
    def get(self, request: Request, process: str, phase: str) -> Response:
        """What holds there."""
        return _answer(selectors.touch_point(actor_of(request), process, phase))

    @extend_schema(request=TouchPointBody, responses=TouchPointRow, parameters=[IF_MATCH])
    def put(self, request: Request, process: str, phase: str) -> Response:
        """State what happens there."""
        version, form = version_seen(request), TouchPointBody(data=request.data)
        form.is_valid(raise_exception=True)
        said = form.validated_data
        named = {"process": process, "phase": phase}
        return _answer(actions.state_touch_point(by=actor_of(request), version=version, **named, **said))

    @extend_schema(request=None, responses=TouchPointRow, parameters=[IF_MATCH])
    def delete(self, request: Request, process: str, phase: str) -> Response:
        """The default holds again; it is the answer."""
        version = version_seen(request)
        return _answer(actions.reset_touch_point(by=actor_of(request), process=process, phase=phase, version=version))


def _answer(place: Place) -> Response:
    return Response(asdict(place), headers={"ETag": f'"{place.version}"'})
