"""What the ten functions promise of every ticket, and the rules of a policy that break it.

Each finding is a ticket that the policy sends elsewhere, so that it is certain; a rule is tried with the values that it
names itself, so that a breach by other texts only is not found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from services.routing.analysis import CELLS, cells_of, values_of
from services.routing.rules import CLOSED, HAS, TESTS, TEXTS, UNKNOWN, Rule, holds

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Text = tuple[str, ...]  # a value for each of TEXTS
Path = tuple[int, ...]

BUILD_WORDS = ("demand", "request", "project")
BUILD = "complex request"
MOST_TEXTS = 400
HANDS = ("office", "data centre")
UNTOLD = 3  # what an unknown complexity or touch costs an example: segment rules would fill it


class Seen(NamedTuple):
    """Of each ticket that is tried, its closed attributes, and whether it is something to be built."""

    origin: npt.NDArray[np.str_]
    complexity: npt.NDArray[np.str_]
    touch: npt.NDArray[np.str_]
    fault: npt.NDArray[np.str_]
    is_build: Bools


@dataclass(frozen=True, slots=True)
class Promise:
    """`meant`: the tickets that it is about; `is_kept`: whether a rule with a path keeps it.

    `code` is the promise as addresses have it, `words` what is promised, `ticket` what a ticket is called that breaks
    it, `breach` what happens to it; {entry}, {end} and {rule} stand for functions and the rule.
    """

    code: str
    words: str
    ticket: str
    breach: str
    meant: Callable[[Seen], Bools]
    is_kept: Callable[[Rule, Path], bool]


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that a rule (by its place from 0) breaks for a ticket, which would take this path."""

    promise: Promise
    rule: int
    ticket: Mapping[str, str]
    path: Path


def _is_at_hand(seen: Seen) -> Bools:
    return np.isin(seen.touch, HANDS)


PROMISES = (
    Promise(
        "front-door",
        "Every contact of a user enters at the service desk, unless it is a complex request",
        "A user’s ticket",
        "can enter at {entry} by rule {rule}",
        lambda seen: (seen.origin == "user") & ~seen.is_build,
        lambda _, path: path[0] == 5,
    ),
    Promise(
        "monitoring",
        "What monitoring raises never enters at the service desk",
        "A ticket from monitoring",
        "can enter at {entry} by rule {rule}",
        lambda seen: seen.origin == "monitoring",
        lambda _, path: path[0] != 5,
    ),
    Promise(
        "specialists",
        "Complex and specialised tickets reach level 2 and 3 with a skill, unless they are built as a request",
        "A specialised or complex ticket",
        "can end in {end} by rule {rule}, without a skill at level 2 and 3",
        lambda seen: (
            np.isin(seen.complexity, ("specialised", "complex"))
            & ~_is_at_hand(seen)
            & (seen.fault != "product")
            & ~seen.is_build
        ),
        lambda rule, path: (8 in path and bool(rule.skill)) or (1 in path and path[-1] == 3),
    ),
    Promise(
        "data-centre-hands",
        "Hands in a data centre are facility operations, and such a ticket never ends in field service",
        "A ticket with data-centre touch",
        "can end in {end} by rule {rule}",
        lambda seen: (seen.touch == "data centre") & ~seen.is_build,
        lambda _, path: 9 in path and path[-1] != 6,
    ),
    Promise(
        "office-hands",
        "Hands at an office are field service",
        "A ticket with office touch",
        "can end in {end} by rule {rule}",
        lambda seen: (seen.touch == "office") & ~seen.is_build,
        lambda _, path: 6 in path,
    ),
    Promise(
        "builds",
        "Complex requests go from relationship management to deployment, and never through support",
        "A complex request",
        "can enter at {entry} and end in {end} by rule {rule}",
        lambda seen: seen.is_build,
        lambda _, path: path[0] == 1 and path[-1] == 3 and not set(path) & {4, 5, 6, 7, 8, 9},
    ),
    Promise(
        "product-faults",
        "A fault of a product reaches product engineering after level 2 and 3",
        "A fault of a product",
        "can end in {end} by rule {rule}",
        lambda seen: (seen.fault == "product") & ~_is_at_hand(seen) & ~seen.is_build,
        lambda _, path: 4 in path and 8 in path[: path.index(4)],
    ),
)


