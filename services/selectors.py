"""Reads about ticket logs; nothing of a segment that is not ready is ever seen."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404

from core.access import is_uid, visible_or_404
from core.actor import Actor
from services.facts import LogFacts, log_facts, seen_groups
from services.models import BusinessCalendar, Event, Group, LogSegment, Ticket, TicketLog
from services.system_names import machines_in_words
from services.ticket_attributes import ATTRIBUTES
from towers.models import Baseline, Team

READY = Q(segments__state=LogSegment.State.READY)
IDS_PER_QUERY = 10_000
NO_SUCH_LOG = "There is no such ticket log in this organisation."
EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def instant(at_us: int | None) -> datetime.datetime | None:
    """An instant of a fact as a moment in UTC."""
    return None if at_us is None else EPOCH + datetime.timedelta(microseconds=at_us)


def day_in(zone: str, at_us: int | None) -> datetime.date | None:
    """The day of an instant where the organisation counts its days."""
    moment = instant(at_us)
    return None if moment is None else moment.astimezone(ZoneInfo(zone)).date()


def visible_logs(actor: Actor) -> QuerySet[TicketLog]:
    """The logs that have come in, newest first, with their period and what their biggest import holds."""
    logs = TicketLog.objects.visible_to(actor).filter(READY).select_related("calendar").order_by("-pk")
    return logs.annotate(
        imports=Count("segments", filter=READY),
        events=Max("segments__events", filter=READY),
        tickets=Max("segments__tickets", filter=READY),
        group_count=Max("segments__groups", filter=READY),
        has_history=Max(Cast("segments__has_history", IntegerField()), filter=READY),
        first_at=Min("segments__first_at", filter=READY),
        last_at=Max("segments__last_at", filter=READY),
        zone=F("organisation__time_zone"),
    )


def log_of(actor: Actor, uid: UUID | str) -> TicketLog:
    """The visible log with this uid, or 404."""
    log = visible_logs(actor).filter(uid=uid).first() if is_uid(uid) else None
    if log is None:
        raise Http404(NO_SUCH_LOG)
    return log


def logs_by_choice(actor: Actor) -> list[TicketLog]:
    """All of them, first the one that a page takes whose address names none."""
    return list(most_telling_first(visible_logs(actor)))


def newest_log(actor: Actor) -> TicketLog | None:
    """The log that was made last, of those with a history and with groups that are linked to teams if there are any."""
    return cast("TicketLog | None", most_telling_first(visible_logs(actor)).first())


def most_telling_first(logs: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `visible_logs` with a history first, of them those that speak of teams, of them the newest.

    A log of somebody else's tickets, brought in for comparison, does not take the place of the organisation's own.
    """
    told: QuerySet[Any] = logs.annotate(has_teams=Exists(groups_with_teams(OuterRef("pk"))))
    return told.order_by("-has_history", "-has_teams", "-pk")


def groups_with_teams(log: Any) -> QuerySet[Group]:
    """The groups of a log that are linked to a team."""
    return Group.objects.filter(log=log, team__isnull=False)


def log_segments(log: TicketLog) -> list[LogSegment]:
    """What was imported into the log, with each import."""
    return list(log.segments.filter(state=LogSegment.State.READY).select_related("import_of").order_by("pk"))


@dataclass(frozen=True, slots=True)
class LogRow:
    """A log as the pages show it; where several imports overlap, the list knows a lower bound only (`is_exact`)."""

    log: TicketLog
    imports: int
    events: int
    tickets: int
    groups: int
    first_day: datetime.date | None
    last_day: datetime.date | None
    has_history: bool
    is_exact: bool = True


def log_row(log: Any, facts: LogFacts) -> LogRow:
    """What is visible of a log from `visible_logs`, counted over its events."""
    counts = len(facts.at), len(facts.ticket_ids), len(facts.group_ids)
    days = day_in(log.zone, log.first_at), day_in(log.zone, log.last_at)
    return LogRow(log, log.imports, *counts, *days, bool(log.has_history))


def log_list(actor: Actor) -> list[LogRow]:
    """The logs of the organisation, from what the imports said of themselves: no event is read."""
    return [
        LogRow(
            log=log,
            imports=log.imports,
            events=log.events,
            tickets=log.tickets,
            groups=log.group_count,
            first_day=day_in(log.zone, log.first_at),
            last_day=day_in(log.zone, log.last_at),
            has_history=bool(log.has_history),
            is_exact=log.imports == 1,
        )
        for log in cast("Iterable[Any]", visible_logs(actor))
    ]


def group_list(log: TicketLog, facts: LogFacts, query: str = "") -> list[dict[str, Any]]:
    """The groups of a log with their events, the busiest first; `query` is a part of the name."""
    events = facts.events_per_group()
    groups = sorted(seen_groups(log.pk, facts), key=lambda group: (-events[group.pk], group.name))
    return named_like([{"group": group, "events": events[group.pk]} for group in groups], query)


def named_like(rows: list[dict[str, Any]], query: str) -> list[dict[str, Any]]:
    """Those of `group_list` with this in the group's name."""
    return [row for row in rows if query.casefold() in row["group"].name.casefold()]


