"""What is said of a technology beside the services that touch it."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate


class TechnologyReuse(Aggregate):
    """Whether the technology with this `key` was built to be used by many services, or for a single one.

    It is there from the first time that somebody says so, and stays when no service touches the technology any more.
    """

    class Reuse(models.TextChoices):
        UNSAID = "unsaid", "not said"
        REUSE = "reuse", "built for reuse"
        SINGLE = "single", "for one service"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    key = models.CharField(max_length=200)
    reuse = models.CharField(max_length=10, choices=Reuse.choices, default=Reuse.UNSAID)

    objects = TenantQuerySet["TechnologyReuse"].as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_reuse_per_technology")]
