"""The tickets behind each figure of the segments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.http import Http404

from metrics.computations.segments import ASPECTS, TEXTS, UNDECIDED
from metrics.selectors.question_ground import number_of
from metrics.selectors.segments import Segmented
from metrics.selectors.some_tickets import SomeTickets, number_asked
from services.selectors import ticket_keys

NO_CLASS = "undecided"
HEADERS = ("Ticket", "Line", "Complexity", "By", "Physical touch", "By", *(name.capitalize() for name in TEXTS))


def segmented_tickets(found: Segmented, asked: Mapping[str, str]) -> SomeTickets:
    """The tickets in view that an address names; 404 for what the page has not.

    `aspect` with `outcome` is a class or undecided, `line` the key of a line, `rule` the place of the one that decides.
    """
    is_meant, said = found.ground.is_asked.copy(), []
    if "rule" in asked:
        place = number_asked(asked["rule"], len(found.held.rules))
        rule = found.held.rules[place - 1] if place else None
        if rule is None:
            raise Http404("There is no such rule.")
        is_meant &= found.of[rule.aspect].rule == place - 1
        said.append(f"Decided by rule {place}: {rule.name}")
    if "aspect" in asked:
        aspect, outcome = asked["aspect"], asked.get("outcome", "")
        if outcome not in (*ASPECTS.get(aspect, ()), NO_CLASS) or aspect not in ASPECTS:
            raise Http404("There is no such class of tickets.")
        code = UNDECIDED if outcome == NO_CLASS else ASPECTS[aspect].index(outcome)
        is_meant &= found.of[aspect].outcome == code
        said.append(f"{aspect.capitalize()}: {outcome}")
    if "line" in asked:
        number = number_of(found.ground.lines, asked["line"])
        is_meant &= found.ground.line_of_ticket == number
        said.append(found.ground.lines.labels[number])
    return SomeTickets(", ".join(said) or "All tickets in view", is_meant)


def segmented_rows(found: Segmented, some: SomeTickets) -> list[list[Any]]:
    """All of them: number, line, class and rule of both aspects, and what each says."""
    numbers, columns = np.flatnonzero(some.is_meant), found.ground.columns
    ids = columns.ticket_ids[numbers].tolist()
    keys, labels = ticket_keys(ids), [*found.ground.lines.labels, ""]
    coded = [columns.attributes[name] for name in TEXTS]
    return [
        [
            *(keys[pk], labels[found.ground.line_of_ticket[ticket]]),
            *(text for aspect in ASPECTS for text in _decided(found, aspect, ticket)),
            *(one.labels[one.codes[ticket]] for one in coded),
        ]
        for ticket, pk in zip(numbers.tolist(), ids, strict=True)
    ]


def _decided(found: Segmented, aspect: str, ticket: int) -> tuple[str, str]:
    """The class of a ticket, and the rule that says it."""
    of = found.of[aspect]
    if of.outcome[ticket] == UNDECIDED:
        return NO_CLASS, ""
    return ASPECTS[aspect][of.outcome[ticket]], found.held.rules[of.rule[ticket]].name
