"""What a meter can follow: the figures of a ticket log, each with its definition and how it is read per period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.figures import decimal, percent
from metrics.computations.agreement_results import MET, MISSED
from metrics.computations.columns import STATUS_CLOSED, Flags, Floats, Ints, sums_by
from metrics.computations.meters import Reading, ratio, tickets_by_period
from metrics.computations.waiting import median_waits
from metrics.selectors.agreement_results import AgreementResults
from metrics.selectors.estimates import Estimate, measure_of
from metrics.selectors.handoff_units import Place
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.log_columns import LogColumns
from metrics.selectors.question_ground import MANY_TEAMS, Asked, Ground
from metrics.selectors.segment_rules import SegmentRules
from services.chains import OWN, RESOLVE
from services.clocks import Clocks
from services.models import Agreement

SHARE, HOURS, NUMBER = "share", "hours", "number"
UNITS = {SHARE: "%", HOURS: "hours", NUMBER: ""}
ATTRIBUTES = ("kind", "priority", "product", "service")
HOUR_US = 3_600_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """The month of each event as a number from 0, and the period of each month, 0 to `count` - 1; below 0 in none."""

    month: Ints
    of_month: Ints
    count: int


class Followed:
    """The tickets of a log that a meter is about; time is elapsed, or what is worked of it by the clocks."""

    def __init__(
        self,
        columns: LogColumns,
        places: list[Place],
        held: SegmentRules,
        wanted: dict[str, str],
        agreement: Agreement | None,
        time_zone: str,
        clocks: Clocks | None = None,
    ) -> None:
        self.clocks = clocks
        self.columns, self.held, self.agreement, self.time_zone = columns, held, agreement, time_zone
        self.ground = Ground(columns, places, Asked(HandoffFilters()), time_zone, clocks)
        self.is_in: Flags = np.ones(len(columns.ticket_ids), np.bool_)
        for name, value in wanted.items():
            coded = columns.attributes[name]
            self.is_in &= np.array([label == value for label in coded.labels], np.bool_)[coded.codes]

    def within(self, periods: Periods) -> Ints:
        """The period of each event of the tickets; below 0 for others."""
        return np.where(self.is_in[self.columns.events.ticket], periods.of_month[periods.month], -1)

    def tickets(self, periods: Periods, flags: Flags) -> tuple[Ints, Ints]:
        """The tickets with an event in each month of a period, and those of them flagged."""
        ticket = self.columns.events.ticket
        month = np.where(self.is_in[ticket], periods.month, -1)
        return tickets_by_period(month, periods.of_month, ticket, flags, periods.count)

    def ended(self, periods: Periods) -> Ints:
        """The period of each ticket's last event; below 0 for tickets that the meter is not about."""
        return self.within(periods)[self.columns.bounds.last]

    @cached_property
    def is_closed(self) -> Flags:
        """Tickets whose last event closes them."""
        closed: Flags = np.equal(self.columns.events.status[self.columns.bounds.last], STATUS_CLOSED)
        return closed


