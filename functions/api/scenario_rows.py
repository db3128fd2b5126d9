"""What REST says and takes of scenarios, their operations and placements."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.numbers import Number
from functions.api.choices import BudgetRow, DesignRow, OneChoice
from functions.api.roles import STAFFING_KINDS, StaffingFields
from functions.choosing import SET_CHOICE
from functions.models import Design, Scenario
from functions.presets import PRESETS
from functions.projection import MOVE_CARDS
from functions.rebasing import CODES
from towers.models import FTE_UNIT


class ScenarioRow(serializers.Serializer[Any]):
    """A scenario; `version` goes into If-Match when an operation is added."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=Scenario.State.choices)
    version = serializers.IntegerField()
    baseline = serializers.UUIDField(source="baseline.uid")
    branch_of = serializers.UUIDField(source="parent.uid", allow_null=True)
    created = serializers.DateTimeField()


class ScenarioDetail(ScenarioRow):
    """A scenario with its design choices; `budget` is null where nobody holds it yet."""

    designs = DesignRow(many=True)
    budget = BudgetRow(allow_null=True)


class NewScenario(serializers.Serializer[Any]):
    """What a new scenario needs."""

    name = serializers.CharField(max_length=120)
    baseline = serializers.UUIDField()
    preset = serializers.ChoiceField(choices=list(PRESETS), default="today")


class ScenarioCopy(serializers.Serializer[Any]):
    """The name of a copy."""

    name = serializers.CharField(max_length=120)


class ScenarioState(serializers.Serializer[Any]):
    """`archived` puts a draft away, `draft` takes it out again."""

    state = serializers.ChoiceField(choices=[Scenario.State.ARCHIVED, Scenario.State.DRAFT])


class OperationRow(serializers.Serializer[Any]):
    """A step of a design."""

    seq = serializers.IntegerField()
    kind = serializers.CharField()
    payload = serializers.JSONField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()
    reverses = serializers.IntegerField(source="reverses.seq", allow_null=True)


FTE_SCHEMA = {"type": "number", "minimum": 0, "maximum": 10_000}


@extend_schema_field({"oneOf": [FTE_SCHEMA, {"type": "object", "additionalProperties": FTE_SCHEMA}]})
class RegionMinimumField(serializers.Field[Any, Any, Any, Any]):
    """FTE per region: a number for all regions, or an object of numbers by name of a region; read in 1/10,000."""

    def to_internal_value(self, data: Any) -> int | dict[str, int]:
        """What was sent, in 1/10,000 FTE."""
        fte = serializers.DecimalField(max_digits=9, decimal_places=4, min_value=0, max_value=10_000)
        if isinstance(data, dict):
            stated = serializers.DictField(child=fte).run_validation(data)
            return {name: int(value * FTE_UNIT) for name, value in stated.items()}
        return int(fte.run_validation(data) * FTE_UNIT)


class CardMove(serializers.Serializer[Any]):
    """Where the effort of a team on an activity goes; shares as in `place`."""

    team = serializers.UUIDField()
    activity = serializers.UUIDField()
    shares = serializers.DictField(child=Number())


class Resolution(serializers.Serializer[Any]):
    """What becomes of a move whose source is another one on the new baseline."""

    team = serializers.UUIDField()
    activity = serializers.UUIDField()
    resolution = serializers.ChoiceField(choices=CODES)


class NewOperation(StaffingFields):
    """A step to add.

    `apply_default_mapping`; `place` with team, activity, shares (function, or home for what stays in the team -> share,
    adding up to 1); `move` with moves, a list of team, activity and shares, in one step; `place_rest`, what no step has
    placed yet, by default; `move_baseline` with baseline and, where somebody decided, resolutions, one for
    each move that `rebase` lists, and place_rest; `set_reach` with function, reach and, for overlay,
    region_minimum: FTE, one number for all regions or an object region -> FTE; `set_choice` with choices, a list of
    function, choice and value; `set_role` with facts and, for one that there is, role (its key); `remove_role` with
    role; `propose_roles`; `seat` with positions and role, or without role to take them out; `seat_by_rule`, with
    is_anew of everybody; `set_output_metrics` with function and metrics; `set_duties` with processes, an object
    process -> party -> letter; `propose_duties`; `undo` with seq.
    """

    kind = serializers.ChoiceField(
        choices=[
            *("apply_default_mapping", "place", MOVE_CARDS, "place_rest", "set_reach", SET_CHOICE, "move_baseline"),
            *STAFFING_KINDS,
            "undo",
        ]
    )
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)
    team = serializers.UUIDField(required=False)
    activity = serializers.UUIDField(required=False)
    shares = serializers.DictField(child=Number(), required=False)
    moves = serializers.ListField(child=CardMove(), required=False)
    baseline = serializers.UUIDField(required=False)
    resolutions = serializers.ListField(child=Resolution(), required=False)
    place_rest = serializers.BooleanField(default=False)
    function = serializers.IntegerField(min_value=1, max_value=10, required=False)
    reach = serializers.ChoiceField(choices=Design.Reach.choices, required=False)
    region_minimum = RegionMinimumField(required=False)
    choices = serializers.ListField(child=OneChoice(), required=False)
    seq = serializers.IntegerField(min_value=1, required=False)


class PlacementRow(serializers.Serializer[Any]):
    """A placement; `share` in 1/10,000 of the effort's volume."""

    team = serializers.UUIDField(source="team.uid")
    team_name = serializers.CharField(source="team.name")
    activity = serializers.UUIDField(source="activity.uid")
    activity_name = serializers.CharField(source="activity.name")
    function = serializers.IntegerField(source="function_code")
    share = serializers.IntegerField()
