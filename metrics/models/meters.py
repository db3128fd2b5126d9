"""Benefit meters: figures of a ticket log that are followed against a baseline and a target."""

from django.db import models
from django.db.models import F, Q

from core.access import TenantQuerySet
from core.models.base import Aggregate


class Meter(Aggregate):
    """What is followed: a figure of a log, the tickets it is about, and what it is held against; never its values.

    Months are yyyymm. `target` is in the unit of the figure's definition (`metrics.selectors.meter_figures`); shares
    are fractions of one. An agreement is needed by the figures of promises; one that was removed leaves the meter
    without. `basis`: whether a figure of time counts elapsed time or what is worked of it. `team` and `region` are
    names: the tickets that a group of it had; `one_group` and `other_group` name the pair that bounces.
    """

    class Basis(models.TextChoices):
        """How time is counted."""

        ELAPSED = "elapsed", "Elapsed"
        WORKING = "working", "Working hours"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    figure = models.CharField(max_length=40)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.ELAPSED)
    log = models.ForeignKey("services.TicketLog", models.CASCADE, related_name="meters")
    agreement = models.ForeignKey("services.Agreement", models.SET_NULL, null=True, related_name="meters")
    kind = models.CharField(max_length=200, blank=True)
    priority = models.CharField(max_length=200, blank=True)
    product = models.CharField(max_length=200, blank=True)
    service = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    one_group = models.CharField(max_length=200, blank=True)
    other_group = models.CharField(max_length=200, blank=True)
    baseline_from = models.PositiveIntegerField()
    baseline_to = models.PositiveIntegerField()
    target = models.FloatField()
    target_month = models.PositiveIntegerField()
    owner = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=500, blank=True)
    is_archived = models.BooleanField(default=False)

    objects = TenantQuerySet["Meter"].as_manager()

    class Meta:
        ordering = ["is_archived", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_meter_per_name"),
            models.CheckConstraint(
                condition=Q(baseline_from__lte=F("baseline_to"), baseline_to__lt=F("target_month")),
                name="a_meter_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