def breaches(rules: Sequence[Rule]) -> list[Breach]:
    """The promises that a policy breaks, in their order: per rule that does, a ticket that says least beyond it.

    >>> laptops = Rule("Laptops", 6, {"product": ("laptop",)}, via=(5,))
    >>> found = breaches([laptops, Rule("Hands", 9, {"touch": ("data centre",)})])
    >>> next((one.rule, one.path, one.ticket["touch"]) for one in found if one.promise.code == "data-centre-hands")
    (0, (5, 6), 'data centre')
    """
    texts = _texts(rules)
    taker = _takers(rules, texts)
    seen, costs = _seen(texts), _costs(texts)
    origin = np.array([(*CLOSED["origin"], UNKNOWN).index(cell[0]) for cell in CELLS], np.int64)
    found = []
    for promise in PROMISES:
        kept = _kept(promise, rules)
        is_broken = promise.meant(seen) & (taker >= 0) & ~kept[taker, origin[None, :]]
        for place in np.unique(taker[is_broken]).tolist():
            text, cell = divmod(int(np.where(is_broken & (taker == place), costs, np.inf).argmin()), len(CELLS))
            found.append(Breach(promise, place, _ticket(texts[text], CELLS[cell]), rules[place].path(CELLS[cell][0])))
    return found


def _texts(rules: Sequence[Rule]) -> list[Text]:
    """Nothing, and per rule the texts that it names: the first of each attribute, and each other one in its place."""
    found = {(UNKNOWN,) * len(TEXTS): None, (BUILD, *(UNKNOWN,) * (len(TEXTS) - 1)): None}
    for rule in rules:
        named = [_named(rule, name) for name in TEXTS]
        if not all(named):
            continue
        base = tuple(values[0] for values in named)
        for at, values in enumerate(named):
            for value in (*values, *((BUILD,) if at == 0 and values == [UNKNOWN] else ())):
                found[(*base[:at], value, *base[at + 1 :])] = None
    return list(found)[:MOST_TEXTS]


def _named(rule: Rule, name: str) -> list[str]:
    """The values of a text that a rule takes; its words as values; unknown where it does not ask."""
    if name in rule.conditions:
        return values_of(name, rule.conditions)
    words = next((rule.conditions[has] for has, of in HAS.items() if of == name and has in rule.conditions), None)
    return list(words or (UNKNOWN,))


def _takers(rules: Sequence[Rule], texts: Sequence[Text]) -> Ints:
    """The rule that takes each ticket, texts by combinations of closed attributes; -1 where none does."""
    taker = np.full((len(texts), len(CELLS)), -1, np.int64)
    for place, rule in enumerate(rules):
        fits = np.array([_fits(rule, text) for text in texts], np.bool_)
        taker[(taker < 0) & fits[:, None] & cells_of(rule.conditions)[None, :]] = place
    return taker


def _fits(rule: Rule, text: Text) -> bool:
    said = dict(zip(TEXTS, text, strict=True))
    return all(
        holds(test, rule.conditions[test], said[HAS.get(test, test)])
        for test in TESTS
        if test not in CLOSED and test in rule.conditions
    )


def _seen(texts: Sequence[Text]) -> Seen:
    origin, complexity, touch, fault = (np.array([cell[at] for cell in CELLS])[None, :] for at in range(4))
    is_asked = np.array([holds("kind_has", BUILD_WORDS, text[0]) for text in texts], np.bool_)
    return Seen(origin, complexity, touch, fault, is_asked[:, None] & (complexity == "complex"))


def _costs(texts: Sequence[Text]) -> npt.NDArray[np.float64]:
    """How much an example says that it need not, or leaves to the segment rules."""
    of_text = [sum(value != UNKNOWN for value in text) for text in texts]
    of_cell = [
        sum(value != UNKNOWN for value in cell) + UNTOLD * sum(value == UNKNOWN for value in cell[1:3])
        for cell in CELLS
    ]
    return np.array(of_text, np.float64)[:, None] + np.array(of_cell, np.float64)[None, :]


def _kept(promise: Promise, rules: Sequence[Rule]) -> Bools:
    """Whether each rule keeps a promise, by origin."""
    origins = (*CLOSED["origin"], UNKNOWN)
    return np.array([[promise.is_kept(rule, rule.path(origin)) for origin in origins] for rule in rules], np.bool_)


def _ticket(text: Text, cell: tuple[str, ...]) -> dict[str, str]:
    """What is known of a ticket."""
    said = {**dict(zip(TEXTS, text, strict=True)), **dict(zip(CLOSED, cell, strict=True))}
    return {name: value for name, value in said.items() if value != UNKNOWN}
