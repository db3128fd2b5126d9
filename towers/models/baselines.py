"""A baseline and what it says of its teams."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.models.names import Region, Team, Tower


class Baseline(Aggregate):
    """The organisation as it was on a date; a locked one never changes."""

    class State(models.TextChoices):
        DRAFT = "draft"
        LOCKED = "locked"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    as_of = models.DateField()
    parent = models.ForeignKey("self", models.PROTECT, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)

    objects = TenantQuerySet["Baseline"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_baseline_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_locked(self) -> bool:
        """Locked: rests under a decision or was locked by hand."""
        return self.state == self.State.LOCKED


class BaselineTeam(models.Model):
    """What a baseline says of a team; `capability` is what it is organised around, whatever its tower.

    `tower_rule` and `region_rule` say by what these were inferred, if they were.
    """

    TENANT_PATH = "baseline__organisation_id"

    class Orientation(models.TextChoices):
        DIGITAL = "digital"
        CONVENTIONAL = "conventional"
        HYBRID = "hybrid"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="teams")
    team = models.ForeignKey(Team, models.PROTECT)
    tower = models.ForeignKey(Tower, models.PROTECT, null=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True)
    tower_rule = models.CharField(max_length=300, blank=True)
    region_rule = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    orientation = models.CharField(max_length=15, choices=Orientation.choices, default=Orientation.CONVENTIONAL)
    capability = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TenantQuerySet["BaselineTeam"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["baseline", "team"], name="one_team_per_baseline")]
