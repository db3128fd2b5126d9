"""Request ids, and conflicts and refusals turned into a page."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import UserError
from core.logs import current_request_id
from core.versions import Conflict
from core.views.back import address_back

Next = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives each request an id that stands in logs, error pages and the answer's header."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `X-Request-ID`."""
        request_id = uuid4().hex[:12]
        request.request_id = request_id  # type: ignore[attr-defined]
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class RefusalMiddleware:
    """A lost race in the browser ends on a page with both values, what cannot be asked on one that says why."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409 with what you sent and what is there now; else the sentence of the error."""
        if isinstance(exception, Conflict):
            context = {
                "conflicts": exception.by_field(),
                "page_url": address_back(request),
                "request_id": current_request_id.get(),
            }
            return render(request, "errors/409.html", context, status=409)
        if isinstance(exception, UserError):
            refusal = {"detail": str(exception), "code": exception.status, "request_id": current_request_id.get()}
            return render(request, "errors/400.html", refusal, status=exception.status)
        return None
