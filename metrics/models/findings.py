"""Decisions about duplications that were found."""

from django.conf import settings
from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate


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
