"""Which tickets of a log were closed without physical touch, today and as a scenario would route them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.http import Http404

from core.actor import Actor
from functions.models import Scenario
from metrics.computations.columns import STATUS_CLOSED, Flags
from metrics.computations.remote_resolution import RemoteResolution, remote_resolution
from metrics.selectors.handoff_pair import TICKETS_SHOWN, PairTicket, lanes_of
from metrics.selectors.handoff_units import places_of, units_of
from metrics.selectors.log_columns import LogColumns, columns_of, level_of_group
from metrics.selectors.routing_history import origin_column, routing_history
from metrics.selectors.routing_segments import inferred, origin_of
from metrics.selectors.segment_rules import SegmentRules
from metrics.selectors.segments import log_traits
from metrics.selectors.visible_logs import ReplayLog
from services.facts import facts_of
from services.routing.engine import Routed, Tickets
from services.routing.rules import UNKNOWN
from services.routing_selectors import policy_of
from services.selectors import ticket_keys

HANDS = (6, 9)  # field service, facility operations
TODAY, SCENARIO = "today", "scenario"
PARTS = ("without", "touched", "unknown")


@dataclass(frozen=True, eq=False)
class TouchFlags:
    """Per ticket of the log: known to be without touch, known to be with it; neither is unknown."""

    is_without: Flags
    is_touched: Flags


@dataclass(frozen=True, eq=False)
class RemoteTickets:
    """The closed tickets of a log that a user could have come with, and their touch.

    `tickets` have an origin and a touch by the rules `held`; `routed` are the same through the policy of a scenario,
    None without one.
    """

    log: ReplayLog
    held: SegmentRules
    tickets: Tickets
    routed: Routed | None

    @cached_property
    def columns(self) -> LogColumns:
        """The log's."""
        return columns_of(facts_of(self.log.pk, self.log.segments))

    @cached_property
    def is_closed(self) -> Flags:
        """Tickets whose last event closes them."""
        closed: Flags = self.columns.events.status[self.columns.bounds.last] == STATUS_CLOSED
        return closed

    @cached_property
    def is_asked(self) -> Flags:
        """Closed, and not from monitoring: a ticket whose origin is not known counts as one that a user could bring."""
        return self.is_closed & ~has_text(self.tickets, "origin", "monitoring")

    @property
    def unknown_origin(self) -> int:
        """How many of them do not say where they came from."""
        return int(np.count_nonzero(self.is_asked & has_text(self.tickets, "origin", UNKNOWN)))

    @property
    def assumed(self) -> dict[str, int]:
        """Of the tickets asked about, those whose touch a rule decides that tests nothing, by the rule in words."""
        column = self.tickets.column("touch")
        counts = np.bincount(column.codes[self.is_asked], minlength=len(column.labels)).tolist()
        for_all = {origin_of(place, rule) for place, rule in enumerate(self.held.rules) if rule.is_for_all}
        told = ((column.origin(code), count) for code, count in enumerate(counts) if count)
        return {origin: count for origin, count in told if origin in for_all}

    @cached_property
    def touch(self) -> dict[str, TouchFlags]:
        """Today as the rules of the segments say; in the scenario by whether the route has hands, too.

        A ticket that was touched and would not be sent to hands is no remote solution yet: it stays unknown.
        """
        none, unknown = (has_text(self.tickets, "touch", text) for text in ("none", UNKNOWN))
        found = {TODAY: TouchFlags(none, ~none & ~unknown)}
        if self.routed is not None:
            found[SCENARIO] = TouchFlags(none & (self.routed.taker >= 0) & ~self._has_hands, self._has_hands)
        return found

    @property
    def handless(self) -> int:
        """Tickets that were touched and whose route in the scenario has no hands."""
        touched = self.is_asked & self.touch[TODAY].is_touched
        return int(np.count_nonzero(touched & ~self._has_hands)) if self.routed else 0

    @cached_property
    def found(self) -> dict[str, RemoteResolution]:
        """The counts, today and in the scenario."""
        return {
            when: remote_resolution(self.is_asked, flags.is_without, flags.is_touched)
            for when, flags in self.touch.items()
        }

    def five(self, actor: Actor, when: str, of: str) -> tuple[int, list[PairTicket]]:
        """How many tickets a count has, and five of them, most handoffs first; 404 for what is no count."""
        if when not in self.touch or of not in PARTS:
            raise Http404("There is no such figure of remote resolution.")
        flags = self.touch[when]
        parts = {"without": flags.is_without, "touched": flags.is_touched}
        wanted = self.is_asked & parts.get(of, ~flags.is_without & ~flags.is_touched)
        numbers = np.flatnonzero(wanted & (self.columns.group_paths.length > 0))  # the others have no path to draw
        shown = numbers[np.lexsort((numbers, -self.columns.per_ticket.count[numbers]))][:TICKETS_SHOWN]
        ids = self.columns.ticket_ids[shown].tolist()
        keys, units = ticket_keys(ids), units_of("group", places_of(actor, self.log.groups()))
        return int(np.count_nonzero(wanted)), [
            PairTicket(keys[pk], lanes_of(self.columns, ticket, units, set(), keys[pk]))
            for ticket, pk in zip(shown.tolist(), ids, strict=True)
        ]

    @cached_property
    def _has_hands(self) -> Flags:
        """Whether a ticket's route in the scenario has functions that work on site; a front door is none of them."""
        if self.routed is None:
            return np.zeros(self.tickets.size, np.bool_)
        needs = [any(code in HANDS for code in (*rule.via, rule.function)) for rule in self.routed.rules]
        return np.array([*needs, False], np.bool_)[self.routed.taker]


def remote_tickets(log: ReplayLog, held: SegmentRules, scenario: Scenario | None) -> RemoteTickets:
    """The tickets of a log as they were, and where a scenario is given also through its policy."""
    if scenario:
        routed = routing_history(scenario, policy_of(scenario).rules, log, held).routed
        return RemoteTickets(log, held, routed.tickets, routed)
    facts = facts_of(log.pk, log.segments)
    known = inferred(held, log_traits(columns_of(facts), level_of_group(log.groups())))
    return RemoteTickets(log, held, Tickets(len(facts.ticket_ids), {"origin": origin_column(facts), **known}), None)


def has_text(tickets: Tickets, name: str, text: str) -> Flags:
    """Flag the tickets whose attribute is this, as rules compare it."""
    column = tickets.column(name)
    return np.array([folded == text for folded in column.folded], np.bool_)[column.codes]
