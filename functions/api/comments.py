"""Comments on scenarios over REST."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible, visible_or_404
from core.api.lists import RowList
from core.api.parameters import DeclaredParameters
from core.api.permissions import MemberPermission, actor_of
from core.api.versions import IF_MATCH, version_seen
from functions.comment_selectors import comment_of
from functions.commenting import LONGEST, Anchor, comment_scenario, resolve_comment
from functions.models import Comment
from functions.selectors import scenario_of
from towers.models import Activity, Team


class CommentRow(serializers.Serializer[Any]):
    """A comment; `version` goes into If-Match when it is resolved. Names what it is about, by `about`."""

    uid = serializers.UUIDField()
    about = serializers.ChoiceField(choices=Comment.About.choices)
    function = serializers.IntegerField(source="function_code", allow_null=True)
    team = serializers.UUIDField(source="team.uid", allow_null=True)
    activity = serializers.UUIDField(source="activity.uid", allow_null=True)
    metric = serializers.CharField()
    text = serializers.CharField()
    by = serializers.CharField(source="by.email", allow_null=True)
    created = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class NewComment(serializers.Serializer[Any]):
    """A text; about a function, a card (team and activity) or a figure (metric), else about the scenario as a whole."""

    text = serializers.CharField(max_length=LONGEST)
    function = serializers.IntegerField(min_value=1, max_value=10, required=False)
    team = serializers.UUIDField(required=False)
    activity = serializers.UUIDField(required=False)
    metric = serializers.SlugField(max_length=60, required=False)


@extend_schema(parameters=[OpenApiParameter("about", enum=Comment.About.values)])
class CommentCollection(RowList[Comment]):
    """The comments on a scenario, oldest first."""

    serializer_class = CommentRow
    permission_classes = (MemberPermission, DeclaredParameters)
    filters = {"about": "about"}

    def rows(self, request: Request) -> QuerySet[Comment]:
        """Of this scenario."""
        scenario = scenario_of(self.actor, self.kwargs["uid"])
        return visible(Comment, self.actor).filter(scenario=scenario).order_by("pk")

    @extend_schema(request=NewComment, responses={201: CommentRow})
    def post(self, request: Request, uid: str) -> Response:
        """Say something; every member may."""
        scenario = scenario_of(self.actor, uid)
        form = NewComment(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        anchor = Anchor(
            function_code=data.get("function"),
            team=visible_or_404(Team, self.actor, data["team"]) if "team" in data else None,
            activity=visible_or_404(Activity, self.actor, data["activity"]) if "activity" in data else None,
            metric=data.get("metric", ""),
        )
        made = comment_scenario(by=self.actor, scenario=scenario, text=data["text"], anchor=anchor)
        return Response(CommentRow(made).data, status=201, headers={"ETag": f'"{made.version}"'})


class CommentResolution(APIView):
    """A comment that is settled."""

    @extend_schema(request=None, responses=CommentRow, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Mark it; If-Match carries its version."""
        actor = actor_of(request)
        comment = comment_of(actor, uid)
        resolved = resolve_comment(by=actor, comment=comment, version=version_seen(request))
        return Response(CommentRow(resolved).data)
