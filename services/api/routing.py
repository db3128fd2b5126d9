"""The routing policy of a scenario over REST, and tickets sent through it."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.parameters import DeclaredParameters
from core.api.permissions import MemberPermission, actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from functions.selectors import scenario_of
from services.actions.routing import save_policy
from services.routing.analysis import shadows
from services.routing.promises import Breach, breaches
from services.routing.reading import MOST_SO_FAR, MOST_TICKETS, tickets_from
from services.routing.rules import TESTS, Rule
from services.routing_bulk import routes_body
from services.routing_facts import completed
from services.routing_selectors import Policy, policy_of
from services.routing_words import example_of
from towers.functions_reference import FUNCTION_CHOICES


class PolicyRule(serializers.Serializer[Any]):
    """A rule: `conditions` by test, each a list of texts of which any may hold; all tests have to.

    Tests: kind, priority, product, service, origin, complexity, touch, fault, entry_level (a value, or “unknown”), and
    kind_has, product_has, service_has (words that it contains). `via`: the functions that have the ticket before.
    `is_direct`: past the front door. `region`: a name, "" for the ticket's own.
    """

    name = serializers.CharField(max_length=120)
    conditions = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=200), max_length=50), default=dict
    )
    function = serializers.ChoiceField(choices=FUNCTION_CHOICES)
    via = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=10), default=list, max_length=2)
    is_direct = serializers.BooleanField(default=False)
    level = serializers.IntegerField(min_value=0, max_value=3, default=0)
    region = serializers.CharField(max_length=200, allow_blank=True, default="")
    skill = serializers.CharField(max_length=120, allow_blank=True, default="")


class NewPolicy(serializers.Serializer[Any]):
    """The rules in the order in which they are asked."""

    rules = PolicyRule(many=True)


class ShadowRow(serializers.Serializer[Any]):
    """A rule that no ticket can reach, and the rules that take all of its tickets; numbered from 1."""

    rule = serializers.IntegerField()
    by = serializers.ListField(child=serializers.IntegerField())


class BreachRow(serializers.Serializer[Any]):
    """A promise of the ten functions that a rule (numbered from 1) breaks, with a ticket that takes this path."""

    promise = serializers.CharField()
    rule = serializers.IntegerField()
    words = serializers.CharField()
    ticket = serializers.DictField(child=serializers.CharField())
    path = serializers.ListField(child=serializers.IntegerField())


class PolicyBody(NewPolicy):
    """A policy; `version` goes into If-Match, 0 is the default policy. `broken`: promises that its rules break."""

    version = serializers.IntegerField()
    shadowed = ShadowRow(many=True)
    broken = BreachRow(many=True)


class _SoFar(serializers.FloatField):
    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=MOST_SO_FAR)


class TicketBody(serializers.Serializer[Any]):
    """One ticket; what is left out is unknown. Complexity and touch that are left out follow from the segment rules.

    These may ask what has happened so far: the highest level among its groups, distinct groups, handoffs, days.
    """

    kind = serializers.CharField(required=False, max_length=200)
    priority = serializers.CharField(required=False, max_length=200)
    product = serializers.CharField(required=False, max_length=200)
    service = serializers.CharField(required=False, max_length=200)
    origin = serializers.CharField(required=False, help_text="user or monitoring")
    complexity = serializers.CharField(required=False, help_text="simple, specialised or complex")
    touch = serializers.CharField(required=False, help_text="none, office or data centre")
    fault = serializers.CharField(required=False, help_text="product or none")
    entry_level = serializers.CharField(required=False, help_text="1, 2 or 3: level of the first group")
    region = serializers.CharField(required=False, max_length=200)
    highest_level = _SoFar()
    groups = _SoFar()
    handoffs = _SoFar()
    days = _SoFar()


class Tickets(serializers.Serializer[Any]):
    """One to 10,000 tickets."""

    tickets = TicketBody(many=True)


class TraceRow(serializers.Serializer[Any]):
    """A rule that was asked, numbered from 1; `because`: why it did not take the ticket, empty for the one that did."""

    rule = serializers.IntegerField()
    because = serializers.ListField(child=serializers.CharField())


class InferredRow(serializers.Serializer[Any]):
    """What the ticket does not say itself, and the segment rule by which it is so."""

    attribute = serializers.CharField()
    value = serializers.CharField()
    by = serializers.CharField()


class RouteRow(serializers.Serializer[Any]):
    """Where a ticket goes; rule and function are null where no rule takes it. `path`: all that have it, in order."""

    rule = serializers.IntegerField(allow_null=True)
    function = serializers.IntegerField(allow_null=True)
    path = serializers.ListField(child=serializers.IntegerField())
    level = serializers.IntegerField()
    region = serializers.CharField()
    skill = serializers.CharField()
    inferred = InferredRow(many=True)
    trace = TraceRow(many=True)


class Routes(serializers.Serializer[Any]):
    """A route per ticket, in their order; `version` of the policy that was asked."""

    version = serializers.IntegerField()
    routes = RouteRow(many=True)


class PolicyItem(APIView):
    """The rules of a scenario."""

    @extend_schema(responses=PolicyBody)
    def get(self, request: Request, uid: str) -> Response:
        """Those in force, with what is shadowed."""
        return _answer(policy_of(scenario_of(actor_of(request), uid)))

    @extend_schema(request=NewPolicy, responses=PolicyBody, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str) -> Response:
        """Other rules in place of all; If-Match carries the policy's version, 0 for the default."""
        actor = actor_of(request)
        scenario, version = scenario_of(actor, uid), version_seen(request)
        form = NewPolicy(data=request.data)
        form.is_valid(raise_exception=True)
        rules = [_rule(data) for data in form.validated_data["rules"]]
        return _answer(save_policy(by=actor, scenario=scenario, version=version, rules=rules))


