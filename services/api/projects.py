"""Projects over REST: the services that each touches by name, its six deliverables, and its gate."""

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
from core.errors import UserError
from services import project_selectors as selectors
from services.actions.projects import add_project, edit_project, remove_project
from services.models import Project, ProjectDeliverable
from services.project_gate import DELIVERABLE_CHOICES, DELIVERABLES
from services.project_statements import DAYS, KINDS, LARGEST, LONGEST, LONGEST_REASON, MOST_SERVICES, project_facts
from services.project_words import gate_of


class _Names(serializers.ListField):
    def __init__(self) -> None:
        super().__init__(child=serializers.CharField(max_length=120), max_length=MOST_SERVICES, required=False)


class _Budget(serializers.IntegerField):
    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=LARGEST, required=False, allow_null=True)


class DeliverableSent(serializers.Serializer[Any]):
    """What is stated of one of the six; what is left out stays. `reason`: why it is not needed."""

    kind = serializers.ChoiceField(choices=DELIVERABLE_CHOICES)
    status = serializers.ChoiceField(choices=ProjectDeliverable.Status.choices, required=False)
    reason = serializers.CharField(max_length=LONGEST_REASON, required=False, allow_blank=True)
    budget = _Budget()
    due_on = serializers.DateField(required=False, allow_null=True)


class ProjectChange(serializers.Serializer[Any]):
    """What can be stated of a project, money in minor units; what is left out stays.

    `new`, `replaces` and `improves` are whole lists of names of services. `live_reason` is needed where it is live with
    a deliverable that is neither ready nor not needed.
    """

    name = serializers.CharField(max_length=LONGEST["name"], required=False)
    stage = serializers.ChoiceField(choices=Project.Stage.choices, required=False)
    begins_on = serializers.DateField(required=False, allow_null=True)
    live_on = serializers.DateField(required=False, allow_null=True)
    budget = _Budget()
    sponsor = serializers.CharField(max_length=LONGEST["sponsor"], required=False, allow_blank=True)
    live_reason = serializers.CharField(max_length=LONGEST["live_reason"], required=False, allow_blank=True)
    new = _Names()
    replaces = _Names()
    improves = _Names()
    deliverables = serializers.ListField(child=DeliverableSent(), max_length=len(DELIVERABLES), required=False)


class NewProject(ProjectChange):
    """A project to be added; it needs a name."""

    name = serializers.CharField(max_length=LONGEST["name"])


class ProjectRow(serializers.Serializer[Any]):
    """A project of the list: 0 services is a gap; while any of its six deliverables is missing its gate is red."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    stage = serializers.CharField()
    begins_on = serializers.DateField(allow_null=True)
    live_on = serializers.DateField(allow_null=True)
    budget = serializers.IntegerField(allow_null=True)
    sponsor = serializers.CharField()
    services = serializers.IntegerField(source="service_count")
    missing = serializers.IntegerField(source="missing_count")
    version = serializers.IntegerField()


class ProjectFacts(ProjectChange):
    """All of a project; `gate` in words, `missing` the deliverables that are neither ready nor not needed."""

    uid = serializers.UUIDField()
    gate = serializers.CharField()
    missing = serializers.ListField(child=serializers.ChoiceField(choices=DELIVERABLE_CHOICES))
    version = serializers.IntegerField()


@extend_schema(parameters=[OpenApiParameter("stage", enum=Project.Stage.values)])
class ProjectCollection(RowList[Project]):
    """The projects."""

    serializer_class = ProjectRow
    filters = {"stage": "stage"}

    def rows(self, request: Request) -> QuerySet[Project]:
        """All."""
        return selectors.projects_counted(self.actor)

    @extend_schema(request=NewProject, responses={201: ProjectFacts})
    def post(self, request: Request) -> Response:
        """Add a project."""
        return _answer(add_project(by=self.actor, **_stated(NewProject(data=request.data))), 201)


class ProjectItem(APIView):
    """One project."""

    @extend_schema(responses=ProjectFacts)
    def get(self, request: Request, uid: str) -> Response:
        """All that is stated of it, and its gate."""
        return _answer(selectors.project_of(actor_of(request), uid))

    @extend_schema(request=ProjectChange, responses=ProjectFacts, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Change what is stated."""
        actor = actor_of(request)
        project = selectors.project_of(actor, uid)
        version = version_seen(request)
        stated = _stated(ProjectChange(data=request.data))
        return _answer(edit_project(by=actor, project=project, version=version, **stated))

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """Take it out of the list."""
        actor = actor_of(request)
        project = selectors.project_of(actor, uid)
        remove_project(by=actor, project=project, version=version_seen(request))
        return Response(status=204)


def _stated(form: serializers.Serializer[Any]) -> dict[str, Any]:
    """What was sent, as it is stated: days as ISO texts, deliverables by kind."""
    form.is_valid(raise_exception=True)
    stated: dict[str, Any] = dict(form.validated_data)
    stated |= {name: stated[name].isoformat() for name in DAYS if stated.get(name)}
    if "deliverables" in stated:
        sent = [dict(one) for one in stated["deliverables"]]
        sent = [one | {"due_on": one["due_on"].isoformat()} if one.get("due_on") else one for one in sent]
        stated["deliverables"] = {one.pop("kind"): one for one in sent}
        if len(stated["deliverables"]) < len(sent):
            raise UserError("A deliverable stands there twice. Leave one of them out.", status=400)
    return stated


def _answer(project: Project, status: int = 200) -> Response:
    row, facts = selectors.project_row(project), project_facts(project)
    named = {name: facts[name] for name in (*LONGEST, "stage", *DAYS, "budget", *KINDS)}
    deliverables = [{"kind": kind, **part} for kind, part in facts["deliverables"].items()]
    shown = {"deliverables": deliverables, "gate": gate_of(row).words, "missing": row.missing}
    own = {"uid": str(project.uid), "version": project.version}
    return Response(named | shown | own, status=status, headers={"ETag": f'"{project.version}"'})
