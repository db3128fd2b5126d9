"""Turns a signed-in request below `/o/<slug>/` into an Actor."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from core.actor import ALL_SCOPES
from organisations.models import Membership

Next = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor`; a stranger or a removed member meets a 404, whoever is not signed in the sign-in page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        request.actor = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Looks the membership up where the address names an organisation."""
        slug = kwargs.get("organisation")
        if slug is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        membership = (
            Membership.objects.select_related("organisation", "user")
            .filter(organisation__slug=slug, user_id=request.user.pk, is_active=True)
            .first()
        )
        if membership is None:
            raise Http404("No organisation of yours has this address.")
        request.membership = membership  # type: ignore[attr-defined]
        request.actor = membership.actor(ALL_SCOPES)  # type: ignore[attr-defined]
        return None
