"""Segments of tickets: ordered rules of which the first that fits decides, samples to audit, and their precision."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from metrics.computations.columns import Flags, Floats, Ints

ASPECTS = {"complexity": ("simple", "specialised", "complex"), "touch": ("none", "office", "data centre")}
TEXTS = ("kind", "priority", "product", "service")
WORDS_IN = ("kind", "product", "service")
NUMBERS = ("highest_level", "groups", "handoffs", "days")
UNDECIDED = -1
Z_95 = 1.959964

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class SegmentTerms:
    """A rule: tickets that pass all of its tests are of the class `outcome` of `aspect`; without a test, every one.

    `texts`: attribute -> folded values, any of them; `words`: parts of kind, product or service, any of them;
    `ranges`: highest level, distinct groups, handoffs or elapsed days, from and to (both included, None for open).
    """

    aspect: str
    outcome: str
    name: str
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)

    @property
    def is_for_all(self) -> bool:
        """Whether it tests nothing: what it says of a ticket is assumed of every one that comes to it.

        >>> SegmentTerms("touch", "none", "").is_for_all, SegmentTerms("touch", "none", "", words=("sap",)).is_for_all
        (True, False)
        """
        return not (self.texts or self.words or self.ranges)


@dataclass(frozen=True, slots=True, eq=False)
class TicketTraits:
    """What rules ask of tickets: texts as places in a list of folded labels, and numbers (nan where unknown)."""

    codes: Mapping[str, Ints]
    labels: Mapping[str, list[str]]
    numbers: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.numbers[NUMBERS[0]])


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Of one aspect: the class of each ticket (place in ASPECTS, -1 undecided) and the rule that decided it.

    `decided`: tickets that each rule decided; `fits`: tickets that pass its tests, decided by an earlier one or not.
    """

    outcome: Ints
    rule: Ints
    decided: Ints
    fits: Ints


def fitting(rule: SegmentTerms, tickets: TicketTraits) -> Flags:
    """Flag the tickets that pass all tests of a rule; an unknown number passes none.

    >>> none = {name: np.zeros(2, np.int64) for name in TEXTS}
    >>> traits = TicketTraits(none, {name: ["sap"] for name in TEXTS}, {n: np.array([1.0, np.nan]) for n in NUMBERS})
    >>> fitting(SegmentTerms("complexity", "simple", "", words=("sa",), ranges={"groups": (None, 2)}), traits).tolist()
    [True, False]
    """
    fits = np.ones(len(tickets), np.bool_)
    for name, wanted in rule.texts.items():
        fits &= _by_label(tickets, name, [label in wanted for label in tickets.labels[name]])
    if rule.words:
        has_word = np.zeros(len(tickets), np.bool_)
        for name in WORDS_IN:
            found = [any(word in label for word in rule.words) for label in tickets.labels[name]]
            has_word |= _by_label(tickets, name, found)
        fits &= has_word
    for name, (low, high) in rule.ranges.items():
        number = tickets.numbers[name]
        fits &= ~np.isnan(number)
        fits &= (number >= (-math.inf if low is None else low)) & (number <= (math.inf if high is None else high))
    return fits


def segments(rules: Sequence[SegmentTerms], aspect: str, tickets: TicketTraits) -> Segments:
    """Decide every ticket by the first rule of the aspect that it fits; rules of the other aspect decide nothing.

    >>> numbers = {name: np.array([1.0, 2.0, np.nan]) for name in NUMBERS}
    >>> traits = TicketTraits({n: np.zeros(3, np.int64) for n in TEXTS}, {n: [""] for n in TEXTS}, numbers)
    >>> low = SegmentTerms("complexity", "simple", "one", ranges={"groups": (None, 1)})
    >>> rest = SegmentTerms("complexity", "complex", "many", ranges={"groups": (1, None)})
    >>> found = segments([low, rest], "complexity", traits)
    >>> found.outcome.tolist(), found.decided.tolist(), found.fits.tolist()
    ([0, 2, -1], [1, 1], [1, 2])
    """
    outcome, of_rule = np.full((2, len(tickets)), UNDECIDED)
    decided, fits = np.zeros((2, len(rules)), np.int64)
    for place, rule in enumerate(rules):
        if rule.aspect != aspect:
            continue
        is_fit = fitting(rule, tickets)
        is_new = is_fit & (of_rule == UNDECIDED)
        of_rule[is_new], outcome[is_new] = place, ASPECTS[aspect].index(rule.outcome)
        decided[place], fits[place] = np.count_nonzero(is_new), np.count_nonzero(is_fit)
    return Segments(outcome, of_rule, decided, fits)


def drawn(numbers: Ints, most: int, seed: Sequence[int]) -> Ints:
    """Draw at most `most` of the numbers at random; the same seed and numbers give the same sample, in one order.

    >>> bool((drawn(np.arange(100), 20, [1, 2]) == drawn(np.arange(100), 20, [1, 2])).all())
    True
    """
    return np.random.default_rng(list(seed)).permutation(numbers)[:most]


def wilson(right: int, judged: int) -> tuple[float, float] | None:
    """Return the Wilson interval (95 %) of the share right / judged; None when nothing is judged.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).

    >>> [round(end, 4) for end in wilson(18, 20)]
    [0.699, 0.9721]
    """
    if not judged:
        return None
    share, square = right / judged, Z_95 * Z_95
    middle = share + square / (2 * judged)
    half = Z_95 * math.sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    whole = 1 + square / judged
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def _by_label(tickets: TicketTraits, name: str, wanted: list[bool]) -> Flags:
    return np.asarray(wanted, np.bool_)[tickets.codes[name]]
