"""What a meter can follow: the figures of a ticket log, each with its definition and how it is read per period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.figures import decimal, percent
from metrics.computations.agreement_results import MET, MISSED
from metrics.computations.columns import (
    STATUS_CLOSED,
    STATUS_QUEUED,
    STATUS_WORKING,
    Flags,
    Floats,
    Ints,
    sums_by,
)
from metrics.computations.meters import Reading, ratio, tickets_by_period
from metrics.computations.paths import variation
from metrics.computations.segments import ASPECTS
from metrics.computations.waiting import median_waits
from metrics.selectors.agreement_results import AgreementResults
from metrics.selectors.estimates import Estimate, measure_of
from metrics.selectors.handoff_units import Place
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.log_columns import LogColumns
from metrics.selectors.question_ground import MANY_TEAMS, Asked, Ground
from metrics.selectors.segment_rules import SegmentRules
from metrics.selectors.segments import Segmented
from services.chains import OWN, RESOLVE
from services.clocks import Clocks
from services.models import Agreement

SHARE, HOURS, NUMBER = "share", "hours", "number"
UNITS = {SHARE: "%", HOURS: "hours", NUMBER: ""}
ATTRIBUTES = ("kind", "priority", "product", "service")
PLACES = ("team", "region")  # tickets that a group there had; of handoffs and time, what falls to its groups
PAIR = ("one_group", "other_group")
WANTED = (*ATTRIBUTES, *PLACES, *PAIR)
WORDS = {"one_group": "one group of the pair", "other_group": "the other group"}
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
        for name in ATTRIBUTES:
            if name in wanted:
                coded = columns.attributes[name]
                self.is_in &= np.array([label == wanted[name] for label in coded.labels], np.bool_)[coded.codes]
        self.is_there = _groups_in(places, wanted)
        if any(name in wanted for name in PLACES):
            has_been = self.is_there[columns.events.group]
            self.is_in &= np.bincount(columns.events.ticket[has_been], minlength=len(self.is_in)) > 0
        names = [place.group.name for place in places]
        self.pair = [names.index(wanted[name]) for name in PAIR if wanted.get(name) in names]

    def within(self, periods: Periods) -> Ints:
        """The period of each event of the tickets; below 0 for others."""
        return np.where(self.is_in[self.columns.events.ticket], periods.of_month[periods.month], -1)

    def falls_to(self, periods: Periods, event: Ints, group: Ints) -> Ints:
        """The period of each row by its event; below 0 for what falls to no group that is asked about."""
        return np.where(self.is_there[group], self.within(periods)[event], -1)

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


def _groups_in(places: list[Place], wanted: dict[str, str]) -> Flags:
    """Groups of the team and the region that are wanted; the last entry stands for no group."""
    team, region = (wanted.get(name) for name in PLACES)
    flags = [
        team in (None, place.group.team and place.group.team.name) and region in (None, place.region)
        for place in places
    ]
    return np.array([*flags, team is None and region is None], np.bool_)


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
    needs_pair: bool = False
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
    moves = found.columns.moves
    received = found.falls_to(periods, moves.event, moves.receiver)
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
    moves = found.columns.moves
    period = found.falls_to(periods, moves.event, moves.receiver)
    is_in = period >= 0
    waits = found.columns.waits_on(found.clocks).select(is_in)
    medians = median_waits(period[is_in], waits.wait_us, waits.is_observed, periods.count)
    return Reading(medians / HOUR_US, np.bincount(period[is_in], minlength=periods.count))


def _pending(found: Followed, periods: Periods) -> Reading:
    stretches, lasts_us = found.columns.stretches, found.columns.lasts_on(found.clocks)
    period = found.falls_to(periods, stretches.event, stretches.group)
    is_in = period >= 0
    is_pending = is_in & stretches.is_pending
    whole = sums_by(period[is_in], lasts_us[is_in], periods.count)
    part = sums_by(period[is_pending], lasts_us[is_pending], periods.count)
    every, _ = found.tickets(periods, found.is_in)
    if not stretches.is_pending.any():
        return _nothing(periods)
    return Reading(ratio(part, whole), every)


def _time_of(status: int) -> Read:
    """Open time of a class that begins in the period, per ticket with an event in it."""

    def read(found: Followed, periods: Periods) -> Reading:
        stretches, lasts_us = found.columns.stretches, found.columns.lasts_on(found.clocks)
        if not (stretches.status == status).any():
            return _nothing(periods)
        period = found.falls_to(periods, stretches.event, stretches.group)
        is_in = (period >= 0) & (stretches.status == status)
        every, _ = found.tickets(periods, found.is_in)
        return Reading(ratio(sums_by(period[is_in], lasts_us[is_in], periods.count) / HOUR_US, every), every)

    return read


def _simple(found: Followed) -> Flags:
    outcome = Segmented(found.ground, found.held).of["complexity"].outcome
    is_simple: Flags = np.equal(outcome, ASPECTS["complexity"].index("simple"))
    return is_simple


def _all(found: Followed) -> Flags:
    return np.ones(len(found.is_in), np.bool_)


def _variation(found: Followed, periods: Periods) -> Reading:
    """Each month's index of each category by its tickets, so that a period of many months stands beside single ones."""
    ground, columns = found.ground, found.columns
    coded, last = columns.attributes[ground.category], columns.bounds.last
    is_known = np.array([bool(label) for label in coded.labels], np.bool_)[coded.codes] & ground.is_named & found.is_in
    month = periods.month[last[is_known]]
    category = month * len(coded.labels) + coded.codes[is_known]
    by = variation(category, ground.line_of_ticket[is_known], columns.group_paths.path[is_known])
    period = periods.of_month[by.category // max(len(coded.labels), 1)]
    is_in = period >= 0
    tickets = sums_by(period[is_in], by.tickets[is_in].astype(np.float64), periods.count)
    index = sums_by(period[is_in], by.tickets[is_in] * by.index[is_in], periods.count)
    return Reading(ratio(index, tickets), tickets.astype(np.int64))


def _pair_bounce(found: Followed, periods: Periods) -> Reading:
    """Of the tickets handed over between the two groups in the period, those that went straight back between them."""
    if len(found.pair) < len(PAIR):
        return _nothing(periods)
    low, high = sorted(found.pair)
    moves, back = found.columns.moves, found.columns.occurrences
    is_between = np.minimum(moves.sender, moves.receiver) == low
    is_between &= np.maximum(moves.sender, moves.receiver) == high
    rows = np.flatnonzero(is_between & found.is_in[moves.ticket])
    bounced = np.bincount(back.ticket[(back.low == low) & (back.high == high)], minlength=len(found.is_in)) > 0
    month = periods.month[moves.event[rows]]
    every, flagged = tickets_by_period(month, periods.of_month, moves.ticket[rows], bounced, periods.count)
    return Reading(ratio(flagged, every), every)


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
            "queue_time",
            "Queue time per ticket",
            HOURS,
            "Open time in a queue that begins with an event of the month, over the tickets with an event in it.",
            ACTIVE,
            _time_of(STATUS_QUEUED),
            is_timed=True,
        ),
        Figure(
            "touch_time",
            "Touch time per ticket",
            HOURS,
            "Open time of work that begins with an event of the month, over the tickets with an event in it.",
            ACTIVE,
            _time_of(STATUS_WORKING),
            is_timed=True,
        ),
        Figure(
            "simple_share",
            "Simple",
            SHARE,
            "Of the tickets that ended in the month, those that the segment rules call simple.",
            ENDED,
            _ended_that(_simple, _all),
        ),
        Figure(
            "variation_index",
            "Variation",
            NUMBER,
            "The chance that two tickets of one category that ended in the month took different ways through groups: "
            "the mean over the categories by their tickets.",
            ENDED,
            _variation,
        ),
        Figure(
            "pair_bounce",
            "Bounce of a pair",
            SHARE,
            "Of the tickets handed over between two groups in the month, those that go straight back between them.",
            "tickets handed over between the two in the month",
            _pair_bounce,
            needs_pair=True,
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
