"""Refreshing a baseline from a later extract of the staff list."""

from django.conf import settings
from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.models.baselines import Baseline
from towers.models.positions import Position


class Refresh(Aggregate):
    """A draft that takes in a later extract, as yet unaccepted or accepted; its parent is what it is compared with.

    `is_complete`: whoever is not in the extract has left; otherwise it only changes what it names.
    """

    TENANT_PATH = "baseline__organisation_id"

    baseline = models.OneToOneField(Baseline, models.CASCADE, related_name="refresh")
    is_complete = models.BooleanField()
    accepted_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    objects = TenantQuerySet["Refresh"].as_manager()


class SamePost(models.Model):
    """Somebody confirmed that two positions are one post whose reference has changed."""

    TENANT_PATH = "refresh__baseline__organisation_id"

    refresh = models.ForeignKey(Refresh, models.CASCADE, related_name="same_posts")
    before = models.ForeignKey(Position, models.CASCADE, related_name="+")
    after = models.ForeignKey(Position, models.CASCADE, related_name="+")

    objects = TenantQuerySet["SamePost"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refresh", "before"], name="one_later_post"),
            models.UniqueConstraint(fields=["refresh", "after"], name="one_earlier_post"),
        ]