Read = Callable[[Followed, Periods], Reading]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be followed: its unit, what it says, what a month holds, what it rests on.

    `is_timed`: it counts time of the log, and can count working hours; agreements count on calendars of their own.
    `is_whole`: the time of whole tickets, which nobody had all of: working hours are those of the log.
    """

    code: str
    label: str
    unit: str
    definition: str
    base: str
    read: Read
    needs_agreement: bool = False
    is_timed: bool = False
    is_whole: bool = False

    def written(self, value: float | None) -> str:
        """A value as pages show it."""
        if self.unit == SHARE:
            return percent(value)
        return f"{decimal(value, 1)} h" if self.unit == HOURS and value is not None else decimal(value)

    def placed(self, value: float) -> float:
        """A value as a chart places it."""
        return value * 100 if self.unit == SHARE else value


def _handoffs(found: Followed, periods: Periods) -> Reading:
    tickets, _ = found.tickets(periods, found.is_in)
    received = found.within(periods)[found.columns.moves.event]
    handoffs = np.bincount(received[received >= 0], minlength=periods.count)
    return Reading(ratio(handoffs, tickets), tickets)


def _tickets_that(flags_of: Callable[[Followed], Flags]) -> Read:
    """Of the tickets with an event in the period, those that the flags name."""

    def read(found: Followed, periods: Periods) -> Reading:
        every, flagged = found.tickets(periods, flags_of(found))
        return Reading(ratio(flagged, every), every)

    return read


def _ended_that(part_of: Callable[[Followed], Flags | None], whole_of: Callable[[Followed], Flags | None]) -> Read:
    """Of the tickets that ended in the period and are of the whole, those of the part; nothing where none is known."""

    def read(found: Followed, periods: Periods) -> Reading:
        part, whole, ended = part_of(found), whole_of(found), found.ended(periods)
        if part is None or whole is None:
            return _nothing(periods)
        counts = [np.bincount(ended[flags & (ended >= 0)], minlength=periods.count) for flags in (part & whole, whole)]
        return Reading(ratio(*counts), counts[1])

    return read


def _kept(found: Followed) -> Flags | None:
    line = found.ground.first_line
    return line.has_stayed if line else None


def _closed(found: Followed) -> Flags | None:
    line = found.ground.first_line
    return line.is_closed if line else None


def _entered(found: Followed) -> Flags | None:
    line = found.ground.first_line
    return line.is_closed & line.has_entered if line else None


def _waiting(found: Followed, periods: Periods) -> Reading:
    period = found.within(periods)[found.columns.moves.event]
    is_in = period >= 0
    waits = found.columns.waits_on(found.clocks).select(is_in)
    medians = median_waits(period[is_in], waits.wait_us, waits.is_observed, periods.count)
    return Reading(medians / HOUR_US, np.bincount(period[is_in], minlength=periods.count))


def _pending(found: Followed, periods: Periods) -> Reading:
    stretches, lasts_us = found.columns.stretches, found.columns.lasts_on(found.clocks)
    period = found.within(periods)[stretches.event]
    is_in = period >= 0
    is_pending = is_in & stretches.is_pending
    whole = sums_by(period[is_in], lasts_us[is_in], periods.count)
    part = sums_by(period[is_pending], lasts_us[is_pending], periods.count)
    every, _ = found.tickets(periods, found.is_in)
    if not stretches.is_pending.any():
        return _nothing(periods)
    return Reading(ratio(part, whole), every)


def _solving(found: Followed, periods: Periods) -> Reading:
    ended = found.ended(periods)
    rows = np.flatnonzero(found.is_closed & (ended >= 0))
    lasted, period = found.columns.spans_on(found.clocks)[rows], ended[rows]
    median = np.full(periods.count, np.nan)
    for number in np.unique(period).tolist():
        median[number] = float(np.median(lasted[period == number])) / HOUR_US
    return Reading(median, np.bincount(period, minlength=periods.count))


def _estimated(code: str) -> Read:
    def read(found: Followed, periods: Periods) -> Reading:
        estimate = Estimate(found.ground, found.held, measure_of(code))
        if not estimate.is_known:
            return _nothing(periods)
        ended = found.ended(periods)
        rows = np.flatnonzero(estimate.is_open & (ended >= 0))
        asked = np.bincount(ended[rows], minlength=periods.count)
        return Reading(ratio(sums_by(ended[rows], estimate.chance[rows], periods.count), asked), asked)

    return read


def _in_time(measure: str) -> Read:
    def read(found: Followed, periods: Periods) -> Reading:
        if found.agreement is None:
            return _nothing(periods)
        results = AgreementResults(found.columns, found.agreement, found.time_zone)
        began = found.within(periods)[found.columns.bounds.first[results.places]]
        outcome = results.measured[measure].outcome
        met = np.bincount(began[(began >= 0) & (outcome == MET)], minlength=periods.count)
        missed = np.bincount(began[(began >= 0) & (outcome == MISSED)], minlength=periods.count)
        return Reading(ratio(met, met + missed), met + missed)

    return read


def _nothing(periods: Periods) -> Reading:
    """Where the log cannot say it."""
    values: Floats = np.full(periods.count, np.nan)
    return Reading(values, np.zeros(periods.count, np.int64))


ACTIVE, ENDED, BEGAN = "tickets with an event in the month", "tickets that ended in the month", "tickets begun in it"
FIGURES = {
    figure.code: figure
    for figure in (
        Figure(
            "handoffs_per_ticket",
            "Handoffs per ticket",
            NUMBER,
            "Handoffs received in the month over the tickets with an event in it.",
            ACTIVE,
            _handoffs,
        ),
        Figure(
            "ping_pong_share",
            "Ping-pong",
            SHARE,
            "Of the tickets with an event in the month, those that go straight back anywhere on their path.",
            ACTIVE,
            _tickets_that(lambda found: found.columns.ping_pong.direct > 0),
        ),
        Figure(
            "returns_share",
            "Returns",
            SHARE,
            "Of the tickets with an event in the month, those that come back to any earlier group.",
            ACTIVE,
            _tickets_that(lambda found: found.columns.ping_pong.is_return),
        ),
        Figure(
            "many_groups_share",
            "All-hands tickets",
            SHARE,
            f"Of the tickets with an event in the month, those that more than {MANY_TEAMS} groups had.",
            ACTIVE,
            _tickets_that(lambda found: found.columns.ping_pong.groups > MANY_TEAMS),
        ),
        Figure(
            "first_line_share",
            "First line",
            SHARE,
            "Of the tickets closed in the month, those that level 1 closed alone.",
            ENDED,
            _ended_that(_kept, _closed),
        ),
        Figure(
            "push_to_front",
            "Push to front",
            SHARE,
            "Of the tickets closed in the month that level 1 took in, those that it closed alone.",
            ENDED,
            _ended_that(_kept, _entered),
        ),
        Figure(
            "waiting_median",
            "Waiting, median",
            HOURS,
            "Time from the first event in the receiving group to its first work, over the handoffs received in the "
            "month; Kaplan-Meier.",
            "handoffs received in the month",
            _waiting,
            is_timed=True,
        ),
        Figure(
            "pending_share",
            "Pending",
            SHARE,
            "Of the open time that begins with an event of the month, the part in a pending status.",
            ACTIVE,
            _pending,
            is_timed=True,
        ),
        Figure(
            "solving_median",
            "First to last event, median",
            HOURS,
            "Time from the first event to the last of the tickets closed in the month.",
            ENDED,
            _solving,
            is_timed=True,
            is_whole=True,
        ),
        Figure(
            "level_1_capable_share",
            "Level-1-capable, estimated",
            SHARE,
            "Of the tickets closed in the month, but not by level 1 alone, those that it could have solved: estimated "
            "from like tickets of the whole log.",
            ENDED,
            _estimated("level-1"),
        ),
        Figure(
            "remote_capable_share",
            "Remote-capable, estimated",
            SHARE,
            "Of the tickets closed in the month that are not known to be without touch, those that needed no hands: "
            "estimated from like tickets of the whole log.",
            ENDED,
            _estimated("remote"),
        ),
        Figure(
            "owned_in_time",
            "Owned in time",
            SHARE,
            "Of the tickets of an agreement begun in the month, with an outcome, those that were owned in time.",
            BEGAN,
            _in_time(OWN),
            needs_agreement=True,
        ),
        Figure(
            "resolved_in_time",
            "Resolved in time",
            SHARE,
            "Of the tickets of an agreement begun in the month, with an outcome, those that were resolved in time.",
            BEGAN,
            _in_time(RESOLVE),
            needs_agreement=True,
        ),
    )
}
