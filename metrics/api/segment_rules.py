"""The rules of segmentation over REST: one versioned set, of which each rule stands in its place."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.actor import Actor
from core.api.numbers import Number
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from metrics.computations.segments import ASPECTS, SegmentTerms
from metrics.segment_actions import MOST_RULES, save_segment_rules
from metrics.selectors.segment_rules import SegmentRules, condition_facts, segment_rules_of, terms_of
from towers.names import folded

OUTCOMES = [outcome for outcomes in ASPECTS.values() for outcome in outcomes]
MOST_VALUES, LONGEST_VALUE, LARGEST_NUMBER = 50, 200, 1_000_000


class _Texts(serializers.ListField):
    def __init__(self) -> None:
        super().__init__(child=serializers.CharField(max_length=LONGEST_VALUE), max_length=MOST_VALUES, required=False)


class _Range(serializers.ListField):
    """From and to, both included; null is open."""

    def __init__(self) -> None:
        number = Number(min_value=0, max_value=LARGEST_NUMBER, allow_null=True)
        super().__init__(child=number, min_length=2, max_length=2, required=False)


class SegmentConditions(serializers.Serializer[Any]):
    """The tests of a rule, all of which have to hold.

    kind, priority, product, service: any of the texts. words: any of them, in kind, product or service. The others are
    ranges [from, to] of what happened to the ticket; null is open.
    """

    kind = _Texts()
    priority = _Texts()
    product = _Texts()
    service = _Texts()
    words = _Texts()
    highest_level = _Range()
    groups = _Range()
    handoffs = _Range()
    days = _Range()

    def to_internal_value(self, data: Any) -> Any:
        """Folded as tickets are compared; what is empty asks for nothing, and an unknown test is refused."""
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields)):
            known = ", ".join(self.fields)
            raise serializers.ValidationError(f"“{sorted(map(str, unknown))[0][:40]}” is no test. Use: {known}.")
        found = {}
        for name, values in super().to_internal_value(data).items():
            is_range = isinstance(self.fields[name], _Range)
            kept = values if is_range else list(dict.fromkeys(folded(value) for value in values))
            if kept and kept != [None, None]:
                found[name] = kept
        return found


class SegmentRuleChange(serializers.Serializer[Any]):
    """What can be changed of a rule; what is left out stays. `conditions` take the place of all that it had."""

    place = serializers.IntegerField(min_value=1, max_value=MOST_RULES, required=False)
    name = serializers.CharField(max_length=120, required=False)
    aspect = serializers.ChoiceField(choices=list(ASPECTS), required=False)
    outcome = serializers.ChoiceField(choices=OUTCOMES, required=False)
    conditions = SegmentConditions(required=False)


class NewSegmentRule(SegmentRuleChange):
    """A rule to add, first of all unless a `place` is named."""

    place = serializers.IntegerField(min_value=1, max_value=MOST_RULES, default=1)
    name = serializers.CharField(max_length=120)
    aspect = serializers.ChoiceField(choices=list(ASPECTS))
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    conditions = SegmentConditions(default=dict)


class SegmentRuleFacts(serializers.Serializer[Any]):
    """A rule in its place; the first of its aspect that a ticket fits decides. `version` is that of the whole set.

    It goes into If-Match when any rule is added, changed or removed; 0 while the defaults hold.
    """

    version = serializers.IntegerField()
    place = serializers.IntegerField()
    name = serializers.CharField()
    aspect = serializers.ChoiceField(choices=list(ASPECTS))
    outcome = serializers.CharField()
    conditions = serializers.JSONField()


class SegmentRuleCollection(APIView):
    """The rules that hold, in their order."""

    @extend_schema(responses=SegmentRuleFacts(many=True), operation_id="segment_rules_list")
    def get(self, request: Request) -> Response:
        """All of them."""
        held = segment_rules_of(actor_of(request))
        places = range(1, len(held.rules) + 1)
        return Response([_facts(held, place) for place in places], headers={"ETag": f'"{held.version}"'})

    @extend_schema(request=NewSegmentRule, responses={201: SegmentRuleFacts}, parameters=[IF_MATCH])
    def post(self, request: Request) -> Response:
        """Add a rule; those behind its place move down."""
        actor, version = actor_of(request), version_seen(request)
        form = NewSegmentRule(data=request.data)
        form.is_valid(raise_exception=True)
        rules, place = list(segment_rules_of(actor).rules), form.validated_data["place"]
        _require_place(place, len(rules) + 1)
        rules.insert(place - 1, _terms(form.validated_data))
        return _answer(save_segment_rules(by=actor, version=version, rules=rules), place, 201)


class SegmentRuleItem(APIView):
    """The rule in one place."""

    @extend_schema(responses=SegmentRuleFacts)
    def get(self, request: Request, place: int) -> Response:
        """With the version of the set."""
        held = segment_rules_of(actor_of(request))
        _known(held, place)
        return _answer(held, place)

    @extend_schema(request=SegmentRuleChange, responses=SegmentRuleFacts, parameters=[IF_MATCH])
    def patch(self, request: Request, place: int) -> Response:
        """Other terms, or another place; the other rules keep their order."""
        actor, version = actor_of(request), version_seen(request)
        rules = _rules(actor, place)
        form = SegmentRuleChange(data=request.data)
        form.is_valid(raise_exception=True)
        wanted = form.validated_data.get("place", place)
        _require_place(wanted, len(rules))
        before = rules.pop(place - 1)
        named = {"name": before.name, "aspect": before.aspect, "outcome": before.outcome}
        rules.insert(wanted - 1, _terms(named | {"conditions": condition_facts(before)} | form.validated_data))
        return _answer(save_segment_rules(by=actor, version=version, rules=rules), wanted)

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, place: int) -> Response:
        """Take it out; those behind it move up. The last rule stays: a set has one or more."""
        actor, version = actor_of(request), version_seen(request)
        rules = _rules(actor, place)
        del rules[place - 1]
        save_segment_rules(by=actor, version=version, rules=rules)
        return Response(status=204)


def _rules(actor: Actor, place: int) -> list[SegmentTerms]:
    held = segment_rules_of(actor)
    _known(held, place)
    return list(held.rules)


def _known(held: SegmentRules, place: int) -> None:
    if not 1 <= place <= len(held.rules):
        raise Http404("There is no segment rule in this place.")


def _require_place(place: int, last: int) -> None:
    if place > last:
        raise UserError(f"There is no place {place}; the last one is {last}.", status=400)


def _terms(said: dict[str, Any]) -> SegmentTerms:
    return terms_of(said["aspect"], said["outcome"], said["name"], said["conditions"])


def _facts(held: SegmentRules, place: int) -> dict[str, Any]:
    rule = held.rules[place - 1]
    return {
        "version": held.version,
        "place": place,
        "name": rule.name,
        "aspect": rule.aspect,
        "outcome": rule.outcome,
        "conditions": condition_facts(rule),
    }


def _answer(held: SegmentRules, place: int, status: int = 200) -> Response:
    return Response(_facts(held, place), status=status, headers={"ETag": f'"{held.version}"'})
