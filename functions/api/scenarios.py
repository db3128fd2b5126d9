"""Scenarios, their operations and placements over REST."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible, visible_or_404
from core.api.lists import RowList
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from functions import actions, lifecycle
from functions.api.choices import choices_sent, design_rows
from functions.api.roles import STAFFING_KINDS
from functions.api.scenario_rows import (
    NewOperation,
    NewScenario,
    OperationRow,
    PlacementRow,
    ScenarioCopy,
    ScenarioDetail,
    ScenarioRow,
    ScenarioState,
)
from functions.choice_selectors import choices_of
from functions.choices import set_choices
from functions.choosing import BUDGET, SET_CHOICE, WHOLE
from functions.models import Operation, Placement, Scenario
from functions.projection import HOME, MOVE_CARDS, SHARE_UNIT, Pair, Shares
from functions.rebase import rebase_scenario
from functions.selectors import pairs_by_uid, scenario_of
from towers.functions_reference import BY_CODE
from towers.models import Activity, Baseline, Team


class ScenarioCollection(RowList[Scenario]):
    """Scenarios, newest first."""

    serializer_class = ScenarioRow

    def rows(self, request: Request) -> QuerySet[Scenario]:
        """Of the organisation."""
        return visible(Scenario, self.actor)

    @extend_schema(request=NewScenario, responses={201: ScenarioRow})
    def post(self, request: Request) -> Response:
        """Make a scenario on a baseline."""
        form = NewScenario(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        baseline = visible_or_404(Baseline, self.actor, data["baseline"])
        made = actions.create_scenario(by=self.actor, baseline=baseline, name=data["name"], preset=data["preset"])
        return Response(ScenarioRow(made).data, status=201)


class ScenarioItem(APIView):
    """One scenario."""

    @extend_schema(responses=ScenarioDetail)
    def get(self, request: Request, uid: str) -> Response:
        """With its version and its design choices."""
        scenario = scenario_of(actor_of(request), uid)
        chosen = choices_of(scenario)
        choices = {"designs": design_rows(chosen), "budget": chosen.value(WHOLE, BUDGET)}
        return Response({**ScenarioRow(scenario).data, **choices})

    @extend_schema(request=ScenarioState, responses=ScenarioRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Archive it or take it out again; If-Match carries its version, which stays."""
        actor = actor_of(request)
        scenario, version = scenario_of(actor, uid), version_seen(request)
        form = ScenarioState(data=request.data)
        form.is_valid(raise_exception=True)
        is_archiving = form.validated_data["state"] == Scenario.State.ARCHIVED
        change = lifecycle.archive_scenario if is_archiving else lifecycle.restore_scenario
        change(by=actor, scenario=scenario, version=version)
        return Response(ScenarioRow(scenario).data)


class ScenarioClone(APIView):
    """Copies of a scenario."""

    @extend_schema(request=ScenarioCopy, responses={201: ScenarioRow})
    def post(self, request: Request, uid: str) -> Response:
        """A draft with the same steps under another name."""
        actor = actor_of(request)
        scenario = scenario_of(actor, uid)
        form = ScenarioCopy(data=request.data)
        form.is_valid(raise_exception=True)
        copy = lifecycle.clone_scenario(by=actor, scenario=scenario, name=form.validated_data["name"])
        return Response(ScenarioRow(copy).data, status=201)


class OperationCollection(RowList[Operation]):
    """The steps of a scenario, newest first."""

    serializer_class = OperationRow

    def rows(self, request: Request) -> QuerySet[Operation]:
        """Of this scenario."""
        return visible(Operation, self.actor).filter(scenario=scenario_of(self.actor, self.kwargs["uid"]))

    @extend_schema(request=NewOperation, responses={201: OperationRow}, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Add a step; If-Match carries the scenario's version."""
        scenario = scenario_of(self.actor, uid)
        form = NewOperation(data=request.data)
        form.is_valid(raise_exception=True)
        step = self._added(scenario, version_seen(request), form.validated_data)
        return Response(OperationRow(step).data, status=201, headers={"ETag": f'"{step.seq}"'})

    def _added(self, scenario: Scenario, version: int, data: dict[str, Any]) -> Operation:
        common: dict[str, Any] = {
            "by": self.actor,
            "scenario": scenario,
            "version": version,
            "reason": data["reason"],
        }
        if data["kind"] == "apply_default_mapping":
            return actions.apply_default_mapping(**common)
        if data["kind"] == "place_rest":
            return actions.place_rest(**common)
        if data["kind"] == "move_baseline":
            baseline = visible_or_404(Baseline, self.actor, needed(data, "baseline"))
            chosen = {(one["team"], one["activity"]): one["resolution"] for one in data.get("resolutions", ())}
            move = partial(rebase_scenario, chosen=chosen) if chosen else actions.move_scenario
            return move(**common, baseline=baseline, is_placing_rest=data["place_rest"])
        if data["kind"] == MOVE_CARDS:
            return actions.move_cards(**common, moves=self._moves(scenario, needed(data, "moves")))
        if data["kind"] == SET_CHOICE:
            return set_choices(**common, choices=choices_sent(needed(data, "choices")))
        if step := STAFFING_KINDS.get(data["kind"]):
            return step(common, data)
        if data["kind"] == "undo":
            return actions.undo_operation(**common, seq=needed(data, "seq"))
        if data["kind"] == "set_reach":
            return actions.set_reach(
                **common,
                function_code=needed(data, "function"),
                reach=needed(data, "reach"),
                region_minimum=data.get("region_minimum"),
            )
        team = visible_or_404(Team, self.actor, needed(data, "team"))
        activity = visible_or_404(Activity, self.actor, needed(data, "activity"))
        return actions.place(**common, team=team, activity=activity, shares=whole_shares(needed(data, "shares")))

    def _moves(self, scenario: Scenario, sent: list[dict[str, Any]]) -> dict[Pair, Shares]:
        shares = {(one["team"], one["activity"]): whole_shares(one["shares"]) for one in sent}
        if len(shares) < len(sent):
            raise UserError("A pair of team and activity is named twice. Name each pair once.", status=400)
        pairs = pairs_by_uid(self.actor, scenario, shares)
        return {pairs[name]: placed for name, placed in shares.items()}


def needed(data: dict[str, Any], name: str) -> Any:
    """The field, or a problem that says which kind of step needs it."""
    if data.get(name) in (None, "", []):
        raise UserError(f"A step of the kind {data['kind']} needs the field {name}.", status=400)
    return data[name]


def whole_shares(shares: dict[str, float]) -> dict[int, int]:
    """Shares as {function code: 1/10,000}; `home` is what stays in the team."""
    codes = {str(code): code for code in BY_CODE} | {"home": HOME}
    if not set(shares) <= set(codes):
        raise UserError("The keys of shares are function numbers, 1 to 10, or home.", status=400)
    return {codes[name]: round(share * SHARE_UNIT) for name, share in shares.items()}


@extend_schema(parameters=[OpenApiParameter("function", int)])
class PlacementCollection(RowList[Placement]):
    """The placements of a scenario."""

    serializer_class = PlacementRow
    filters = {"function": "function_code"}

    def rows(self, request: Request) -> QuerySet[Placement]:
        """Of this scenario."""
        return visible(Placement, self.actor).filter(scenario=scenario_of(self.actor, self.kwargs["uid"]))
