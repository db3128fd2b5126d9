"""The services that the organisation delivers, who owns them, for whom they are, and what can be ordered of them."""

from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate

LOWEST_VALUE, HIGHEST_VALUE = 1, 5


class Service(Aggregate):
    """A service from the idea to its end; `key` is its name, folded: by it tickets and agreements are found.

    The three days say since when it has been in a stage; those that are known stand in order. `value_score`: 1 to 5,
    what the service is worth to the business as somebody judged it. `decision`: what somebody decided to do with it on
    the day `decided_on`, and for which reason.
    """

    class Stage(models.TextChoices):
        PIPELINE = "pipeline", "pipeline"
        CATALOGUE = "catalogue", "catalogue"
        RETIRED = "retired", "retired"

    class Decision(models.TextChoices):
        UNDECIDED = "undecided", "undecided"
        INVEST = "invest", "invest"
        KEEP = "keep", "keep"
        RETIRE = "retire", "retire"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    family = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.CATALOGUE)
    pipeline_from = models.DateField(null=True)
    catalogue_from = models.DateField(null=True)
    retired_from = models.DateField(null=True)
    description = models.CharField(max_length=2_000, blank=True)
    benefits = models.CharField(max_length=2_000, blank=True)
    is_next_generation = models.BooleanField(default=False)
    value_score = models.PositiveSmallIntegerField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.UNDECIDED)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True)

    objects = TenantQuerySet["Service"].as_manager()

    class Meta:
        ordering = ["family", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_service_per_key"),
            models.CheckConstraint(
                condition=Q(value_score=None) | Q(value_score__gte=LOWEST_VALUE, value_score__lte=HIGHEST_VALUE),
                name="a_value_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceOwner(models.Model):
    """Who says to own a service from end to end: a team, or a name; one is right, several are a dispute."""

    TENANT_PATH = "service__organisation_id"

    service = models.ForeignKey(Service, models.CASCADE, related_name="owners")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    team = models.ForeignKey("towers.Team", models.PROTECT, null=True)

    objects = TenantQuerySet["ServiceOwner"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="one_owner_per_key")]


class CustomerGroup(Aggregate):
    """Those for whom services are; `doors` are the names of the places to which they go with a wish."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    doors = models.JSONField(default=list)

    objects = TenantQuerySet["CustomerGroup"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_customer_group_per_key")]

    def __str__(self) -> str:
        return self.name


class ServiceCustomer(models.Model):
    """A customer group that has a service."""

    TENANT_PATH = "service__organisation_id"

    service = models.ForeignKey(Service, models.CASCADE, related_name="customers")
    group = models.ForeignKey(CustomerGroup, models.CASCADE, related_name="services")

    objects = TenantQuerySet["ServiceCustomer"].as_manager()

    class Meta:
        ordering = ["group__name"]
        constraints = [models.UniqueConstraint(fields=["service", "group"], name="one_service_per_customer_group")]


class ServiceTower(models.Model):
    """A technology tower that a service touches."""

    TENANT_PATH = "service__organisation_id"

    service = models.ForeignKey(Service, models.CASCADE, related_name="towers")
    tower = models.ForeignKey("towers.Tower", models.PROTECT)

    objects = TenantQuerySet["ServiceTower"].as_manager()

    class Meta:
        ordering = ["tower__name"]
        constraints = [models.UniqueConstraint(fields=["service", "tower"], name="one_service_per_tower")]


class ServiceTechnology(models.Model):
    """A technology that a service touches, by name; with the same `key` it is one technology of the organisation."""

    TENANT_PATH = "service__organisation_id"

    service = models.ForeignKey(Service, models.CASCADE, related_name="technologies")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=200)

    objects = TenantQuerySet["ServiceTechnology"].as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="one_technology_per_key")]


class Offering(Aggregate):
    """What can be ordered of a service. `price` is for one unit, `other_cost` for a year, both in minor units.

    `units` are those of this year; `cost_grows` says which part of its cost grows with them in a forecast.
    """

    TENANT_PATH = "service__organisation_id"

    class Kind(models.TextChoices):
        STANDARD = "standard", "standard"
        CUSTOM = "custom", "custom"

    class Growing(models.TextChoices):
        BOTH = "both", "labour and other cost"
        LABOUR = "labour", "labour alone"
        OTHER = "other", "other cost alone"
        NOTHING = "nothing", "nothing: both stay as they are"

    service = models.ForeignKey(Service, models.CASCADE, related_name="offerings")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STANDARD)
    unit = models.CharField(max_length=60, blank=True)
    price = models.PositiveBigIntegerField(null=True)
    units = models.PositiveBigIntegerField(null=True)
    other_cost = models.PositiveBigIntegerField(null=True)
    cost_grows = models.CharField(max_length=10, choices=Growing.choices, default=Growing.BOTH)

    objects = TenantQuerySet["Offering"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="one_offering_per_key")]

    def __str__(self) -> str:
        return self.name


class OfferingLabour(models.Model):
    """Work of a team that goes into an offering, in 1/10,000 FTE all year."""

    TENANT_PATH = "offering__service__organisation_id"

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="labour")
    team = models.ForeignKey("towers.Team", models.PROTECT)
    fte = models.PositiveIntegerField()

    objects = TenantQuerySet["OfferingLabour"].as_manager()

    class Meta:
        ordering = ["team__name"]
        constraints = [models.UniqueConstraint(fields=["offering", "team"], name="one_labour_per_team")]
