"""Scenarios, their operations, and the placements that follow from them."""

from django.conf import settings
from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.functions_reference import FUNCTION_CHOICES


class Scenario(Aggregate):
    """One target design for a baseline. Its version is the number of its last operation.

    A branch names its parent, the step of the parent that it began after, and its part: functions by code, towers by
    id ({} is the whole design). `merged_as` is the step of the parent that took it over.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        ARCHIVED = "archived"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    baseline = models.ForeignKey("towers.Baseline", models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="branches")
    branched_at = models.PositiveIntegerField(null=True)
    part = models.JSONField(default=dict, blank=True)
    merged_as = models.OneToOneField("functions.Operation", models.PROTECT, null=True, related_name="merged_branch")

    objects = TenantQuerySet["Scenario"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_scenario_per_name")]

    def __str__(self) -> str:
        return self.name


class Operation(models.Model):
    """One step of a design, append-only; `reverses` names the step that this one undoes."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="operations")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True)

    objects = TenantQuerySet["Operation"].as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["scenario", "seq"], name="one_operation_per_seq")]


class Placement(models.Model):
    """Where a scenario puts a team's effort on an activity; shares (1/10,000 of its volume) add up to 1."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="placements")
    team = models.ForeignKey("towers.Team", models.PROTECT)
    activity = models.ForeignKey("towers.Activity", models.PROTECT)
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    share = models.PositiveIntegerField()

    objects = TenantQuerySet["Placement"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "team", "activity", "function_code"], name="one_placement_each")
        ]
