"""Who works by which calendar."""

from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from services.models.agreements import BusinessCalendar


class CalendarUse(Aggregate):
    """A region, or one team of it that differs, works by a calendar; whoever has none works by that of the log."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    region = models.ForeignKey("towers.Region", models.PROTECT, null=True, related_name="calendar_uses")
    team = models.ForeignKey("towers.Team", models.PROTECT, null=True, related_name="calendar_uses")
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, related_name="uses")

    objects = TenantQuerySet["CalendarUse"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(region=None, team__isnull=False) | Q(region__isnull=False, team=None),
                name="a_region_or_a_team_works",
            ),
            models.UniqueConstraint(fields=["region"], name="one_calendar_per_region"),
            models.UniqueConstraint(fields=["team"], name="one_calendar_per_team"),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The region or the team by name."""
        return (self.team or self.region).name  # type: ignore[union-attr]  # one of the two is stated

    @property
    def of_what(self) -> str:
        """What it is that works so."""
        return "team" if self.team_id else "region"
