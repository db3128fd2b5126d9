"""Assumptions, each version of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
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
