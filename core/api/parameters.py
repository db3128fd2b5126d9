"""The parameters of an address of the API are those that its documentation declares, and their values, too."""

import re
from typing import TYPE_CHECKING, Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core.asked import one_of, refused
from core.errors import UserError

if TYPE_CHECKING:  # rest_framework.views imports this module through the settings
    from drf_spectacular.utils import OpenApiParameter
    from rest_framework.views import APIView

EVERYWHERE = ("format",)


class DeclaredParameters(BasePermission):
    """Lets everybody through who asks what the address declares; it stands among the permissions to be asked always."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """400 for a parameter that the address does not take, and for a value that it cannot have."""
        if not request.query_params:
            return True
        declared = declared_parameters(view, request.method or "")
        known = {*declared, *_of_pages(view)}
        if strange := sorted(set(request.query_params) - {*known, *EVERYWHERE}):
            takes = f"It takes: {', '.join(sorted(known))}." if known else "Leave it out."
            message = f"This address has no parameter “{strange[0][:40]}”. {takes}"
            raise UserError(message, [{"field": strange[0][:40]}], status=400)
        for parameter in declared.values():
            _check(parameter, request)
        return True


def declared_parameters(view: "APIView", method: str) -> dict[str, "OpenApiParameter | None"]:
    """What the documentation of the method (GET) names, by name; None for what a serializer checks itself."""
    from drf_spectacular.utils import OpenApiParameter

    handler = getattr(view, method.lower(), None)
    own = getattr(handler, "kwargs", {}).get("schema")
    schema: Any = own() if own else view.schema
    schema.view, schema.method = view, method
    found: dict[str, OpenApiParameter | None] = {}
    for one in getattr(schema, "get_override_parameters", list)():
        if not isinstance(one, OpenApiParameter):
            found |= dict.fromkeys((one() if isinstance(one, type) else one).fields)
        elif one.location == OpenApiParameter.QUERY:
            found[one.name] = one
    return found


def _of_pages(view: "APIView") -> tuple[str, ...]:
    """How a list is asked for its next page."""
    paginator: Any = getattr(view, "paginator", None)
    return (paginator.cursor_query_param, paginator.page_size_query_param) if paginator else ()


def _check(parameter: "OpenApiParameter | None", request: Request) -> None:
    if parameter is None:  # a field of a serializer, which checks it itself
        return
    text = request.query_params.get(parameter.name, "")
    if parameter.enum:
        one_of(request.query_params, parameter.name, [str(word) for word in parameter.enum])
    if parameter.pattern and text and not re.fullmatch(parameter.pattern, text):
        raise refused(parameter.name, text, f"The parameter “{parameter.name}” is {parameter.description}.")
