"""Is the process alive, and can it work?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from core.selectors import queued_runs


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and carries the tables; 503 if not."""
    try:
        waiting = queued_runs()
    except Exception as error:  # whatever the database says, the answer is "not ready"
        return JsonResponse({"ready": False, "database": type(error).__name__}, status=503)
    return JsonResponse({"ready": True, "database": connection.vendor, "queued_runs": waiting})
