"""The rate card of a baseline."""

from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from towers.models.baselines import Baseline
from towers.models.names import Region


class RateCard(models.Model):
    """The rates of a baseline, frozen with it: the money that whoever may not see pay gets to see."""

    TENANT_PATH = "baseline__organisation_id"

    baseline = models.OneToOneField(Baseline, models.CASCADE, related_name="rate_card")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now=True)

    objects = TenantQuerySet["RateCard"].as_manager()


class Rate(models.Model):
    """Mean yearly cost of one full-time year (minor units) of a region and grade band; empty ones mean the rest.

    `persons` says how many persons it is the mean of; 0: it is the mean of other rates of the card.
    """

    TENANT_PATH = "card__baseline__organisation_id"

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="rates")
    region = models.ForeignKey(Region, models.PROTECT, null=True)
    band = models.CharField(max_length=60, blank=True)
    persons = models.PositiveIntegerField()
    rate = models.PositiveBigIntegerField()

    objects = TenantQuerySet["Rate"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "region", "band"], name="one_rate_per_cell"),
            models.UniqueConstraint(fields=["card", "band"], condition=Q(region=None), name="one_rate_of_all_regions"),
        ]


class PublishedMean(models.Model):
    """Whose mean a rate once was: kept so that no later card tells a single pay as a difference; never shown.

    `members`: FTE (1/10,000) x cost by a keyed hash of who, append-only.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    members = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet["PublishedMean"].as_manager()

    class Meta:
        ordering = ["id"]
