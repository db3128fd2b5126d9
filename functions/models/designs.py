"""The design choices of a scenario, function by function, and who holds its budget."""

from django.db import models

from core.access import TenantQuerySet
from functions.models.scenarios import Scenario
from towers.functions_reference import FUNCTION_CHOICES


class Design(models.Model):
    """The design choices of a scenario for one function.

    `sourcing` is empty where nothing was chosen. `partner_rate`: what a partner asks for one full-time year, in minor
    units. `span_target`: reports per manager, whole. `front_door`: the groups of customers that come here and nowhere
    else, as text.
    """

    TENANT_PATH = "scenario__organisation_id"

    class Reach(models.TextChoices):
        GLOBAL = "global"
        REGIONAL = "regional"
        OVERLAY = "overlay", "global with regional overlay"

    class Sourcing(models.TextChoices):
        RETAIN = "retain", "retained"
        CANDIDATE = "candidate", "candidate"
        SOURCED = "sourced", "sourced"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="designs")
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.REGIONAL)
    sourcing = models.CharField(max_length=10, choices=Sourcing.choices, blank=True)
    partner_rate = models.PositiveBigIntegerField(null=True)
    span_target = models.PositiveSmallIntegerField(null=True)
    front_door = models.JSONField(default=list)

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


class DesignLocation(models.Model):
    """A region in which a function works; without a row it works where its people are today."""

    TENANT_PATH = "design__scenario__organisation_id"

    design = models.ForeignKey(Design, models.CASCADE, related_name="locations")
    region = models.ForeignKey("towers.Region", models.PROTECT)

    objects = TenantQuerySet["DesignLocation"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["design", "region"], name="one_location_per_region")]


class BudgetHolder(models.Model):
    """Who answers for cost and income of a scenario's services from end to end; without a row it is not decided.

    `candidates`: the persons who could, and what speaks for them.
    """

    TENANT_PATH = "scenario__organisation_id"

    class Owner(models.TextChoices):
        PRODUCT = "product", "product managers"
        OPERATIONS = "operations", "level 3 operations"

    scenario = models.OneToOneField(Scenario, models.CASCADE, related_name="budget_holder")
    owner = models.CharField(max_length=10, choices=Owner.choices)
    candidates = models.TextField(blank=True)

    objects = TenantQuerySet["BudgetHolder"].as_manager()
