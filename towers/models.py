"""The organisation as it is: baselines, regions, towers, teams, positions, activities, effort.

FTE are integers of 1/10,000; money is in minor units of the organisation's currency.
"""

from django.db import models
from django.db.models import F, Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.functions_reference import FUNCTIONS

FTE_UNIT = 10_000


class Named(Aggregate):
    """A thing that keeps its identity across baselines: `key` is its name, folded, unique in the organisation."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_%(class)s_per_key")]

    def __str__(self) -> str:
        return self.name


class Tower(Named):
    """A technology tower."""

    objects = TenantQuerySet["Tower"].as_manager()


class Region(Named):
    """A region of the world as the organisation divides it."""

    objects = TenantQuerySet["Region"].as_manager()


class Team(Named):
    """A team; what a baseline says of it is its `BaselineTeam`."""

    objects = TenantQuerySet["Team"].as_manager()


class Activity(Named):
    """A kind of work, with the function that it goes to by default."""

    class ValueClass(models.TextChoices):
        VALUE = "value", "value-adding"
        NECESSARY = "necessary", "necessary"
        LOW = "low", "low value"

    class ScaleClass(models.TextChoices):
        ADMINISTRATIVE = "administrative", "administrative"
        FACTORY = "factory", "factory"
        EXPERT = "expert", "expert"
        SPECIALIST = "specialist", "specialist level 2/3"
        HANDS = "hands", "hands"

    function_code = models.PositiveSmallIntegerField(choices=[(function.code, function.name) for function in FUNCTIONS])
    is_shareable = models.BooleanField(default=True)
    is_ticket_driven = models.BooleanField(default=False)
    is_management = models.BooleanField(default=False)
    value_class = models.CharField(max_length=10, choices=ValueClass.choices, default=ValueClass.NECESSARY)
    scale_class = models.CharField(max_length=15, choices=ScaleClass.choices, default=ScaleClass.EXPERT)

    objects = TenantQuerySet["Activity"].as_manager()

    class Meta(Named.Meta):
        verbose_name_plural = "activities"


class ActivityWording(models.Model):
    """What a wording of the organisation's sources means; kept when somebody corrects a proposal."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    key = models.CharField(max_length=200)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="wordings")

    objects = TenantQuerySet["ActivityWording"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_meaning_per_wording")]


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
    """What a baseline says of a team."""

    TENANT_PATH = "baseline__organisation_id"

    class Orientation(models.TextChoices):
        DIGITAL = "digital"
        CONVENTIONAL = "conventional"
        HYBRID = "hybrid"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="teams")
    team = models.ForeignKey(Team, models.PROTECT)
    tower = models.ForeignKey(Tower, models.PROTECT, null=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True)
    level = models.PositiveSmallIntegerField(null=True)
    orientation = models.CharField(max_length=15, choices=Orientation.choices, default=Orientation.CONVENTIONAL)

    objects = TenantQuerySet["BaselineTeam"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["baseline", "team"], name="one_team_per_baseline")]


class Position(Aggregate):
    """One row of the source: a post, or an aggregate of whole posts (`is_aggregate`). Unknown cost is null, never 0."""

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
    fte = models.PositiveBigIntegerField()
    heads = models.PositiveIntegerField(default=1)
    is_aggregate = models.BooleanField(default=False)
    cost_low = models.PositiveBigIntegerField(null=True)
    cost_high = models.PositiveBigIntegerField(null=True)
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


class Effort(models.Model):
    """FTE of one team on one activity, optionally of one position; `wording` is the source's name of the activity."""

    TENANT_PATH = "baseline__organisation_id"

    class Evidence(models.TextChoices):
        MEASURED = "measured"
        SURVEYED = "surveyed"
        BENCHMARK = "benchmark"
        ASSUMED = "assumed"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="efforts")
    team = models.ForeignKey(Team, models.PROTECT)
    activity = models.ForeignKey(Activity, models.PROTECT)
    position = models.ForeignKey(Position, models.CASCADE, null=True)
    fte = models.PositiveBigIntegerField()
    evidence = models.CharField(max_length=10, choices=Evidence.choices)
    source_rule = models.CharField(max_length=200, blank=True)
    score = models.FloatField(null=True)
    wording = models.CharField(max_length=200, blank=True)
    import_row = models.ForeignKey("core.ImportRow", models.SET_NULL, null=True)

    objects = TenantQuerySet["Effort"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["baseline", "team", "activity"])]
