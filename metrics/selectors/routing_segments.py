"""Complexity and physical touch of tickets that are routed, as the rules of segmentation class them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.actor import Actor
from metrics.computations.segments import ASPECTS, NUMBERS, TEXTS, SegmentTerms, TicketTraits, segments
from metrics.selectors.segment_rules import SegmentRules, segment_rules_of
from services.routing.engine import Column, Tickets
from services.routing.rules import UNKNOWN


def classified(actor: Actor, tickets: Tickets) -> dict[str, Column]:
    """By what each ticket says, and by what has happened to it so far where that is stated; one query."""
    return inferred(segment_rules_of(actor), ticket_traits(tickets))


def inferred(held: SegmentRules, traits: TicketTraits) -> dict[str, Column]:
    """The class of each ticket by aspect, with the rule that decides it as its origin; undecided is unknown."""
    found = {}
    for aspect in ASPECTS:
        rule = segments(held.rules, aspect, traits).rule
        labels = [*(one.outcome for one in held.rules), ""]
        origins = [*(origin_of(place, one) for place, one in enumerate(held.rules)), ""]
        found[aspect] = Column.of(np.where(rule < 0, len(held.rules), rule), labels, origins)
    return found


def origin_of(place: int, rule: SegmentTerms) -> str:
    """How a class names the rule that decides it.

    >>> origin_of(0, SegmentTerms("touch", "none", "Rest"))
    'segment rule 1 “Rest”'
    """
    return f"segment rule {place + 1} “{rule.name}”"


def ticket_traits(tickets: Tickets) -> TicketTraits:
    """What the rules ask of tickets that come in: a number that is not stated is unknown."""
    columns = {name: tickets.column(name) for name in TEXTS}
    return TicketTraits(
        codes={name: column.codes for name, column in columns.items()},
        labels={name: ["" if text == UNKNOWN else text for text in c.folded] for name, c in columns.items()},
        numbers={name: tickets.so_far.get(name, np.full(tickets.size, np.nan)) for name in NUMBERS},
    )


def at_arrival(traits: TicketTraits) -> TicketTraits:
    """The same tickets before anything happened to them."""
    return replace(traits, numbers={name: np.full(len(traits), np.nan) for name in traits.numbers})
