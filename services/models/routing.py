"""The routing policy of a scenario: ordered rules that say which function takes a ticket."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.functions_reference import FUNCTION_CHOICES


class RoutingPolicy(Aggregate):
    """The rules of one scenario as a whole; a scenario without one has the default policy, at version 0."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.OneToOneField("functions.Scenario", models.CASCADE, related_name="routing_policy")

    objects = TenantQuerySet["RoutingPolicy"].as_manager()


class RoutingRule(models.Model):
    """One rule of one version of a policy, never changed: each write adds the rules of the next version.

    `conditions` by test, as in `services.routing.rules`; `via`: functions that have the ticket before `function_code`;
    `is_direct`: past the front door. Level 0: not said. Without a region the ticket stays in its own; in `skill`,
    {product} and {service} stand for the ticket's.
    """

    TENANT_PATH = "policy__scenario__organisation_id"

    policy = models.ForeignKey(RoutingPolicy, models.CASCADE, related_name="rules")
    version = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    conditions = models.JSONField(default=dict)
    via = models.JSONField(default=list)
    is_direct = models.BooleanField(default=False)
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    level = models.PositiveSmallIntegerField(default=0)
    region = models.ForeignKey("towers.Region", models.PROTECT, null=True)
    skill = models.CharField(max_length=120, blank=True)

    objects = TenantQuerySet["RoutingRule"].as_manager()

    class Meta:
        ordering = ["version", "place"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "version", "place"], name="one_routing_rule_per_place")
        ]
