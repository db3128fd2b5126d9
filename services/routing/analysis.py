"""What a policy says of itself, without tickets: rules that can take none, and how two policies differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from services.routing.rules import CLOSED, HAS, TEXTS, UNKNOWN, Conditions, Rule, holds

Bools = npt.NDArray[np.bool_]
CELLS = tuple(product(*((*values, UNKNOWN) for values in CLOSED.values())))


@dataclass(frozen=True, slots=True)
class Shadow:
    """A rule that can take no ticket; `by`: the earlier rules that take all of its own, none where its tests exclude
    each other."""

    rule: int
    by: tuple[int, ...]


def shadows(rules: Sequence[Rule]) -> list[Shadow]:
    """The rules that no ticket whatever can reach, told from the tests alone.

    A rule is shadowed where every combination of origin, complexity, touch, fault and level that it takes (576 in all)
    is taken by earlier rules whose tests of texts follow from its own. What is found is certain; where several
    earlier rules cover a rule by different texts only, it is not found.

    >>> office = Rule("Office", 6, {"touch": ("office",)})
    >>> shadows([office, Rule("SAP at an office", 6, {"touch": ("office",), "product": ("sap",)})])
    [Shadow(rule=1, by=(0,))]
    >>> shadows([Rule("SAP at an office", 6, {"touch": ("office",), "product": ("sap",)}), office])
    []
    """
    boxes = [cells_of(rule.conditions) for rule in rules]
    found = []
    for place, rule in enumerate(rules):
        if _excludes_itself(rule.conditions):
            found.append(Shadow(place, ()))
            continue
        covering = [
            earlier
            for earlier in range(place)
            if (boxes[earlier] & boxes[place]).any() and _follows(rules[earlier].conditions, rule.conditions)
        ]
        covered = (
            np.any([boxes[earlier] for earlier in covering], axis=0) if covering else np.zeros(len(CELLS), np.bool_)
        )
        if not (boxes[place] & ~covered).any():
            found.append(Shadow(place, tuple(covering)))
    return found


def cells_of(conditions: Conditions) -> Bools:
    """The combinations of the closed attributes (`CELLS`) that a rule takes, whatever its tests of texts."""
    tests = [(at, set(conditions[name])) for at, name in enumerate(CLOSED) if name in conditions]
    return np.array([all(cell[at] in values for at, values in tests) for cell in CELLS], np.bool_)


def _follows(earlier: Conditions, later: Conditions) -> bool:
    """Whether the earlier rule's tests of texts hold for every ticket for which the later one's do."""
    return all(_is_implied(test, earlier[test], later) for test in (*TEXTS, *HAS) if test in earlier)


def _is_implied(test: str, values: Sequence[str], later: Conditions) -> bool:
    """By the later rule's values of that attribute, or by its words."""
    name = HAS.get(test, test)
    if name in later:
        return all(holds(test, values, value) for value in values_of(name, later))
    words = next((later[has] for has, of in HAS.items() if of == name and has in later), None)
    if words is None or test not in HAS:
        return False
    return all(holds(test, values, word) for word in words)


def values_of(name: str, conditions: Conditions) -> list[str]:
    """The values of a text that a rule takes, those only that its words allow too."""
    has = next((test for test, of in HAS.items() if of == name and test in conditions), None)
    return [value for value in conditions[name] if has is None or holds(has, conditions[has], value)]


def _excludes_itself(conditions: Conditions) -> bool:
    return any(name in conditions and not values_of(name, conditions) for name in TEXTS)


@dataclass(frozen=True, slots=True)
class Change:
    """A rule by name in two policies: its place (from 1) in each, None where it is not there; `is_other`: its words
    differ."""

    name: str
    place: int | None
    other: int | None
    is_other: bool


def changes(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Change]:
    """The rules that are in one policy only, stand elsewhere, or say something else; rules are paired by name.

    >>> first, second = Rule("A", 5), Rule("B", 6)
    >>> changes([first, second], [second, Rule("A", 7)])
    [Change(name='A', place=1, other=2, is_other=True), Change(name='B', place=2, other=1, is_other=False)]
    """
    mine, theirs = _by_name(rules), _by_name(others)
    found = []
    for name in dict.fromkeys((*mine, *theirs)):
        place, other = mine.get(name), theirs.get(name)
        is_other = place is not None and other is not None and rules[place - 1] != others[other - 1]
        if place != other or is_other:
            found.append(Change(name, place, other, is_other))
    return found


def _by_name(rules: Sequence[Rule]) -> dict[str, int]:
    return {rule.name: place for place, rule in enumerate(rules, start=1)}
