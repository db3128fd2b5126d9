"""A run: one execution of a computation or an import step."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate


class Run(Aggregate):
    """The truth about a piece of work; the broker only rings a bell.

    `fingerprint` covers kind, parameters, inputs with versions, formula versions, seed and the lock file's hash.
    Times of the lease are epoch milliseconds of the database's clock; `owner` is the process that has it.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    ACTIVE = (State.QUEUED, State.RUNNING)

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until_ms = models.BigIntegerField(null=True)
    owner = models.CharField(max_length=120, blank=True)
    dispatched_at_ms = models.BigIntegerField(null=True)
    progress = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    stage = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    outcome = models.JSONField(default=dict)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    objects = TenantQuerySet["Run"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "fingerprint"],
                condition=Q(state__in=["queued", "running"]),
                name="one_active_run_per_fingerprint",
            )
        ]
        indexes = [
            models.Index(
                fields=["state", "lease_until_ms"], condition=Q(state__in=["queued", "running"]), name="active_runs"
            ),
            models.Index(fields=["organisation", "kind", "-id"]),
        ]

    @property
    def is_active(self) -> bool:
        """Queued or running."""
        return self.state in self.ACTIVE

    @property
    def percent(self) -> int:
        """Progress in whole percent; 0 while the total is unknown."""
        return min(100, self.progress * 100 // self.total) if self.total else 0


class RunInput(models.Model):
    """One input of a run, with the version (or hash) that it had: moved on since means the result is stale."""

    TENANT_PATH = "run__organisation_id"

    run = models.ForeignKey(Run, models.CASCADE, related_name="inputs")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    object_version = models.PositiveIntegerField(default=1)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = TenantQuerySet["RunInput"].as_manager()
