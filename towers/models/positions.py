"""Positions: posts, or aggregates of whole posts."""

from django.db import models
from django.db.models import F, Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.models.baselines import Baseline
from towers.models.names import Team


class Position(Aggregate):
    """One row of the source: a post, or an aggregate of whole posts (`is_aggregate`). Unknown cost is null, never 0.

    `person_ref` is the source's reference of the person, who may have several rows; `manager_rule` and `cost_rule` say
    by what the manager was inferred and the cost assumed, if they were.
    """

    TENANT_PATH = "baseline__organisation_id"

    class Status(models.TextChoices):
        FILLED = "filled"
        VACANT = "vacant"
        ELIMINATED = "eliminated"

    class Employment(models.TextChoices):
        EMPLOYEE = "employee"
        CONTRACTOR = "contractor"
        VENDOR = "vendor"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="positions")
    key = models.CharField(max_length=200)
    occurrence = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    grade = models.CharField(max_length=60, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True)
    manager = models.ForeignKey("self", models.SET_NULL, null=True, related_name="reports")
    manager_ref = models.CharField(max_length=200, blank=True)
    manager_rule = models.CharField(max_length=200, blank=True)
    person_ref = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=200, blank=True)
    profession = models.CharField(max_length=200, blank=True)
    fte = models.PositiveBigIntegerField()
    heads = models.PositiveIntegerField(default=1)
    is_aggregate = models.BooleanField(default=False)
    cost_low = models.PositiveBigIntegerField(null=True)
    cost_high = models.PositiveBigIntegerField(null=True)
    cost_rule = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.FILLED)
    employment = models.CharField(max_length=10, choices=Employment.choices, default=Employment.EMPLOYEE)
    import_row = models.ForeignKey("core.ImportRow", models.SET_NULL, null=True)

    objects = TenantQuerySet["Position"].as_manager()

    class Meta:
        ordering = ["key", "occurrence"]
        constraints = [
            models.UniqueConstraint(fields=["baseline", "key", "occurrence"], name="one_position_per_key"),
            models.CheckConstraint(
                condition=Q(cost_low__isnull=True, cost_high__isnull=True) | Q(cost_low__lte=F("cost_high")),
                name="cost_band_in_order",
            ),
        ]

    @property
    def cost(self) -> float | None:
        """Yearly cost of one full-time year, the middle of its band; None if unknown."""
        return None if self.cost_low is None or self.cost_high is None else (self.cost_low + self.cost_high) / 2
