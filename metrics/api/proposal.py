"""The newest proposal for a scenario, over REST; `POST computations/` with the kind `proposal` computes one."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.permissions import actor_of
from functions.selectors import scenario_of
from metrics.selectors.proposal_content import CellChange
from metrics.selectors.proposals import Seen, SeenChange, proposal_runs, seen_proposal


class ProposedChange(serializers.Serializer[Any]):
    """A team's effort on an activity, or the reach of a function. Shares are in 1/10,000 by function (0: in its team),
    gains in minor units a year, null for whoever sees no money; `needed`: rules that the design breaks there."""

    kind = serializers.ChoiceField(choices=["placement", "reach"])
    team = serializers.UUIDField(allow_null=True)
    activity = serializers.UUIDField(allow_null=True)
    function = serializers.IntegerField(allow_null=True)
    fte = serializers.FloatField()
    moved_fte = serializers.FloatField(allow_null=True)
    before = serializers.JSONField()
    after = serializers.JSONField()
    gain = serializers.IntegerField(allow_null=True)
    gain_cost = serializers.IntegerField(allow_null=True)
    gain_handoffs = serializers.IntegerField(allow_null=True)
    gain_change = serializers.IntegerField(allow_null=True)
    why = serializers.CharField()
    needed = serializers.ListField(child=serializers.CharField())


class ProposedTotal(serializers.Serializer[Any]):
    """FTE of a function (0: in their teams) today by activity, in the design and in the proposal."""

    function = serializers.IntegerField()
    today = serializers.FloatField()
    design = serializers.FloatField()
    proposal = serializers.FloatField()


class MissedConstraint(serializers.Serializer[Any]):
    """A constraint that would have to give way, and by how many FTE."""

    name = serializers.CharField()
    missed = serializers.FloatField()


class ProposalRow(serializers.Serializer[Any]):
    """`gap_share`: of what could be gained at most; null, as the gain, where the constraints cannot hold together."""

    run = serializers.UUIDField()
    gain = serializers.IntegerField(allow_null=True)
    together = serializers.IntegerField(allow_null=True)
    gap_share = serializers.FloatField(allow_null=True)
    moved_fte = serializers.FloatField(allow_null=True)
    changes = ProposedChange(many=True)
    functions = ProposedTotal(many=True)
    conflicts = MissedConstraint(many=True)


class ScenarioProposal(APIView):
    """What was proposed for a scenario."""

    @extend_schema(responses=ProposalRow)
    def get(self, request: Request, uid: str) -> Response:
        """The newest proposal that ended; 404 before the first."""
        actor = actor_of(request)
        done = proposal_runs(actor, scenario_of(actor, uid))[1]
        if done is None:
            raise Http404("There is no proposal for this scenario yet. Start one with POST computations/.")
        return Response(_proposal(seen_proposal(actor, done)))


def _proposal(found: Seen) -> dict[str, Any]:
    return {
        "run": str(found.run.uid),
        "gain": _whole(found.gain),
        "together": _whole(found.together),
        "gap_share": found.outcome.get("gap_share"),
        "moved_fte": found.outcome.get("moved_fte"),
        "changes": [_change(one) for one in found.changes],
        "functions": [ProposedTotal(one).data for one in found.functions],
        "conflicts": found.outcome.get("conflicts", []),
    }


def _change(one: SeenChange) -> dict[str, Any]:
    change, gain = one.change, one.gain or {}
    return {
        "kind": "placement" if isinstance(change, CellChange) else "reach",
        "team": change.team if isinstance(change, CellChange) else None,
        "activity": change.activity if isinstance(change, CellChange) else None,
        "function": None if isinstance(change, CellChange) else change.function,
        "fte": change.fte,
        "moved_fte": one.moved,
        "before": change.before,
        "after": change.after,
        "gain": _whole(one.total),
        **{f"gain_{name}": _whole(gain.get(name)) for name in ("cost", "handoffs", "change")},
        "why": one.why,
        "needed": change.needed,
    }


def _whole(money: float | None) -> int | None:
    return None if money is None else round(money)
