"""The decision about a scenario: proposed, objected to, approved or rejected; what is frozen, and recomputing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.basis import basis_of, seen_outcome
from core.errors import UserError
from core.forms import cleaned
from core.models import Run
from core.views.base import ActionView, Page
from functions.models import Scenario
from functions.selectors import scenario_of
from metrics.decision_forms import DecideForm, ObjectionForm, ProposalForm, WithdrawForm
from metrics.decisions import actions
from metrics.kinds import verify
from metrics.models import Decision
from metrics.selectors.decisions import decided_of, decision_of, newest_verification
from metrics.selectors.summary import Option, add_figures, computed_options
from metrics.views.explained import OptionFigures
from metrics.views.how import organisation_of
from metrics.views.summary_parts import NEVER

METRICS = ("saving_cash", "saving_band_share", "saving_freed_fte", "one_off", "payback_month", "npv")


class ScenarioDecision(Page):
    """The state, the proposal in thirty seconds, objections, comments, and the form to decide."""

    template_name = "metrics/decision.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest proposal, the figures it rests on, and the forms that the actor may use."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        decided = decided_of(self.actor, scenario)
        option = computed_options(self.actor, [scenario])[0]
        add_figures(self.actor, [option], METRICS)
        context = {"scenario": scenario, "decided": decided, "option": option}
        return super().get_context_data(
            **context,
            **self._figures(option),
            **self._forms(scenario, decided.decision if decided else None, option.saving_run),
            **_verified(decided.verification if decided else None),
            comments_query=self.request.GET.urlencode(),
            **kwargs,
        )

    def _figures(self, option: Option) -> dict[str, Any]:
        if option.saving_run is None or not option.saving.rows:
            return {}
        figures = OptionFigures(option, self.actor.organisation_slug, organisation_of(self.request).currency)
        return {
            "cash": figures.money("saving_cash"),
            "cash_range": figures.money_range("saving_cash"),
            "freed": figures.fte("saving_freed_fte"),
            "one_off": figures.money("one_off"),
            "one_off_range": figures.money_range("one_off"),
            "break_even": figures.month("payback_month", NEVER.capitalize()),
            "npv": figures.money("npv"),
            "verdict": seen_outcome(self.actor, option.saving_run.outcome).get("verdict", ""),
            "basis": basis_of(self.actor),
        }

    def _forms(self, scenario: Scenario, decision: Decision | None, saving: Run | None) -> dict[str, Any]:
        if decision is None or decision.state != Decision.State.PROPOSED:
            is_open = self.actor.can_edit and scenario.state == Scenario.State.DRAFT
            return {"proposal_form": ProposalForm(initial={"version": scenario.version}) if is_open else None}
        version = {"version": decision.version}
        decide = DecideForm(initial=version | {"saving": saving.uid if saving else None}, auto_id="decide_%s")
        return {
            "objection_form": ObjectionForm(auto_id="objection_%s"),
            "decide_form": decide if self.actor.can_approve else None,
            "withdraw_form": WithdrawForm(initial=version, auto_id="withdraw_%s") if self.actor.can_edit else None,
            "has_moved": scenario.version != decision.scenario_version,
        }


class ProposalAdd(ActionView):
    """A draft is put to decision."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Propose it and show it."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        data = cleaned(ProposalForm(request.POST))
        actions.propose_scenario(by=self.actor, scenario=scenario, **data)
        messages.success(request, f"“{scenario.name}” is proposed. Objections and comments are open to every member.")
        return reverse("scenario-decision", args=[self.actor.organisation_slug, scenario.uid])


class DecisionAction(ActionView):
    """Something done to a decision; comes back to its page."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Do it and show the decision."""
        decision = decision_of(self.actor, kwargs["uid"])
        self.change(request, decision)
        return reverse("scenario-decision", args=[self.actor.organisation_slug, decision.scenario.uid])

    def change(self, request: HttpRequest, decision: Decision) -> None:
        """Call the action."""
        raise NotImplementedError


class ObjectionAdd(DecisionAction):
    """Something that speaks against it."""

    requires = "view"

    def change(self, request: HttpRequest, decision: Decision) -> None:
        """Keep it."""
        actions.object_to(by=self.actor, decision=decision, text=cleaned(ObjectionForm(request.POST))["text"])
        messages.success(request, "Your objection is kept with the decision.")


class Withdrawal(DecisionAction):
    """The proposal is taken back."""

    def change(self, request: HttpRequest, decision: Decision) -> None:
        """Withdraw."""
        actions.withdraw_proposal(by=self.actor, decision=decision, **cleaned(WithdrawForm(request.POST)))
        messages.success(request, "The proposal is withdrawn. The scenario stays a draft.")


class Rejection(DecisionAction):
    """No, and why."""

    requires = "approve"

    def change(self, request: HttpRequest, decision: Decision) -> None:
        """Reject."""
        data = cleaned(DecideForm(request.POST))
        actions.reject_decision(by=self.actor, decision=decision, version=data["version"], reason=data["reason"])
        messages.success(request, "The proposal is rejected; the reason stands in the decision log.")


class Approval(DecisionAction):
    """Yes: all is frozen."""

    requires = "approve"

    def change(self, request: HttpRequest, decision: Decision) -> None:
        """Approve."""
        data = cleaned(DecideForm(request.POST))
        if data["saving"] is None:
            raise UserError("There is no saving to decide on. Compute the saving of the scenario first.")
        actions.approve_decision(by=self.actor, decision=decision, **data)
        messages.success(request, "Approved. Baseline, scenario, assumptions and results are frozen.")


class Verification(DecisionAction):
    """Recompute what was frozen."""

    requires = "view"

    def change(self, request: HttpRequest, decision: Decision) -> None:
        """Start it; the page shows how far it is."""
        verify.request(self.actor, decision)


class VerificationPart(Page):
    """The newest recomputation; asked again every second while it is active."""

    template_name = "metrics/_verification.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The run and what came of it."""
        decision = decision_of(self.actor, kwargs["uid"])
        run = newest_verification(self.actor, decision)
        return super().get_context_data(decision=decision, **_verified(run), **kwargs)


def _verified(run: Run | None) -> dict[str, Any]:
    return {"verification": run, "checked": run.outcome if run and run.state == Run.State.DONE else {}}
