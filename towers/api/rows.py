"""What the endpoints answer with. FTE are integers of 1/10,000; money is in minor units of the organisation."""

from typing import Any

from rest_framework import serializers

from core.basis import Basis
from towers.models import Activity, BaselineTeam, Effort, Position


class BaselineRow(serializers.Serializer[Any]):
    """A baseline; `version` moves with its rows."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    as_of = serializers.DateField()
    state = serializers.CharField()
    continues = serializers.UUIDField(source="parent.uid", allow_null=True)
    version = serializers.IntegerField()
    created = serializers.DateTimeField()


class TeamRow(serializers.Serializer[Any]):
    """What a baseline says of a team; `version` is the baseline's."""

    uid = serializers.UUIDField(source="team.uid")
    name = serializers.CharField(source="team.name")
    baseline = serializers.UUIDField(source="baseline.uid")
    tower = serializers.CharField(source="tower.name", allow_null=True)
    region = serializers.CharField(source="region.name", allow_null=True)
    level = serializers.IntegerField(allow_null=True)
    orientation = serializers.ChoiceField(choices=BaselineTeam.Orientation.choices)
    capability = serializers.CharField()
    version = serializers.IntegerField(source="baseline.version")


class TeamChange(serializers.Serializer[Any]):
    """What can be changed of a team in a draft; what is left out stays. Unknown names are made."""

    tower = serializers.CharField(required=False, allow_null=True, max_length=200)
    region = serializers.CharField(required=False, allow_null=True, max_length=200)
    level = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=3)
    orientation = serializers.ChoiceField(choices=BaselineTeam.Orientation.choices, required=False)
    capability = serializers.CharField(required=False, allow_blank=True, max_length=80)


class PositionRow(serializers.Serializer[Any]):
    """A position; `cost_low` and `cost_high` are the ends of its yearly cost with the right to see pay, without it both
    are the rate of the card, as `basis` says.
    """

    uid = serializers.UUIDField()
    key = serializers.CharField()
    occurrence = serializers.IntegerField()
    baseline = serializers.UUIDField(source="baseline.uid")
    title = serializers.CharField()
    grade = serializers.CharField()
    team = serializers.UUIDField(source="team.uid", allow_null=True)
    manager = serializers.UUIDField(source="manager.uid", allow_null=True)
    manager_ref = serializers.CharField()
    fte = serializers.IntegerField()
    heads = serializers.IntegerField()
    is_aggregate = serializers.BooleanField()
    status = serializers.ChoiceField(choices=Position.Status.choices)
    employment = serializers.ChoiceField(choices=Position.Employment.choices)
    version = serializers.IntegerField()
    cost_low = serializers.IntegerField(allow_null=True)
    cost_high = serializers.IntegerField(allow_null=True)
    basis = serializers.ChoiceField(choices=[basis.value for basis in Basis])


class RateRow(serializers.Serializer[Any]):
    """A rate of a baseline's card: mean yearly cost of one FTE (minor units) in a region and grade band.

    Without `region` it holds for all others, with an empty `band` for the region's other grades; 0 `persons`: the mean
    of other rates.
    """

    region = serializers.CharField(source="region.name", allow_null=True)
    band = serializers.CharField(allow_blank=True)
    rate = serializers.IntegerField()
    persons = serializers.IntegerField()
    version = serializers.IntegerField(source="card.version")


class ActivityRow(serializers.Serializer[Any]):
    """A kind of work and the function it goes to by default (1 to 10)."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    function_code = serializers.IntegerField()
    is_shareable = serializers.BooleanField()
    is_ticket_driven = serializers.BooleanField()
    is_management = serializers.BooleanField()
    is_coordination = serializers.BooleanField()
    value_class = serializers.ChoiceField(choices=Activity.ValueClass.choices)
    scale_class = serializers.ChoiceField(choices=Activity.ScaleClass.choices)
    keywords = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()


class ActivityChange(serializers.Serializer[Any]):
    """What can be changed of an activity; what is left out stays."""

    name = serializers.CharField(required=False, max_length=200)
    function_code = serializers.IntegerField(required=False, min_value=1, max_value=10)
    is_shareable = serializers.BooleanField(required=False)
    is_ticket_driven = serializers.BooleanField(required=False)
    is_management = serializers.BooleanField(required=False)
    is_coordination = serializers.BooleanField(required=False)
    value_class = serializers.ChoiceField(choices=Activity.ValueClass.choices, required=False)
    scale_class = serializers.ChoiceField(choices=Activity.ScaleClass.choices, required=False)
    keywords = serializers.CharField(required=False, allow_blank=True, max_length=1_000)


class NewActivity(ActivityChange):
    """An activity of one's own; marks that are left out are those of most: shareable, necessary, of class expert."""

    name = serializers.CharField(max_length=200)
    function_code = serializers.IntegerField(min_value=1, max_value=10)


class TowerRow(serializers.Serializer[Any]):
    """A technology tower; `tbm_code` is its place in the TBM Taxonomy (`GET /api/v1/tbm-towers/`), "" if unmapped."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    owner = serializers.CharField(allow_blank=True)
    tbm_code = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()


class TowerChange(serializers.Serializer[Any]):
    """What can be changed of a tower; what is left out stays."""

    name = serializers.CharField(required=False, max_length=200)
    owner = serializers.CharField(required=False, allow_blank=True, max_length=200)
    tbm_code = serializers.CharField(required=False, allow_blank=True, max_length=60)


class NewTower(TowerChange):
    """A tower of one's own."""

    name = serializers.CharField(max_length=200)


class TbmRow(serializers.Serializer[Any]):
    """A tower of the TBM Taxonomy, or a part of one; the code begins with the version."""

    code = serializers.CharField()
    tower = serializers.CharField()
    part = serializers.CharField(allow_blank=True)


class EffortRow(serializers.Serializer[Any]):
    """Effort of a team on an activity, of one position if it is stated for one."""

    uid = serializers.UUIDField()
    baseline = serializers.UUIDField(source="baseline.uid")
    team = serializers.UUIDField(source="team.uid")
    activity = serializers.UUIDField(source="activity.uid")
    position = serializers.UUIDField(source="position.uid", allow_null=True)
    fte = serializers.IntegerField()
    evidence = serializers.ChoiceField(choices=Effort.Evidence.choices)
    wording = serializers.CharField()
    source_rule = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    version = serializers.IntegerField()
