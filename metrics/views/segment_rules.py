"""The rules of segmentation: one rule's form, and writing, moving, removing and restoring them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.errors import UserError
from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView, Page, seen_version
from metrics.computations.segments import SegmentTerms
from metrics.segment_actions import restore_segment_defaults, save_segment_rules
from metrics.segment_forms import SegmentRuleForm, segment_rule_initial
from metrics.selectors.segment_rules import segment_rules_of

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
        form = SegmentRuleForm(initial=initial)
        return super().get_context_data(form=form, rule_name=initial.get("name", ""), **kwargs)


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
        return _back(self)


class SegmentRuleSave(SegmentRulesAction):
    """A rule with its terms, new as the first or in its place."""

    def change(self, rules: list[SegmentTerms], request: HttpRequest) -> str:
        """Add or replace it."""
        form = SegmentRuleForm(request.POST)
        place = cleaned(form)["place"]
        if place == NEW:
            rules.insert(0, form.rule())
            return "The rule is added as the first; move it down where others come before it."
        rules[_known(rules, place) - 1] = form.rule()
        return f"Rule {place} is changed."


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
        return _back(self)


def _back(page: ActionView) -> str:
    return reverse("segments", args=[page.actor.organisation_slug]) + "#rules"


def _posted(rules: list[SegmentTerms], request: HttpRequest) -> int:
    text = request.POST.get("place", "")
    return _known(rules, int(text) if text.isdecimal() and len(text) < 5 else NEW)


def _known(rules: list[SegmentTerms], place: int) -> int:
    if not 1 <= place <= len(rules):
        raise UserError("There is no such rule any more. Reload the page.", status=404)
    return place
