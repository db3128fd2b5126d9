"""Errors as problem details (RFC 9457) with field errors, rows and the request's id."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import UserError
from core.logs import current_request_id
from core.versions import Conflict

TITLES = {
    400: "The request is not valid",
    401: "Sign in with a token",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Not possible now",
    412: "Changed by somebody else",
    415: "Unsupported media type",
    428: "Name the version you saw",
}


def field_errors(detail: Any, path: str = "") -> list[dict[str, str]]:
    """DRF's nested detail as a flat list of {field, detail}."""
    if isinstance(detail, dict):
        return [error for key, value in detail.items() for error in field_errors(value, f"{path}.{key}".lstrip("."))]
    if isinstance(detail, list):
        return [error for value in detail for error in field_errors(value, path)]
    return [{"field": path or "request", "detail": str(detail)}]


def problem(status: int, detail: str, **extra: Any) -> Response:
    """A problem answer."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "request_id": current_request_id.get(),
        **extra,
    }
    return Response(body, status=status, content_type="application/problem+json")


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The exception handler of the API; what is no known error stays an exception (500)."""
    if isinstance(error, Conflict):
        return problem(412, str(error), yours=error.yours, theirs=error.theirs, version=error.now)
    if isinstance(error, UserError):
        return problem(error.status, str(error), errors=error.details)
    if isinstance(error, exceptions.ValidationError):
        return problem(400, "Some fields are not valid.", errors=field_errors(error.detail))
    if isinstance(error, Http404 | PermissionDenied):
        status = 404 if isinstance(error, Http404) else 403
        return problem(status, str(error) or TITLES[status])
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = getattr(error, "detail", "")
    answer = problem(response.status_code, str(detail) or TITLES.get(response.status_code, "Error"))
    for header in ("WWW-Authenticate", "Allow", "Retry-After"):
        if header in response:
            answer[header] = response[header]
    return answer
