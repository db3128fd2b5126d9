"""The rules of the organisation and the guardrails that hold for every scenario."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.access import visible
from core.forms import cleaned
from core.views.base import ActionView, Page, seen_version
from functions import constraint_actions as actions
from functions.constraint_forms import RuleForm, rule_initial
from functions.guard_reading import constraint_of, guardrail_of, rails_of, rules_of
from functions.guarding_rails import rail_words
from functions.guarding_rules import MEANINGS
from functions.guardrail_actions import remove_guardrail, set_guardrail
from functions.guardrail_forms import GuardrailForm, rail_form
from functions.models import Constraint
from towers.models import Region, Team


class ConstraintList(Page):
    """All rules, and the guardrails of the organisation."""

    template_name = "functions/constraints.html"
    section = "constraints"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Hard rules first; editors have a form for each guardrail."""
        rules = rules_of(self.actor)
        currency = currency_of(self.request)
        rails = [
            (rail, rail_words(rail, currency), rail_form(rail, currency) if rail.key and self.actor.can_edit else None)
            for _, rail in sorted(rails_of(self.actor).items())
        ]
        return super().get_context_data(
            rules=rules,
            hard=sum(rule.is_hard for rule in rules),
            rails=rails,
            kinds=Constraint.Kind.choices if self.actor.can_edit else [],
            form=GuardrailForm(initial={"version": 0}) if self.actor.can_edit else None,
            **kwargs,
        )


def currency_of(request: HttpRequest) -> str:
    """The organisation's."""
    return str(request.membership.organisation.currency)  # type: ignore[attr-defined]


class RuleView(Page):
    """A form for a rule."""

    template_name = "functions/constraint.html"
    section = "constraints"
    requires = "edit"


class ConstraintNew(RuleView):
    """A rule that is to be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fields that its kind has."""
        kind = known_kind(kwargs["kind"])
        return super().get_context_data(
            kind_label=kind.label,
            meaning=MEANINGS[kind],
            form=rule_form(self, kind, initial={"is_hard": "hard"}),
            **kwargs,
        )


class ConstraintDetail(RuleView):
    """A rule that holds."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its terms."""
        constraint = constraint_of(self.actor, kwargs["uid"])
        kind = known_kind(constraint.kind)
        form = rule_form(self, kind, initial=rule_initial(constraint))
        return super().get_context_data(
            constraint=constraint, kind_label=kind.label, meaning=MEANINGS[kind], form=form, **kwargs
        )


class RuleAction(ActionView):
    """Something done to a rule; back to all of them."""

    def said(self, request: HttpRequest, kind: str) -> RuleForm:
        """The form, found valid."""
        form = rule_form(self, known_kind(kind), request.POST)
        cleaned(form)
        return form

    def told(self, request: HttpRequest, text: str) -> str:
        """Say it and go back."""
        messages.success(request, text)
        return reverse("constraints", args=[self.actor.organisation_slug])


class ConstraintAdd(RuleAction):
    """A new rule."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """It holds for every scenario at once."""
        form = self.said(request, kwargs["kind"])
        actions.add_constraint(by=self.actor, kind=kwargs["kind"], terms=form.terms())
        return self.told(request, "The rule holds for every scenario from now on.")


class ConstraintChange(RuleAction):
    """Other terms."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep them."""
        constraint = constraint_of(self.actor, kwargs["uid"])
        form, version = self.said(request, constraint.kind), seen_version(request)
        actions.change_constraint(by=self.actor, constraint=constraint, version=version, terms=form.terms())
        return self.told(request, "The rule is changed.")


class ConstraintRemove(RuleAction):
    """A rule no longer holds."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove it."""
        constraint = constraint_of(self.actor, kwargs["uid"])
        actions.remove_constraint(by=self.actor, constraint=constraint, version=seen_version(request))
        return self.told(request, "The rule is removed.")


class GuardrailSet(RuleAction):
    """Bounds for every scenario."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep them."""
        form = GuardrailForm(request.POST)
        cleaned(form)
        set_guardrail(by=self.actor, scenario=None, **form.bounds(currency_of(request)))
        return self.told(request, "The guardrail is saved.")


class GuardrailRemove(ActionView):
    """Bounds no longer hold; back to the page that they were on."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove them."""
        guardrail = guardrail_of(self.actor, kwargs["uid"])
        scenario = guardrail.scenario
        remove_guardrail(by=self.actor, guardrail=guardrail, version=seen_version(request))
        messages.success(request, "The guardrail is removed.")
        slug = self.actor.organisation_slug
        return (
            reverse("scenario-guardrails", args=[slug, scenario.uid])
            if scenario
            else reverse("constraints", args=[slug])
        )


def known_kind(kind: str) -> Constraint.Kind:
    """The kind of a rule; 404 for another word."""
    if kind not in Constraint.Kind.values:
        raise Http404(f"There is no kind of rule “{kind}”.")
    return Constraint.Kind(kind)


def rule_form(view: RuleView | RuleAction, kind: Constraint.Kind, *data: Any, **kwargs: Any) -> RuleForm:
    """The form of a kind, with the organisation's regions and teams."""
    regions, teams = visible(Region, view.actor), visible(Team, view.actor)
    return RuleForm(*data, kind=kind, regions=regions, teams=teams, **kwargs)
