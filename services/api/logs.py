"""Ticket logs and their groups over REST."""

from typing import Any

from django.db import transaction
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
from services.actions.logs import edit_log
from services.actions.statuses import CLASSES, edit_statuses
from services.facts import log_facts
from services.log_regions import split_regions
from services.log_statuses import status_rows
from services.log_summary import log_summary
from services.models import BusinessCalendar, Group, TicketLog
from services.system_names import MARKS
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
    calendar = serializers.UUIDField(source="calendar.uid", allow_null=True)


class ReopenedRow(serializers.Serializer[Any]):
    """Tickets that were ever closed, those of them that were opened again, and how often that was."""

    closed = serializers.IntegerField()
    tickets = serializers.IntegerField()
    times = serializers.IntegerField()


class MachinesRow(serializers.Serializer[Any]):
    """Groups and users that count as machines, and the events that are theirs."""

    groups = serializers.IntegerField()
    users = serializers.IntegerField()
    events = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)


class StatusClassRow(serializers.Serializer[Any]):
    """A status of a log and its class; `rows`: of the imports that name it, null where they were not counted."""

    name = serializers.CharField(source="status.name")
    kind = serializers.ChoiceField(list(CLASSES))
    is_by_hand = serializers.BooleanField(source="status.is_by_hand")
    rows = serializers.IntegerField(allow_null=True)


class SplitRegionsRow(serializers.Serializer[Any]):
    """Groups that the log has in several regions; handoffs from region to region event by event, and their tickets,
    null where several imports make the log.
    """

    groups = serializers.IntegerField()
    handoffs = serializers.IntegerField(allow_null=True)
    tickets = serializers.IntegerField(allow_null=True)


class LogFactsRow(serializers.Serializer[Any]):
    """A ticket log, counted over its events; `unanswered`: what it cannot answer; `calendar`: the working hours of
    whole tickets, and of groups that have none of their own (see calendar-uses)."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    imports = serializers.IntegerField()
    events = serializers.IntegerField()
    tickets = serializers.IntegerField()
    groups = serializers.IntegerField()
    calendar = serializers.UUIDField(allow_null=True)
    system_rule = serializers.CharField()
    machines = MachinesRow()
    reopened = ReopenedRow()
    statuses = StatusClassRow(many=True)
    split_regions = SplitRegionsRow()
    unanswered = serializers.ListField(child=serializers.CharField())


class LogChange(serializers.Serializer[Any]):
    """What can be said of a log; what is left out stays. A calendar that is null: elapsed time."""

    calendar = serializers.UUIDField(required=False, allow_null=True)
    system_rule = serializers.CharField(required=False, allow_blank=True, max_length=50_000)
    statuses = serializers.DictField(
        child=serializers.ChoiceField(list(CLASSES)), required=False, help_text="Classes by the names of statuses."
    )


class GroupRow(serializers.Serializer[Any]):
    """A group of a log; level 0 is unknown. `is_system`: a machine, by the log's rule or (`is_by_hand`) otherwise."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    level = serializers.IntegerField()
    level_label = serializers.CharField()
    region_name = serializers.CharField()
    team = serializers.UUIDField(source="team.uid", allow_null=True)
    is_system = serializers.BooleanField()
    is_by_hand = serializers.BooleanField()
    version = serializers.IntegerField()


class GroupChange(serializers.Serializer[Any]):
    """What can be corrected; what is left out stays."""

    level = serializers.IntegerField(min_value=0, max_value=3, required=False)
    team = serializers.UUIDField(required=False, allow_null=True)
    mark = serializers.ChoiceField(MARKS, required=False, help_text="A machine by hand, people by hand, or the rule's.")


class LogCollection(RowList[TicketLog]):
    """Ticket logs, newest first."""

    serializer_class = LogRow

    def rows(self, request: Request) -> QuerySet[TicketLog]:
        """Those with anything visible."""
        return selectors.visible_logs(self.actor)


class LogItem(APIView):
    """One log."""

    @extend_schema(responses=LogFactsRow)
    def get(self, request: Request, uid: str) -> Response:
        """What it holds, and what it cannot answer."""
        return _log_answer(selectors.log_of(actor_of(request), uid))

    @extend_schema(request=LogChange, responses=LogFactsRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Set its working hours, the rule of machines and the classes of statuses, which are a version of their own."""
        actor = actor_of(request)
        log = selectors.log_of(actor, uid)
        version = version_seen(request)
        change = LogChange(data=request.data)
        change.is_valid(raise_exception=True)
        wanted = change.validated_data
        with transaction.atomic():
            if "statuses" not in wanted or len(wanted) > 1:
                calendar = self._calendar(request, wanted["calendar"]) if "calendar" in wanted else log.calendar
                rule = wanted.get("system_rule", log.system_rule)
                log = edit_log(by=actor, log=log, version=version, calendar=calendar, system_rule=rule)
                version = log.version
            if "statuses" in wanted:
                edit_statuses(by=actor, log=log, version=version, classes=wanted["statuses"])
        return _log_answer(selectors.log_of(actor, uid))

    def _calendar(self, request: Request, uid: Any) -> BusinessCalendar | None:
        if uid is None:
            return None
        calendar = selectors.calendars_of(actor_of(request)).filter(uid=uid).first()
        if calendar is None:
            raise serializers.ValidationError({"calendar": "There is no such calendar in this organisation."})
        return calendar


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
        """Correct level or team, or say whether it is a machine."""
        actor = actor_of(request)
        found = selectors.group_of(actor, selectors.log_of(actor, uid), group)
        version = version_seen(request)
        change = GroupChange(data=request.data)
        change.is_valid(raise_exception=True)
        wanted = change.validated_data
        team = self._team(request, wanted["team"]) if "team" in wanted else found.team
        level = wanted.get("level", found.level)
        mark = wanted.get("mark")
        return _answer(edit_group(by=actor, group=found, version=version, level=level, team=team, mark=mark))

    def _team(self, request: Request, uid: Any) -> Team | None:
        if uid is None:
            return None
        team = selectors.teams_of(actor_of(request)).filter(uid=uid).first()
        if team is None:
            raise serializers.ValidationError({"team": "There is no such team in this organisation."})
        return team


def _log_answer(log: TicketLog) -> Response:
    """The log counted over its events, with its version as ETag."""
    facts = log_facts(log.pk)
    summary = log_summary(facts)
    groups, segments = [row["group"] for row in selectors.group_list(log, facts)], selectors.log_segments(log)
    row = selectors.log_row(log, facts)
    shown = LogFactsRow(
        {
            **{name: getattr(log, name) for name in ("uid", "name", "version", "system_rule")},
            **{name: getattr(row, name) for name in ("imports", "events", "tickets", "groups")},
            "calendar": log.calendar.uid if log.calendar else None,
            "machines": selectors.machines_of(facts),
            "reopened": summary.reopened,
            "statuses": status_rows(log, segments),
            "split_regions": split_regions(segments),
            "unanswered": summary.unanswered(groups, segments),
        }
    )
    return Response(shown.data, headers={"ETag": f'"{log.version}"'})


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
            "is_system": group.is_system,
            "is_by_hand": group.is_by_hand,
            "version": group.version,
        }
    )
    return Response(row.data, headers={"ETag": f'"{group.version}"'})
