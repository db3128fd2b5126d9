"""Surveys over REST: their progress, the answers, and approving them."""

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
from towers.actions.surveys_approval import approve_answer
from towers.models import Survey, SurveyRequest
from towers.survey_links import is_taking_answers, link_of
from towers.survey_selectors import survey_of, survey_request_of, survey_requests, surveys_counted

PRIVATE = ("recipient", "link")


class SurveyRow(serializers.Serializer[Any]):
    """A survey; `answered` counts approved answers too."""

    uid = serializers.UUIDField()
    baseline = serializers.UUIDField(source="baseline.uid")
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=Survey.State.choices)
    closes_on = serializers.DateField()
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    approved = serializers.IntegerField()
    created = serializers.DateTimeField()
    version = serializers.IntegerField()


class SurveyRequestRow(serializers.Serializer[Any]):
    """One team's question and answer: `shares` are 1/10,000 of the team's FTE by uid of the activity.

    `recipient` and `link` (a path) are there only for tokens with the scope write whose role may edit; `link` is null
    where it would open nothing.
    """

    uid = serializers.UUIDField()
    team = serializers.UUIDField(source="team.uid")
    state = serializers.ChoiceField(choices=SurveyRequest.State.choices)
    shares = serializers.DictField(child=serializers.IntegerField())
    note = serializers.CharField()
    reply = serializers.CharField()
    reminders = serializers.IntegerField()
    reminded_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    recipient = serializers.CharField(required=False)
    link = serializers.CharField(source="nonce", required=False, allow_null=True)


class ApprovedAnswer(serializers.Serializer[Any]):
    """An answer that is surveyed effort now."""

    uid = serializers.UUIDField()
    state = serializers.ChoiceField(choices=SurveyRequest.State.choices)
    version = serializers.IntegerField()


@extend_schema(parameters=[OpenApiParameter("baseline"), OpenApiParameter("state", enum=Survey.State.values)])
class SurveyCollection(RowList[Survey]):
    """Surveys, newest first."""

    serializer_class = SurveyRow
    filters = {"baseline": "baseline__uid", "state": "state"}

    def rows(self, request: Request) -> QuerySet[Survey]:
        """All of the organisation."""
        return surveys_counted(self.actor)


@extend_schema(parameters=[OpenApiParameter("team"), OpenApiParameter("state", enum=SurveyRequest.State.values)])
class SurveyRequestCollection(RowList[SurveyRequest]):
    """The teams that a survey asks, with their answers."""

    serializer_class = SurveyRequestRow
    filters = {"state": "state", "team": "team__uid"}

    def rows(self, request: Request) -> QuerySet[SurveyRequest]:
        """Of one survey."""
        self.survey = survey_of(self.actor, self.kwargs["uid"])
        return survey_requests(self.actor, self.survey).select_related(None)

    def columns(self) -> dict[str, str]:
        """Addresses and links are not even read for those who may not send them."""
        columns = super().columns()
        return columns if self.actor.can_edit else {name: columns[name] for name in columns if name not in PRIVATE}

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """With the link instead of what it is made of."""
        if "link" not in row:
            return row
        opens = is_taking_answers(self.survey)
        return row | {"link": link_of(row["uid"], row["link"]) if opens else None}


class AnswerApproval(APIView):
    """Approving an answer."""

    @extend_schema(request=None, responses=ApprovedAnswer, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Its shares become surveyed effort in place of what was assumed or surveyed of the team."""
        actor = actor_of(request)
        asked = survey_request_of(actor, uid)
        asked = approve_answer(by=actor, request=asked, version=version_seen(request))
        return Response(ApprovedAnswer(asked).data, headers={"ETag": f'"{asked.version}"'})
