"""Effort: what teams spend their time on."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.models.baselines import Baseline
from towers.models.names import Activity, Team
from towers.models.positions import Position


class Effort(Aggregate):
    """FTE of one team on one activity, optionally of one position; `wording` is the source's name of the activity."""

    TENANT_PATH = "baseline__organisation_id"

    class Evidence(models.TextChoices):
        MEASURED = "measured"
        SURVEYED = "surveyed"
        BENCHMARK = "benchmark"
        ASSUMED = "assumed"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="efforts")
    team = models.ForeignKey(Team, models.PROTECT)
    activity = models.ForeignKey(Activity, models.PROTECT)
    position = models.ForeignKey(Position, models.CASCADE, null=True)
    fte = models.PositiveBigIntegerField()
    evidence = models.CharField(max_length=10, choices=Evidence.choices)
    source_rule = models.CharField(max_length=200, blank=True)
    score = models.FloatField(null=True)
    wording = models.CharField(max_length=200, blank=True)
    import_row = models.ForeignKey("core.ImportRow", models.SET_NULL, null=True)

    objects = TenantQuerySet["Effort"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["baseline", "team", "activity"])]