class RouteTickets(APIView):
    """Tickets through the policy."""

    permission_classes = (MemberPermission, DeclaredParameters)

    @extend_schema(request=Tickets, responses=Routes)
    def post(self, request: Request, uid: str) -> HttpResponse:
        """Function, level, region, skill and the trace of rules for each ticket; nothing is kept."""
        actor = actor_of(request)
        policy = policy_of(scenario_of(actor, uid))
        sent = request.data.get("tickets") if isinstance(request.data, dict) else None
        if not isinstance(sent, list):
            raise UserError(f"Send “tickets”: a list of 1 to {MOST_TICKETS:,} objects.", status=400)
        parts = routes_body(policy.rules, completed(actor, tickets_from(sent)))
        body = b"".join([b'{"version":%d,"routes":' % policy.version, *parts, b"}"])
        return HttpResponse(body, content_type="application/json")


def _rule(data: dict[str, Any]) -> Rule:
    conditions = {test: tuple(values) for test, values in data["conditions"].items()}
    named = ("name", "function", "is_direct", "level", "region", "skill")
    return Rule(conditions=conditions, via=tuple(data["via"]), **{name: data[name] for name in named})


def _rule_body(rule: Rule) -> dict[str, Any]:
    named = ("name", "function", "is_direct", "level", "region", "skill")
    conditions = {test: list(rule.conditions[test]) for test in TESTS if test in rule.conditions}
    return {name: getattr(rule, name) for name in named} | {"conditions": conditions, "via": list(rule.via)}


def _breach(one: Breach) -> dict[str, Any]:
    told = example_of(one)
    return {
        "promise": one.promise.code,
        "rule": told.rule,
        "words": told.words,
        "ticket": dict(one.ticket),
        "path": list(one.path),
    }


def _answer(policy: Policy) -> Response:
    body = {
        "version": policy.version,
        "rules": [_rule_body(rule) for rule in policy.rules],
        "shadowed": [{"rule": one.rule + 1, "by": [place + 1 for place in one.by]} for one in shadows(policy.rules)],
        "broken": [_breach(one) for one in breaches(policy.rules)],
    }
    return Response(body, headers={"ETag": f'"{policy.version}"'})
