"""Five real tickets behind any figure of the handoffs page, as swim lanes without people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.http import Http404

from core.figures import lasting, plural
from metrics.computations.columns import Codes, Flags, Floats, Ints
from metrics.computations.handoffs import LEVEL_UP, MARK_OTHER, MARK_UNKNOWN, count_percentile
from metrics.computations.nearest import by_distance, nearest_of_each
from metrics.computations.waiting import WAIT_CENSORED, WAIT_OBSERVED, WAIT_PASSED_ON, median_wait
from metrics.selectors.handoff_pair import TICKETS_SHOWN, PairTicket, lanes_of
from metrics.selectors.handoff_touch import KINDS
from metrics.selectors.handoff_units import Place, Units, units_of
from metrics.selectors.handoffs import View, first_line_of, marks_of
from metrics.selectors.log_columns import LogColumns
from metrics.selectors.question_tickets import TicketsBehind
from services.selectors import ticket_keys

ANY = -1
Weight = Callable[["Asked"], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A view of a log, and what narrows it: `to` is the unit (number) that received or held, `sender` the one that
    handed over, `service` a label.
    """

    columns: LogColumns
    view: View
    places: list[Place]
    units: Units
    to: int = ANY
    service: str | None = None
    sender: int = ANY

    @property
    def is_of_service(self) -> Flags:
        """Tickets of the service that is asked for."""
        coded = self.columns.attributes["service"]
        return np.array([self.service in (None, label) for label in coded.labels], np.bool_)[coded.codes]

    def is_at(self, group: Ints) -> Flags:
        """Rows of groups in the unit that is asked for."""
        return self._is_in(group, self.to)

    def is_from(self, group: Ints) -> Flags:
        """Rows of groups in the unit that is asked for as the sender."""
        return self._is_in(group, self.sender)

    def _is_in(self, group: Ints, unit: int) -> Flags:
        return np.ones(len(group), np.bool_) if unit == ANY else self.units.of_group[group] == unit

    def sums(self, ticket: Ints, amount: Ints | Flags) -> Floats:
        """Amounts by ticket."""
        return np.bincount(ticket, amount, len(self.columns.ticket_ids)).astype(np.float64)


def _handoffs(asked: Asked) -> Floats:
    moves = asked.view.moves
    return asked.sums(moves.ticket, asked.is_at(moves.receiver) & asked.is_from(moves.sender))


def _unmoved(asked: Asked) -> Floats:
    """Those that stayed, the longest open first."""
    view, bounds, at = asked.view, asked.columns.bounds, asked.columns.events.at
    is_still = view.is_ticket_in & (asked.sums(view.moves.ticket, np.ones(len(view.moves), np.bool_)) == 0)
    return np.where(is_still, 1.0 + at[bounds.last] - at[bounds.first], 0.0)


def _reopened(asked: Asked) -> Floats:
    return asked.sums(asked.view.moves.ticket, asked.view.moves.is_reopening)


def _in_view(flags: Callable[[LogColumns], Flags]) -> Callable[[Asked], Floats]:
    def weight(asked: Asked) -> Floats:
        return np.where(asked.view.is_ticket_in & flags(asked.columns), asked.columns.per_ticket.count + 1.0, 0.0)

    return weight


def _crossing(mark: str, is_meant: Callable[[Codes], Flags]) -> Weight:
    def weight(asked: Asked) -> Floats:
        moves = asked.view.moves
        return asked.sums(moves.ticket, is_meant(getattr(marks_of(moves, asked.places), mark)))

    return weight


def _crossings(of: str, mark: str, words: str, wanted: int) -> dict[str, tuple[str, Weight]]:
    """What crosses, what it is a share of, and what is left out of that share; the unknown is 0 for every mark."""
    known, unknown = f"Handed over, {mark} known on both sides", f"Handed over, {mark} unknown on a side"
    return {
        of: (words, _crossing(mark, lambda codes: codes == wanted)),
        f"{of}-known": (known, _crossing(mark, lambda codes: codes != MARK_UNKNOWN)),
        f"{of}-unknown": (unknown, _crossing(mark, lambda codes: codes == MARK_UNKNOWN)),
    }


