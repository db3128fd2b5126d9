"""Starting computations from a scenario's page, and saying whether a result still holds."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from core.access import visible, visible_or_404
from core.errors import UserError
from core.views.base import ActionView, Page
from functions.models import Scenario
from metrics.inputs.versions import versions_today
from metrics.kinds import proposal, replay, savings
from metrics.results import moved_inputs
from metrics.selectors.computing import computing_of, run_with_inputs
from metrics.selectors.decisions import approval_of_run
from services.models import TicketLog


class Freshness(Page):
    """A line that says which inputs of a saving, replay or proposal have moved since; empty while the result holds.
    What an approval froze is never stale: the line says since when and under which hash.
    """

    template_name = "metrics/_freshness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The approval, or the kinds of the inputs that moved."""
        run = run_with_inputs(self.actor, kwargs["uid"])
        named = [row.object_id for row in run.inputs.all() if row.kind == "scenario"]
        scenario = visible(Scenario, self.actor).filter(pk__in=named).first()
        is_approved = scenario is not None and scenario.state == Scenario.State.APPROVED
        if is_approved and (approval := approval_of_run(self.actor, run)):
            return super().get_context_data(approval=approval, **kwargs)
        return super().get_context_data(
            moved=moved_inputs(run, versions_today(self.actor, run)),
            scenario=scenario,
            again="scenario-proposal" if run.kind == proposal.KIND.code else "scenario",
            **kwargs,
        )


class ComputingPanel(Page):
    """What was computed for a scenario, and buttons to compute; part of the scenario's page."""

    template_name = "metrics/_computing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest runs and the logs to choose from."""
        return super().get_context_data(**computing_of(self.actor, kwargs["uid"]), **kwargs)


class ComputeSaving(ActionView):
    """Replay (where there is a log) and saving of a scenario."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Request both; show the run of the saving."""
        scenario = visible_or_404(Scenario, self.actor, kwargs["uid"], "baseline")
        log = self._log(request.POST.get("log", ""))
        if log:
            replay.request(self.actor, scenario, log)
        run = savings.request(self.actor, scenario, log)
        return reverse("run", args=[self.actor.organisation_slug, run.uid])

    def _log(self, uid: str) -> TicketLog | None:
        if not uid:
            return None
        found = [log for log in visible(TicketLog, self.actor) if str(log.uid) == uid]
        if not found:
            raise UserError("There is no such ticket log. Choose one of the list.", status=400)
        return found[0]
