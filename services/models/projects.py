"""Projects: which services each adds or changes, and what has to be there before it goes live."""

from django.db import models
from django.db.models import F, Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from services.models.portfolio import Service
from services.project_gate import DELIVERABLE_CHOICES, NOT_NEEDED, READY


class Project(Aggregate):
    """A short part of the life of services. Days are the first and the one on which it goes live; money in minor units.

    `live_reason`: why it is live though its gate is red; empty where it is not.
    """

    class Stage(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        BUILDING = "building", "in building"
        LIVE = "live", "live"
        STOPPED = "stopped", "stopped"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PROPOSED)
    begins_on = models.DateField(null=True)
    live_on = models.DateField(null=True)
    budget = models.PositiveBigIntegerField(null=True)
    sponsor = models.CharField(max_length=200, blank=True)
    live_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet["Project"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_project_per_key"),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(live_on=None) | Q(live_on__gte=F("begins_on")),
                name="a_project_in_order",
            ),
            models.CheckConstraint(condition=Q(live_reason="") | Q(stage="live"), name="a_reason_to_be_live"),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectService(models.Model):
    """A service that a project makes, replaces or improves."""

    TENANT_PATH = "project__organisation_id"

    class Kind(models.TextChoices):
        NEW = "new", "new"
        REPLACES = "replaces", "replaces"
        IMPROVES = "improves", "improves"

    project = models.ForeignKey(Project, models.CASCADE, related_name="services")
    service = models.ForeignKey(Service, models.CASCADE, related_name="projects")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    objects = TenantQuerySet["ProjectService"].as_manager()

    class Meta:
        ordering = ["service__name"]
        constraints = [models.UniqueConstraint(fields=["project", "service"], name="one_project_link_per_service")]


class ProjectDeliverable(models.Model):
    """One of the six things that a service needs before it goes live; one without a row is not begun.

    `budget` in minor units is a part of the project's. `reason`: why it is not needed.
    """

    TENANT_PATH = "project__organisation_id"

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", "not begun"
        IN_WORK = "in_work", "in work"
        READY = READY, "ready"
        NOT_NEEDED = NOT_NEEDED, "not needed"

    project = models.ForeignKey(Project, models.CASCADE, related_name="deliverables")
    kind = models.CharField(max_length=15, choices=DELIVERABLE_CHOICES)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NOT_BEGUN)
    reason = models.CharField(max_length=500, blank=True)
    budget = models.PositiveBigIntegerField(null=True)
    due_on = models.DateField(null=True)

    objects = TenantQuerySet["ProjectDeliverable"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="one_deliverable_per_kind"),
            models.CheckConstraint(
                condition=~Q(status="not_needed") & Q(reason="") | Q(status="not_needed") & ~Q(reason=""),
                name="not_needed_for_a_reason",
            ),
        ]
