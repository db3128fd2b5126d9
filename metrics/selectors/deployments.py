"""Deployments of a log, by quarter, line, and whether they are standard or custom; the tickets behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.http import Http404

from core.actor import Actor
from metrics.computations.columns import STATUS_CLOSED, Flags, Ints
from metrics.computations.deployments import (
    FOUND,
    KINDS,
    UNDETERMINED,
    WAYS,
    Catalogue,
    Mix,
    is_deployment,
    mixes,
    quarter_of,
)
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Ground, number_of
from metrics.selectors.some_tickets import SomeTickets
from services.offering_kinds import offering_kinds
from services.selectors import ticket_keys
from towers.names import folded

NAMES = ("product", "kind", "service")
OFFERINGS = (*KINDS, "known", "undetermined")
HEADERS = ("Ticket", "Quarter", "Line", "Offering", "Found by", *(name.capitalize() for name in NAMES))


@dataclass(frozen=True, slots=True)
class KindOfTicket:
    """A kind of ticket as the log writes it, whether its tickets count as deployments, and how many there are."""

    label: str
    is_counted: bool
    tickets: int


class Deployments:
    """The closed tickets of a ground that asked for something, against the catalogue."""

    def __init__(self, ground: Ground, filters: HandoffFilters, catalogue: Catalogue) -> None:
        self.ground, self.filters, self.catalogue = ground, filters, catalogue

    @cached_property
    def is_closed(self) -> Flags:
        """Tickets that ended in view, closed where the log has statuses, and name a group."""
        columns = self.ground.columns
        found: Flags = self.ground.view.is_ended_here & self.ground.is_named
        if columns.has_statuses:
            found = found & (columns.events.status[columns.bounds.last] == STATUS_CLOSED)
        return found

    @cached_property
    def kinds(self) -> list[KindOfTicket]:
        """The kinds of closed tickets in view, most tickets first; one that the filter names counts in any case."""
        coded = self.ground.columns.attributes["kind"]
        counts = np.bincount(coded.codes[self.is_closed], minlength=len(coded.labels)).tolist()
        found = [
            KindOfTicket(label, is_deployment(folded(label)) or (label != "" and label == self.filters.kind), count)
            for label, count in zip(coded.labels, counts, strict=True)
            if count
        ]
        return sorted(found, key=lambda one: (-one.tickets, one.label))

    @cached_property
    def is_counted(self) -> Flags:
        """The deployments."""
        coded = self.ground.columns.attributes["kind"]
        wanted = {one.label for one in self.kinds if one.is_counted}
        return self.is_closed & np.array([label in wanted for label in coded.labels], np.bool_)[coded.codes]

    @cached_property
    def quarter(self) -> Ints:
        """The quarter (yyyyq) in which each ticket ended."""
        return quarter_of(self.ground.closing_month)

    @cached_property
    def way(self) -> Ints:
        """Of each deployment how its kind is found, as a place in `WAYS`; of other tickets nothing is meant."""
        return self._looked_up[1]

    @cached_property
    def kind(self) -> Ints:
        """Of each deployment the kind of what was deployed, as a place in `KINDS`, or `UNDETERMINED`."""
        return self._looked_up[0]

    @cached_property
    def mixes(self) -> dict[tuple[int, int], Mix]:
        """Counts by quarter and line of the group that took the ticket in."""
        counted = self.is_counted
        return mixes(self.quarter[counted], self.ground.line_of_ticket[counted], self.kind[counted])

    @property
    def quarters(self) -> list[int]:
        """Those with a deployment, in order."""
        return sorted({quarter for quarter, _ in self.mixes})

    def is_in_part(self, quarter: int) -> bool:
        """Whether the log's closings begin after the quarter's first month, or end before its last."""
        months = self.ground.closing_month
        year, number = divmod(quarter, 10)
        first = year * 100 + number * 3 - 2
        return bool(int(months.min()) > first or int(months.max()) < first + 2)

    def ways(self) -> list[int]:
        """Deployments by how the kind of what was deployed is found, in the order of `WAYS`."""
        counts: list[int] = np.bincount(self.way[self.is_counted], minlength=len(WAYS)).tolist()
        return counts

    def some(self, asked: Mapping[str, str]) -> SomeTickets:
        """The deployments that an address names; 404 for what the page has not.

        `quarter` is yyyyq, `line` the key of a line, `offering` one of `OFFERINGS`, `way` one of `WAYS`. `closed` is a
        kind of ticket: its closed ones are meant then, deployments or not.
        """
        if "closed" in asked:
            return self._of_kind(asked["closed"])
        is_meant, said = self.is_counted.copy(), []
        if "offering" in asked:
            code = _place(OFFERINGS, asked["offering"])
            same = self.kind == (code if code < UNDETERMINED else UNDETERMINED)
            is_meant &= self.kind != UNDETERMINED if asked["offering"] == "known" else same
            said.append("kind known" if asked["offering"] == "known" else asked["offering"])
        if "way" in asked:
            is_meant &= self.way == _place(WAYS, asked["way"])
            said.append(way_words(asked["way"]))
        if "line" in asked:
            number = number_of(self.ground.lines, asked["line"])
            is_meant &= self.ground.line_of_ticket == number
            said.append(self.ground.lines.labels[number])
        if "quarter" in asked:
            quarter = self.quarters[_place([str(known) for known in self.quarters], asked["quarter"])]
            is_meant &= self.quarter == quarter
            said.append(quarter_words(quarter))
        return SomeTickets(", ".join(["Deployments", *said]), is_meant)

    def rows(self, some: SomeTickets) -> list[list[Any]]:
        """All of them: number, quarter, line, kind of what was deployed, how it is found, and what each says."""
        numbers, columns = np.flatnonzero(some.is_meant), self.ground.columns
        ids = columns.ticket_ids[numbers].tolist()
        keys, kinds = ticket_keys(ids), [*KINDS, "undetermined"]
        ways = [way_words(way) for way in WAYS]
        coded = [columns.attributes[name] for name in NAMES]
        return [
            [
                *(keys[pk], quarter_words(int(self.quarter[ticket]))),
                self.ground.lines.labels[self.ground.line_of_ticket[ticket]],
                *((kinds[self.kind[ticket]], ways[self.way[ticket]]) if self.is_counted[ticket] else ("", "")),
                *(one.labels[one.codes[ticket]] for one in coded),
            ]
            for ticket, pk in zip(numbers.tolist(), ids, strict=True)
        ]

    def _of_kind(self, label: str) -> SomeTickets:
        """The closed tickets of a kind."""
        coded = self.ground.columns.attributes["kind"]
        code = _place(coded.labels, label)
        return SomeTickets(f"Closed: {label or 'kind not stated'}", self.is_closed & (coded.codes == code))

    @cached_property
    def _looked_up(self) -> tuple[Ints, Ints]:
        """Kind and way of each ticket of the log; each combination of names is looked up once."""
        coded = [self.ground.columns.attributes[name] for name in NAMES]
        _, kind, service = (len(one.labels) for one in coded)
        number = (coded[0].codes * kind + coded[1].codes) * service + coded[2].codes
        counted = self.is_counted
        combined, place = np.unique(number[counted], return_inverse=True)
        texts = [[folded(label) for label in one.labels] for one in coded]
        codes = (combined // (kind * service), combined // service % kind, combined % service)
        found = [
            self.catalogue.kind_of(*(of[at] for of, at in zip(texts, own, strict=True)))
            for own in zip(*(column.tolist() for column in codes), strict=True)
        ]
        both = np.full((2, len(number)), UNDETERMINED, np.int64)
        both[0, counted] = np.array([KINDS.index(one) if one else UNDETERMINED for one, _ in found], np.int64)[place]
        both[1, counted] = np.array([WAYS.index(way) for _, way in found], np.int64)[place]
        return both[0], both[1]


def deployments_of(actor: Actor, ground: Ground, filters: HandoffFilters) -> Deployments:
    """The deployments of a ground, against the actor's catalogue."""
    return Deployments(ground, filters, Catalogue.of(offering_kinds(actor)))


def quarter_words(quarter: int) -> str:
    """A quarter as people call it.

    >>> quarter_words(20251)
    'Q1 2025'
    """
    return f"Q{quarter % 10} {quarter // 10}"


def way_words(way: str) -> str:
    """How the kind of an offering is found, or why it is not.

    >>> way_words("product"), way_words("both kinds")
    ('by its product', 'its service has standard and custom offerings')
    """
    if way in WAYS[:FOUND]:
        return "by the word for its kind" if way == "kind" else f"by its {way}"
    return {
        "both kinds": "its service has standard and custom offerings",
        "no offering": "its service has no offering",
        "not in the catalogue": "the catalogue knows neither its product nor its service",
    }[way]


def _place(known: Any, text: str) -> int:
    if text not in known:
        raise Http404("There is no such figure on this page.")
    return int(known.index(text))
