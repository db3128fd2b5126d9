"""Who works by which calendar, over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible_or_404
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from services import clock_selectors as selectors
from services.actions import calendar_uses as actions
from services.models import BusinessCalendar, CalendarUse
from towers.models import Region, Team


class CalendarUseBody(serializers.Serializer[Any]):
    """The calendar by which the region or team works."""

    calendar = serializers.UUIDField()


class NewCalendarUse(CalendarUseBody):
    """A region or a team, one of the two, and the calendar by which it works."""

    region = serializers.UUIDField(allow_null=True, default=None)
    team = serializers.UUIDField(allow_null=True, default=None)


class CalendarUseRow(NewCalendarUse):
    """Who works by which calendar; `version` goes into If-Match when it is changed or removed."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()
    name = serializers.CharField()


class CalendarUseCollection(APIView):
    """The regions and teams that work by calendars of their own; all others by that of a log."""

    @extend_schema(responses=CalendarUseRow(many=True))
    def get(self, request: Request) -> Response:
        """All, regions before teams, by name."""
        return Response([_row(use) for use in selectors.uses_of(actor_of(request))])

    @extend_schema(request=NewCalendarUse, responses={201: CalendarUseRow})
    def post(self, request: Request) -> Response:
        """State it of a region or a team that has none yet."""
        actor, data = actor_of(request), _sent(NewCalendarUse, request)
        named: dict[str, Any] = {
            name: visible_or_404(model, actor, data[name])
            for name, model in (("region", Region), ("team", Team))
            if data[name]
        }
        calendar = visible_or_404(BusinessCalendar, actor, data["calendar"])
        return _answer(actions.add_calendar_use(by=actor, calendar=calendar, **named), 201)


class CalendarUseItem(APIView):
    """One region or team with its calendar."""

    @extend_schema(responses=CalendarUseRow)
    def get(self, request: Request, uid: str) -> Response:
        """With its version."""
        return _answer(selectors.use_of(actor_of(request), uid))

    @extend_schema(request=CalendarUseBody, responses=CalendarUseRow, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str) -> Response:
        """Another calendar."""
        actor = actor_of(request)
        use, version = selectors.use_of(actor, uid), version_seen(request)
        calendar = visible_or_404(BusinessCalendar, actor, _sent(CalendarUseBody, request)["calendar"])
        return _answer(actions.change_calendar_use(by=actor, use=use, version=version, calendar=calendar))

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """None of its own any more."""
        actor = actor_of(request)
        use = selectors.use_of(actor, uid)
        actions.remove_calendar_use(by=actor, use=use, version=version_seen(request))
        return Response(status=204)


def _sent(body: type[CalendarUseBody], request: Request) -> dict[str, Any]:
    form = body(data=request.data)
    form.is_valid(raise_exception=True)
    sent: dict[str, Any] = form.validated_data
    return sent


def _answer(use: CalendarUse, status: int = 200) -> Response:
    return Response(_row(use), status, headers={"ETag": f'"{use.version}"'})


def _row(use: CalendarUse) -> dict[str, Any]:
    return {
        "uid": use.uid,
        "version": use.version,
        "name": use.who,
        "region": use.region.uid if use.region else None,
        "team": use.team.uid if use.team else None,
        "calendar": use.calendar.uid,
    }
