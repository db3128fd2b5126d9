"""What a scenario is for: the ambition behind it, where it starts, and the model that it leads to."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from functions.models.scenarios import Scenario


class Brief(Aggregate):
    """The brief of a scenario. `goals`, `culture` and `skills` are 1 (little) to 5 (much): how far roles can change."""

    TENANT_PATH = "scenario__organisation_id"

    class ManagementOffice(models.TextChoices):
        """Where the service management office lies that brokers agreements and assures what projects hand over."""

        NONE = "", "none"
        SUPPORT = "support", "in the support functions"
        PRODUCT = "product", "in product management"

    scenario = models.OneToOneField(Scenario, models.CASCADE, related_name="brief")
    ambition = models.CharField(max_length=600, blank=True)
    starting_point = models.CharField(max_length=600, blank=True)
    stage_now = models.CharField(max_length=80, blank=True)
    stage_target = models.CharField(max_length=80, blank=True)
    goals = models.PositiveSmallIntegerField(null=True)
    culture = models.PositiveSmallIntegerField(null=True)
    skills = models.PositiveSmallIntegerField(null=True)
    management_office = models.CharField(max_length=10, choices=ManagementOffice.choices, blank=True)

    objects = TenantQuerySet["Brief"].as_manager()