@dataclass(frozen=True, slots=True)
class Machines:
    """How many groups and users of a log count as machines, and the share of its events that is theirs."""

    groups: int
    users: int
    events: int
    share: float | None

    @property
    def in_words(self) -> str:
        """What becomes of their events."""
        return machines_in_words(self.groups, self.users)


def machines_of(facts: LogFacts) -> Machines:
    """The machines among those that visible events name."""
    share = facts.system_events / len(facts.at) if len(facts.at) else None
    return Machines(len(facts.system_groups), facts.system_users, facts.system_events, share)


def calendars_of(actor: Actor) -> QuerySet[BusinessCalendar]:
    """The calendars that a log can have."""
    return BusinessCalendar.objects.visible_to(actor)


def group_of(actor: Actor, log: TicketLog, uid: UUID | str) -> Group:
    """A group of the log that its visible events name, or 404."""
    group = visible_or_404(Group, actor, uid, "team", "log")
    if group.log_id != log.pk or group.pk not in log_facts(log.pk).group_ids:
        raise Http404("No visible event of this log names the group.")
    return group


def groups_seen(actor: Actor, log: TicketLog) -> QuerySet[Group]:
    """The groups of a log that its visible events name."""
    return Group.objects.visible_to(actor).filter(log=log, pk__in=log_facts(log.pk).group_ids.tolist())


def teams_of(actor: Actor) -> QuerySet[Team]:
    """All teams, for links."""
    return Team.objects.visible_to(actor).order_by("name")


def open_baselines(actor: Actor) -> QuerySet[Baseline]:
    """The drafts that new teams can go to, newest first."""
    return Baseline.objects.visible_to(actor).filter(state=Baseline.State.DRAFT).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a ticket; the person is not shown. `kind` is the class of its status; a machine holds no work.

    `team`: to which the group is matched, if it is.
    """

    at: datetime.datetime
    group: str
    level: int
    status: str
    is_handoff: bool
    since: int | None
    kind: int = 0
    is_machine: bool = False
    team: str = ""

    @property
    def at_us(self) -> int:
        """Its instant as epoch microseconds."""
        return (self.at - EPOCH) // datetime.timedelta(microseconds=1)

    @property
    def since_seconds(self) -> float | None:
        """The time since the event before, in seconds."""
        return None if self.since is None else self.since / 1_000_000


def ticket_keys(ids: Iterable[int]) -> dict[int, str]:
    """The numbers of tickets by id; the ids come from the columns of a log that the actor may see."""
    wanted = sorted(set(ids))
    keys: dict[int, Ticket] = {}
    for start in range(0, len(wanted), IDS_PER_QUERY):
        keys |= Ticket.objects.in_bulk(wanted[start : start + IDS_PER_QUERY])
    return {pk: ticket.key for pk, ticket in keys.items()}


def ticket_of(actor: Actor, log: TicketLog, key: str) -> Ticket:
    """The ticket with this number, if a visible event belongs to it, or 404; with what later imports say of it."""
    found: QuerySet[Any] = Ticket.objects.visible_to(actor).filter(log=log, key=key)
    ticket = found.annotate(is_seen=Exists(_events_of(log, OuterRef("pk")))).first()
    if ticket is None or not ticket.is_seen:
        raise Http404("There is no such ticket in this log.")
    for said in ticket.additions.filter(segment__state=LogSegment.State.READY).order_by("segment", "pk"):
        for name in ATTRIBUTES:
            setattr(ticket, name, getattr(said, name) or getattr(ticket, name))
    return cast("Ticket", ticket)


def ticket_path(log: TicketLog, ticket: Ticket) -> list[Step]:
    """All events of a ticket in the log's order."""
    fields = (
        "segment",
        "at",
        "group",
        "person",
        "status",
        "group__name",
        "group__level",
        "group__is_system",
        "group__team__name",
        "status__name",
        "status__kind",
    )
    rows = _events_of(log, ticket).order_by("at", "segment", "pk").values_list(*fields)
    steps: list[Step] = []
    holder, last_at = "", 0
    for at, name, level, is_system, team, status, kind in _without_repeats(rows):
        held_by = "" if is_system else name or ""  # a machine holds no work
        is_handoff = bool(holder and held_by and held_by != holder)
        moment = EPOCH + datetime.timedelta(microseconds=at)
        since = at - last_at if steps else None
        where = moment, name or "", level or 0, status or ""
        steps.append(Step(*where, is_handoff, since, kind or 0, bool(is_system), team or ""))
        holder, last_at = held_by or holder, at
    return steps


def _without_repeats(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """An event that several imports hold as often as in the one that holds it most (see `services.facts`)."""
    shown: Counter[tuple[Any, ...]] = Counter()
    in_segment: Counter[tuple[Any, ...]] = Counter()
    for segment, at, group, person, status, *told in rows:
        event = (at, group, person, status)
        in_segment[segment, event] += 1
        if in_segment[segment, event] > shown[event]:
            shown[event] += 1
            yield at, *told


def _events_of(log: TicketLog, ticket: Ticket | OuterRef) -> QuerySet[Event]:
    ready = LogSegment.objects.filter(log=log, state=LogSegment.State.READY)
    return Event.objects.filter(segment__in=ready, ticket=ticket)
