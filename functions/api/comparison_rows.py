"""What the endpoints of a comparison answer with. FTE are integers of 1/10,000; money is in minor units."""

from typing import Any

from rest_framework import serializers

from core.basis import Basis
from towers.refresh.differences import FACTS, KINDS

PAGE_SIZE, LARGEST_PAGE = 100, 1_000


class SumsRow(serializers.Serializer[Any]):
    """FTE (1/10,000) and yearly cost (minor units) of the filled positions of a baseline."""

    baseline = serializers.UUIDField()
    name = serializers.CharField()
    fte = serializers.IntegerField()
    cost = serializers.IntegerField()
    unpriced = serializers.IntegerField(help_text="Filled positions that state no cost.")


class StepRow(serializers.Serializer[Any]):
    """A step of the bridge; all steps add up to the difference of the two sums."""

    code = serializers.CharField()
    positions = serializers.IntegerField()
    fte = serializers.IntegerField()
    cost = serializers.FloatField()


class ScenarioEffectRow(serializers.Serializer[Any]):
    """What the later baseline does to a scenario of the earlier one: numbers of placed efforts."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.CharField()
    positions = serializers.IntegerField()
    changed = serializers.IntegerField()
    gone = serializers.IntegerField()
    added = serializers.IntegerField()
    unplaced = serializers.IntegerField()


class FactChange(serializers.Serializer[Any]):
    """A fact with its value in both baselines."""

    fact = serializers.ChoiceField(choices=[fact for fact, _, _ in FACTS])
    before = serializers.JSONField(allow_null=True)
    now = serializers.JSONField(allow_null=True)


class ComparedPosition(serializers.Serializer[Any]):
    """A position that joined, left or changed, by its uid and reference in both baselines."""

    what = serializers.ChoiceField(choices=["joined", "left", "changed"])
    before = serializers.UUIDField(allow_null=True)
    now = serializers.UUIDField(allow_null=True)
    key = serializers.CharField()
    title = serializers.CharField()
    changes = FactChange(many=True)


class ComparisonAnswer(serializers.Serializer[Any]):
    """Two baselines side by side; `pages` pages of positions."""

    before = SumsRow()
    after = SumsRow()
    basis = serializers.ChoiceField(choices=[basis.value for basis in Basis])
    is_open_refresh = serializers.BooleanField(help_text="Not accepted yet: counts are as if it were.")
    counts = serializers.DictField(child=serializers.IntegerField())
    bridge = StepRow(many=True)
    scenarios = ScenarioEffectRow(many=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = ComparedPosition(many=True)


class NewRefresh(serializers.Serializer[Any]):
    """A draft for a later extract; `is_complete`: whoever is not in it has left."""

    name = serializers.CharField(max_length=120)
    as_of = serializers.DateField()
    is_complete = serializers.BooleanField(default=True)


class RefreshRow(serializers.Serializer[Any]):
    """The draft that was made: send the extract to `/imports/` with its name as `target`, then accept."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    is_complete = serializers.BooleanField()


class AcceptedRow(serializers.Serializer[Any]):
    """What accepting did."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()
    left = serializers.IntegerField()
    teams_gone = serializers.IntegerField()
    efforts = serializers.IntegerField()
    efforts_assumed_now = serializers.IntegerField()
    effort_fte_lost = serializers.IntegerField()


class PageAsked(serializers.Serializer[Any]):
    """Which rows."""

    kind = serializers.ChoiceField(choices=list(KINDS), required=False, default="")
    page = serializers.IntegerField(min_value=1, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=PAGE_SIZE)
