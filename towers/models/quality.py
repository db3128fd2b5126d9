"""Rules that infer missing structure, and decisions about defects."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.models.baselines import Baseline
from towers.models.names import Region, Tower


class PlaceRule(Aggregate):
    """An editable rule that infers a team's tower or region from words in its rows; the first that fits decides."""

    class Target(models.TextChoices):
        TOWER = "tower"
        REGION = "region"

    class Source(models.TextChoices):
        UNIT = "unit"
        TITLE = "title"
        PROFESSION = "profession"
        LOCATION = "location", "site or country"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    place = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=10, choices=Target.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    words = models.CharField(max_length=300)
    tower = models.ForeignKey(Tower, models.CASCADE, null=True)
    region = models.ForeignKey(Region, models.CASCADE, null=True)

    objects = TenantQuerySet["PlaceRule"].as_manager()

    class Meta:
        ordering = ["target", "place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target="tower", tower__isnull=False, region=None)
                | Q(target="region", region__isnull=False, tower=None),
                name="a_rule_names_what_it_infers",
            )
        ]


class QualityDecision(Aggregate):
    """A defect of a baseline that somebody looked at and accepted as it is, with the reason."""

    TENANT_PATH = "baseline__organisation_id"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="quality_decisions")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=250)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    objects = TenantQuerySet["QualityDecision"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["baseline", "kind", "subject"], name="one_decision_per_defect")]
