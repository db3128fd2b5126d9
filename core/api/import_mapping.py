"""Reading an import's files another way over REST: with another mapping, or with the headers on other lines."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.imports import ImportDetailRow, answer, found
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from core.imports import actions


class MappingRequest(serializers.Serializer[Any]):
    """The whole mapping."""

    mapping = serializers.JSONField(help_text="An object, see docs/imports.md")


class ReadingRequest(serializers.Serializer[Any]):
    """Where the headers are."""

    header_lines = serializers.DictField(
        child=serializers.IntegerField(min_value=1), help_text="The header's line by sheet or, of a CSV, by file"
    )


class ImportMappingChange(APIView):
    """Check the same files with another mapping."""

    @extend_schema(request=MappingRequest, responses={202: ImportDetailRow}, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Start the check; where the mapping names other lines of headers, the files are read again."""
        actor = actor_of(request)
        incoming, version = found(actor, uid), version_seen(request)
        form = MappingRequest(data=request.data)
        form.is_valid(raise_exception=True)
        if "columns" not in incoming.report:
            raise UserError("The files are not read yet. Wait until their run has ended.")
        mapping = form.validated_data["mapping"]
        changed = actions.change_mapping(by=actor, incoming=incoming, version=version, mapping=mapping)
        return answer(actor, changed, 202)


class ImportReadingChange(APIView):
    """Read the same files with the headers on other lines."""

    @extend_schema(request=ReadingRequest, responses={202: ImportDetailRow}, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Start; the columns are guessed anew."""
        actor = actor_of(request)
        incoming, version = found(actor, uid), version_seen(request)
        form = ReadingRequest(data=request.data)
        form.is_valid(raise_exception=True)
        lines = form.validated_data["header_lines"]
        return answer(actor, actions.read_again(by=actor, incoming=incoming, version=version, header_lines=lines), 202)
