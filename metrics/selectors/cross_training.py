"""Who closes which categories of a log's tickets, and what others could close if they were trained."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.computations.columns import STATUS_CLOSED, Flags, Ints
from metrics.computations.cross_training import (
    Candidates,
    Categories,
    ClosedCells,
    Reach,
    candidates,
    categories,
    closed_cells,
    reach,
)
from metrics.computations.segments import ASPECTS
from metrics.computations.suppression import LEAST as LEAST_PERSONS
from metrics.selectors.handoff_units import UNKNOWN
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Ground
from metrics.selectors.question_tables import variation_rows
from metrics.selectors.segment_rules import SegmentRules
from metrics.selectors.segments import Segmented

DAY_US, YEAR_DAYS, LEAST_DAYS = 86_400_000_000, 365.25, 28
UNITS_SHOWN = 6
OTHERS = "Others"
SIMPLE, UNTOUCHED = ASPECTS["complexity"].index("simple"), ASPECTS["touch"].index("none")
# What is found of a category.
ALONE, ONE_PERSON, SEVERAL, FEW = "alone", "one person", "several", "few"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Persons:
    """How many people closed tickets; `is_hidden`: too few to be told to this actor. None where nobody is named."""

    count: int | None
    is_hidden: bool


class CrossTraining:
    """The closed tickets of a ground by category and by the unit of the group that had them last."""

    def __init__(self, actor: Actor, ground: Ground, held: SegmentRules) -> None:
        self.ground, self.has_pay = ground, actor.has_pay
        self.segmented = Segmented(ground, held)

    @cached_property
    def is_closed(self) -> Flags:
        """Tickets that ended in view, closed where the log has statuses, and name a group and a category."""
        columns, view = self.ground.columns, self.ground.view
        found: Flags = view.is_ended_here & self.ground.is_named
        if columns.has_statuses:
            found = found & (columns.events.status[columns.bounds.last] == STATUS_CLOSED)
        return found

    @cached_property
    def is_counted(self) -> Flags:
        """Those of them that say their category, and whose last unit is known."""
        has_label = np.array([bool(label) for label in self.labels], np.bool_)[self.category]
        is_known = np.array([*(label != UNKNOWN for label in self.ground.lines.labels), False], np.bool_)
        return self.is_closed & has_label & is_known[self.unit]

    @cached_property
    def category(self) -> Ints:
        """The category of each ticket of the log, as a place among its labels."""
        return self.ground.columns.attributes[self.ground.category].codes

    @property
    def labels(self) -> list[str]:
        """What the categories are called."""
        return self.ground.columns.attributes[self.ground.category].labels

    @cached_property
    def unit(self) -> Ints:
        """The unit of the last group of each ticket; -1 where none is named."""
        found = self.ground.columns.group_paths
        group = np.full(len(found.path), -1)
        is_named = self.ground.is_named
        group[is_named] = found.step[(found.start + found.length - 1)[is_named]]
        unit: Ints = np.append(self.ground.lines.of_group, -1)[group]
        return unit

    @cached_property
    def person(self) -> Ints:
        """Who made the last event of each ticket; -1 where nobody is named."""
        columns = self.ground.columns
        return columns.events.person[columns.bounds.last]

    @property
    def has_persons(self) -> bool:
        """Whether any counted ticket says who closed it."""
        return bool((self._of(self.person) >= 0).any())

    @cached_property
    def found(self) -> Categories:
        """Who closes each category."""
        return categories(self._of(self.category), self._of(self.unit), self._of(self.person))

    @cached_property
    def cells(self) -> ClosedCells:
        """Categories by units."""
        return closed_cells(self._of(self.category), self._of(self.unit), self._of(self.person))

    @cached_property
    def is_simple(self) -> Flags:
        """Tickets that the rules of the segments call simple."""
        found: Flags = self.segmented.of["complexity"].outcome == SIMPLE
        return found

    @cached_property
    def touch(self) -> Ints:
        """The class of touch of each ticket; -1 undecided."""
        return self.segmented.of["touch"].outcome

    @cached_property
    def candidates(self) -> Candidates:
        """Categories that one unit closes alone though others close the like."""
        category, unit, touch = (self._of(column) for column in (self.category, self.unit, self.touch))
        return candidates(category, unit, touch, self._of(self.is_simple))

    @cached_property
    def reach(self) -> Reach:
        """What each unit could take over if its people were trained."""
        easy = self._of(self.is_simple) & (self._of(self.touch) == UNTOUCHED)
        return reach(self._of(self.unit), easy, len(self.ground.lines.keys))

    @property
    def simple(self) -> int:
        """Counted tickets that are simple."""
        return int(np.count_nonzero(self.is_counted & self.is_simple))

    @property
    def easy(self) -> int:
        """Counted tickets that are simple and without touch."""
        return int(np.count_nonzero(self.is_counted & self.is_simple & (self.touch == UNTOUCHED)))

    def rows(self, filters: HandoffFilters) -> list[Row]:
        """Categories with who closes them, most tickets first; `index`: variation over all tickets in view."""
        found, labels, days = self.found, self.ground.lines.labels, self.days(filters)
        index = {row["label"]: row["index"] for row in variation_rows(self.ground)}
        learned, standings, persons = set(self.candidates.category.tolist()), self._standings(), self._persons()
        rows = []
        for at in np.lexsort((found.category, -found.tickets)).tolist():
            label, tickets = self.labels[int(found.category[at])], int(found.tickets[at])
            rows.append(
                {
                    "label": label,
                    "code": int(found.category[at]),
                    "tickets": tickets,
                    "yearly": yearly(tickets, days),
                    "units": int(found.units[at]),
                    "leader": labels[int(found.leader[at])],
                    "leader_key": self.ground.lines.keys[int(found.leader[at])],
                    "led": int(found.led[at]),
                    "led_share": int(found.led[at]) / tickets,
                    "persons": persons[at],
                    "index": index.get(label),
                    "standing": standings[at],
                    "is_candidate": int(found.category[at]) in learned,
                }
            )
        return rows

    def shown_units(self) -> list[int]:
        """The units that close most tickets: six, or seven if these are all."""
        counts = np.bincount(self._of(self.unit), minlength=len(self.ground.lines.keys))
        order = [unit for unit in np.lexsort((np.arange(len(counts)), -counts)).tolist() if counts[unit]]
        return order if len(order) <= UNITS_SHOWN + 1 else order[:UNITS_SHOWN]

    def cell_rows(self, rows: list[Row], units: list[int]) -> list[list[Row | None]]:
        """Per row the cells of these units, then those of all others together; None where nothing was closed."""
        cells = self.cells
        place = np.searchsorted(cells.category, [row["code"] for row in rows])
        found: list[list[Row | None]] = []
        for row, start in zip(rows, place.tolist(), strict=True):
            own = {int(cells.unit[at]): self._cell(at, row) for at in range(start, start + row["units"])}
            rest = sum(cell["tickets"] for unit, cell in own.items() if unit not in units)
            others = {"tickets": rest, "share": rest / row["tickets"], "persons": Persons(None, is_hidden=False)}
            found.append([*(own.get(unit) for unit in units), others if rest else None])
        return found

    def candidate_rows(self, filters: HandoffFilters) -> list[Row]:
        """The categories that others could learn, most simple tickets first."""
        found, days, lines = self.candidates, self.days(filters), self.ground.lines
        columns = (found.category, found.leader, found.simple, found.touch, found.others)
        return [
            {
                "label": self.labels[category],
                "leader": lines.labels[leader],
                "leader_key": lines.keys[leader],
                "simple": simple,
                "yearly": yearly(simple, days),
                "touch": ASPECTS["touch"][touch],
                "others": others,
            }
            for category, leader, simple, touch, others in zip(*(one.tolist() for one in columns), strict=True)
        ]

    def reach_rows(self) -> list[Row]:
        """Units with the easy tickets that they close, and those of others as a share of all simple ones."""
        found, lines, simple = self.reach, self.ground.lines, self.simple
        columns = (found.unit, found.own, found.elsewhere)
        return [
            {
                "label": lines.labels[unit],
                "key": lines.keys[unit],
                "own": own,
                "elsewhere": elsewhere,
                "share": elsewhere / simple,
            }
            for unit, own, elsewhere in zip(*(one.tolist() for one in columns), strict=True)
        ]

    def days(self, filters: HandoffFilters) -> float:
        """The days that the counted tickets stand for: of the month in view, else from the log's first closing on."""
        if filters.month:
            return monthrange(*divmod(filters.month, 100))[1]
        columns = self.ground.columns
        at = columns.events.at[columns.bounds.last]
        return float(at.max() - at.min()) / DAY_US if len(at) else 0.0

    def _of(self, column: Any) -> Any:
        return column[self.is_counted]

    def _standings(self) -> list[str]:
        """What is found of each category; that one person closes it is told to those who may see single people."""
        found = self.found
        is_one = found.is_of_one_person & self.has_pay
        standing = np.select([is_one, found.is_alone, found.is_of_several], [ONE_PERSON, ALONE, SEVERAL], FEW)
        return list(map(str, standing))

    def _persons(self) -> list[Persons]:
        """Of each category; also hidden where one of its cells is, which would else follow from the others."""
        cells, found = self.cells, self.found
        is_small = np.zeros(len(found), np.bool_)
        small = cells.category[(cells.persons > 0) & (cells.persons < LEAST_PERSONS)]
        is_small[np.searchsorted(found.category, small)] = True
        told = [self._told(count) for count in found.persons.tolist()]
        if self.has_pay:
            return told
        return [Persons(one.count, one.is_hidden or small) for one, small in zip(told, is_small.tolist(), strict=True)]

    def _cell(self, at: int, row: Row) -> Row:
        tickets = int(self.cells.tickets[at])
        return {
            "tickets": tickets,
            "share": tickets / row["tickets"],
            "persons": self._told(int(self.cells.persons[at])),
        }

    def _told(self, count: int) -> Persons:
        if not count:
            return Persons(None, is_hidden=False)
        return Persons(count, is_hidden=count < LEAST_PERSONS and not self.has_pay)


def yearly(tickets: int, days: float) -> float | None:
    """Tickets a year at the pace of these days; None for less than four weeks.

    >>> yearly(20, 73.05), yearly(20, 7)
    (100.0, None)
    """
    return tickets * YEAR_DAYS / days if days >= LEAST_DAYS else None
