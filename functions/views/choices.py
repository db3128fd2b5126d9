"""The choices of a scenario as switches: each posts at once and brings the page's switches back as they are then."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.forms import cleaned
from core.versions import Conflict
from core.views.base import ActionView, Page, wants_fragment
from functions import actions, selectors
from functions.choice_forms import BudgetForm, ChoiceForm
from functions.choice_points import choices_page
from functions.choice_selectors import choices_of
from functions.choices import set_choices
from functions.forms import ReachForm
from functions.models import BudgetHolder, Design, Scenario
from functions.wording import WORDS


class ScenarioChoices(Page):
    """Ten functions by phase with their choices, what is still open, and who holds the budget."""

    template_name = "functions/choices.html"
    fragment_name = "functions/_choices_again.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is chosen, and what could be."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        return super().get_context_data(
            scenario=scenario,
            is_editable=self.actor.can_edit and scenario.state == Scenario.State.DRAFT,
            reaches=Design.Reach.choices,
            sourcings=Design.Sourcing.choices,
            owners=BudgetHolder.Owner.choices,
            **choices_page(scenario),
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """Switches that come back tell the strip of consequences that the scenario has changed."""
        response = super().render_to_response(context, **response_kwargs)
        if wants_fragment(self.request):
            response["HX-Trigger"] = "scenario-changed"
        return response


class ChoiceMove(ActionView):
    """A POST from a switch; who comes too late is told both values beside the switches as they are now."""

    def address(self) -> str:
        """The page of the choices."""
        return reverse("scenario-choices", args=[self.actor.organisation_slug, self.kwargs["uid"]])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Act; a lost race is a message where only the switches are swapped, else the page of conflicts."""
        try:
            return super().post(request, **kwargs)
        except Conflict as lost:
            if not wants_fragment(request):
                raise
            messages.error(request, self._told(lost))
            return HttpResponseRedirect(self.address())

    def _told(self, lost: Conflict) -> str:
        scenario = selectors.scenario_of(self.actor, self.kwargs["uid"])
        names = {region.pk: region.name for region in selectors.regions_of(scenario)}
        yours, theirs = (
            WORDS[step["kind"]](step["payload"], names) if step and step["kind"] in WORDS else "another step"
            for step in (lost.yours, lost.theirs)
        )
        return (
            f"Not saved, somebody was faster. You: {yours}. They, in step {lost.now}: {theirs}. Look, and choose again."
        )


class ReachChange(ChoiceMove):
    """Another reach for a function."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Set and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = ReachForm(request.POST, regions=selectors.regions_of(scenario))
        data = cleaned(form)
        actions.set_reach(
            by=self.actor,
            scenario=scenario,
            version=data["version"],
            function_code=data["function"],
            reach=data["reach"],
            region_minimum=form.minimums(),
            reason=data["reason"],
        )
        return self.address()


class ChoiceChange(ChoiceMove):
    """Other choices for a function: what differs from what holds is one step."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Set and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        chosen = choices_of(scenario)
        form = ChoiceForm(request.POST, regions=chosen.regions, currency=scenario.organisation.currency)
        data = cleaned(form)
        set_choices(
            by=self.actor,
            scenario=scenario,
            version=data["version"],
            choices=form.choices(chosen),
            reason=data["reason"],
        )
        return self.address()


class BudgetChange(ChoiceMove):
    """Another holder of the budget."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Set and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = BudgetForm(request.POST)
        data = cleaned(form)
        set_choices(
            by=self.actor, scenario=scenario, version=data["version"], choices=[form.choice()], reason=data["reason"]
        )
        return self.address()
