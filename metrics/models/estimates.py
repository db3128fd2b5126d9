"""What people who know say of tickets that an estimate is about."""

from django.db import models

from core.access import TenantQuerySet


class EstimateAudit(models.Model):
    """Whether a ticket could have gone the way that an estimate speaks of, as somebody judged who read it.

    `measure` is a code of `metrics.selectors.estimates`. A verdict is about the ticket and outlives other rules.
    """

    TENANT_PATH = "log__organisation_id"

    class Verdict(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNSURE = "unsure"

    log = models.ForeignKey("services.TicketLog", models.CASCADE, related_name="estimate_audits")
    measure = models.CharField(max_length=20)
    ticket_key = models.CharField(max_length=120)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    created = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet["EstimateAudit"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "measure", "ticket_key"], name="one_verdict_per_estimated_ticket")
        ]
