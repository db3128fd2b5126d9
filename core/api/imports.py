"""Imports over REST: send files, watch, confirm, undo."""

import json
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible, visible_or_404
from core.actor import Actor
from core.api.lists import RowList
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from core.imports import actions, selectors
from core.imports.masking import hidden_columns, shown_value
from core.models import Defect, Import


class ImportRow(serializers.Serializer[Any]):
    """An import in the list."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.CharField()
    target = serializers.CharField(source="target_name")
    state = serializers.CharField(help_text=", ".join(Import.State.values))
    counts = serializers.JSONField()
    content_hash = serializers.CharField()
    run = serializers.UUIDField(source="run.uid", allow_null=True)
    created = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)


class ImportDetailRow(serializers.Serializer[Any]):
    """An import with its mapping, totals and defects by code."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.CharField()
    target = serializers.CharField()
    state = serializers.CharField(help_text=", ".join(Import.State.values))
    created = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    content_hash = serializers.CharField()
    counts = serializers.JSONField()
    run = serializers.CharField(allow_null=True, help_text="/api/v1/runs/<uid>/ of the latest step")
    run_state = serializers.CharField(allow_null=True)
    error = serializers.CharField()
    same_as = serializers.UUIDField(allow_null=True, help_text="The import in force that this one repeats.")
    not_confirmed = serializers.CharField(help_text="Why an import that was to be confirmed at once was not.")
    files = serializers.ListField(child=serializers.DictField())
    mapping = serializers.JSONField(allow_null=True)
    mapping_from = serializers.CharField(allow_null=True)
    guesses = serializers.ListField(child=serializers.JSONField())
    dates = serializers.JSONField(help_text="By field: the formats that fit, the one that is certain, if any")
    totals = serializers.ListField(child=serializers.JSONField())
    notes = serializers.ListField(child=serializers.CharField())
    defects = serializers.ListField(child=serializers.JSONField())
    preview = serializers.JSONField()


class ImportRequest(serializers.Serializer[Any]):
    """Files and what they do not say themselves."""

    kind = serializers.CharField(max_length=20, help_text="positions, effort or tickets")
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), min_length=1)
    target = serializers.CharField(max_length=120, required=False, default="", help_text="The baseline's or log's name")
    mapping = serializers.CharField(required=False, default="", help_text="JSON, see docs/imports.md")
    time_zone = serializers.CharField(max_length=60, required=False, default="")
    dry_run = serializers.BooleanField(default=True, help_text="false lets the rows in as soon as the check allows it")
    accept_rejected = serializers.BooleanField(default=False)


class ConfirmRequest(serializers.Serializer[Any]):
    """What to do with rows that are rejected."""

    accept_rejected = serializers.BooleanField(default=False)


class DefectRow(serializers.Serializer[Any]):
    """What is wrong, where, and what to do."""

    severity = serializers.CharField()
    code = serializers.CharField()
    file_no = serializers.IntegerField()
    sheet = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)
    column = serializers.CharField()
    value = serializers.CharField()
    remedy = serializers.CharField()


def answer(actor: Actor, incoming: Import, status: int = 200) -> Response:
    """The import as data, with its own address."""
    detail = selectors.import_detail(actor, incoming)
    detail["run"] = reverse("api-run", args=[incoming.run.uid]) if incoming.run else None
    return Response(detail, status, headers={"Location": reverse("api-import", args=[incoming.uid])})


def found(actor: Actor, uid: str) -> Import:
    """The import with this uid."""
    return visible_or_404(Import, actor, uid, "run", "requested_by", "organisation")


@extend_schema(parameters=[OpenApiParameter("kind"), OpenApiParameter("state")])
class ImportCollection(RowList[Import]):
    """Imports, newest first; POST sends files."""

    serializer_class = ImportRow
    parser_classes = [MultiPartParser]
    filters = {"kind": "kind", "state": "state"}

    def rows(self, request: Request) -> QuerySet[Import]:
        """Of the organisation."""
        return visible(Import, self.actor)

    @extend_schema(request={"multipart/form-data": ImportRequest}, responses={202: ImportDetailRow}, parameters=[])
    def post(self, request: Request) -> Response:
        """Read and check the files; nothing comes in before it is confirmed, or with `dry_run` false. See Location."""
        form = ImportRequest(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        mapping = _mapping(data["mapping"])
        uploads = actions.upload_files(by=self.actor, files=data["files"])
        incoming = actions.start_import(
            by=self.actor,
            kind=data["kind"],
            uploads=uploads,
            target_name=data["target"],
            mapping=mapping,
            time_zone=data["time_zone"],
            then_confirm=None if data["dry_run"] else {"accept_rejected": data["accept_rejected"]},
        )
        return answer(self.actor, incoming, 202)


class ImportItem(APIView):
    """One import."""

    @extend_schema(responses=ImportDetailRow)
    def get(self, request: Request, uid: str) -> Response:
        """State, mapping, counts, totals, defects by code."""
        actor = actor_of(request)
        return answer(actor, found(actor, uid))


class ImportConfirmation(APIView):
    """Let the rows in."""

    @extend_schema(request=ConfirmRequest, responses={202: ImportDetailRow}, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Start; the answer is the import made before where the same is in force."""
        actor = actor_of(request)
        form = ConfirmRequest(data=request.data)
        form.is_valid(raise_exception=True)
        accept = form.validated_data["accept_rejected"]
        incoming = actions.confirm_import(
            by=actor, incoming=found(actor, uid), version=version_seen(request), accept_rejected=accept
        )
        return answer(actor, incoming, 202)


class ImportReversal(APIView):
    """Take exactly those rows out again."""

    @extend_schema(request=None, responses=ImportDetailRow, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Undone, unless something rests on them."""
        actor = actor_of(request)
        incoming = actions.undo_import(by=actor, incoming=found(actor, uid), version=version_seen(request))
        return answer(actor, incoming)


@extend_schema(parameters=[OpenApiParameter("code"), OpenApiParameter("severity")])
class ImportDefectCollection(RowList[Defect]):
    """What is wrong, row by row; the first thousand of each code."""

    serializer_class = DefectRow
    filters = {"code": "code", "severity": "severity"}

    def rows(self, request: Request) -> QuerySet[Defect]:
        """Of the import."""
        return selectors.import_defects(self.actor, found(self.actor, self.kwargs["uid"]))

    @extend_schema(operation_id="import_defects_list")
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page, people and pay masked."""
        response: Response = super().list(request, *args, **kwargs)
        hidden = hidden_columns(self.actor, found(self.actor, self.kwargs["uid"]))
        for row in response.data["results"]:
            row["value"] = shown_value(hidden, row["column"], row["value"])
        return response


def _mapping(text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise UserError(f"The mapping is no JSON: {error}", status=400) from None
