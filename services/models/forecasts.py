"""How many units of an offering are expected in which year."""

from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from services.forecasts import FIRST_YEAR, LAST_YEAR


class OfferingForecast(models.Model):
    """Units of an offering that are expected in a calendar year; those of this year stand in the offering itself."""

    TENANT_PATH = "offering__service__organisation_id"

    offering = models.ForeignKey("services.Offering", models.CASCADE, related_name="forecast")
    year = models.PositiveSmallIntegerField()
    units = models.PositiveBigIntegerField()

    objects = TenantQuerySet["OfferingForecast"].as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "year"], name="one_forecast_per_year"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="a_forecast_of_a_year_there_can_be"
            ),
        ]
