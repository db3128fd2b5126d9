"""The rules of segmentation: one rule's form, and writing, moving, removing and restoring them."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.actor import Actor
from core.errors import UserError
from core.figures import plural
from core.views.base import ActionView, Page, seen_version
from metrics.computations.segments import SegmentTerms
from metrics.segment_actions import restore_segment_defaults, save_segment_rules
from metrics.segment_forms import SegmentRuleForm, segment_rule_initial
from metrics.selectors.segment_rules import segment_rules_of
from services.views.form_page import FormOfPage

NEW = 0
STEPS = {"up": -1, "down": 1}


class SegmentRulePage(Page):
    """A form for one rule; place 0 is a new one."""

    template_name = "metrics/segment_rule.html"
    section = "segments"
    requires = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its class and its tests."""
        held, place = segment_rules_of(self.actor), kwargs["place"]
        if place > len(held.rules):
            raise Http404("There is no such rule.")
        initial: dict[str, Any] = {"version": held.version, "place": place}
        if place:
            initial |= segment_rule_initial(held.rules[place - 1])
        kwargs.setdefault("form", SegmentRuleForm(initial=initial))
        return super().get_context_data(rule_name=initial.get("name", ""), **kwargs)


class SegmentRulesAction(ActionView):
    """Something done to the list of rules; back to the segments."""

    def change(self, rules: list[SegmentTerms], request: HttpRequest) -> str:
        """Change the list in place; say what was done."""
        raise NotImplementedError

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep the changed list as the next version."""
        rules, version = list(segment_rules_of(self.actor).rules), seen_version(request)
        said = self.change(rules, request)
        save_segment_rules(by=self.actor, version=version, rules=rules)
        messages.success(request, said)
        return _back(self.actor)


class SegmentRuleSave(FormOfPage, SegmentRulePage):
    """A rule with its terms, new as the first or in its place."""

    @cached_property
    def place(self) -> int:
        """The place that the form was made for; refused where no rule is there any more."""
        is_new = self.request.POST.get("place", "") in ("", str(NEW))
        return NEW if is_new else _posted(list(segment_rules_of(self.actor).rules), self.request)

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return SegmentRuleForm(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Add or replace it, and keep the changed list as the next version."""
        rules, done = list(segment_rules_of(self.actor).rules), f"Rule {self.place} is changed."
        if self.place == NEW:
            rules.insert(0, form.rule())
            done = "The rule is added as the first; move it down where others come before it."
        else:
            rules[self.place - 1] = form.rule()
        save_segment_rules(by=self.actor, version=form.cleaned_data["version"], rules=rules)
        return done, _back(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of the rule that was sent."""
        return super().get_context_data(**kwargs, place=self.place)


class SegmentRuleMove(SegmentRulesAction):
    """A rule one place up or down."""

    def change(self, rules: list[SegmentTerms], request: HttpRequest) -> str:
        """Swap it with its neighbour; at the end of the list nothing moves."""
        place, step = _posted(rules, request), STEPS.get(request.POST.get("step", ""))
        if step is None or not 1 <= place + step <= len(rules):
            raise UserError("This rule cannot move any further.", status=400)
        rules[place - 1], rules[place - 1 + step] = rules[place - 1 + step], rules[place - 1]
        return f"Rule {place} is now number {place + step}."


class SegmentRuleRemove(SegmentRulesAction):
    """A rule out of the list."""

    def change(self, rules: list[SegmentTerms], request: HttpRequest) -> str:
        """Take it out."""
        removed = rules.pop(_posted(rules, request) - 1)
        return f"“{removed.name}” is removed; {plural(len(rules), 'rule')} left."


class SegmentRulesDefault(ActionView):
    """The default rules again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep them as the next version."""
        restore_segment_defaults(by=self.actor, version=seen_version(request))
        messages.success(request, "The default rules hold again.")
        return _back(self.actor)


def _back(actor: Actor) -> str:
    return reverse("segments", args=[actor.organisation_slug]) + "#rules"


def _posted(rules: list[SegmentTerms], request: HttpRequest) -> int:
    text = request.POST.get("place", "")
    return _known(rules, int(text) if text.isdecimal() and len(text) < 5 else NEW)


def _known(rules: list[SegmentTerms], place: int) -> int:
    if not 1 <= place <= len(rules):
        raise UserError("There is no such rule any more. Reload the page.", status=404)
    return place
