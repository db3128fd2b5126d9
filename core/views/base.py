"""What every page shares: the actor, the role it needs, fragments for htmx, messages for errors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.generic import TemplateView, View

from core.access import require_admin, require_approve, require_edit
from core.actor import Actor
from core.errors import UserError
from core.exports import csv_response
from core.views.back import address_back


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware found for this address."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page (a boosted link asks for the whole)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


class ActorMixin(View):
    """Checks the role before anything else; `requires` is view, edit, admin or approve."""

    requires = "view"

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_of(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 for a role that does not reach."""
        if self.requires == "admin":
            require_admin(actor_of(request))
        elif self.requires == "edit":
            require_edit(actor_of(request))
        elif self.requires == "approve":
            require_approve(actor_of(request))
        response = super().dispatch(request, *args, **kwargs)
        patch_vary_headers(cast("HttpResponse", response), ["HX-Request"])
        return response


class Page(ActorMixin, TemplateView):
    """A page; asked by htmx it answers with `fragment_name`, which the page's template includes itself.

    The class attribute `section` names the entry of the navigation that is marked as current.
    """

    fragment_name = ""
    section = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without the address's slug, which would hide the organisation itself."""
        kwargs.pop("organisation", None)
        return super().get_context_data(**kwargs)

    def get_template_names(self) -> list[str]:
        """The fragment for htmx, else the page."""
        if self.fragment_name and wants_fragment(self.request):
            return [self.fragment_name]
        return super().get_template_names()


@dataclass(frozen=True, slots=True)
class Table:
    """What a download holds; `name` is the file's."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


class TablePage(Page):
    """A page whose tables can be had as CSV: `?format=csv`, with `&table=…` where it has several."""

    def table(self, wanted: str) -> Table:
        """The table called `wanted` ("" for the only one); a page without one answers 404."""
        raise Http404("This page has no such download.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or one of its tables."""
        if request.GET.get("format") != "csv":
            return super().get(request, *args, **kwargs)
        table = self.table(request.GET.get("table", ""))
        return csv_response(table.name, table.headers, table.rows)


class ActionView(ActorMixin):
    """A POST that calls one action and goes on to a page; an error that the user can act on becomes a message."""

    http_method_names = ["post"]
    requires = "edit"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Call the action; return the address to go to."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Act, then redirect."""
        try:
            address = self.act(request, **kwargs)
        except UserError as error:
            messages.error(request, str(error))
            address = address_back(request)
        return HttpResponseRedirect(address)


NO_VERSION = "The form did not say which version it saw. Reload the page and try again."


def seen_version(request: HttpRequest) -> int:
    """The version that the form was made from; a form without one is refused."""
    text = request.POST.get("version", "")
    if not text.isdigit():
        raise UserError(NO_VERSION, status=428)
    return int(text)
