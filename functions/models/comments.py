"""What people say about a scenario, and about what of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from functions.models.scenarios import Scenario
from towers.functions_reference import FUNCTION_CHOICES


class Comment(Aggregate):
    """A remark about a scenario as a whole, a function, a card (a team's effort on an activity) or a figure."""

    TENANT_PATH = "scenario__organisation_id"

    class About(models.TextChoices):
        SCENARIO = "scenario", "the whole"
        FUNCTION = "function"
        CARD = "card"
        FIGURE = "figure"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="comments")
    about = models.CharField(max_length=10, choices=About.choices, default=About.SCENARIO)
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES, null=True)
    team = models.ForeignKey("towers.Team", models.PROTECT, null=True)
    activity = models.ForeignKey("towers.Activity", models.PROTECT, null=True)
    metric = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=2_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="comments")
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Comment"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about="scenario")
                | Q(about="function", function_code__isnull=False)
                | Q(about="card", team__isnull=False, activity__isnull=False)
                | ~Q(metric="") & Q(about="figure"),
                name="comment_names_what_it_is_about",
            )
        ]
