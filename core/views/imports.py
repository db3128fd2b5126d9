"""Imports: the list, the start, the wizard, what is wrong row by row, and the buttons."""

import json
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from core.access import visible_or_404
from core.actor import Actor
from core.errors import UserError
from core.exports import csv_response
from core.imports import actions, selectors
from core.imports.files import Incoming
from core.imports.header_lines import is_rereadable, read_tables
from core.imports.masking import hidden_columns, shown_value
from core.imports.registry import importer, importers, is_known
from core.imports.wizard import wizard
from core.imports.wizard_form import stated_mapping
from core.models import Import
from core.views.base import ActionView, ActorMixin, Page, seen_version, wants_fragment


def found_import(actor: Actor, uid: UUID) -> Import:
    """The import with this address."""
    return visible_or_404(Import, actor, uid, "run", "requested_by", "organisation")


class ImportList(Page):
    """What came in, what was refused, what waits for an answer."""

    template_name = "core/imports.html"
    section = "imports"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of imports, newest first."""
        page = Paginator(selectors.imports_seen_by(self.actor), 50).get_page(self.request.GET.get("page"))
        rows = [{"import": incoming, "label": selectors.import_label(incoming)} for incoming in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class ImportStart(Page):
    """Which files, and what they hold."""

    template_name = "core/import_start.html"
    section = "imports"
    requires = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The kinds, and what the address chooses: kind and target."""
        wanted, target = (self.request.GET.get(name, "") for name in ("kind", "target"))
        return super().get_context_data(kinds=importers(), wanted=wanted, target=target, **kwargs)


class ImportUpload(ActionView):
    """Files come in and are read."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep the files, start, show the wizard."""
        kind = request.POST.get("kind", "")
        files = cast("list[Incoming]", request.FILES.getlist("files"))
        uploads = actions.upload_files(by=self.actor, files=files)
        incoming = actions.start_import(
            by=self.actor,
            kind=kind,
            uploads=uploads,
            target_name=request.POST.get("target_name", ""),
            is_attended=True,
        )
        return address(self.actor, incoming)


class ImportDetail(Page):
    """The wizard; while a run works, htmx asks for the fragment and reloads the page at its end."""

    template_name = "core/import.html"
    section = "imports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or its progress alone."""
        incoming = found_import(self.actor, kwargs["uid"])
        if not is_known(incoming.kind):
            raise Http404("Nothing here imports such files any more.")
        is_active = bool(incoming.run and incoming.run.is_active)
        if wants_fragment(request):
            self.template_name = "core/_import_progress.html"
            shown = {"incoming": incoming, "run": incoming.run, "actor": self.actor}
            response = self.render_to_response(shown)
            if not is_active:
                response["HX-Refresh"] = "true"
            return response
        context = self.get_context_data(
            incoming=incoming, run=incoming.run, is_active=is_active, **wizard(self.actor, incoming), **kwargs
        )
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the files, and the mapping as experts write it."""
        incoming: Import = kwargs["incoming"]
        spec = json.dumps(incoming.report.get("spec"), indent=2, ensure_ascii=False)
        tables = {"tables": read_tables(incoming), "is_rereadable": is_rereadable(incoming)}
        return super().get_context_data(
            files=incoming.files.select_related("upload"), spec_json=spec, **tables, **kwargs
        )


class ImportMapping(ActionView):
    """Read the columns another way and check again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """The form's mapping, or the JSON of the expert's field."""
        incoming = found_import(self.actor, kwargs["uid"])
        if "columns" not in incoming.report:
            raise UserError("The files are not read yet. Wait until their run has ended.")
        is_json = "spec" in request.POST
        mapping = _stated_json(request.POST["spec"]) if is_json else stated_mapping(incoming, request.POST)
        actions.change_mapping(by=self.actor, incoming=incoming, version=seen_version(request), mapping=mapping)
        return address(self.actor, incoming)


class ImportConfirm(ActionView):
    """Let the rows in."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Confirm; the same import made before is shown instead."""
        incoming = found_import(self.actor, kwargs["uid"])
        confirmed = actions.confirm_import(
            by=self.actor,
            incoming=incoming,
            version=seen_version(request),
            accept_rejected=request.POST.get("accept_rejected") == "yes",
        )
        if confirmed.pk != incoming.pk:
            messages.info(request, "These files came in before with the same mapping. This is that import.")
        return address(self.actor, confirmed)


class ImportUndo(ActionView):
    """Take exactly those rows out again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Undo and show what is left."""
        incoming = found_import(self.actor, kwargs["uid"])
        actions.undo_import(by=self.actor, incoming=incoming, version=seen_version(request))
        return address(self.actor, incoming)


class ImportDiscard(ActionView):
    """Leave an import that is not confirmed."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Discard and go to the list."""
        incoming = found_import(self.actor, kwargs["uid"])
        actions.discard_import(by=self.actor, incoming=incoming, version=seen_version(request))
        return reverse("imports", args=[self.actor.organisation_slug])


class ImportDefects(Page):
    """Every stored defect, row by row; `?format=csv` downloads them."""

    template_name = "core/import_defects.html"
    section = "imports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page or the download."""
        incoming, code = found_import(self.actor, kwargs["uid"]), request.GET.get("code", "")
        if request.GET.get("format") == "csv":
            rows = selectors.defect_rows(self.actor, incoming, code)
            return csv_response(f"defects {incoming.created:%Y-%m-%d}", selectors.DEFECT_HEADERS, rows)
        page = Paginator(selectors.import_defects(self.actor, incoming, code), 100).get_page(request.GET.get("page"))
        hidden = hidden_columns(self.actor, incoming)
        rows_shown = [{"defect": row, "value": shown_value(hidden, row.column, row.value)} for row in page]
        groups = incoming.report.get("defects", [])
        total = sum(group["count"] for group in groups if code in ("", group["code"]))
        context = {"incoming": incoming, "page": page, "rows": rows_shown, "code": code, "total": total}
        return self.render_to_response(self.get_context_data(**context))


class ImportTemplate(ActorMixin):
    """A CSV with a heading for every field, to fill in."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The download."""
        if not is_known(kwargs["kind"]):
            raise Http404("There is no such kind of import.")
        kind = importer(kwargs["kind"])
        return csv_response(kind.code, [one.label for one in kind.fields], [])


def address(actor: Actor, incoming: Import) -> str:
    """The import's page."""
    return reverse("import", args=[actor.organisation_slug, incoming.uid])


def _stated_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise UserError(f"The mapping is no JSON: {error}", status=400) from None
