"""Place rules: the rules with what they would place, and what is done with them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView, seen_version
from towers.actions.place_rules import (
    add_default_rules,
    add_place_rule,
    delete_place_rule,
    edit_place_rule,
    move_place_rule,
)
from towers.actions.placing import apply_place_rules
from towers.models import FTE_UNIT, Baseline, PlaceRule
from towers.quality.facts import Facts, facts_of
from towers.quality.forms import PlaceRuleForm, RuleMoveForm
from towers.quality.placing import TARGETS, Plan, name_of, place_plan, place_rule_of, place_rules
from towers.selectors import baseline_of, place_names
from towers.views.base import BaselinePage, Table

MOST_UNPLACED = 12


class PlaceRules(BaselinePage):
    """The rules by target, with a dry run over the baseline."""

    template_name = "towers/place_rules.html"
    section = "quality"

    @cached_property
    def rules(self) -> list[PlaceRule]:
        """All rules."""
        return place_rules(self.actor)

    @cached_property
    def plans(self) -> list[Plan]:
        """What they would do, tower first."""
        facts = facts_of(self.actor, self.baseline) if self.baseline else Facts.none(self.actor)
        return [place_plan(facts, self.rules, target) for target in TARGETS]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A plan per target, with a form for another rule of each."""
        is_open = self.baseline is not None and not self.baseline.is_locked
        forms = {target: PlaceRuleForm(target=target, auto_id=f"{target}-%s") for target in TARGETS}
        return super().get_context_data(
            plans=[(plan, forms[plan.target], plan.unplaced[:MOST_UNPLACED]) for plan in self.plans],
            more_unplaced=MOST_UNPLACED,
            rule_count=len(self.rules),
            changes=sum(plan.changes for plan in self.plans),
            sources=PlaceRule.Source.choices,
            names=place_names(self.actor) if self.actor.can_edit else {},
            can_apply=self.actor.can_edit and is_open,
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per rule."""
        headers = ["Infers", "Order", "Looks in", "Words", "Means", "Teams placed", "FTE placed", "Teams contested"]
        uses = [use for plan in self.plans for use in plan.uses]
        rows = ([*_rule_cells(use.rule), use.teams, use.fte / FTE_UNIT, use.contested] for use in uses)
        return f"{baseline.name} place rules", headers, rows


def _rule_cells(rule: PlaceRule) -> list[Any]:
    return [rule.target, rule.place, rule.get_source_display(), rule.words, name_of(rule)]


class _RuleAction(ActionView):
    """What is done to rules leads back to them."""

    def back(self, baseline: Baseline | None = None) -> str:
        """All rules."""
        address = reverse("place-rules", args=[self.actor.organisation_slug])
        uid = baseline.uid if baseline else self.request.GET.get("baseline", "")
        return f"{address}?baseline={uid}" if uid else address


class PlaceRuleAdd(_RuleAction):
    """Another rule."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Add it behind the others."""
        target = kwargs["target"]
        if target not in TARGETS:
            raise Http404("Rules find towers and regions.")
        data = cleaned(PlaceRuleForm(request.POST, target=target))
        rule = add_place_rule(by=self.actor, target=target, **data)
        messages.success(request, f"The rule for {name_of(rule)} is tried behind the others.")
        return self.back()


class PlaceRuleEdit(_RuleAction):
    """Other words or another meaning."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save it."""
        rule = place_rule_of(self.actor, kwargs["uid"])
        data = cleaned(PlaceRuleForm(request.POST, target=rule.target))
        edit_place_rule(by=self.actor, rule=rule, version=seen_version(request), **data)
        messages.success(request, "The rule is saved. Apply the rules to see it in the baseline.")
        return self.back()


class PlaceRuleMove(_RuleAction):
    """Earlier or later."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Move it by one."""
        rule = place_rule_of(self.actor, kwargs["uid"])
        is_up = cleaned(RuleMoveForm(request.POST))["direction"] == "up"
        move_place_rule(by=self.actor, rule=rule, version=seen_version(request), is_up=is_up)
        return self.back()


class PlaceRuleDelete(_RuleAction):
    """The rule goes."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Delete it."""
        rule = place_rule_of(self.actor, kwargs["uid"])
        delete_place_rule(by=self.actor, rule=rule, version=seen_version(request))
        messages.success(request, "The rule is gone. What it placed stays until the rules are applied again.")
        return self.back()


class PlaceRuleDefaults(_RuleAction):
    """Rules to begin with."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Add those that are not there."""
        count = add_default_rules(by=self.actor)
        messages.success(request, f"{plural(count, 'rule was', 'rules were')} added behind those that were there.")
        return self.back()


class PlacesApply(_RuleAction):
    """The rules decide for every team whose place nobody stated."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Apply them to the baseline."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        changed = apply_place_rules(by=self.actor, baseline=baseline, version=seen_version(request))
        towers, regions = (plural(changed[target], "team") for target in TARGETS)
        messages.success(request, f"The tower of {towers} and the region of {regions} changed, as inferred.")
        return self.back(baseline)
