"""How an organisation segments its tickets, and what auditors say of it."""

from django.db import models

from core.access import TenantQuerySet


class SegmentRule(models.Model):
    """One rule of one version of an organisation's set, never changed: each write adds the rules of the next version.

    `conditions`: texts by attribute, "words", and ranges [from, to], as in `metrics.computations.segments`.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    version = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    aspect = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20)
    conditions = models.JSONField(default=dict)

    objects = TenantQuerySet["SegmentRule"].as_manager()

    class Meta:
        ordering = ["version", "place"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version", "place"], name="one_segment_rule_per_place")
        ]


class SegmentAudit(models.Model):
    """What an auditor says of the class that a version of the rules gave to a ticket of a sample."""

    TENANT_PATH = "log__organisation_id"

    class Verdict(models.TextChoices):
        RIGHT = "right"
        WRONG = "wrong"
        UNSURE = "unsure"

    log = models.ForeignKey("services.TicketLog", models.CASCADE, related_name="segment_audits")
    rules_version = models.PositiveIntegerField()
    aspect = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20)
    ticket_key = models.CharField(max_length=120)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    created = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet["SegmentAudit"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log", "rules_version", "aspect", "ticket_key"], name="one_audit_per_segmented_ticket"
            )
        ]
