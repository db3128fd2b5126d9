"""Runs: the list, one run with live progress, cancel."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from core.access import visible, visible_or_404
from core.models import Run
from core.runs.actions import cancel_run, request_run
from core.runs.registry import run_kind
from core.views.base import ActionView, Page


class RunList(Page):
    """What was computed or imported lately."""

    template_name = "core/runs.html"
    section = "runs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of runs, newest first."""
        runs = visible(Run, self.actor).select_related("requested_by")
        page = Paginator(runs, 50).get_page(self.request.GET.get("page"))
        rows = [{"run": run, "label": run_kind(run.kind).label} for run in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class RunDetail(Page):
    """One run; the fragment is asked again every second while it is active."""

    template_name = "core/run.html"
    fragment_name = "core/_run.html"
    section = "runs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The run and its kind."""
        run = visible_or_404(Run, self.actor, kwargs["uid"], "requested_by")
        kind = run_kind(run.kind)
        is_looked_at = kind.page and run.state == Run.State.DONE
        result_url = reverse(kind.page, args=[self.actor.organisation_slug]) if is_looked_at else ""
        return super().get_context_data(run=run, kind=kind, inputs=run.inputs.all(), result_url=result_url, **kwargs)


class RunCancel(ActionView):
    """Take a run back."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Cancel and show it."""
        run = visible_or_404(Run, self.actor, kwargs["uid"])
        cancel_run(by=self.actor, run=run)
        return reverse("run", args=[self.actor.organisation_slug, run.uid])


class DemonstrationStart(ActionView):
    """Forty steps to watch."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queue it; the number keeps one demonstration from being the next one."""
        number = visible(Run, self.actor).filter(kind="demonstration").count()
        run = request_run(by=self.actor, kind="demonstration", params={"number": number})
        return reverse("run", args=[self.actor.organisation_slug, run.uid])
