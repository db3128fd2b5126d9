"""One position and one effort over REST: read, and changed with If-Match by the rules of the grid."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible, visible_or_404
from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from towers.actions.grid import save_row
from towers.actions.grid_cells import SentRow
from towers.actions.pay import record_pay_read
from towers.models import FTE_UNIT, Activity, Baseline, Effort, Position, Team

LARGEST = 1_000_000
PAY = ("cost_low", "cost_high")


class PositionFacts(serializers.Serializer[Any]):
    """A position; the ends of its yearly cost are there only with the right to see pay."""

    uid = serializers.UUIDField(read_only=True)
    key = serializers.CharField(read_only=True)
    title = serializers.CharField(max_length=200)
    team = serializers.UUIDField(source="team.uid", allow_null=True)
    manager = serializers.UUIDField(source="manager.uid", allow_null=True)
    grade = serializers.CharField(max_length=60, allow_blank=True)
    fte = serializers.IntegerField(min_value=0, max_value=LARGEST * FTE_UNIT)
    heads = serializers.IntegerField(min_value=0, max_value=LARGEST)
    status = serializers.ChoiceField(choices=Position.Status.choices)
    employment = serializers.ChoiceField(choices=Position.Employment.choices)
    location = serializers.CharField(max_length=200, allow_blank=True)
    profession = serializers.CharField(max_length=200, allow_blank=True)
    cost_low = serializers.IntegerField(allow_null=True, min_value=0, max_value=9 * 10**15, required=False)
    cost_high = serializers.IntegerField(allow_null=True, min_value=0, max_value=9 * 10**15, required=False)
    version = serializers.IntegerField(read_only=True)


class EffortFacts(serializers.Serializer[Any]):
    """Effort of a team on an activity."""

    uid = serializers.UUIDField(read_only=True)
    team = serializers.UUIDField(source="team.uid")
    activity = serializers.UUIDField(source="activity.uid")
    position = serializers.UUIDField(source="position.uid", allow_null=True, read_only=True)
    fte = serializers.IntegerField(min_value=0, max_value=LARGEST * FTE_UNIT)
    evidence = serializers.ChoiceField(choices=Effort.Evidence.choices)
    wording = serializers.CharField(read_only=True)
    source_rule = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)


def changes(sent: serializers.Serializer[Any]) -> dict[str, Any]:
    """The fields that were sent, checked; of what they name, the address."""
    sent.is_valid(raise_exception=True)
    data = sent.validated_data
    return {name: value["uid"] if isinstance(value, dict) else value for name, value in data.items()}


def named(
    model: type[Team] | type[Activity] | type[Position], actor: Actor, baseline: Baseline, uid: UUID | None
) -> str:
    """What the cell of a grid says of the thing with this address; refused (400) if there is none."""
    if uid is None:
        return ""
    row = visible(model, actor).filter(uid=uid).first()
    if row is None or (isinstance(row, Position) and row.baseline_id != baseline.pk):
        raise serializers.ValidationError(f"“{uid}” names no {model._meta.model_name} of this baseline.")
    return row.key if isinstance(row, Position) else row.name


class PositionItem(APIView):
    """One position."""

    @extend_schema(responses=PositionFacts)
    def get(self, request: Request, uid: str) -> Response:
        """As it is; whoever sees pay is named in the audit trail."""
        actor = actor_of(request)
        position = self._position(actor, uid)
        if actor.has_pay:
            record_pay_read(by=actor, baseline=position.baseline, position=position)
        return _answer(PositionFacts(position), () if actor.has_pay else PAY)

    @extend_schema(request=PositionFacts(partial=True), responses=PositionFacts, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Other facts; what is left out stays. Pay needs the right to see it."""
        actor = actor_of(request)
        position = self._position(actor, uid)
        version = version_seen(request)
        cells = changes(PositionFacts(data=request.data, partial=True))
        models: dict[str, type[Team] | type[Position]] = {"team": Team, "manager": Position}
        cells |= {
            field: named(models[field], actor, position.baseline, cells[field]) for field in models if field in cells
        }
        row = SentRow(position.uid, version, cells)
        save_row(by=actor, baseline=position.baseline, kind="positions", row=row)
        return _answer(PositionFacts(self._position(actor, uid)), () if actor.has_pay else PAY)

    def _position(self, actor: Actor, uid: str) -> Position:
        return visible_or_404(Position, actor, uid, "baseline", "team", "manager")


class EffortItem(APIView):
    """One effort."""

    @extend_schema(responses=EffortFacts)
    def get(self, request: Request, uid: str) -> Response:
        """As it is."""
        return _answer(EffortFacts(self._effort(actor_of(request), uid)))

    @extend_schema(request=EffortFacts(partial=True), responses=EffortFacts, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Another team, activity, FTE or evidence; a team's efforts stay within its filled positions."""
        actor = actor_of(request)
        effort = self._effort(actor, uid)
        version = version_seen(request)
        cells = changes(EffortFacts(data=request.data, partial=True))
        models: dict[str, type[Team] | type[Activity]] = {"team": Team, "activity": Activity}
        cells |= {
            field: named(models[field], actor, effort.baseline, cells[field]) for field in models if field in cells
        }
        save_row(by=actor, baseline=effort.baseline, kind="effort", row=SentRow(effort.uid, version, cells))
        return _answer(EffortFacts(self._effort(actor, uid)))

    def _effort(self, actor: Actor, uid: str) -> Effort:
        return visible_or_404(Effort, actor, uid, "baseline", "team", "activity", "position")


def _answer(row: serializers.Serializer[Any], hidden: tuple[str, ...] = ()) -> Response:
    data = {name: value for name, value in row.data.items() if name not in hidden}
    return Response(data, headers={"ETag": f'"{data["version"]}"'})
