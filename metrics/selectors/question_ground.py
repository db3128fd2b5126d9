"""What the owner's questions are asked of: the view of a log, lines, paths, and the tickets behind any figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from django.http import Http404

from core.actor import Actor
from metrics.computations.columns import Flags, Ints
from metrics.computations.first_line import FirstLine, first_line_resolution
from metrics.computations.paths import Paths, class_counts, paths
from metrics.computations.pending import Stretches
from metrics.selectors.handoff_units import Place, Units, place_clocks, places_of, units_of
from metrics.selectors.handoffs import FIRST_LEVEL, HandoffFilters, View, view_of
from metrics.selectors.log_columns import LogColumns, level_of_group, log_events
from services.clocks import Clocks
from services.facts import seen_groups
from services.models import TicketLog

LINES = {
    "region": "Organisation line or region",
    "tower": "Tower",
    "cell": "Tower × region",
    "team": "Team",
    "group": "Group",
}
CATEGORIES = {"product": "Product", "service": "Service", "kind": "Kind"}
CLASSES = 5
BOTH_LEVELS = "2nd 3rd"
MANY_TEAMS = 5
MORE = "more"


@dataclass(frozen=True, slots=True)
class Asked:
    """How the questions are asked: the filters, what a line is, what a category is (each "" for what the log knows).

    `prefers`: the line to take where none is named and the log knows it. `is_working`: time is counted in working
    hours, if the log has a calendar.
    """

    filters: HandoffFilters
    line: str = ""
    category: str = ""
    prefers: str = "region"
    is_working: bool = False


class Ground:
    """A view of a log with what several questions need; tickets and groups by number.

    Time is elapsed, or what is worked of it: of a stretch by the group that held the ticket, of a whole ticket on the
    calendar of the log.
    """

    def __init__(
        self, columns: LogColumns, places: list[Place], asked: Asked, time_zone: str, clocks: Clocks | None = None
    ) -> None:
        self.columns, self.places, self.time_zone, self.clocks = columns, places, time_zone, clocks
        self.line = asked.line if asked.line in LINES else _known_line(places, asked.prefers)
        self.lines: Units = units_of(self.line, places)
        self.groups: Units = units_of("group", places)
        self.category = asked.category if asked.category in CATEGORIES else _known_category(columns)
        self.view: View = view_of(columns, asked.filters, time_zone, clocks)

    @cached_property
    def is_named(self) -> Flags:
        """Tickets of which any event names a group: the others have no path."""
        return self.columns.group_paths.length > 0

    @cached_property
    def is_asked(self) -> Flags:
        """Tickets in view that have a path."""
        return self.view.is_ticket_in & self.is_named

    @cached_property
    def first_group(self) -> Ints:
        """The group that took each ticket in; -1 where none is named."""
        found = self.columns.group_paths
        entered = np.full(len(found.path), -1)
        entered[self.is_named] = found.step[found.start[self.is_named]]
        return entered

    @cached_property
    def line_of_ticket(self) -> Ints:
        """The line of the group that took each ticket in; -1 where none is named."""
        return np.append(self.lines.of_group, -1)[self.first_group]

    @cached_property
    def levels(self) -> Ints:
        """The level of each group; 0 unknown."""
        return level_of_group([place.group for place in self.places])

    @cached_property
    def level_labels(self) -> list[str]:
        """The level of each group in words; “2nd 3rd”, which counts as 3, is told apart."""
        known = [f"Level {level}" if level else "Level unknown" for level in self.levels.tolist()]
        both = f", named {BOTH_LEVELS}"
        labels = [place.group.level_label for place in self.places]
        return [f"{name}{both if label == BOTH_LEVELS else ''}" for name, label in zip(known, labels, strict=True)]

    @cached_property
    def level_paths(self) -> Paths:
        """The way of each ticket through levels."""
        return paths(self.columns.events, self.levels)

    @cached_property
    def first_line(self) -> FirstLine | None:
        """First-line resolution per ticket of the log; None where levels or statuses are not known."""
        if not self.columns.has_statuses or not (self.levels == FIRST_LEVEL).any():
            return None
        return first_line_resolution(self.columns.events, self.levels == FIRST_LEVEL)

    @cached_property
    def closing_month(self) -> Ints:
        """The month (yyyymm) of each ticket's last event."""
        return self.columns.months(self.time_zone)[self.columns.bounds.last]

    @cached_property
    def stretches(self) -> Stretches:
        """The open time that begins in view."""
        counted = replace(self.columns.stretches, lasts_us=self.columns.lasts_on(self.clocks))
        return counted.select(self.view.event_mask[counted.event])

    @cached_property
    def spans_us(self) -> Ints:
        """Time from the first event of each ticket to its last."""
        return self.columns.spans_on(self.clocks)

    @cached_property
    def usual_paths(self) -> Ints:
        """The paths through levels that most tickets in view take, at most five."""
        path = self.level_paths.path[self.is_asked]
        return class_counts(path, np.zeros(len(path), np.int64), 1, CLASSES)[0]

    @cached_property
    def is_moved(self) -> Flags:
        """Tickets in view that were handed on in view."""
        moved: Flags = np.bincount(self.view.moves.ticket, minlength=len(self.is_named)) > 0
        return moved

    def stayed(self) -> Flags:
        """Tickets in view that never left level 1, open ones too."""
        none = np.zeros(len(self.is_named), np.bool_)
        return self.first_line.has_stayed & self.view.is_ticket_in if self.first_line else none

    def ended(self) -> dict[str, Flags]:
        """Closed tickets that ended in view: all, those level 1 closed alone, and those it passed on."""
        line = self.first_line
        if line is None:
            none = np.zeros(len(self.is_named), np.bool_)
            return {"closed": none, "entered": none, "first-line": none, "passed-on": none}
        closed = line.is_closed & self.view.is_ended_here
        return {
            "closed": closed,
            "entered": closed & line.has_entered,
            "first-line": closed & line.has_stayed,
            "passed-on": closed & self.is_named & ~line.has_stayed,
        }

    def returning(self) -> dict[str, Flags]:
        """Tickets in view that come back, by how."""
        found = self.columns.ping_pong
        return {
            "direct": self.view.is_ticket_in & (found.direct > 0),
            "returns": self.view.is_ticket_in & found.is_return,
            "bounces": self.view.is_ticket_in & found.is_bounce,
        }

    def off_commonest(self) -> Flags:
        """Tickets on another path through groups than the most frequent one of their category (of equals the first)."""
        path, code = self.columns.group_paths.path, self.columns.attributes[self.category].codes
        rows = np.flatnonzero(self.is_asked)
        span = 1 + int(path.max(initial=0))
        pairs, count = np.unique(code[rows] * span + path[rows], return_counts=True)
        by_count = np.lexsort((pairs, -count, pairs // span))
        is_first = np.ones(len(by_count), np.bool_)
        ordered = pairs[by_count]
        is_first[1:] = ordered[1:] // span != ordered[:-1] // span
        off = np.zeros(len(path), np.bool_)
        off[rows] = ~np.isin(code[rows] * span + path[rows], ordered[is_first])
        return off


QUESTIONS = {
    "tickets": "Tickets in view",
    "moved": "Handed on",
    "unmoved": "Never handed on",
    "median-span": "Around the median from first to last event",
    "closed": "Closed tickets",
    "entered": "Closed, entered at level 1",
    "first-line": "Closed by level 1 alone",
    "passed-on": "Passed on by level 1, or never there",
    "stayed": "Stayed at level 1, open ones too",
    "direct": "Straight back",
    "returns": "Back to any earlier group",
    "bounces": "Back and forth and back",
    "open": "Open time",
    "pending": "Pending",
    "level": "With events at a level",
    "path": "By their path",
    "usual-path": "On a frequent path",
    "teams": "By the number of groups",
    "category": "Of one category",
    "off-path": "Off the commonest path of their category",
}


def ground_of(actor: Actor, log: TicketLog, asked: Asked, time_zone: str) -> Ground:
    """What the questions about a log are asked of."""
    columns = log_events(actor, log)
    places = places_of(actor, seen_groups(log.pk, columns.facts))
    stated = place_clocks(log, places) if asked.is_working else None
    return Ground(columns, places, asked, time_zone, stated.timed() if stated else None)


def tickets_behind(ground: Ground, question: str, narrowed: Mapping[str, str]) -> Flags:
    """Flag the tickets of a question (see QUESTIONS) that all of `narrowed` leaves; 404 for what is not of the log.

    `line` and `group` are keys of units, `when` a month, `path` levels such as "1-2-1", `category` and `product`
    labels, `teams` a number of groups or "more", `level` one of the level labels.
    """
    if question in ("tickets", "median-span"):
        return _narrowed(ground, ground.view.is_ticket_in, narrowed)
    if question in ("moved", "unmoved"):
        return ground.is_moved if question == "moved" else ground.view.is_ticket_in & ~ground.is_moved
    if question in ("closed", "entered", "first-line", "passed-on", "stayed"):
        flags = ground.stayed() if question == "stayed" else ground.ended()[question]
    elif question in ("direct", "returns", "bounces"):
        flags = ground.returning()[question]
    elif question in ("open", "pending"):
        flags = _open(ground, narrowed.get("group", ""), is_pending=question == "pending")
    elif question == "level":
        flags = _at_level(ground, narrowed.get("level", ""))
    elif question == "usual-path":
        flags = ground.is_asked & np.isin(ground.level_paths.path, ground.usual_paths)
    elif question == "off-path":
        flags = ground.off_commonest()
    elif question in QUESTIONS:
        flags = ground.is_asked
    else:
        raise Http404("There is no such question about this log.")
    return _narrowed(ground, flags & ground.is_named, narrowed)


def path_key(steps: tuple[int, ...]) -> str:
    """A path through levels as addresses have it.

    >>> path_key((1, 2, 1))
    '1-2-1'
    """
    return "-".join(map(str, steps))


def number_of(units: Units, key: str) -> int:
    """The number of the unit with this key, or 404."""
    if key not in units.keys:
        raise Http404("There is no such group, team or line in this log.")
    return units.keys.index(key)


def _narrowed(ground: Ground, flags: Flags, narrowed: Mapping[str, str]) -> Flags:
    if "line" in narrowed:
        flags = flags & (ground.line_of_ticket == number_of(ground.lines, narrowed["line"]))
    if "when" in narrowed:
        flags = flags & (ground.closing_month == _whole(narrowed["when"]))
    if "path" in narrowed:
        found = ground.level_paths
        keys = [path_key(found.steps(path)) for path in range(len(found.count))]
        flags = flags & (np.array([key == narrowed["path"] for key in keys], np.bool_)[found.path])
    if "teams" in narrowed:
        groups, wanted = ground.columns.ping_pong.groups, narrowed["teams"]
        flags = flags & (groups > MANY_TEAMS if wanted == MORE else groups == _whole(wanted))
    for name, attribute in (("category", ground.category), ("of_product", "product")):
        if name in narrowed:
            coded = ground.columns.attributes[attribute]
            flags = flags & np.array([label == narrowed[name] for label in coded.labels], np.bool_)[coded.codes]
    return flags


def _open(ground: Ground, group: str, *, is_pending: bool) -> Flags:
    stretches = ground.stretches.select(ground.stretches.is_pending) if is_pending else ground.stretches
    if group:
        own = ground.groups.of_group == number_of(ground.groups, group)
        stretches = stretches.select(own[stretches.group])
    return np.bincount(stretches.ticket, minlength=len(ground.is_named)) > 0


def _at_level(ground: Ground, label: str) -> Flags:
    """Tickets with an event in view in a group of the level."""
    if label not in ground.level_labels:
        raise Http404("No group of this log is of that level.")
    is_meant = np.array([other == label for other in ground.level_labels], np.bool_)
    events = ground.columns.events
    at_level = ground.view.event_mask & (events.group >= 0) & np.append(is_meant, False)[events.group]
    return np.bincount(events.ticket[at_level], minlength=len(ground.is_named)) > 0


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise Http404("This address names no month and no number of groups.")
    return int(text)


def _known_line(places: list[Place], prefers: str) -> str:
    """What the log or the baseline knows: regions and towers, the preferred first, else the groups themselves."""
    known = {
        "region": any(place.region for place in places),
        "tower": any(place.tower for place in places),
    }
    return next((line for line in (prefers, *known) if known.get(line)), "group")


def _known_category(columns: LogColumns) -> str:
    return next((name for name in CATEGORIES if columns.values_of(name)), "product")
