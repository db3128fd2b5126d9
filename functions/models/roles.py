"""The roles of a target, the positions placed into them, what is measured by output, and who answers for a process."""

from django.db import models

from core.access import TenantQuerySet
from functions.models.scenarios import Scenario
from towers.functions_reference import FUNCTION_CHOICES


class Role(models.Model):
    """A role of a scenario; `key` is its name in the steps, the same in every copy of the scenario.

    A hybrid role joins digital and conventional work and needs both sets of skills. `seats` are planned persons.
    Without a region it is for all regions. The overall leader stands above the functions and has none.
    """

    TENANT_PATH = "scenario__organisation_id"

    class Level(models.IntegerChoices):
        STAFF = 1, "staff"
        LEAD = 2, "lead"
        MANAGER = 3, "manager"
        HEAD = 4, "head"
        OVERALL = 5, "overall leader"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="roles")
    key = models.UUIDField()
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES, null=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.STAFF)
    responsibilities = models.CharField(max_length=1_000, blank=True)
    is_hybrid = models.BooleanField(default=False)
    conventional_skills = models.CharField(max_length=300, blank=True)
    digital_skills = models.CharField(max_length=300, blank=True)
    region = models.ForeignKey("towers.Region", models.PROTECT, null=True)
    seats = models.PositiveIntegerField(default=1)
    order = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet["Role"].as_manager()

    class Meta:
        ordering = ["function_code", "-level", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["scenario", "key"], name="one_role_per_key")]

    def __str__(self) -> str:
        return f"{self.name}, {self.region}" if self.region else self.name


class RoleSeat(models.Model):
    """A position of the scenario's baseline in one role: whole, with all its persons."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="role_seats")
    role = models.ForeignKey(Role, models.CASCADE, related_name="holders")
    position = models.ForeignKey("towers.Position", models.CASCADE)

    objects = TenantQuerySet["RoleSeat"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "position"], name="one_seat_per_position")]


class OutputMetric(models.Model):
    """What a function is measured by: results, not hours."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="output_metrics")
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    name = models.CharField(max_length=120)
    formula = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    owner = models.CharField(max_length=120)
    target = models.CharField(max_length=60)

    objects = TenantQuerySet["OutputMetric"].as_manager()

    class Meta:
        ordering = ["function_code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "function_code", "name"], name="one_output_metric_per_name")
        ]


class Duty(models.Model):
    """What a function or an office does in a process: one cell of the RACI table.

    `process` and `party` are codes of functions/reference/raci.toml; a party is a function's number or an office.
    """

    TENANT_PATH = "scenario__organisation_id"

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", "R: does it"
        ACCOUNTABLE = "A", "A: answers for it"
        BOTH = "AR", "A R: answers for it and does it"
        CONSULTED = "C", "C: is asked"
        INFORMED = "I", "I: is told"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="duties")
    process = models.CharField(max_length=40)
    party = models.CharField(max_length=10)
    letter = models.CharField(max_length=2, choices=Letter.choices)

    objects = TenantQuerySet["Duty"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "process", "party"], name="one_duty_per_party")]
