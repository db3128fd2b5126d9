"""Whether what was promised was kept, recomputed from the events of a log on the agreement's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from core.actor import Actor
from metrics.computations.agreement_results import (
    MET,
    MISSED,
    NEVER,
    NO_TARGET,
    Milestones,
    milestones,
    outcomes,
)
from metrics.computations.columns import Codes, Flags, Ints
from metrics.selectors.handoffs import time_zone_of
from metrics.selectors.log_columns import LogColumns, log_events
from services.agreement_selectors import ALL_SERVICES, promise_of
from services.calendars import MINUTE_US, Timetable, instant_us, moment
from services.chains import MEASURES, OWN, RESOLVE
from services.log_choice import log_naming
from services.models import Agreement, TicketLog
from services.selectors import ticket_keys
from towers.names import folded

TICKETS_SHOWN = 5
OTHERS = ""
MONTHS = 1_000_000  # above every yyyymm


@dataclass(frozen=True, slots=True)
class Count:
    """Tickets by outcome; those that still run within their target are neither met nor missed."""

    met: int = 0
    missed: int = 0
    running: int = 0

    @property
    def decided(self) -> int:
        """Met or missed: what the share is of."""
        return self.met + self.missed

    @property
    def share(self) -> float | None:
        """The share that was met."""
        return self.met / self.decided if self.decided else None


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One measure of the tickets that an agreement covers, one row per ticket: time used, target and outcome.

    `anew`: the outcome that a clock would state which starts again whenever another group takes the ticket.
    """

    measure: str
    used_us: Ints
    target_us: Ints
    outcome: Codes
    anew: Codes

    @property
    def differs(self) -> Flags:
        """Missed, though a clock that starts anew says it was met."""
        found: Flags = (self.outcome == MISSED) & (self.anew == MET)
        return found


@dataclass(frozen=True, slots=True)
class TicketBehind:
    """A real ticket behind a figure."""

    key: str
    priority: str
    begins: datetime
    used_us: int
    target_us: int


