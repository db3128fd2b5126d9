"""Tickets through rules: the first rule whose tests all hold takes the ticket; why the earlier ones did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.routing.rules import ATTRIBUTES, HAS, REGION, TESTS, UNKNOWN, Rule, folded, holds

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
NOBODY = -1
COLUMNS = (*ATTRIBUTES, REGION)
SAID = ("origin", "product", "service", REGION)  # what a route repeats of its ticket


@dataclass(frozen=True, eq=False)
class Column:
    """One attribute of all tickets: places in a list of texts as they were written; `folded` as rules compare them."""

    codes: Ints
    labels: Sequence[str]
    folded: Sequence[str]

    @classmethod
    def of(cls, codes: Ints, labels: Sequence[str]) -> Column:
        """From codes and what they stand for."""
        return cls(codes, labels, [folded(label) for label in labels])

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Column:
        """From one text per ticket.

        >>> Column.from_texts(["b", "a", "b"]).codes.tolist()
        [0, 1, 0]
        """
        places: dict[str, int] = {}
        codes = np.fromiter((places.setdefault(text, len(places)) for text in texts), np.int64, len(texts))
        return cls.of(codes, list(places))


@dataclass(frozen=True, eq=False)
class Tickets:
    """Columns by attribute, all of one length; an attribute without a column is unknown for every ticket."""

    size: int
    columns: Mapping[str, Column]

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]]) -> Tickets:
        """From one mapping of attribute to text per ticket."""
        present = {name for row in rows for name in row if name in COLUMNS}
        columns = {name: Column.from_texts([row.get(name, "") for row in rows]) for name in sorted(present)}
        return cls(len(rows), columns)

    def column(self, name: str) -> Column:
        """The column of an attribute; where none is known, one that says so."""
        return self.columns.get(name) or Column(np.zeros(self.size, np.int64), [""], [UNKNOWN])

    def known_share(self, name: str) -> float:
        """Share of the tickets whose attribute is known."""
        column = self.column(name)
        is_known = np.array([value != UNKNOWN for value in column.folded], np.bool_)
        return float(is_known[column.codes].mean()) if self.size else 0.0


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule did not take a ticket: the tests that failed, each with the ticket's value."""

    rule: int
    failed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where one ticket goes; `rule` is -1, `function` None where no rule takes it. `refusals`: the rules before."""

    rule: int
    function: int | None
    path: tuple[int, ...]
    level: int
    region: str
    skill: str
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
    for test in rule.conditions:
        mask &= _held(rule, test, tickets)
    return mask


def _held(rule: Rule, test: str, tickets: Tickets) -> Bools:
    column = tickets.column(HAS.get(test, test))
    of_label = np.array([holds(test, rule.conditions[test], value) for value in column.folded], np.bool_)
    return of_label[column.codes] if len(of_label) else np.zeros(tickets.size, np.bool_)


def routes(rules: Sequence[Rule], tickets: Tickets) -> Iterator[Route]:
    """Each ticket's route with its trace, in the order of the tickets.

    >>> found = next(routes([Rule("Office", 6, {"touch": ("office",)}), Rule("Rest", 5)], Tickets.from_rows([{}])))
    >>> found.function, found.refusals
    (5, (Refusal(rule=0, failed=(('touch', 'unknown'),)),))
    """
    columns = {name: tickets.column(name) for name in COLUMNS}
    asked = [_Asked(place, rule, columns) for place, rule in enumerate(rules)]
    codes = {name: columns[name].codes.tolist() for name in SAID}
    for number, place in enumerate(route(rules, tickets).taker.tolist()):
        refusals = tuple([one.refusal(number) for one in (asked[:place] if place >= 0 else asked)])
        said = {name: columns[name].labels[codes[name][number]] for name in SAID}
        yield _route(rules, place, said, refusals)


class _Asked:
    """A rule as tickets are refused by it: what it says of a ticket depends on the values that it tests only, so that
    a refusal is made once per combination of them."""

    def __init__(self, place: int, rule: Rule, columns: Mapping[str, Column]) -> None:
        self.place, self.rule = place, rule
        self.tests = [test for test in TESTS if test in rule.conditions]
        self.columns = [columns[HAS.get(test, test)] for test in self.tests]
        self.codes = list(zip(*(column.codes.tolist() for column in self.columns), strict=True))
        self.known: dict[tuple[int, ...], Refusal] = {}

    def refusal(self, number: int) -> Refusal:
        """Why it did not take the ticket with this number."""
        codes = self.codes[number]
        known = self.known.get(codes)
        if known is None:
            values = [column.folded[code] for column, code in zip(self.columns, codes, strict=True)]
            pairs = zip(self.tests, values, strict=True)
            failed = tuple((test, value) for test, value in pairs if not holds(test, self.rule.conditions[test], value))
            known = self.known[codes] = Refusal(self.place, failed)
        return known


def _route(rules: Sequence[Rule], place: int, said: Mapping[str, str], refusals: tuple[Refusal, ...]) -> Route:
    if place < 0:
        return Route(NOBODY, None, (), 0, "", "", refusals)
    rule = rules[place]
    skill = rule.skill
    for name in ("product", "service"):
        skill = skill.replace(f"{{{name}}}", said[name])
    region = rule.region or said[REGION]
    return Route(place, rule.function, rule.path(folded(said["origin"])), rule.level, region, skill, refusals)
