"""How demand comes in: what a log says of it ticket by ticket, and which doors are somebody's by name."""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from services.models.tickets import LogSegment, Ticket
from services.ticket_attributes import LONGEST_TEXT


class TicketDemand(models.Model):
    """By which door a ticket came in, for whom, and how content they were (0 to 100), as one segment says.

    It counts while its segment is ready; of several the last one that says anything counts. Tickets of which a segment
    says nothing of the kind have no row, so that a log without such columns has none at all. Written in batches.
    """

    TENANT_PATH = "segment__log__organisation_id"

    segment = models.ForeignKey(LogSegment, models.DO_NOTHING, db_constraint=False)
    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, db_constraint=False, related_name="demand")
    door = models.CharField(max_length=LONGEST_TEXT, blank=True)
    customer = models.CharField(max_length=LONGEST_TEXT, blank=True)
    satisfaction = models.FloatField(null=True)

    objects = TenantQuerySet["TicketDemand"].as_manager()


class FrontDoor(Aggregate):
    """A door of which somebody stated whether it is a named relationship manager; `key` is its name, folded."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=LONGEST_TEXT)
    key = models.CharField(max_length=LONGEST_TEXT)
    is_manager = models.BooleanField()

    objects = TenantQuerySet["FrontDoor"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_front_door_per_key")]

    def __str__(self) -> str:
        return self.name
