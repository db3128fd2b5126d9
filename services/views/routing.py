"""The routing policy of a scenario: its rules in order, one rule, one ticket tried."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.access import visible
from core.actor import Actor
from core.errors import UserError
from core.figures import plural
from core.views.base import ActionView, Page, seen_version
from functions.models import Scenario
from functions.selectors import scenario_of
from services.actions.routing import restore_policy, save_policy
from services.routing.engine import routes
from services.routing.reading import tickets_from
from services.routing.rules import Rule
from services.routing_facts import completed
from services.routing_forms import RoutingRuleForm, TicketForm, rule_initial
from services.routing_selectors import Policy, policy_of, policy_versions
from services.routing_words import policy_heading, promise_rows, rule_rows, trace_of
from services.views.form_page import FormOfPage
from towers.models import Region

NEW = 0
STEPS = {"up": -1, "down": 1}


class RoutingPage(Page):
    """All rules with what shadows them, what they promise and break, and a ticket that is tried."""

    template_name = "services/routing.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Editors of a draft can change, move and remove each rule, and take up an earlier version."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        policy = policy_of(scenario)
        form = TicketForm(self.request.GET if "try" in self.request.GET else None)
        can_edit = self.actor.can_edit and scenario.state == Scenario.State.DRAFT
        versions = policy_versions(scenario) if can_edit and policy.version else []
        rows, promises = rule_rows(policy.rules), promise_rows(policy.rules)
        return super().get_context_data(
            scenario=scenario,
            policy=policy,
            rows=rows,
            promises=promises,
            headline=policy_heading(rows, promises),
            moved=self.request.GET.get("moved", ""),
            ticket_form=form,
            tried=self._tried(form, policy),
            is_editable=can_edit,
            earlier=[(version, rules) for version, rules in versions if version != policy.version],
            **kwargs,
        )

    def _tried(self, form: TicketForm, policy: Policy) -> Any:
        if not form.is_bound or not form.is_valid():
            return None
        found = next(routes(policy.rules, completed(self.actor, tickets_from([form.ticket()]))))
        return trace_of(policy.rules, found)


class RoutingRulePage(Page):
    """A form for one rule; place 0 is a new one."""

    template_name = "services/routing_rule.html"
    section = "scenarios"
    requires = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its tests and where it sends a ticket."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        policy = policy_of(scenario)
        regions = visible(Region, self.actor)
        place = kwargs["place"]
        initial: dict[str, Any] = {"version": policy.version, "place": place, "order": place or len(policy.rules) + 1}
        if place:
            initial |= rule_initial(_rule_at(policy, place), {region.name: region for region in regions})
        others = _others(policy.rules, place)
        kwargs.setdefault("form", RoutingRuleForm(initial=initial, regions=regions, others=others))
        return super().get_context_data(scenario=scenario, rule_name=initial.get("name", ""), **kwargs)


def _others(rules: Sequence[Rule], place: int) -> list[Rule]:
    """All rules but the one in this place (from 1)."""
    return [rule for number, rule in enumerate(rules, start=1) if number != place]


def _rule_at(policy: Policy, place: int) -> Rule:
    if not 1 <= place <= len(policy.rules):
        raise Http404("There is no such rule in this policy.")
    return policy.rules[place - 1]


class RoutingAction(ActionView):
    """Something done to the rules of a scenario; back to them."""

    def change(self, policy: list[Rule], request: HttpRequest) -> tuple[int, str]:
        """Change the list of rules in place; the place (from 1) to come back to, 0 for none, and what is then told."""
        raise NotImplementedError

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep the changed list as the next version."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        rules, version = list(policy_of(scenario).rules), seen_version(request)
        place, told = self.change(rules, request)
        save_policy(by=self.actor, scenario=scenario, version=version, rules=rules)
        if told:
            messages.success(request, told)
        return _address_of(self.actor, scenario, place)


class RoutingRuleSave(FormOfPage, RoutingRulePage):
    """A rule with its terms, new or instead of what it was, where the form says among the others."""

    @cached_property
    def scenario(self) -> Scenario:
        """The one of the address."""
        return scenario_of(self.actor, self.kwargs["uid"])

    @cached_property
    def place(self) -> int:
        """The place that the form was made for; refused where no rule is there any more."""
        is_new = self.request.POST.get("place", "") in ("", str(NEW))
        return NEW if is_new else _posted_place(list(policy_of(self.scenario).rules), self.request)

    def form(self, *data: Any) -> Form:
        """What was sent."""
        others = _others(policy_of(self.scenario).rules, self.place)
        return RoutingRuleForm(*data, regions=visible(Region, self.actor), others=others)

    def save(self, form: Any) -> tuple[str, str]:
        """Add or replace it, and keep the changed list as the next version."""
        others, said, rule = _others(policy_of(self.scenario).rules, self.place), form.cleaned_data, form.rule()
        last = len(others) + 1
        order = min(said["order"] or self.place or last, last)
        rules = [*others[: order - 1], rule, *others[order - 1 :]]
        save_policy(by=self.actor, scenario=self.scenario, version=said["version"], rules=rules)
        return f"“{rule.name}” is rule {order} of {len(rules)}.", _address_of(self.actor, self.scenario, order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of the rule that was sent."""
        return super().get_context_data(**kwargs, place=self.place)


class RoutingRuleMove(RoutingAction):
    """A rule one place up or down."""

    def change(self, policy: list[Rule], request: HttpRequest) -> tuple[int, str]:
        """Swap it with its neighbour; at the end of the list nothing moves."""
        place, step = _posted_place(policy, request), STEPS.get(request.POST.get("step", ""))
        if step is None or not 1 <= place + step <= len(policy):
            raise UserError("This rule cannot move any further.", status=400)
        policy[place - 1], policy[place - 1 + step] = policy[place - 1 + step], policy[place - 1]
        return place + step, ""


class RoutingRuleRemove(RoutingAction):
    """A rule out of the list."""

    def change(self, policy: list[Rule], request: HttpRequest) -> tuple[int, str]:
        """Take it out."""
        removed = policy.pop(_posted_place(policy, request) - 1)
        return 0, f"“{removed.name}” is removed; {plural(len(policy), 'rule')} left."


class RoutingRestore(ActionView):
    """The rules of an earlier version, or the default policy (0)."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Take them up as the next version."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        version, earlier = seen_version(request), request.POST.get("earlier", "")
        if not earlier.isdigit() or len(earlier) > 9:
            raise UserError("Name the version to take up again.", status=400)
        restore_policy(by=self.actor, scenario=scenario, version=version, earlier=int(earlier))
        messages.success(
            request, f"Version {earlier} holds again." if int(earlier) else "The default policy holds again."
        )
        return _address_of(self.actor, scenario)


def _address_of(actor: Actor, scenario: Scenario, place: int = 0) -> str:
    """The rules, at the one in this place."""
    address = reverse("scenario-routing", args=[actor.organisation_slug, scenario.uid])
    return f"{address}?moved={place}" if place else address


def _posted_place(policy: list[Rule], request: HttpRequest) -> int:
    text = request.POST.get("place", "")
    place = int(text) if text.isdigit() and len(text) < 5 else 0
    _require_place(policy, place)
    return place


def _require_place(policy: list[Rule], place: int) -> None:
    if not 1 <= place <= len(policy):
        raise UserError("There is no such rule in this policy any more. Look at the rules again.", status=404)
