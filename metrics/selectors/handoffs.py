"""Who hands work to whom: all figures of a ticket log, in the view that the filters leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.actor import Actor
from metrics.computations.columns import Codes, Columns, Flags, Ints
from metrics.computations.first_line import FirstLine
from metrics.computations.handoffs import (
    LEVEL_UNKNOWN,
    LEVEL_UP,
    MARK_OTHER,
    MARK_UNKNOWN,
    Handoffs,
    PairCounts,
    count_percentile,
    level_direction,
    pair_counts,
    same_other_unknown,
)
from metrics.computations.ping_pong import Occurrences, PingPongPairs, ping_pong_pairs
from metrics.computations.waiting import QueueTimes, median_wait, median_waits
from metrics.selectors.handoff_units import Place, Units, codes_of, places_of, units_of
from metrics.selectors.log_columns import LogColumns, level_of_group, log_events
from organisations.models import Organisation
from services.clocks import Clocks
from services.facts import seen_groups
from services.models import TicketLog

FIRST_LEVEL = 1


@dataclass(frozen=True, slots=True)
class HandoffFilters:
    """What is in view: `month` (yyyymm, 0 all) of the receiving event, the others of the ticket."""

    month: int = 0
    priority: str = ""
    product: str = ""
    kind: str = ""
    service: str = ""

    @property
    def of_tickets(self) -> dict[str, str]:
        """What is asked of the tickets, by attribute."""
        asked = {"priority": self.priority, "product": self.product, "kind": self.kind, "service": self.service}
        return {name: wanted for name, wanted in asked.items() if wanted}


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The rows that the filters leave: handoffs with their waits, direct occurrences, and flags per ticket.

    A ticket is in view when one of its events is. `is_ended_here`: its last event is in view. `waits` are in
    working hours, elapsed without `clocks`; `wait_order` are their places by length.
    """

    moves: Handoffs
    waits: QueueTimes
    wait_order: Ints
    occurrences: Occurrences
    event_mask: Flags
    is_ticket_in: Flags
    is_ended_here: Flags
    per_ticket: Ints
    clocks: Clocks | None


@dataclass(frozen=True, slots=True)
class PingPongCounts:
    """Tickets in view, by how they come back, and the direct occurrences in view."""

    direct: int
    occurrences: int
    returns: int
    bounces: int


@dataclass(frozen=True, slots=True, eq=False)
class MoveMarks(Columns):
    """One row per handoff: its marks for tower, region and level."""

    tower: Codes
    region: Codes
    level: Codes


@dataclass(frozen=True, slots=True)
class Marks:
    """Handoffs in view across towers and regions, with those whose side is unknown, and up the levels."""

    across_towers: int
    tower_unknown: int
    across_regions: int
    region_unknown: int
    up: int
    level_unknown: int


@dataclass(frozen=True, slots=True, eq=False)
class HandoffAnalysis:
    """The figures of a view; `units` name what the pairs and the waiting are counted over."""

    tickets: int
    events: int
    events_without_group: int
    has_machines: bool
    handoffs: int
    unmoved: int
    mean: float | None
    p90: int | None
    most: int
    reopenings: int
    reassigned: int
    ping_pong: PingPongCounts
    first_line: FirstLine | None
    wait_median_us: int | None
    waits: QueueTimes
    marks: Marks
    units: Units
    pairs: PairCounts
    ping_pong_pairs: PingPongPairs
    received: Ints
    received_median_us: np.ndarray


def handoff_analysis(
    actor: Actor,
    log: TicketLog,
    filters: HandoffFilters | None = None,
    unit: str = "group",
    clocks: Clocks | None = None,
) -> HandoffAnalysis:
    """Every figure of a log's handoffs; waits are elapsed, or what the receivers worked of them."""
    columns = log_events(actor, log)
    places = places_of(actor, seen_groups(log.pk, columns.facts))
    view = view_of(columns, filters or HandoffFilters(), time_zone_of(actor), clocks)
    return analyse(columns, view, places, units_of(unit, places))


def view_of(columns: LogColumns, filters: HandoffFilters, time_zone: str, clocks: Clocks | None = None) -> View:
    """Select what the filters leave; months are those of the time zone."""
    mask = np.ones(len(columns.events), np.bool_)
    for name, wanted in filters.of_tickets.items():
        coded = columns.attributes[name]
        is_wanted = np.array([label == wanted for label in coded.labels], np.bool_)[coded.codes]
        mask &= is_wanted[columns.events.ticket]
    if filters.month:
        mask &= columns.months(time_zone) == filters.month
    is_in = mask[columns.moves.event]
    is_ticket_in = np.bincount(columns.events.ticket[mask], minlength=len(columns.ticket_ids)) > 0
    moves = columns.moves.select(is_in)
    return View(
        moves=moves,
        waits=columns.waits_on(clocks).select(is_in),
        wait_order=_places_left(columns.wait_order_on(clocks), is_in),
        occurrences=columns.occurrences.select(mask[columns.occurrences.event]),
        event_mask=mask,
        is_ticket_in=is_ticket_in,
        is_ended_here=mask[columns.bounds.last],
        per_ticket=np.bincount(moves.ticket, minlength=len(columns.ticket_ids))[is_ticket_in],
        clocks=clocks,
    )


