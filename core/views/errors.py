"""Error pages with the request's id."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.logs import current_request_id


def _answer(request: HttpRequest, status: int, template: str, detail: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        body = {"type": "about:blank", "status": status, "detail": detail, "request_id": current_request_id.get()}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    return render(request, template, {"detail": detail, "request_id": current_request_id.get()}, status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role does not reach."""
    return _answer(request, 403, "errors/403.html", str(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form from another place, or from before a sign-in."""
    return _answer(request, 403, "errors/403.html", "This form is out of date. Reload the page and send it again.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or it belongs to another organisation."""
    return _answer(request, 404, "errors/404.html", "There is nothing at this address that you can see.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a defect of ours; the id finds it in the log."""
    return _answer(request, 500, "errors/500.html", "Something broke on our side; nothing half-done was kept.")
