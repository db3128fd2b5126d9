"""Branches of scenarios over REST: handing a part over, and merging it back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible_or_404
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from functions.api.scenario_rows import OperationRow, ScenarioRow
from functions.branch_selectors import branch_of
from functions.branching import SIDES, branch_scenario, merge_branch
from functions.merge_preview import Line, MergePreview, merge_preview
from functions.models import Scenario
from functions.selectors import scenario_of
from towers.models import Tower


class NewBranch(serializers.Serializer[Any]):
    """A part of a scenario: functions by number, towers by uid; neither is the whole design."""

    name = serializers.CharField(max_length=120)
    functions = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=10), default=list)
    towers = serializers.ListField(child=serializers.UUIDField(), default=list)


class MergeLine(serializers.Serializer[Any]):
    """A card (team and activity, FTE) or a choice, and what was said of it when the branch began, in the parent and in
    the branch; `number` where it is a conflict."""

    number = serializers.IntegerField(allow_null=True)
    what = serializers.CharField()
    detail = serializers.CharField()
    fte = serializers.FloatField(allow_null=True)
    before = serializers.CharField()
    in_parent = serializers.CharField(source="parent")
    in_branch = serializers.CharField(source="branch")


class MergeTotal(serializers.Serializer[Any]):
    """FTE of a function (none: what stays in its team) in the parent now, and merged with all conflicts decided for the
    parent, or for the branch."""

    function = serializers.IntegerField(allow_null=True)
    now = serializers.FloatField()
    with_parent = serializers.FloatField()
    with_branch = serializers.FloatField()


class MergeAnswer(serializers.Serializer[Any]):
    """What merging would do; `version` of the parent goes into If-Match, `branch_version` into the body."""

    into = serializers.UUIDField(help_text="The parent.")
    version = serializers.IntegerField()
    branch_version = serializers.IntegerField()
    taken = MergeLine(many=True)
    conflicts = MergeLine(many=True)
    totals = MergeTotal(many=True)
    left_out = serializers.ListField(child=serializers.CharField())


class NewMerge(serializers.Serializer[Any]):
    """The version of the branch that was seen, and “parent” or “branch” for each conflict by its number."""

    branch_version = serializers.IntegerField()
    choices = serializers.DictField(child=serializers.ChoiceField(choices=list(SIDES)), default=dict)
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)

    def validate_choices(self, choices: dict[str, str]) -> dict[int, str]:
        """By number."""
        if not all(number.isdecimal() for number in choices):
            raise serializers.ValidationError("The keys are the numbers of the conflicts.")
        return {int(number): side for number, side in choices.items()}


class ScenarioBranches(APIView):
    """Parts that are handed over."""

    @extend_schema(request=NewBranch, responses={201: ScenarioRow})
    def post(self, request: Request, uid: str) -> Response:
        """A branch of the scenario, in which only the part can be changed."""
        actor = actor_of(request)
        scenario = scenario_of(actor, uid)
        form = NewBranch(data=request.data)
        form.is_valid(raise_exception=True)
        named = {**form.validated_data}
        towers = [visible_or_404(Tower, actor, tower) for tower in named.pop("towers")]
        made = branch_scenario(by=actor, scenario=scenario, towers=towers, **named)
        return Response(ScenarioRow(made).data, status=201)


class ScenarioMerge(APIView):
    """A branch beside its parent."""

    @extend_schema(responses=MergeAnswer)
    def get(self, request: Request, uid: str) -> Response:
        """What comes over, what is in conflict, and FTE by function before and after."""
        branch = branch_of(actor_of(request), uid)
        return Response(MergeAnswer(_answer(branch, merge_preview(branch))).data)

    @extend_schema(request=NewMerge, responses={201: OperationRow}, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Merge it as one step of its parent; If-Match carries the parent's version."""
        actor = actor_of(request)
        branch, version = branch_of(actor, uid), version_seen(request)
        form = NewMerge(data=request.data)
        form.is_valid(raise_exception=True)
        step = merge_branch(by=actor, branch=branch, version=version, **form.validated_data)
        return Response(OperationRow(step).data, status=201, headers={"ETag": f'"{step.seq}"'})


def _answer(branch: Scenario, preview: MergePreview) -> dict[str, Any]:
    parent = branch.parent or branch
    codes = [total.function.code if total.function else None for total in preview.totals]
    return {
        "into": parent.uid,
        "version": parent.version,
        "branch_version": branch.version,
        "taken": _lines(preview.taken),
        "conflicts": _lines(preview.conflicts),
        "totals": [total._asdict() | {"function": code} for total, code in zip(preview.totals, codes, strict=True)],
        "left_out": preview.left_out,
    }


def _lines(lines: list[Line]) -> list[dict[str, Any]]:
    return [line._asdict() for line in lines]
