"""An organisation's own bands of reports per manager."""

from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate


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
