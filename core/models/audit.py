"""The audit trail's table."""

from django.conf import settings
from django.db import models

from core.access import TenantQuerySet


class AuditEntry(models.Model):
    """Who wrote what, before and after (pay masked); append-only, written in the transaction of the write."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = TenantQuerySet["AuditEntry"].as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "-id"])]
