"""What it costs and could save: assumptions, results, saving lines and artifacts of runs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.basis import Basis
from core.models.base import Aggregate


class Assumption(Aggregate):
    """One version of one assumption (low, likely, high); the newest version counts, older ones stay.

    `scenario` is empty for the organisation's own value.
    """

    class Evidence(models.TextChoices):
        MEASURED = "measured"
        SURVEYED = "surveyed"
        BENCHMARK = "benchmark"
        ASSUMED = "assumed"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    scenario = models.ForeignKey("functions.Scenario", models.CASCADE, null=True)
    code = models.CharField(max_length=60)
    low = models.FloatField()
    likely = models.FloatField()
    high = models.FloatField()
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    evidence = models.CharField(max_length=10, choices=Evidence.choices, default=Evidence.ASSUMED)
    cause = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    objects = TenantQuerySet["Assumption"].as_manager()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "version"],
                condition=Q(scenario=None),
                name="one_assumption_per_version",
            ),
            models.UniqueConstraint(
                fields=["scenario", "code", "version"],
                condition=Q(scenario__isnull=False),
                name="one_scenario_assumption_per_version",
            ),
        ]


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


class FindingDecision(Aggregate):
    """What somebody decided about a found duplication; kept by the wordings it is about, so that a refresh keeps it.

    `members`: the wordings (folded, with the activity each belongs to) that were decided about; `key` is their hash.
    """

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed"
        MERGED = "merged"
        SPLIT = "split"
        DISMISSED = "dismissed"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    key = models.CharField(max_length=64)
    members = models.JSONField(default=list)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    objects = TenantQuerySet["FindingDecision"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_decision_per_finding")]


class SpanBand(Aggregate):
    """The reports per manager that fit a kind of work: an organisation's own band, in place of the default."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    code = models.CharField(max_length=40)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    objects = TenantQuerySet["SpanBand"].as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="one_band_per_code"),
            models.CheckConstraint(condition=Q(low__lte=models.F("high")), name="span_band_in_order"),
        ]
