"""The downloads of the front doors of a log."""

from collections.abc import Callable
from typing import Any

from core.actor import Actor
from metrics.computations.suppression import LEAST
from metrics.selectors.front_doors import FrontDoors, customer_groups
from metrics.selectors.meters import month_words
from metrics.views.front_door_words import NAMELESS


def _group_lines(actor: Actor, found: FrontDoors) -> list[list[Any]]:
    return [
        [
            *(
                row.name or NAMELESS,
                row.tickets,
                len(row.doors) if row.tickets else None,
                "; ".join(row.doors),
                row.rare,
            ),
            *(None if row.stated is None else len(row.stated), "; ".join(row.stated or ()), row.managed, row.share),
        ]
        for row in found.groups(customer_groups(actor))
    ]


def _door_lines(_actor: Actor, found: FrontDoors) -> list[list[Any]]:
    lines = []
    for row in found.doors():
        shown = row.answers if row.answers.count >= LEAST else None
        ends = [shown.mean, shown.low, shown.high] if shown else [None, None, None]
        said = "yes" if row.is_manager else "no", "stated" if row.is_stated else "by its name"
        lines.append([row.name, row.tickets, row.groups, *said, shown.count if shown else None, *ends])
    return lines


def _cell_lines(actor: Actor, found: FrontDoors) -> list[list[Any]]:
    names = {row.key: row.name for row in found.doors()}
    groups = found.groups(customer_groups(actor))
    return [[row.name or NAMELESS, names[key], count] for row in groups for key, count in row.cells.items()]


def _month_lines(_actor: Actor, found: FrontDoors) -> list[list[Any]]:
    return [[month_words(row.month), row.tickets, row.doors, row.managed, row.share] for row in found.months()]


OF_GROUPS = ("Customer group", "Tickets", "Doors in use", "Names of the doors in use", "Doors used more rarely")
OF_DOORS = ("Door", "Tickets", "Customer groups", "Named relationship manager", "How that is known")
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Actor, FrontDoors], list[list[Any]]]]] = {
    "groups": ((*OF_GROUPS, "Doors as stated", "Their names", "Through a manager", "Share"), _group_lines),
    "doors": ((*OF_DOORS, "Answers", "Satisfaction (0 to 100)", "Low", "High"), _door_lines),
    "cells": (("Customer group", "Door", "Tickets"), _cell_lines),
    "months": (("Month", "Tickets", "Doors in use", "Through a manager", "Share"), _month_lines),
}
