"""The tickets behind each figure of cross-training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.http import Http404

from metrics.computations.segments import ASPECTS
from metrics.selectors.cross_training import CrossTraining
from metrics.selectors.question_ground import number_of
from metrics.selectors.some_tickets import SomeTickets
from services.selectors import ticket_keys

NO_CLASS = "There is no such class of tickets."
TEXTS = ("priority", "kind", "product", "service")
HEADERS = ("Ticket", "Closed by", "Complexity", "Physical touch", *(name.capitalize() for name in TEXTS))
SIMPLE = ASPECTS["complexity"][0]


def closed_tickets(found: CrossTraining, asked: Mapping[str, Sequence[str]]) -> SomeTickets:
    """The counted tickets that an address names; 404 for what the page has not.

    `category` is a label, `class` simple, `touch` a class of touch, `closer` the key of the unit that closed them,
    `others` those of units that did not.
    """
    is_meant, said = found.is_counted.copy(), []
    for label in asked.get("category", ())[:1]:
        if label not in found.labels:
            raise Http404("There is no such category in this log.")
        is_meant &= found.category == found.labels.index(label)
        said.append(label)
    for code in asked.get("class", ())[:1]:
        if code != SIMPLE:
            raise Http404(NO_CLASS)
        is_meant &= found.is_simple
        said.append(code)
    for code in asked.get("touch", ())[:1]:
        if code not in ASPECTS["touch"]:
            raise Http404(NO_CLASS)
        is_meant &= found.touch == ASPECTS["touch"].index(code)
        said.append(f"touch: {code}")
    lines = found.ground.lines
    for key in asked.get("closer", ())[:1]:
        number = number_of(lines, key)
        is_meant &= found.unit == number
        said.append(f"closed by {lines.labels[number]}")
    others = [number_of(lines, key) for key in asked.get("others", ())]
    if others:
        is_meant &= ~np.isin(found.unit, others)
        said.append(f"closed by others than {lines.labels[others[0]]}" if len(others) == 1 else "closed by others")
    title = ", ".join(said)
    return SomeTickets(title[:1].upper() + title[1:] or "All closed tickets in view", is_meant)


def closed_rows(found: CrossTraining, some: SomeTickets) -> list[list[Any]]:
    """All of them: number, who closed them, class, touch, and what each says."""
    numbers, columns = np.flatnonzero(some.is_meant), found.ground.columns
    ids = columns.ticket_ids[numbers].tolist()
    keys, labels = ticket_keys(ids), found.ground.lines.labels
    coded = [columns.attributes[name] for name in TEXTS]
    classes = {aspect: [*outcomes, "undecided"] for aspect, outcomes in ASPECTS.items()}
    return [
        [
            *(keys[pk], labels[found.unit[ticket]]),
            *(classes[aspect][found.segmented.of[aspect].outcome[ticket]] for aspect in ASPECTS),
            *(one.labels[one.codes[ticket]] for one in coded),
        ]
        for ticket, pk in zip(numbers.tolist(), ids, strict=True)
    ]
