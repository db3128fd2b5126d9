"""Tickets: logs, their immutable segments, groups, people, statuses, tickets and events.

Instants are epoch microseconds UTC. Events are facts: integers only, written in batches, read by columns.
"""

from django.db import models

from core.access import TenantQuerySet
from core.models.base import Aggregate
from services.models.agreements import BusinessCalendar
from services.system_names import DEFAULT_RULE
from services.ticket_attributes import LONGEST_KEY, LONGEST_TEXT
from towers.functions_reference import FUNCTION_CHOICES


class TicketLog(Aggregate):
    """A named log; each import adds one segment. `version` moves with every segment that comes or goes.

    `calendar`: the hours in which its groups work, none for elapsed time. `system_rule`: which names are machines (see
    `services.system_names`). `marks` changes whenever other groups or users count as machines, or a status gets another
    class, and is empty before that: beside the segments it is what the columns depend on.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=120)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, null=True, related_name="logs")
    system_rule = models.TextField(default=DEFAULT_RULE, blank=True)
    marks = models.UUIDField(null=True)

    objects = TenantQuerySet["TicketLog"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_log_per_name")]

    def __str__(self) -> str:
        return self.name


class LogSegment(models.Model):
    """What one import added; invisible while loading, immutable once ready.

    `tallies`: how often it says which region and level of a group: {"region": [[group, region, rows], …], "level": …};
    whether a column says the order (`has_order`) or any row a door (`has_doors`); what goes from region to
    region event by event (`crossings`).
    """

    TENANT_PATH = "log__organisation_id"

    class State(models.TextChoices):
        LOADING = "loading"
        READY = "ready"
        UNDONE = "undone"

    log = models.ForeignKey(TicketLog, models.CASCADE, related_name="segments")
    import_of = models.OneToOneField("core.Import", models.PROTECT, related_name="segment")
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOADING)
    events = models.PositiveBigIntegerField(default=0)
    tickets = models.PositiveBigIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)
    has_history = models.BooleanField(default=True)
    has_statuses = models.BooleanField(default=False)
    first_at = models.BigIntegerField(null=True)
    last_at = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    tallies = models.JSONField(default=dict)

    objects = TenantQuerySet["LogSegment"].as_manager()


class Group(Aggregate):
    """A group as the log names it; `team` is a correctable link. Level 0 is unknown; `level_label` keeps “2nd 3rd”.

    A system holds no work; `is_by_hand` says that somebody decided so, whatever the log's rule says.
    """

    TENANT_PATH = "log__organisation_id"

    log = models.ForeignKey(TicketLog, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=LONGEST_TEXT)
    level = models.PositiveSmallIntegerField(default=0)
    level_label = models.CharField(max_length=LONGEST_TEXT, blank=True)
    region_name = models.CharField(max_length=LONGEST_TEXT, blank=True)
    is_system = models.BooleanField(default=False)
    is_by_hand = models.BooleanField(default=False)
    team = models.ForeignKey("towers.Team", models.SET_NULL, null=True, related_name="groups")

    objects = TenantQuerySet["Group"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["log", "name"], name="one_group_per_name")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person as the log names them; shown to nobody, counted only. A system is no person, by the log's rule."""

    TENANT_PATH = "log__organisation_id"

    log = models.ForeignKey(TicketLog, models.CASCADE, related_name="people")
    name = models.CharField(max_length=LONGEST_TEXT)
    is_system = models.BooleanField(default=False)

    objects = TenantQuerySet["Person"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "name"], name="one_person_per_name")]


class Status(models.Model):
    """A status as the log names it, with the class that the mapping gives it, or somebody by hand (`is_by_hand`)."""

    TENANT_PATH = "log__organisation_id"

    class Kind(models.IntegerChoices):
        UNKNOWN = 0
        QUEUED = 1
        WORKING = 2
        PENDING = 3
        CLOSED = 4

    log = models.ForeignKey(TicketLog, models.CASCADE, related_name="statuses")
    name = models.CharField(max_length=LONGEST_TEXT)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices, default=Kind.UNKNOWN)
    is_by_hand = models.BooleanField(default=False)

    objects = TenantQuerySet["Status"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "name"], name="one_status_per_name")]


class GroupPlacement(models.Model):
    """A group placed by hand in a scenario's function, where its team's effort does not say it."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey("functions.Scenario", models.CASCADE, related_name="group_placements")
    group = models.ForeignKey(Group, models.CASCADE)
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES)
    region = models.ForeignKey("towers.Region", models.PROTECT, null=True)

    objects = TenantQuerySet["GroupPlacement"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "group"], name="one_placement_per_group")]


class TicketTexts(models.Model):
    """What is said of a ticket; of origin, fault and the imported result of its SLA in words that are ours alone."""

    kind = models.CharField(max_length=LONGEST_TEXT, blank=True)
    priority = models.CharField(max_length=LONGEST_TEXT, blank=True)
    product = models.CharField(max_length=LONGEST_TEXT, blank=True)
    service = models.CharField(max_length=LONGEST_TEXT, blank=True)
    origin = models.CharField(max_length=12, blank=True)
    fault = models.CharField(max_length=12, blank=True)
    sla = models.CharField(max_length=12, blank=True)

    class Meta:
        abstract = True


class Ticket(TicketTexts):
    """One ticket of a log; `segment` is the one that brought it first."""

    TENANT_PATH = "log__organisation_id"

    log = models.ForeignKey(TicketLog, models.CASCADE, db_constraint=False)
    segment = models.ForeignKey(LogSegment, models.DO_NOTHING, db_constraint=False)
    key = models.CharField(max_length=LONGEST_KEY)
    opened = models.BigIntegerField()
    closed = models.BigIntegerField(null=True)

    objects = TenantQuerySet["Ticket"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "key"], name="one_ticket_per_key")]


class TicketAddition(TicketTexts):
    """What a later segment says of a ticket that an earlier one brought; it counts while its segment is ready.

    The last one that says anything of an attribute counts. What says nothing new has no row.
    """

    TENANT_PATH = "segment__log__organisation_id"

    segment = models.ForeignKey(LogSegment, models.DO_NOTHING, db_constraint=False)
    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, db_constraint=False, related_name="additions")

    objects = TenantQuerySet["TicketAddition"].as_manager()


class Event(models.Model):
    """One step in a ticket's life. Never written through the ORM; within a segment ids ascend in the log's order.

    `line` is (file number - 1) x 1,000,000,000 + the line in that file.
    """

    TENANT_PATH = "segment__log__organisation_id"

    segment = models.ForeignKey(LogSegment, models.DO_NOTHING, db_constraint=False, db_index=False)
    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, db_constraint=False, db_index=False)
    at = models.BigIntegerField()
    line = models.PositiveBigIntegerField()
    group = models.ForeignKey(Group, models.DO_NOTHING, null=True, db_constraint=False, db_index=False)
    person = models.ForeignKey(Person, models.DO_NOTHING, null=True, db_constraint=False, db_index=False)
    status = models.ForeignKey(Status, models.DO_NOTHING, null=True, db_constraint=False, db_index=False)

    objects = TenantQuerySet["Event"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["segment", "ticket", "at", "line"], name="events_in_order")]
