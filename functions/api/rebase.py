"""What another baseline would do to a scenario, over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from functions.branch_selectors import scenario_with_parent
from functions.rebase import RebaseRow, meant_baseline, other_baselines, rebase_of
from functions.rebasing import CODES

BASELINE = OpenApiParameter(
    "baseline", str, description="uid of the baseline to move to; the one that continues the scenario's if not given"
)


class RebaseOption(serializers.Serializer[Any]):
    """A resolution that is possible, and what it comes to."""

    resolution = serializers.ChoiceField(choices=CODES, source="code")
    words = serializers.CharField()


class RebaseMove(serializers.Serializer[Any]):
    """A move made by hand whose source is another one: FTE in 1/10,000, who changed, what is suggested."""

    team = serializers.UUIDField()
    team_name = serializers.CharField()
    activity = serializers.UUIDField()
    activity_name = serializers.CharField()
    step = serializers.IntegerField()
    said = serializers.CharField()
    what = serializers.CharField()
    positions = serializers.ListField(child=serializers.CharField())
    before = serializers.IntegerField()
    now = serializers.IntegerField()
    suggestion = serializers.ChoiceField(choices=CODES, help_text="One of the options.")
    options = RebaseOption(many=True)


class RebaseAnswer(serializers.Serializer[Any]):
    """The suggestions; apply them with an operation of the kind `move_baseline` and its `resolutions`."""

    baseline = serializers.UUIDField(allow_null=True, help_text="Null where none continues the scenario's.")
    version = serializers.IntegerField()
    is_open_refresh = serializers.BooleanField(help_text="Not accepted yet: the scenario cannot move.")
    positions = serializers.IntegerField(help_text="That differ.")
    positions_touching = serializers.IntegerField()
    new_efforts = serializers.IntegerField(help_text="That no step places.")
    moves = RebaseMove(many=True)


class ScenarioRebase(APIView):
    """A scenario on its way to another baseline."""

    @extend_schema(parameters=[BASELINE], responses=RebaseAnswer)
    def get(self, request: Request, uid: str) -> Response:
        """Just the moves whose source is another one there, each with what changed and what is suggested."""
        actor = actor_of(request)
        scenario = scenario_with_parent(actor, uid)
        others = other_baselines(actor, scenario)
        meant = meant_baseline(scenario, others, request.query_params.get("baseline", ""))
        rebase = rebase_of(actor, scenario, meant) if meant else None
        answer = {
            "baseline": meant.uid if meant else None,
            "version": scenario.version,
            "is_open_refresh": bool(rebase and rebase.is_open),
            "positions": rebase.positions if rebase else 0,
            "positions_touching": rebase.effect.positions if rebase else 0,
            "new_efforts": len(rebase.effect.unplaced) if rebase else 0,
            "moves": [_move(row) for row in rebase.rows] if rebase else [],
        }
        return Response(RebaseAnswer(answer).data)


def _move(row: RebaseRow) -> dict[str, Any]:
    return {
        "team": row.team.uid,
        "team_name": row.team.name,
        "activity": row.activity.uid,
        "activity_name": row.activity.name,
        "step": row.move.seq,
        "said": row.said,
        "what": row.what,
        "positions": row.changes,
        "before": row.move.before,
        "now": row.move.after,
        "suggestion": row.move.suggestion,
        "options": row.options,
    }
