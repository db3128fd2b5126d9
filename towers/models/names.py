"""What keeps its identity across baselines: towers, regions, teams, activities and their wordings."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.functions_reference import FUNCTIONS


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
    """A technology tower: who answers for its cost and uptime, and its place in the reference taxonomy of towers.

    `tbm_code` is "" where it was not mapped, else a code of towers/tbm_reference.py.
    """

    owner = models.CharField(max_length=200, blank=True)
    tbm_code = models.CharField(max_length=60, blank=True)

    objects = TenantQuerySet["Tower"].as_manager()


class Region(Named):
    """A region of the world as the organisation divides it."""

    objects = TenantQuerySet["Region"].as_manager()


class Team(Named):
    """A team; what a baseline says of it is its `BaselineTeam`."""

    objects = TenantQuerySet["Team"].as_manager()


class Activity(Named):
    """A kind of work, with the function that it goes to by default.

    `default_key` is the key of the default activity that was given another name; `keywords` are the organisation's own
    words for it, separated by commas: they join those of the default.
    """

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
    is_coordination = models.BooleanField(default=False)
    default_key = models.CharField(max_length=200, blank=True)
    keywords = models.CharField(max_length=1_000, blank=True)
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
