"""Tickets through rules: the first rule whose tests all hold takes the ticket; why the earlier ones did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from services.routing.rules import ATTRIBUTES, HAS, REGION, SO_FAR, TESTS, UNKNOWN, Rule, folded, holds

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
NOBODY = -1
COLUMNS = (*ATTRIBUTES, REGION)
REPEATED = ("origin", "product", "service", REGION)  # what a route repeats of its ticket


@dataclass(frozen=True, eq=False)
class Column:
    """One attribute of all tickets: places in a list of texts as they were written; `folded` as rules compare them.

    `origins`: beside each text what it was inferred by, "" where the ticket says it; empty where every ticket does.
    """

    codes: Ints
    labels: Sequence[str]
    folded: Sequence[str]
    origins: Sequence[str] = ()

    @classmethod
    def of(cls, codes: Ints, labels: Sequence[str], origins: Sequence[str] = ()) -> Column:
        """From codes and what they stand for."""
        return cls(codes, labels, [folded(label) for label in labels], origins)

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Column:
        """From one text per ticket.

        >>> Column.from_texts(["b", "a", "b"]).codes.tolist()
        [0, 1, 0]
        """
        places: dict[str, int] = {}
        codes = np.fromiter((places.setdefault(text, len(places)) for text in texts), np.int64, len(texts))
        return cls.of(codes, list(places))

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """The codes that stand for each folded text."""
        found: dict[str, list[int]] = {}
        for code, text in enumerate(self.folded):
            found.setdefault(text, []).append(code)
        return found

    @property
    def is_known(self) -> Bools:
        """Whether the attribute is known, per ticket."""
        known = np.ones(len(self.folded), np.bool_)
        known[self.places.get(UNKNOWN, [])] = False
        return known[self.codes] if len(known) else np.zeros(len(self.codes), np.bool_)

    def origin(self, code: int) -> str:
        """What a text was inferred by, "" where the ticket says it."""
        return self.origins[code] if self.origins else ""

    def fits(self, test: str, values: Sequence[str]) -> Bools:
        """Whether a test holds, per text: as `holds`, for all of them at once.

        >>> Column.of(np.array([0]), ["SAP ERP", "Mail", ""]).fits("product_has", ["sap"]).tolist()
        [True, False, False]
        """
        found = np.zeros(len(self.folded), np.bool_)
        if test not in HAS:
            for value in values:
                found[self.places.get(value, [])] = True
            return found
        for word in values:
            found |= np.array([word in text for text in self.folded], np.bool_)
        found[self.places.get(UNKNOWN, [])] = False
        return found

    def filled(self, other: Column) -> Column:
        """The same, with another column's texts where a ticket's own is unknown.

        >>> own, other = Column.from_texts(["office", ""]), Column.of(np.array([1, 1]), ["", "none"], ["", "a rule"])
        >>> both = own.filled(other)
        >>> [(both.labels[code], both.origin(code)) for code in both.codes]
        [('office', ''), ('none', 'a rule')]
        """
        codes = np.where(self.is_known, self.codes, other.codes + len(self.labels))
        origins = [*(one.origin(code) for one in (self, other) for code in range(len(one.labels)))]
        return Column(codes, [*self.labels, *other.labels], [*self.folded, *other.folded], origins)


@dataclass(frozen=True, eq=False)
class Tickets:
    """Columns by attribute, all of one length; an attribute without a column is unknown for every ticket.

    `so_far`: what has happened to each ticket, as numbers by the names of `SO_FAR`; nan is unknown.
    """

    size: int
    columns: Mapping[str, Column]
    so_far: Mapping[str, Floats] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str | float]]) -> Tickets:
        """From one mapping of attribute to text, and of what has happened so far to number, per ticket."""
        present = {name for row in rows for name in row}
        columns = {
            name: Column.from_texts([str(row.get(name, "")) for row in rows]) for name in COLUMNS if name in present
        }
        numbers = {
            name: np.array([row.get(name, np.nan) for row in rows], np.float64) for name in SO_FAR if name in present
        }
        return cls(len(rows), columns, numbers)

    def column(self, name: str) -> Column:
        """The column of an attribute; where none is known, one that says so."""
        return self.columns.get(name) or Column(np.zeros(self.size, np.int64), [""], [UNKNOWN])

    def known_share(self, name: str) -> float:
        """Share of the tickets whose attribute is known."""
        return float(self.column(name).is_known.mean()) if self.size else 0.0

    def filled(self, inferred: Mapping[str, Column]) -> Tickets:
        """The same tickets, with what was inferred where they themselves say nothing."""
        filled = {name: self.column(name).filled(column) for name, column in inferred.items()}
        return replace(self, columns={**self.columns, **filled})


@dataclass(frozen=True, eq=False)
class Routed:
    """`taker` is the place of the rule that takes each ticket (-1: none)."""

    rules: Sequence[Rule]
    tickets: Tickets
    taker: Ints

    def functions(self) -> Ints:
        """The function that takes each ticket in the end, 0 for nobody."""
        of_rule = np.array([*(rule.function for rule in self.rules), 0], np.int64)
        return of_rule[self.taker]

    def counts(self) -> list[int]:
        """Tickets per rule; the last entry is what no rule takes."""
        counted = np.bincount(np.where(self.taker < 0, len(self.rules), self.taker), minlength=len(self.rules) + 1)
        return [int(count) for count in counted]


class Said(NamedTuple):
    """What is known of a ticket's attribute; `origin` is what it was inferred by, "" where the ticket says it."""

    text: str
    folded: str
    origin: str


