"""Base list views: declared columns straight from `values()`, one page per query, no model instances."""

from typing import Any, ClassVar, Generic, TypeVar, cast

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import Model, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from core.api.permissions import actor_of

M = TypeVar("M", bound=Model)


def _filtered(rows: QuerySet[M], parameter: str, lookup: str, value: str) -> QuerySet[M]:
    try:
        return rows.filter(**{lookup: value})
    except (ValueError, DjangoValidationError) as error:
        raise ValidationError({parameter: f"“{value}” cannot be read."}) from error


class RowList(ListAPIView[M], Generic[M]):
    """GET answers a page of rows. A subclass declares `serializer_class` (its fields and their sources are the columns)
    and `rows(request)`; `filters` maps a query parameter to a lookup.

    Sources are lookups such as `team__uid`; a field of kind DecimalField is not for here: figures are numbers.
    """

    filters: ClassVar[dict[str, str]] = {}

    def rows(self, request: Request) -> QuerySet[M]:
        """The visible rows, ordered newest first or by `id`."""
        raise NotImplementedError

    def get_queryset(self) -> Any:
        """The filtered rows as dicts of exactly the declared columns."""
        if getattr(self, "swagger_fake_view", False):
            return None
        rows = self.rows(self.request)
        for parameter, lookup in self.filters.items():
            if value := self.request.query_params.get(parameter):
                rows = _filtered(rows, parameter, lookup, value)
        return rows.values("pk", *self.columns().values())

    def columns(self) -> dict[str, str]:
        """Name in the answer -> lookup."""
        fields = cast("Serializer[Any]", self.get_serializer_class()()).fields
        return {name: (field.source or name).replace(".", "__") for name, field in fields.items()}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page with links to the next and the previous one."""
        columns = self.columns()
        page = self.paginate_queryset(self.get_queryset())
        rows = [self.shown({name: row[source] for name, source in columns.items()}) for row in page or ()]
        return self.get_paginated_response(rows)

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row as this actor gets to see it."""
        return row

    @property
    def actor(self) -> Any:
        """Who asks."""
        return actor_of(self.request)
