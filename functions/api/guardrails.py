"""Rules of the organisation, and what a scenario breaks, over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible, visible_or_404
from core.api.numbers import Number
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from functions import constraint_actions as actions
from functions.guard_reading import constraint_of, constraints_of
from functions.guarding_rules import LANGUAGE
from functions.guardrails import violations
from functions.models import Constraint
from functions.selectors import scenario_of
from towers.functions_reference import FUNCTION_CHOICES
from towers.models import FTE_UNIT, Region, Team


class ViolationRow(serializers.Serializer[Any]):
    """What is broken, where and what to do. `measure` and `bound` are in `unit`; money in minor units."""

    code = serializers.CharField()
    rule = serializers.CharField(source="label")
    is_hard = serializers.BooleanField()
    words = serializers.CharField()
    remedy = serializers.CharField()
    where = serializers.ListField(child=serializers.CharField())
    measure = serializers.FloatField()
    bound = serializers.FloatField()
    unit = serializers.CharField()


class ConstraintTerms(serializers.Serializer[Any]):
    """The terms of a rule.

    `stay`: regions, site or both. `language`: language, function, regions and amount in FTE. `works_council`: regions,
    site or both, and amount in persons. `keep_team`: team, and the function that holds all of its work, or none for the
    team itself.
    """

    is_hard = serializers.BooleanField(default=True)
    regions = serializers.ListField(child=serializers.UUIDField(), default=list)
    function = serializers.ChoiceField(choices=FUNCTION_CHOICES, allow_null=True, default=None)
    team = serializers.UUIDField(allow_null=True, default=None)
    site = serializers.CharField(max_length=100, allow_blank=True, default="")
    language = serializers.CharField(max_length=60, allow_blank=True, default="")
    amount = Number(min_value=0, max_value=100_000, default=0)
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")
    owner = serializers.CharField(max_length=200, allow_blank=True, default="")


class NewConstraint(ConstraintTerms):
    """A rule to add."""

    kind = serializers.ChoiceField(choices=Constraint.Kind.choices)


class ConstraintRow(NewConstraint):
    """A rule; `version` goes into If-Match when it is changed or removed."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()


class ConstraintCollection(APIView):
    """The organisation's rules."""

    @extend_schema(responses=ConstraintRow(many=True))
    def get(self, request: Request) -> Response:
        """All, hard ones first."""
        return Response([_row(constraint) for constraint in constraints_of(actor_of(request))])

    @extend_schema(request=NewConstraint, responses={201: ConstraintRow})
    def post(self, request: Request) -> Response:
        """Add a rule; it holds for every scenario at once."""
        form = NewConstraint(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        kind = data.pop("kind")
        made = actions.add_constraint(by=actor_of(request), kind=kind, terms=_terms(request, kind, data))
        return _answer(made, 201)


class ConstraintItem(APIView):
    """One rule."""

    @extend_schema(responses=ConstraintRow)
    def get(self, request: Request, uid: str) -> Response:
        """With its version."""
        return _answer(constraint_of(actor_of(request), uid))

    @extend_schema(request=ConstraintTerms, responses=ConstraintRow, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str) -> Response:
        """Other terms in place of all that it had; If-Match carries its version."""
        actor = actor_of(request)
        constraint, version = constraint_of(actor, uid), version_seen(request)
        form = ConstraintTerms(data=request.data)
        form.is_valid(raise_exception=True)
        terms = _terms(request, constraint.kind, form.validated_data)
        return _answer(actions.change_constraint(by=actor, constraint=constraint, version=version, terms=terms))

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """Remove it, with the consents to break it; If-Match carries its version."""
        actor = actor_of(request)
        constraint = constraint_of(actor, uid)
        actions.remove_constraint(by=actor, constraint=constraint, version=version_seen(request))
        return Response(status=204)


class ViolationCollection(APIView):
    """What a scenario breaks."""

    @extend_schema(responses=ViolationRow(many=True))
    def get(self, request: Request, uid: str) -> Response:
        """Hard rules first; on today's effort where the design places it."""
        actor = actor_of(request)
        return Response(ViolationRow(violations(actor, scenario_of(actor, uid)), many=True).data)


def _terms(request: Request, kind: str, data: dict[str, Any]) -> actions.Terms:
    """What was sent, with rows for uids; a region that the organisation does not have is a 404."""
    actor = actor_of(request)
    uids = set(data.pop("regions"))
    regions = list(visible(Region, actor).filter(uid__in=uids))
    if len(regions) < len(uids):
        raise UserError("There is no such region in this organisation.", status=404)
    team = visible_or_404(Team, actor, data.pop("team")) if data["team"] else data.pop("team")
    amount, per = data.pop("amount"), FTE_UNIT if kind == LANGUAGE else 1
    said = {"function_code": data.pop("function"), "amount": round(amount * per)}
    return actions.Terms(regions=regions, team=team, **said, **data)


def _row(constraint: Constraint) -> dict[str, Any]:
    per = FTE_UNIT if constraint.kind == LANGUAGE else 1
    named = ("uid", "version", "kind", "is_hard", "site", "language", "reason", "owner")
    row = {name: getattr(constraint, name) for name in named} | {
        "regions": [one.region.uid for one in constraint.regions.all()],
        "function": constraint.function_code,
        "team": constraint.team.uid if constraint.team else None,
        "amount": constraint.amount / per,
    }
    return dict(ConstraintRow(row).data)


def _answer(constraint: Constraint, status: int = 200) -> Response:
    return Response(_row(constraint), status=status, headers={"ETag": f'"{constraint.version}"'})