def analyse(columns: LogColumns, view: View, places: list[Place], units: Units) -> HandoffAnalysis:
    """Every figure of a view."""
    tickets, moves = int(view.is_ticket_in.sum()), view.moves
    sender, receiver = units.of_group[moves.sender], units.of_group[moves.receiver]
    return HandoffAnalysis(
        tickets=tickets,
        events=int(view.event_mask.sum()),
        events_without_group=int((columns.events.group[view.event_mask] < 0).sum()),
        has_machines=bool(columns.facts.system_groups),
        handoffs=len(moves),
        unmoved=int((view.per_ticket == 0).sum()),
        mean=len(moves) / tickets if tickets else None,
        p90=count_percentile(view.per_ticket, 90) if tickets else None,
        most=int(view.per_ticket.max(initial=0)),
        reopenings=int(moves.is_reopening.sum()),
        reassigned=int(view.event_mask[columns.reassignments.event].sum()),
        ping_pong=ping_pong_counts(columns, view),
        first_line=first_line_of(columns, view, places),
        wait_median_us=median_wait(view.waits.wait_us, view.waits.is_observed, view.wait_order),
        waits=view.waits,
        marks=_marks(marks_of(moves, places)),
        units=units,
        pairs=pair_counts(sender, receiver),
        ping_pong_pairs=ping_pong_pairs(_between_units(view.occurrences, units)),
        received=np.bincount(receiver, minlength=len(units.keys)),
        received_median_us=median_waits(
            receiver, view.waits.wait_us, view.waits.is_observed, len(units.keys), view.wait_order
        ),
    )


def ping_pong_counts(columns: LogColumns, view: View) -> PingPongCounts:
    """Tickets in view by the way they come back (over their whole path), and occurrences in view."""
    tickets = columns.ping_pong.select(view.is_ticket_in)
    return PingPongCounts(
        direct=int((tickets.direct > 0).sum()),
        occurrences=len(view.occurrences),
        returns=int(tickets.is_return.sum()),
        bounces=int(tickets.is_bounce.sum()),
    )


def first_line_of(columns: LogColumns, view: View, places: list[Place]) -> FirstLine | None:
    """First-line resolution of the tickets whose last event is in view; None where no group is known as level 1."""
    is_first = level_of_group([place.group for place in places]) == FIRST_LEVEL
    if not is_first.any() or not columns.has_statuses:
        return None
    return columns.first_line(is_first).select(view.is_ended_here)


def marks_of(moves: Handoffs, places: list[Place]) -> MoveMarks:
    """What each handoff crosses."""
    towers, regions = (codes_of(names) for names in ([p.tower for p in places], [p.region for p in places]))
    levels = level_of_group([place.group for place in places])
    return MoveMarks(
        tower=same_other_unknown(towers[moves.sender], towers[moves.receiver]),
        region=same_other_unknown(regions[moves.sender], regions[moves.receiver]),
        level=level_direction(levels[moves.sender], levels[moves.receiver]),
    )


def months_of(columns: LogColumns, time_zone: str) -> list[int]:
    """The months (yyyymm) in which the log has events."""
    return [int(month) for month in np.unique(columns.months(time_zone))]


def time_zone_of(actor: Actor) -> str:
    """The zone in which the organisation counts months."""
    return Organisation.objects.values_list("time_zone", flat=True).get(pk=actor.organisation_id)


def _places_left(order: Ints, is_in: Flags) -> Ints:
    """An order of rows, of those that are left, by their places among these."""
    place = np.cumsum(is_in) - 1
    return place[order[is_in[order]]]


def _between_units(found: Occurrences, units: Units) -> Occurrences:
    """Occurrences relabelled with their units; those inside one unit are none."""
    one, other = units.of_group[found.low], units.of_group[found.high]
    relabelled = Occurrences(found.ticket, np.minimum(one, other), np.maximum(one, other), found.event, found.continues)
    return relabelled.select(one != other)


def _marks(marks: MoveMarks) -> Marks:
    return Marks(
        across_towers=int((marks.tower == MARK_OTHER).sum()),
        tower_unknown=int((marks.tower == MARK_UNKNOWN).sum()),
        across_regions=int((marks.region == MARK_OTHER).sum()),
        region_unknown=int((marks.region == MARK_UNKNOWN).sum()),
        up=int((marks.level == LEVEL_UP).sum()),
        level_unknown=int((marks.level == LEVEL_UNKNOWN).sum()),
    )
