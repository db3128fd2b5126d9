"""What is promised, to whom and by whom, and the calendars on which the time of a promise runs."""

from django.db import models
from django.db.models import F, Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from organisations.models import validate_time_zone
from services.calendars import Calendar
from towers.functions_reference import FUNCTION_CHOICES


class BusinessCalendar(Aggregate):
    """The hours in which somebody works.

    `spans`: weekday ("0" is Monday) -> [[from, to], …] in minutes after local midnight; `holidays`: [["2026-12-25",
    "Christmas Day"], …].
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, validators=[validate_time_zone])
    spans = models.JSONField(default=dict)
    holidays = models.JSONField(default=list)

    objects = TenantQuerySet["BusinessCalendar"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_calendar_per_name")]

    def __str__(self) -> str:
        return self.name

    def timed(self) -> Calendar:
        """The calendar that computations work with."""
        return Calendar.from_stored(self.time_zone, self.spans, self.holidays)


class Agreement(Aggregate):
    """What is promised for a service: to customers (SLR wanted, SLA agreed), in the house (OLA), by a supplier (UC).

    `service` is matched with that of tickets by `service_key`. `step`: the place of an OLA or UC on the path on which
    the service is delivered, 0 for none. A day of `valid_to` is the last one. A draft (`is_draft`) is promised by
    nobody yet: it counts beside other drafts only.
    """

    class Kind(models.TextChoices):
        SLR = "slr", "Service level requirement"
        SLA = "sla", "Service level agreement"
        OLA = "ola", "Operational level agreement"
        UC = "uc", "Underpinning contract"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    kind = models.CharField(max_length=3, choices=Kind.choices)
    name = models.CharField(max_length=120)
    service = models.CharField(max_length=120)
    service_key = models.CharField(max_length=200)
    customer_group = models.CharField(max_length=120, blank=True)
    team = models.ForeignKey("towers.Team", models.PROTECT, null=True)
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES, null=True)
    supplier = models.CharField(max_length=120, blank=True)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, related_name="agreements")
    step = models.PositiveSmallIntegerField(default=0)
    is_draft = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = TenantQuerySet["Agreement"].as_manager()

    class Meta:
        ordering = ["service_key", "kind", "step", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="an_agreement_in_order"
            ),
            models.CheckConstraint(condition=Q(kind__in=("ola", "uc")) | Q(step=0), name="a_step_is_ola_or_uc"),
            models.CheckConstraint(
                condition=~Q(kind="ola") & Q(team=None, function_code=None)
                | Q(kind="ola", team=None, function_code__isnull=False)
                | Q(kind="ola", team__isnull=False, function_code=None),
                name="an_ola_names_who_keeps_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgreementTarget(models.Model):
    """Minutes on the agreement's calendar for tickets of a priority; `priority` "" is for all that are not named."""

    TENANT_PATH = "agreement__organisation_id"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="targets")
    priority = models.CharField(max_length=40, blank=True)
    priority_key = models.CharField(max_length=200, blank=True)
    own_minutes = models.PositiveIntegerField(null=True)
    resolve_minutes = models.PositiveIntegerField(null=True)

    objects = TenantQuerySet["AgreementTarget"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "priority_key"], name="one_target_per_priority"),
            models.CheckConstraint(
                condition=Q(own_minutes__gt=0) | Q(resolve_minutes__gt=0), name="a_target_has_a_time"
            ),
        ]