class AgreementResults:
    """The tickets of a log that an agreement covers, with what became of them.

    Covered: the ticket's service is the agreement's, and it began on a day on which the agreement held. `priority` is
    the place in `priorities`, which are those that the agreement names, "" last for all others; -1 for a ticket whose
    priority has no target. `month` (yyyymm, in the organisation's zone) is that in which the ticket began.
    """

    def __init__(self, columns: LogColumns, agreement: Agreement, time_zone: str) -> None:
        self.columns, self.promise = columns, promise_of(agreement)
        service = columns.attributes["service"]
        self.names_services = any(service.labels)
        is_covered = _is_among(
            service.codes, [agreement.service_key in (folded(name), ALL_SERVICES) for name in service.labels]
        )
        found = milestones(columns.events)
        is_covered &= _holds(found.begins, agreement.valid_from, agreement.valid_to, agreement.calendar.time_zone)
        self.tickets = found.select(is_covered)
        self.places = np.flatnonzero(is_covered)
        self.priorities = sorted(self.promise.targets, key=lambda key: key == OTHERS)
        self.names = {one.priority_key: one.priority for one in agreement.targets.all()}
        priority = columns.attributes["priority"]
        of_label = np.array([self._place(folded(label)) for label in priority.labels] or [NEVER], np.int64)
        self.priority = of_label[priority.codes[is_covered]]
        self.month = columns.months(time_zone)[columns.bounds.first[is_covered]]
        self.ends = int(columns.events.at.max()) if len(columns.events) else 0

    def _place(self, key: str) -> int:
        known = key if key in self.priorities else OTHERS
        return self.priorities.index(known) if known in self.priorities else NEVER

    def __len__(self) -> int:
        return len(self.tickets)

    @property
    def months(self) -> list[int]:
        """The months in which covered tickets began."""
        return [int(month) for month in np.unique(self.month)]

    @property
    def reopened(self) -> int:
        """Tickets that were opened again."""
        return int(np.count_nonzero(self.tickets.reopened))

    @cached_property
    def measured(self) -> dict[str, Measured]:
        """Both measures."""
        return {measure: self._measured(measure) for measure in MEASURES}

    def _measured(self, measure: str) -> Measured:
        found: Milestones = self.tickets
        reached = found.owned if measure == OWN else found.resolved
        minutes = [self.promise.minutes(key, measure) for key in self.priorities]
        per_priority = np.array([*(NEVER if one is None else one * MINUTE_US for one in minutes), NEVER], np.int64)
        target = per_priority[self.priority]  # a priority without a place takes the last
        is_done = reached != NEVER
        until = np.where(is_done, reached, self.ends)
        table = self._table
        done_by = table.worked_us(until)
        used = done_by - table.worked_us(found.begins)
        since_change = done_by - table.worked_us(found.changed) if measure == RESOLVE else used
        return Measured(measure, used, target, outcomes(used, is_done, target), outcomes(since_change, is_done, target))

    @cached_property
    def _table(self) -> Timetable:
        first = int(self.tickets.begins.min()) if len(self) else self.ends
        return self.promise.calendar.timetable(moment(first), moment(self.ends))

    def counts(self, measure: str) -> dict[tuple[int, int], Count]:
        """Outcomes by the place of the priority and the month; only those that occur."""
        outcome = self.measured[measure].outcome
        has_target = outcome != NO_TARGET
        cells = (self.priority * MONTHS + self.month)[has_target] * NO_TARGET + outcome[has_target]
        kinds, counts = np.unique(cells, return_counts=True)
        found: dict[tuple[int, int], list[int]] = {}
        for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True):
            cell, code = divmod(kind, NO_TARGET)
            found.setdefault(divmod(cell, MONTHS), [0, 0, 0])[code] += count
        return {key: Count(*by_outcome) for key, by_outcome in found.items()}

    def behind(
        self, measure: str, priority: str | None = None, month: int = 0, *, anew: bool = False
    ) -> list[TicketBehind]:
        """Five missed tickets, those that are furthest over their target; with `anew`, of those that differ."""
        found = self.measured[measure]
        mask = found.differs if anew else found.outcome == MISSED
        if priority is not None:
            mask = mask & (self.priority == self._place(priority))
        if month:
            mask = mask & (self.month == month)
        rows = np.flatnonzero(mask)
        over = found.used_us[rows] - found.target_us[rows]
        return self.tickets_at(found, rows[np.lexsort((self.places[rows], -over))][:TICKETS_SHOWN])

    def tickets_at(self, found: Measured, rows: Ints) -> list[TicketBehind]:
        """These covered tickets, with the time that they used of a measure."""
        ids = self.columns.ticket_ids[self.places[rows]].tolist()
        keys, written = ticket_keys(ids), self.columns.attributes["priority"]
        return [
            TicketBehind(
                key=keys[pk],
                priority=written.labels[written.codes[self.places[row]]],
                begins=moment(int(self.tickets.begins[row])),
                used_us=int(found.used_us[row]),
                target_us=int(found.target_us[row]),
            )
            for pk, row in zip(ids, rows.tolist(), strict=True)
        ]


def results_of(actor: Actor, log: TicketLog, agreement: Agreement) -> AgreementResults:
    """What a log says of an agreement; both are the actor's to see."""
    return AgreementResults(log_events(actor, log), agreement, time_zone_of(actor))


def newest_covered(actor: Actor, agreement: Agreement) -> TicketLog | None:
    """The newest log that names the agreement's service while the agreement held, else the newest at all."""
    key = "" if agreement.service_key == ALL_SERVICES else agreement.service_key
    return log_naming(actor, key, agreement.valid_from, agreement.valid_to)


def total(counts: dict[tuple[int, int], Count], *, place: int | None = None, month: int = 0) -> Count:
    """The sum of those of a priority, a month, or all."""
    kept = [
        count
        for (of_place, of_month), count in counts.items()
        if (place is None or of_place == place) and (not month or of_month == month)
    ]
    return Count(sum(one.met for one in kept), sum(one.missed for one in kept), sum(one.running for one in kept))


def _is_among(codes: Ints, is_wanted: list[bool]) -> Flags:
    found: Flags = np.array([*is_wanted, False], np.bool_)[codes]
    return found


def _holds(begins: Ints, first: date, last: date | None, time_zone: str) -> Flags:
    """Whether each instant lies on a day from the first to the last, in a zone."""
    zone = ZoneInfo(time_zone)
    found: Flags = begins >= instant_us(datetime.combine(first, time(), zone))
    if last and last < date.max:
        found &= begins < instant_us(datetime.combine(last + timedelta(days=1), time(), zone))
    return found
