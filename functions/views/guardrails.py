"""The rules of one scenario: how each stands, consents, and bounds of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView, Page, seen_version
from functions import constraint_actions, guardrails, selectors
from functions.constraint_forms import ConsentForm, consent_form
from functions.guard_reading import constraint_of
from functions.guarding_rails import rail_words
from functions.guarding_rules import WORKS_COUNCIL
from functions.guardrail_actions import set_guardrail
from functions.guardrail_forms import GuardrailForm, rail_form
from functions.models import Scenario
from functions.views.constraints import currency_of


class GuardrailStrip(Page):
    """What is broken, for the board; with `known`, the marks of what it showed before, what is new."""

    template_name = "functions/_guardrails_strip.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Broken rules and their violations."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        found = guardrails.standings(self.actor, scenario)
        violations = [violation for one in found for violation in one.violations]
        known = self.request.GET.get("known")
        return super().get_context_data(
            scenario=scenario,
            headline=guardrails.headline(found),
            broken=[one for one in found if one.is_broken],
            is_hard=any(violation.is_hard for violation in violations),
            marks=" ".join(violation.mark for violation in violations) or "-",
            news=guardrails.news(known, violations) if known else [],
            **kwargs,
        )


class ScenarioGuardrails(Page):
    """Every rule with its measure and bound, held or broken."""

    template_name = "functions/guardrails.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is broken first."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        checked = guardrails.checked(self.actor, scenario)
        currency = currency_of(self.request)
        can_edit = self.actor.can_edit and scenario.state == Scenario.State.DRAFT
        return super().get_context_data(
            scenario=scenario,
            headline=guardrails.headline(checked.standings),
            standings=sorted(checked.standings, key=lambda one: (not one.is_broken, not one.is_hard)),
            councils=_councils(checked),
            rails=[
                (rail, rail_words(rail, currency), rail_form(rail, currency) if can_edit else None)
                for rail in checked.rails.values()
                if rail.origin == "scenario"
            ],
            form=GuardrailForm(initial={"version": 0}) if can_edit else None,
            is_editable=can_edit,
            **kwargs,
        )


def _councils(checked: guardrails.Checked) -> list[dict[str, Any]]:
    """The rules that a consent can heal, each with its form."""
    persons = {one.key: sum(violation.measure for violation in one.violations) for one in checked.standings}
    rules = [rule for rule in checked.rules if rule.kind == WORKS_COUNCIL]
    return [{"rule": rule, "form": consent_form(rule, persons[rule.key])} for rule in rules]


class GuardrailAction(ActionView):
    """Something done to the rules of a scenario; back to their page."""

    def told(self, request: HttpRequest, scenario: Scenario, text: str) -> str:
        """Say it and go back."""
        messages.success(request, text)
        return reverse("scenario-guardrails", args=[self.actor.organisation_slug, scenario.uid])


class ConsentRecord(GuardrailAction):
    """A works council has agreed."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        constraint = constraint_of(self.actor, kwargs["constraint"])
        said = cleaned(ConsentForm(request.POST))
        constraint_actions.record_consent(by=self.actor, scenario=scenario, constraint=constraint, **said)
        return self.told(request, scenario, "The consent is recorded.")


class ConsentWithdraw(GuardrailAction):
    """A consent no longer holds."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Take it out."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        constraint = constraint_of(self.actor, kwargs["constraint"])
        version = seen_version(request)
        constraint_actions.withdraw_consent(by=self.actor, scenario=scenario, constraint=constraint, version=version)
        return self.told(request, scenario, "The consent is withdrawn.")


class ScenarioGuardrailSet(GuardrailAction):
    """Bounds for this scenario alone."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep them."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = GuardrailForm(request.POST)
        cleaned(form)
        set_guardrail(by=self.actor, scenario=scenario, **form.bounds(currency_of(request)))
        return self.told(request, scenario, "The guardrail is saved for this scenario.")
