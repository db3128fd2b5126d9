"""Who owns services in a target organisation."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from services.models.portfolio import Service
from towers.functions_reference import FUNCTION_CHOICES


class TargetOwner(Aggregate):
    """The function that owns a service from end to end in a scenario, as somebody decided; one at most.

    `role` is the key of a role of the scenario, which stays when steps are undone and done again; without one only the
    function is decided.
    """

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey("functions.Scenario", models.CASCADE, related_name="service_owners")
    service = models.ForeignKey(Service, models.CASCADE, related_name="target_owners")
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    role = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = TenantQuerySet["TargetOwner"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "service"], name="one_target_owner_per_service")]
