"""A ticket log as the computations read it, with what every page asks of it computed once per process."""

from __future__ import annotations

from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from django.http import Http404

from core.actor import Actor
from metrics.computations.columns import EventColumns, Flags, Ints, TicketBounds
from metrics.computations.first_line import FirstLine, first_line_resolution
from metrics.computations.handoffs import (
    Handoffs,
    Reassignments,
    TicketCounts,
    handoffs,
    handoffs_per_ticket,
    month_of,
    reassignments,
)
from metrics.computations.paths import Paths, paths
from metrics.computations.pending import Stretches, open_stretches
from metrics.computations.ping_pong import Occurrences, PingPong, ping_pong, ping_pong_occurrences
from metrics.computations.waiting import QueueTimes, queue_times, wait_order
from services.clocks import Clocks
from services.facts import LogFacts, log_facts
from services.models import Group, TicketLog


class Clock:
    """How long handoffs waited and tickets were open and lasted, as the calendars of those who had them count it."""

    def __init__(self, columns: LogColumns, clocks: Clocks) -> None:
        self.clocks = clocks
        self._columns = columns
        self._places = clocks.places(columns.group_ids)

    @cached_property
    def waits(self) -> QueueTimes:
        """Queue time of each handoff on the receiver's calendar; how it ended is the same on every calendar."""
        waits, moves = self._columns.waits, self._columns.moves
        return QueueTimes(self._worked_us(moves.at, waits.wait_us, moves.receiver), waits.kind)

    @cached_property
    def wait_order(self) -> Ints:
        """The handoffs by their wait."""
        return wait_order(self.waits.wait_us, self.waits.is_observed)

    @cached_property
    def lasts_us(self) -> Ints:
        """How long each stretch of open time lasted on the calendar of the group that held the ticket."""
        stretches = self._columns.stretches
        return self._worked_us(self._columns.events.at[stretches.event], stretches.lasts_us, stretches.group)

    @cached_property
    def spans_us(self) -> Ints:
        """Time from the first event of each ticket to its last, on the calendar of the log: nobody had all of it."""
        at, bounds = self._columns.events.at, self._columns.bounds
        return self.clocks.of_log.worked_us(at[bounds.first], at[bounds.last])

    def _worked_us(self, begins: Ints, lasts_us: Ints, group: Ints) -> Ints:
        return self.clocks.worked_us(begins, begins + lasts_us, self._places[group])


class LogColumns:
    """Events of a log with their handoffs, waits and ping-pong; tickets and groups are numbered from 0."""

    def __init__(self, facts: LogFacts) -> None:
        self.facts = facts
        self.events = EventColumns(facts.ticket, facts.at, facts.group, facts.person, facts.status)
        self.attributes = facts.attributes
        self.ticket_ids, self.group_ids = facts.ticket_ids, facts.group_ids
        self._months: dict[str, Ints] = {}
        self._clock: Clock | None = None
        self._first_line: tuple[bytes, FirstLine] | None = None

    @cached_property
    def moves(self) -> Handoffs:
        """All handoffs."""
        return handoffs(self.events)

    @cached_property
    def waits(self) -> QueueTimes:
        """Queue time of each handoff."""
        return queue_times(self.events, self.moves)

    @cached_property
    def wait_order(self) -> Ints:
        """The handoffs by their wait."""
        return wait_order(self.waits.wait_us, self.waits.is_observed)

    def wait_order_on(self, clocks: Clocks | None) -> Ints:
        """The handoffs by their wait in working hours, elapsed without clocks."""
        return self.clock(clocks).wait_order if clocks else self.wait_order

    def first_line(self, is_first: Flags) -> FirstLine:
        """First-line resolution where these groups are the first line; the one that was asked for last is kept."""
        key = is_first.tobytes()
        if self._first_line is None or self._first_line[0] != key:
            self._first_line = key, first_line_resolution(self.events, is_first)
        return self._first_line[1]

    @cached_property
    def occurrences(self) -> Occurrences:
        """All direct ping-pong occurrences."""
        return ping_pong_occurrences(self.moves)

    @cached_property
    def ping_pong(self) -> PingPong:
        """What comes back, per ticket."""
        return ping_pong(self.events)

    @cached_property
    def per_ticket(self) -> TicketCounts:
        """Handoffs per ticket."""
        return handoffs_per_ticket(self.events, self.moves)

    @cached_property
    def bounds(self) -> TicketBounds:
        """First and last event of each ticket."""
        return self.events.ticket_bounds()

    @cached_property
    def group_paths(self) -> Paths:
        """The way of each ticket through groups."""
        return paths(self.events, np.arange(len(self.group_ids)))

    @cached_property
    def stretches(self) -> Stretches:
        """Open time between the events of a ticket."""
        return open_stretches(self.events)

    @cached_property
    def reassignments(self) -> Reassignments:
        """Changes of person inside a group."""
        return reassignments(self.events)

    def clock(self, clocks: Clocks) -> Clock:
        """Waits, open time and spans in working hours; those of the clocks that were asked for last are kept."""
        if self._clock is None or self._clock.clocks != clocks:
            self._clock = Clock(self, clocks)
        return self._clock

    def waits_on(self, clocks: Clocks | None) -> QueueTimes:
        """Queue time of each handoff on the receiver's calendar, elapsed without clocks."""
        return self.clock(clocks).waits if clocks else self.waits

    def lasts_on(self, clocks: Clocks | None) -> Ints:
        """Length of each stretch of open time on the calendar of its group, elapsed without clocks."""
        return self.clock(clocks).lasts_us if clocks else self.stretches.lasts_us

    @cached_property
    def spans_us(self) -> Ints:
        """Time from the first event of each ticket to its last."""
        return self.events.at[self.bounds.last] - self.events.at[self.bounds.first]

    def spans_on(self, clocks: Clocks | None) -> Ints:
        """Time from first to last event of each ticket on the calendar of the log, elapsed without clocks."""
        return self.clock(clocks).spans_us if clocks else self.spans_us

    @property
    def has_history(self) -> bool:
        """True when any ticket has more than one event."""
        return len(self.ticket_ids) < len(self.events)

    @cached_property
    def has_statuses(self) -> bool:
        """True when the class of any event's status is known."""
        return bool(self.events.status.any())

    def values_of(self, attribute: str) -> list[str]:
        """The known values of a ticket's attribute, sorted."""
        return [label for label in self.attributes[attribute].labels if label]

    def months(self, time_zone: str) -> Ints:
        """The month (yyyymm) of each event in a time zone."""
        if time_zone not in self._months:
            self._months[time_zone] = month_of(self.events.at, time_zone)
        return self._months[time_zone]


_COMPUTED: WeakKeyDictionary[LogFacts, LogColumns] = WeakKeyDictionary()


def log_events(actor: Actor, log: TicketLog) -> LogColumns:
    """The columns of a log that the actor may see (404 otherwise); they leave memory with the log's facts."""
    if log.organisation_id != actor.organisation_id:
        raise Http404("There is no such ticket log in this organisation.")
    return columns_of(log_facts(log.pk))


def columns_of(facts: LogFacts) -> LogColumns:
    """The same of facts that were read already."""
    if facts not in _COMPUTED:
        _COMPUTED[facts] = LogColumns(facts)
    return _COMPUTED[facts]


def level_of_group(groups: list[Group]) -> Ints:
    """The level of each group by its number; 0 unknown."""
    return np.array([group.level for group in groups], np.int64)
