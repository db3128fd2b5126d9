"""Ticket logs and their groups over REST."""

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
from services import selectors
from services.actions.groups import edit_group
from services.models import Group, TicketLog
from towers.models import Team


class LogRow(serializers.Serializer[Any]):
    """A ticket log; `events`, `tickets` and `groups` are those of its biggest import, instants epoch microseconds."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    imports = serializers.IntegerField()
    events = serializers.IntegerField()
    tickets = serializers.IntegerField()
    groups = serializers.IntegerField(source="group_count")
    first_at = serializers.IntegerField()
    last_at = serializers.IntegerField()
    created = serializers.DateTimeField()


class GroupRow(serializers.Serializer[Any]):
    """A group of a log; level 0 is unknown."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    level = serializers.IntegerField()
    level_label = serializers.CharField()
    region_name = serializers.CharField()
    team = serializers.UUIDField(source="team.uid", allow_null=True)
    version = serializers.IntegerField()


class GroupChange(serializers.Serializer[Any]):
    """What can be corrected; what is left out stays."""

    level = serializers.IntegerField(min_value=0, max_value=3, required=False)
    team = serializers.UUIDField(required=False, allow_null=True)


class LogCollection(RowList[TicketLog]):
    """Ticket logs, newest first."""

    serializer_class = LogRow

    def rows(self, request: Request) -> QuerySet[TicketLog]:
        """Those with anything visible."""
        return selectors.visible_logs(self.actor)


@extend_schema(parameters=[OpenApiParameter("level", int)])
class GroupCollection(RowList[Group]):
    """The groups of a log."""

    serializer_class = GroupRow
    filters = {"level": "level"}

    def rows(self, request: Request) -> QuerySet[Group]:
        """Those that visible events name."""
        return selectors.groups_seen(self.actor, selectors.log_of(self.actor, self.kwargs["uid"]))


class GroupItem(APIView):
    """One group of a log."""

    @extend_schema(responses=GroupRow)
    def get(self, request: Request, uid: str, group: str) -> Response:
        """Its level and team."""
        actor = actor_of(request)
        return _answer(selectors.group_of(actor, selectors.log_of(actor, uid), group))

    @extend_schema(request=GroupChange, responses=GroupRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str, group: str) -> Response:
        """Correct level or team."""
        actor = actor_of(request)
        found = selectors.group_of(actor, selectors.log_of(actor, uid), group)
        version = version_seen(request)
        change = GroupChange(data=request.data)
        change.is_valid(raise_exception=True)
        wanted = change.validated_data
        team = self._team(request, wanted["team"]) if "team" in wanted else found.team
        level = wanted.get("level", found.level)
        return _answer(edit_group(by=actor, group=found, version=version, level=level, team=team))

    def _team(self, request: Request, uid: Any) -> Team | None:
        if uid is None:
            return None
        team = selectors.teams_of(actor_of(request)).filter(uid=uid).first()
        if team is None:
            raise serializers.ValidationError({"team": "There is no such team in this organisation."})
        return team


def _answer(group: Group) -> Response:
    """The group, with its version as ETag; a group without a team has the team null."""
    row = GroupRow(
        {
            "uid": group.uid,
            "name": group.name,
            "level": group.level,
            "level_label": group.level_label,
            "region_name": group.region_name,
            "team": group.team or {"uid": None},
            "version": group.version,
        }
    )
    return Response(row.data, headers={"ETag": f'"{group.version}"'})
