"""The page of a proposal: what to ask for, its progress, what it would change and why, and taking it up."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from core.errors import UserError
from core.forms import cleaned
from core.models import Run
from core.views.base import ActionView, Table, TablePage, wants_fragment
from functions.models import Scenario
from functions.selectors import scenario_of
from metrics.inputs.proposal import Settings
from metrics.inputs.proposal_rules import keepable_rules
from metrics.kinds import proposal
from metrics.proposal_actions import take_proposal
from metrics.proposal_forms import ProposalForm
from metrics.selectors.proposals import Seen, matching, proposal_runs, seen_proposal
from metrics.views.how import organisation_of
from metrics.views.proposal_rows import (
    change_rows,
    changes_table,
    conflict_rows,
    finding,
    function_rows,
    functions_table,
    tiles,
)
from services.models import TicketLog
from services.selectors import newest_log, visible_logs
from towers.functions_reference import BY_CODE, FUNCTIONS


class ProposalPage(TablePage):
    """Everything about the newest proposal; asked by htmx it answers with the progress of the run."""

    template_name = "metrics/proposal.html"
    fragment_name = "metrics/_proposal_progress.html"
    section = "scenarios"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return scenario_of(self.actor, self.kwargs["uid"])

    @cached_property
    def runs(self) -> tuple[Run | None, Run | None]:
        """The newest run, and the newest that is done."""
        return proposal_runs(self.actor, self.scenario)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The progress while it runs, what was found, the form."""
        newest, done = self.runs
        context = {"scenario": self.scenario, "run": newest, "progress": self._progress(newest)}
        if wants_fragment(self.request):
            return super().get_context_data(**context, **kwargs)
        found = seen_proposal(self.actor, done) if done else None
        shown = self._shown(found) if found else {"finding": "No proposal yet"}
        return super().get_context_data(found=found, form=self._form(found), **context, **shown, **kwargs)

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """The page comes anew once the run has ended."""
        response = super().render_to_response(context, **response_kwargs)
        if wants_fragment(self.request) and not (context["run"] and context["run"].is_active):
            response["HX-Refresh"] = "true"
        return response

    def table(self, wanted: str) -> Table:
        """changes or functions."""
        done = self.runs[1]
        if done is None or wanted not in ("changes", "functions"):
            raise Http404("There is no such table. Choose changes or functions.")
        found = seen_proposal(self.actor, done)
        return changes_table(found, self.scenario.name) if wanted == "changes" else functions_table(found)

    def _progress(self, run: Run | None) -> dict[str, Any] | None:
        if run is None or not run.is_active:
            return None
        slug = self.actor.organisation_slug
        return {
            "name": "Proposal",
            "share": run.percent / 100,
            "text": f"{run.percent}%{f': {run.stage}' if run.stage else ''}",
            "is_ended": False,
            "poll_url": reverse("scenario-proposal", args=[slug, self.scenario.uid]),
            "cancel_url": reverse("run-cancel", args=[slug, run.uid]) if self.actor.can_edit else "",
        }

    def _form(self, found: Seen | None) -> ProposalForm | None:
        """With what was asked for last."""
        if not self.actor.can_edit:
            return None
        settings = Settings.of(found.run.params) if found else Settings()
        logs = list(visible_logs(self.actor))
        used = found.log_id if found else None
        log = next((one for one in logs if one.pk == used), None) if found else newest_log(self.actor)
        return ProposalForm(logs=logs, rules=keepable_rules(self.actor, self.scenario), settings=settings, log=log)

    def _shown(self, found: Seen) -> dict[str, Any]:
        query, function = self.request.GET.get("q", ""), self._function()
        changes = matching(found.changes, query, function)
        currency = organisation_of(self.request).currency
        return {
            "finding": finding(found, currency),
            "tiles": tiles(found, currency),
            "changes": change_rows(changes, currency),
            "conflicts": conflict_rows(found),
            "functions": function_rows(found),
            "query": query,
            "function": function,
            "all_functions": FUNCTIONS,
            "has_money": found.gain is not None,
            "together": found.together,
            "name": f"{self.scenario.name}, proposal",
            "csv": "?format=csv&table=",
        }

    def _function(self) -> int | None:
        text = self.request.GET.get("function", "")
        return int(text) if text.isdigit() and int(text) in BY_CODE else None


class ProposalRun(ActionView):
    """Ask for a proposal."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Request the run; show the page, which tells its progress."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        logs: list[TicketLog] = list(visible_logs(self.actor))
        rules = keepable_rules(self.actor, scenario)
        form = ProposalForm(request.POST, logs=logs, rules=rules, settings=Settings(), log=None)
        cleaned(form)
        log, settings = form.asked()
        proposal.request(self.actor, scenario, log, settings)
        return reverse("scenario-proposal", args=[self.actor.organisation_slug, scenario.uid])


class ProposalTake(ActionView):
    """Make a scenario of the chosen changes."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Clone and move; show the new scenario."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        done = proposal_runs(self.actor, scenario)[1]
        if done is None:
            raise UserError("There is no proposal for this scenario yet. Compute one first.")
        chosen = set(request.POST.getlist("change"))
        copy = take_proposal(
            by=self.actor, scenario=scenario, run=done, name=request.POST.get("name", ""), chosen=chosen
        )
        return reverse("scenario", args=[self.actor.organisation_slug, copy.uid])