def _ended(name: str) -> Callable[[Asked], Floats]:
    """Closed tickets of the first line's shares, those with most handoffs first."""

    def weight(asked: Asked) -> Floats:
        line = first_line_of(asked.columns, asked.view, asked.places)
        counted = np.zeros(len(asked.columns.ticket_ids))
        if line:
            flags = {
                "closed": line.is_closed,
                "entered": line.is_closed & line.has_entered,
                "first-line": line.is_closed & line.has_stayed,
            }[name]
            counted[np.flatnonzero(asked.view.is_ended_here)[flags]] = 1.0
        return counted * (asked.columns.per_ticket.count + 1)

    return weight


def _waits(kind: int | None) -> Callable[[Asked], Floats]:
    """Tickets by the longest of their waits that ended so."""

    def weight(asked: Asked) -> Floats:
        moves, waits = asked.view.moves, asked.view.waits
        is_meant = asked.is_at(moves.receiver) & (True if kind is None else waits.kind == kind)
        longest = np.zeros(len(asked.columns.ticket_ids))
        np.maximum.at(longest, moves.ticket[is_meant], waits.wait_us[is_meant] + 1.0)
        return longest

    return weight


def _open_time(kind: int | None) -> Callable[[Asked], Floats]:
    """Tickets by their open time of a kind."""

    def weight(asked: Asked) -> Floats:
        stretches = asked.columns.stretches
        is_meant = asked.view.event_mask[stretches.event] & asked.is_at(stretches.group)
        if kind is not None:
            is_meant &= stretches.status == kind
        return asked.sums(stretches.ticket, np.where(is_meant, asked.columns.lasts_on(asked.view.clocks), 0))

    return weight


def _reassigned(asked: Asked) -> Floats:
    changes = asked.columns.reassignments
    return asked.sums(changes.ticket, asked.view.event_mask[changes.event])


def _unnamed(asked: Asked) -> Floats:
    events = asked.columns.events
    return asked.sums(events.ticket, asked.view.event_mask & (events.group < 0))


# What a figure counts: its title, and by how much each ticket shows it (0: not at all).
SLICES: dict[str, tuple[str, Weight]] = {
    "tickets": ("Tickets in view", _in_view(lambda columns: np.ones(len(columns.ticket_ids), np.bool_))),
    "handoffs": ("Handed over", _handoffs),
    "unmoved": ("Never change hands", _unmoved),
    "reopened": ("Handed over after they were closed", _reopened),
    "direct": ("Straight back", _in_view(lambda columns: columns.ping_pong.direct > 0)),
    "returns": ("Back to any earlier group", _in_view(lambda columns: columns.ping_pong.is_return)),
    "bounces": ("Back and forth and back", _in_view(lambda columns: columns.ping_pong.is_bounce)),
    "closed": ("Closed tickets", _ended("closed")),
    "entered": ("Closed, entered at level 1", _ended("entered")),
    "first-line": ("Closed, never left level 1", _ended("first-line")),
    **_crossings("towers", "tower", "Handed across towers", MARK_OTHER),
    **_crossings("regions", "region", "Handed across regions", MARK_OTHER),
    **_crossings("up", "level", "Handed up the levels", LEVEL_UP),
    "waits": ("Waited after a handoff", _waits(None)),
    "observed": ("Waited until work began", _waits(WAIT_OBSERVED)),
    "passed-on": ("Passed on before work began", _waits(WAIT_PASSED_ON)),
    "censored": ("Still waiting when the log ends", _waits(WAIT_CENSORED)),
    "reassigned": ("Changed person inside a group", _reassigned),
    "unnamed": ("With events that name no group", _unnamed),
    "open": ("Open time", _open_time(None)),
    **{name: (f"Open time: {label[0].lower()}{label[1:]}", _open_time(kind)) for name, (kind, label) in KINDS.items()},
}


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """A percentile and how it is written, and per ticket its own value that lies nearest to it, nan without any."""

    figure: float | None
    value: Floats
    written: Callable[[float], str]


