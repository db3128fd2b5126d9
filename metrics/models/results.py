"""What runs give: results, saving lines and artifacts."""

from django.db import models

from core.access import TenantQuerySet
from core.basis import Basis


class Result(models.Model):
    """One figure of a run, in the one long table; `basis` says what stands for pay in it, empty where nothing does."""

    TENANT_PATH = "run__organisation_id"

    run = models.ForeignKey("core.Run", models.CASCADE, related_name="results")
    metric = models.CharField(max_length=60)
    d1_kind = models.CharField(max_length=30, blank=True)
    d1_key = models.CharField(max_length=200, blank=True)
    d1_label = models.CharField(max_length=200, blank=True)
    d2_kind = models.CharField(max_length=30, blank=True)
    d2_key = models.CharField(max_length=200, blank=True)
    d2_label = models.CharField(max_length=200, blank=True)
    month = models.CharField(max_length=7, blank=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unit = models.CharField(max_length=20)
    evidence = models.CharField(max_length=10)
    coverage = models.FloatField(default=1.0)
    basis = models.CharField(max_length=4, choices=[(basis.value, basis.value) for basis in Basis], blank=True)

    objects = TenantQuerySet["Result"].as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "metric"])]


class SavingLine(models.Model):
    """What one lever takes from one effort row (or, for managers, from a region) in the likely case."""

    TENANT_PATH = "run__organisation_id"

    run = models.ForeignKey("core.Run", models.CASCADE, related_name="saving_lines")
    lever = models.CharField(max_length=20)
    team = models.ForeignKey("towers.Team", models.PROTECT, null=True)
    activity = models.ForeignKey("towers.Activity", models.PROTECT, null=True)
    region = models.ForeignKey("towers.Region", models.PROTECT, null=True)
    function_code = models.PositiveSmallIntegerField(null=True)
    fte = models.FloatField()
    money = models.FloatField()
    kind = models.CharField(max_length=20)
    basis = models.CharField(max_length=4, choices=[(basis.value, basis.value) for basis in Basis], default=Basis.COST)

    objects = TenantQuerySet["SavingLine"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["run", "lever"])]


class Artifact(models.Model):
    """A big sample or matrix of a run, kept as a file named by its hash."""

    TENANT_PATH = "run__organisation_id"

    run = models.ForeignKey("core.Run", models.CASCADE, related_name="artifacts")
    kind = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=255)

    objects = TenantQuerySet["Artifact"].as_manager()
