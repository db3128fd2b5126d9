"""Surveys of what teams spend their time on."""

from django.conf import settings
from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from towers.models.baselines import Baseline
from towers.models.names import Team


class Survey(Aggregate):
    """Asks the managers of a baseline's teams what their people spend their time on."""

    TENANT_PATH = "baseline__organisation_id"

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="surveys")
    name = models.CharField(max_length=120)
    message = models.TextField(blank=True)
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    objects = TenantQuerySet["Survey"].as_manager()

    class Meta:
        ordering = ["-id"]


class SurveyRequest(Aggregate):
    """One team's question: who is asked, and the answer (shares of the team's FTE in 1/10,000 by activity uid).

    The link that is sent carries a signature over `uid` and `nonce`; a new nonce makes older links void. `approval`
    holds what approving did: the uids of the efforts it wrote, and the efforts that they replaced.
    """

    TENANT_PATH = "survey__baseline__organisation_id"

    class State(models.TextChoices):
        SENT = "sent"
        ANSWERED = "answered"
        APPROVED = "approved"
        RETURNED = "returned", "sent back"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="requests")
    team = models.ForeignKey(Team, models.PROTECT)
    recipient = models.EmailField(blank=True)
    nonce = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    shares = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    reply = models.CharField(max_length=500, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    approval = models.JSONField(default=dict)

    objects = TenantQuerySet["SurveyRequest"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "team"], name="one_request_per_team")]