def _p90(asked: Asked) -> Around:
    """Handoffs in view of each ticket in view."""
    view = asked.view
    count = asked.sums(view.moves.ticket, np.ones(len(view.moves), np.bool_))
    figure = count_percentile(view.per_ticket, 90) if len(view.per_ticket) else None
    return Around(figure, np.where(view.is_ticket_in, count, np.nan), lambda value: plural(int(value), "handoff"))


def _median_wait(asked: Asked) -> Around:
    """The wait of each ticket that lies nearest to the median; only waits that ended with work have a length."""
    moves, waits = asked.view.moves, asked.view.waits
    is_meant = asked.is_at(moves.receiver) & asked.is_of_service[moves.ticket]
    figure = median_wait(waits.wait_us[is_meant], waits.is_observed[is_meant])
    is_ended = is_meant & waits.is_observed
    value = nearest_of_each(moves.ticket[is_ended], waits.wait_us[is_ended], figure or 0, len(asked.columns.ticket_ids))
    is_working = asked.view.clocks is not None
    return Around(figure, value, lambda wait: f"a wait of {lasting(wait, is_working)}")


# Percentiles: their title, and what lies around them.
AROUND: dict[str, tuple[str, Callable[[Asked], Around]]] = {
    "p90": ("Around the P90 of handoffs per ticket", _p90),
    "median-wait": ("Around the median wait", _median_wait),
}


def tickets_behind(asked: Asked, of: str) -> TicketsBehind:
    """The tickets that a figure counts, and five of them; 404 for a figure that the page has not.

    They are those that show it most, or those nearest to a percentile.
    """
    if of in AROUND:
        return _around(asked, *AROUND[of])
    if of not in SLICES:
        raise Http404("There is no such figure of handoffs.")
    title, weight = SLICES[of]
    weights = np.where(asked.is_of_service, weight(asked), 0.0)
    numbers = np.flatnonzero(weights > 0)
    drawn = numbers[has_path(asked.columns)[numbers]]
    shown = drawn[np.lexsort((drawn, -weights[drawn]))][:TICKETS_SHOWN]
    return TicketsBehind(_told(title, asked), len(numbers), _tickets(asked, shown))


def _around(asked: Asked, title: str, value_of: Callable[[Asked], Around]) -> TicketsBehind:
    """The tickets nearest to a percentile, each with what it has itself."""
    found = value_of(asked)
    numbers = np.zeros(0, np.int64) if found.figure is None else by_distance(found.value, found.figure)
    shown = numbers[has_path(asked.columns)[numbers]][:TICKETS_SHOWN]
    notes = [found.written(value) for value in found.value[shown].tolist()]
    told = "" if found.figure is None else f", those nearest to {found.written(found.figure)}"
    return TicketsBehind(_told(title, asked), len(numbers), _tickets(asked, shown, notes), told)


def _tickets(asked: Asked, shown: Ints, notes: Sequence[str] = ()) -> list[PairTicket]:
    """Tickets by number as they are drawn; a unit that was asked for is marked."""
    groups = units_of("group", asked.places)
    ids = asked.columns.ticket_ids[shown].tolist()
    keys = ticket_keys(ids)
    marked = {int(group) for group in np.flatnonzero(np.isin(asked.units.of_group, (asked.to, asked.sender)))}
    noted = dict(zip(shown.tolist(), notes, strict=False))
    return [
        PairTicket(
            keys[pk],
            lanes_of(asked.columns, ticket, groups, marked, keys[pk], asked.view.clocks),
            noted.get(ticket, ""),
        )
        for ticket, pk in zip(shown.tolist(), ids, strict=True)
    ]


def has_path(columns: LogColumns) -> Flags:
    """Tickets of which any event names a group: the others have no lane."""
    events = columns.events
    return np.bincount(events.ticket[events.group >= 0], minlength=len(columns.ticket_ids)) > 0


def _told(title: str, asked: Asked) -> str:
    """The figure and where it is from."""
    where = [f"from {asked.units.labels[asked.sender]}"] if asked.sender != ANY else []
    where += [asked.units.labels[asked.to]] if asked.to != ANY else []
    if asked.service is not None:
        where.append(asked.service or "no service named")
    return ", ".join([title, *where])