class Failed(NamedTuple):
    """A test that did not hold, with the ticket's value and what that was inferred by, if it was."""

    test: str
    value: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule did not take a ticket: the tests that failed."""

    rule: int
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where one ticket goes; `rule` is -1, `function` None where no rule takes it. `refusals`: the rules before.

    `inferred`: attributes that the ticket does not say itself, with their values and what they were inferred by.
    """

    rule: int
    function: int | None
    path: tuple[int, ...]
    level: int
    region: str
    skill: str
    inferred: tuple[tuple[str, str, str], ...]
    refusals: tuple[Refusal, ...]


def route(rules: Sequence[Rule], tickets: Tickets) -> Routed:
    """The rule that takes each ticket: the first in order whose tests all hold.

    >>> rules = [Rule("Office", 6, {"touch": ("office",)}), Rule("Rest", 5)]
    >>> route(rules, Tickets.from_rows([{"touch": "Office"}, {}])).taker.tolist()
    [0, 1]
    """
    taker = np.full(tickets.size, NOBODY, np.int64)
    for place, rule in enumerate(rules):
        taker[(taker < 0) & matches(rule, tickets)] = place
    return Routed(rules, tickets, taker)


def matches(rule: Rule, tickets: Tickets) -> Bools:
    """Whether all tests of a rule hold, per ticket."""
    mask = np.ones(tickets.size, np.bool_)
    for test, values in rule.conditions.items():
        column = tickets.column(HAS.get(test, test))
        mask &= column.fits(test, values)[column.codes] if len(column.labels) else False
    return mask


def routes(rules: Sequence[Rule], tickets: Tickets) -> Iterator[Route]:
    """Each ticket's route with its trace, ticket by ticket and rule by rule: what is meant by a policy.

    For many tickets, `services.routing_bulk` has the same by columns.

    >>> found = next(routes([Rule("Office", 6, {"touch": ("office",)}), Rule("Rest", 5)], Tickets.from_rows([{}])))
    >>> found.function, found.refusals
    (5, (Refusal(rule=0, failed=(Failed(test='touch', value='unknown', origin=''),)),))
    """
    for number in range(tickets.size):
        said = said_of(tickets, number)
        refusals: list[Refusal] = []
        for place, rule in enumerate(rules):
            failed = _failed(rule, said)
            if not failed:
                yield routed(rule, place, said, tuple(refusals))
                break
            refusals.append(Refusal(place, failed))
        else:
            yield routed(None, NOBODY, said, tuple(refusals))


def said_of(tickets: Tickets, number: int) -> dict[str, Said]:
    """All that is known of one ticket."""
    found = {}
    for name in COLUMNS:
        column = tickets.column(name)
        code = int(column.codes[number])
        found[name] = Said(column.labels[code], column.folded[code], column.origin(code))
    return found


def _failed(rule: Rule, said: Mapping[str, Said]) -> tuple[Failed, ...]:
    """The tests of a rule that do not hold, in the order of `TESTS`."""
    found = []
    for test in TESTS:
        one = said[HAS.get(test, test)]
        if test in rule.conditions and not holds(test, rule.conditions[test], one.folded):
            found.append(Failed(test, one.folded, one.origin))
    return tuple(found)


def routed(rule: Rule | None, place: int, said: Mapping[str, Said], refusals: tuple[Refusal, ...]) -> Route:
    """Where the rule in this place sends a ticket; None for a ticket that no rule takes."""
    inferred = tuple((name, one.folded, one.origin) for name, one in said.items() if one.origin)
    if rule is None:
        return Route(NOBODY, None, (), 0, "", "", inferred, refusals)
    skill = rule.skill
    for name in ("product", "service"):
        skill = skill.replace(f"{{{name}}}", said[name].text)
    region, path = rule.region or said[REGION].text, rule.path(said["origin"].folded)
    return Route(place, rule.function, path, rule.level, region, skill, inferred, refusals)
