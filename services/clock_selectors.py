"""Reads about who works by which calendar."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import QuerySet

from core.access import visible_or_404
from core.actor import Actor
from services.clocks import Clocks, Ints, NamedClocks
from services.models import BusinessCalendar, CalendarUse, Group, TicketLog
from towers.models import Baseline, BaselineTeam, Region, Team
from towers.names import folded

Standing = tuple[int, int | None, str]  # a group's id, its team, and its region by name


def uses_of(actor: Actor) -> list[CalendarUse]:
    """Who works by which calendar, regions before teams, by name."""
    rows = CalendarUse.objects.visible_to(actor).select_related("region", "team", "calendar")
    return sorted(rows, key=lambda use: (use.of_what, use.who))


def use_of(actor: Actor, uid: UUID | str) -> CalendarUse:
    """The one with this uid, or 404."""
    return visible_or_404(CalendarUse, actor, uid, "region", "team", "calendar")


def regions_without(actor: Actor) -> QuerySet[Region]:
    """The regions that have no calendar of their own."""
    return Region.objects.visible_to(actor).filter(calendar_uses=None)


def teams_without(actor: Actor) -> QuerySet[Team]:
    """The teams that have no calendar of their own."""
    return Team.objects.visible_to(actor).filter(calendar_uses=None)


@dataclass(frozen=True, slots=True)
class LogClocks:
    """The calendars of a log's groups, the log's first; `of_group`: a group's id and the place of its own."""

    calendars: list[BusinessCalendar]
    of_group: tuple[tuple[int, int], ...]

    @property
    def mark(self) -> int:
        """Changes whenever another group works by another calendar; 0 where none has its own."""
        stated = [(pk, self.calendars[place].pk) for pk, place in self.of_group]
        return zlib.crc32(repr(stated).encode()) >> 1 if stated else 0

    def timed(self) -> Clocks:
        """What computations work with."""
        names = tuple(calendar.name for calendar in self.calendars)
        return Clocks(tuple(calendar.timed() for calendar in self.calendars), self.of_group, names)


def clocks_of(log: TicketLog) -> Clocks | None:
    """The working hours of a log's groups; None where the log has no calendar, and time is elapsed time."""
    found = log_clocks([log]).get(log.pk)
    return found.timed() if found else None


def ticket_clocks(log: TicketLog, names: Iterable[str]) -> tuple[NamedClocks, Ints] | None:
    """The clocks of the groups with these names, and the ids of these groups; None as in `clocks_of`."""
    groups = list(Group.objects.filter(log=log, name__in=set(names)).order_by("pk")) if log.calendar else []
    found = log_clocks([log], groups).get(log.pk)
    if found is None:
        return None
    own = dict(found.of_group)
    named = {group.name: own[group.pk] for group in groups if group.pk in own}
    return NamedClocks(found.timed(), named), np.array([group.pk for group in groups], np.int64)


def clocks_at(log: TicketLog, standings: Iterable[Standing]) -> LogClocks | None:
    """The calendars of groups of which it is known already where they stand; one query. None as in `clocks_of`."""
    if log.calendar is None:
        return None
    stated = _stated_by(log.organisation_id)
    own = [(pk, calendar) for pk, team, region in standings if (calendar := stated.of(team, folded(region)))]
    return _placed(log.calendar, own)


def log_clocks(logs: Iterable[TicketLog], groups: Iterable[Group] | None = None) -> dict[int, LogClocks]:
    """By log (all of one organisation), of those that have a calendar: a group works by its team's calendar, else its
    region's, else the log's. The region is that of the team in the newest baseline; without one there, the log's own.
    At most three queries; `groups`: those to look at, all without.
    """
    known = [log for log in logs if log.calendar]
    if not known:
        return {}
    stated = _stated_by(known[0].organisation_id)
    own: dict[int, list[tuple[int, BusinessCalendar]]] = {log.pk: [] for log in known}
    if stated.has_any:
        regions = _regions_of_teams(known[0].organisation_id)
        for group in Group.objects.filter(log__in=known).order_by("pk") if groups is None else groups:
            if calendar := stated.of(group.team_id, regions.get(group.team_id) or folded(group.region_name)):
                own[group.log_id].append((group.pk, calendar))
    return {log.pk: _placed(log.calendar, own[log.pk]) for log in known if log.calendar}


@dataclass(frozen=True, slots=True)
class _Stated:
    """The calendars of teams by id, and of regions by key."""

    by_team: dict[int | None, BusinessCalendar]
    by_region: dict[str, BusinessCalendar]

    @property
    def has_any(self) -> bool:
        return bool(self.by_team or self.by_region)

    def of(self, team: int | None, region: str) -> BusinessCalendar | None:
        """The calendar of a team in a region."""
        return self.by_team.get(team) or self.by_region.get(region)


def _stated_by(organisation: int) -> _Stated:
    uses = list(CalendarUse.objects.filter(organisation=organisation).select_related("calendar", "region"))
    return _Stated(
        {use.team_id: use.calendar for use in uses if use.team_id},
        {use.region.key: use.calendar for use in uses if use.region},
    )


def _placed(of_log: BusinessCalendar, own: list[tuple[int, BusinessCalendar]]) -> LogClocks:
    """Calendars by their places; a group whose own is that of the log is named all the same."""
    calendars = list(dict.fromkeys([of_log, *(calendar for _, calendar in own)]))
    places = {calendar.pk: place for place, calendar in enumerate(calendars)}
    return LogClocks(calendars, tuple((pk, places[calendar.pk]) for pk, calendar in own))


def _regions_of_teams(organisation: int) -> dict[int | None, str]:
    """The key of the region of each team in the newest baseline."""
    newest = Baseline.objects.filter(organisation=organisation).order_by("-pk").values("pk")[:1]
    rows = BaselineTeam.objects.filter(baseline__in=newest, region__isnull=False)
    return dict(rows.values_list("team_id", "region__key"))
