"""Where service management processes meet projects, as the organisation says it."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate


class TouchPoint(Aggregate):
    """What the organisation says instead of the default where a process meets a phase; an empty text: nothing.

    `process` and `phase` are codes of `services.office.reference`; the default, which has no row, is version 0.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    process = models.CharField(max_length=20)
    phase = models.CharField(max_length=20)
    text = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=120, blank=True)

    objects = TenantQuerySet["TouchPoint"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "process", "phase"], name="one_touch_point_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.process}, {self.phase}"
