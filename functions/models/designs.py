"""The design choices of a scenario, function by function."""

from django.db import models

from core.access import TenantQuerySet
from functions.models.scenarios import Scenario
from towers.functions_reference import FUNCTION_CHOICES


class Design(models.Model):
    """The design choices of a scenario for one function."""

    TENANT_PATH = "scenario__organisation_id"

    class Reach(models.TextChoices):
        GLOBAL = "global"
        REGIONAL = "regional"
        OVERLAY = "overlay", "global with regional overlay"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="designs")
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.GLOBAL)

    objects = TenantQuerySet["Design"].as_manager()

    class Meta:
        ordering = ["function_code"]
        constraints = [models.UniqueConstraint(fields=["scenario", "function_code"], name="one_design_per_function")]


class RegionMinimum(models.Model):
    """FTE (1/10,000) that a region keeps of a function on top of an overlay's pool; without a row: as assumed."""

    TENANT_PATH = "design__scenario__organisation_id"

    design = models.ForeignKey(Design, models.CASCADE, related_name="minimums")
    region = models.ForeignKey("towers.Region", models.PROTECT)
    fte = models.PositiveBigIntegerField()

    objects = TenantQuerySet["RegionMinimum"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["design", "region"], name="one_minimum_per_region")]
