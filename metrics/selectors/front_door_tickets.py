"""The tickets behind each figure of the front doors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from django.http import Http404

from metrics.computations.columns import Flags
from metrics.selectors.front_doors import FrontDoors
from metrics.selectors.meters import month_words
from metrics.selectors.some_tickets import SomeTickets, number_asked
from services.facts import Coded
from services.selectors import ticket_keys
from towers.names import folded

NARROWING = ("of", "door", "customer", "when", "beyond")
PARTS: dict[str, tuple[str, Callable[[FrontDoors], Flags]]] = {
    "demand": ("Tickets that say by which door they came in", lambda found: found.is_demand),
    "managed": ("Through a named relationship manager", lambda found: found.is_managed),
    "answered": ("With an answer on satisfaction", lambda found: found.is_answered),
    "unknown": ("Without a door", lambda found: found.is_unknown),
    "machine": ("From monitoring", lambda found: found.is_in_view & found.is_machine),
}
SAID = ("kind", "priority", "product", "service")
HEADERS = ("Ticket", "Door", "Named relationship manager", "Customer group", *(name.capitalize() for name in SAID))


def door_tickets(found: FrontDoors, asked: Mapping[str, str]) -> SomeTickets:
    """The tickets that an address names; 404 for what the page has not. `door` and `customer` are folded names.

    `beyond` leaves out so many doors, those with most tickets.
    """
    if asked.get("of", "demand") not in PARTS:
        raise Http404("There is no such figure of front doors.")
    title, flags_of = PARTS[asked.get("of", "demand")]
    flags, where = flags_of(found), []
    for name, coded in (("door", found.demand.door), ("customer", found.demand.customer)):
        if name in asked:
            label, is_one = _labelled(coded, asked[name])
            flags = flags & is_one
            where.append(label or f"no {'customer group' if name == 'customer' else name} named")
    if "beyond" in asked:
        beside = [row.key for row in found.doors()][: number_asked(asked["beyond"], len(found.demand.door.labels))]
        flags = flags & ~found.through(lambda door: folded(door) in beside)
        where.append("other doors")
    if "when" in asked:
        when = asked["when"]
        if not when.isdecimal() or len(when) != len("yyyymm") or not 1 <= int(when) % 100 <= 12:
            raise Http404("This address names no month.")
        flags = flags & (found.month == int(when))
        where.append(month_words(int(when)))
    return SomeTickets(", ".join([title, *where]), flags)


def door_ticket_rows(found: FrontDoors, some: SomeTickets) -> list[list[Any]]:
    """All of them; answers on satisfaction are told as means of several alone."""
    numbers, demand = np.flatnonzero(some.is_meant), found.demand
    ids = found.columns.ticket_ids[numbers].tolist()
    keys = ticket_keys(ids)
    managed = [found.is_manager(label) for label in demand.door.labels]
    said = [found.columns.attributes[name] for name in SAID]
    return [
        [
            keys[pk],
            demand.door.labels[demand.door.codes[ticket]],
            "yes" if managed[demand.door.codes[ticket]] else "no",
            demand.customer.labels[demand.customer.codes[ticket]],
            *(one.labels[one.codes[ticket]] for one in said),
        ]
        for ticket, pk in zip(numbers.tolist(), ids, strict=True)
    ]


def _labelled(coded: Coded, key: str) -> tuple[str, Flags]:
    place = next((place for place, label in enumerate(coded.labels) if folded(label) == key), None)
    if place is None:
        raise Http404("No ticket of this log names it.")
    return coded.labels[place], coded.codes == place
