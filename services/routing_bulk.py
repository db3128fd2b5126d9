"""Many tickets through a policy at once, by columns: the routes and traces of `engine.routes`, written as JSON.

What a ticket is told depends on few values. Each combination of values is answered once; in its trace each test of each
rule is one gather over all combinations, and the words for a value are written once, whatever rule tests it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from services.routing.engine import COLUMNS, NOBODY, REPEATED, Bools, Column, Ints, Tickets, route, routed, said_of
from services.routing.rules import HAS, TESTS, Rule
from services.routing_rows import head_row
from services.routing_words import value_words

Pieces = npt.NDArray[np.object_]  # of bytes
BLOCK = 1_000
NEXT_RULE, LAST_RULE = b"]},", b"]}"


def routes_body(rules: Sequence[Rule], tickets: Tickets) -> list[bytes]:
    """The JSON of `route_row` of every route, a list in the order of the tickets, in parts that are to be joined.

    >>> rules = [Rule("Office", 6, {"touch": ("office",)}), Rule("Rest", 5)]
    >>> [row["trace"] for row in json.loads(b"".join(routes_body(rules, Tickets.from_rows([{}]))))]
    [[{'rule': 1, 'because': ['physical touch is unknown']}, {'rule': 2, 'because': []}]]
    """
    taker = route(rules, tickets).taker
    heads, head_of = _heads(rules, tickets, taker)
    traces, trace_of = _traces(rules, tickets, taker)
    parts: list[bytes] = []
    for head, trace in zip(head_of.tolist(), trace_of.tolist(), strict=True):
        parts += (b",", heads[head], traces[trace])
    return [b"[", *parts[1:], b"]"]


def distinct(codes: Sequence[Ints], size: int) -> tuple[Ints, Ints]:
    """One ticket of each combination of codes, and for every ticket the place of its combination among them.

    >>> chosen, place = distinct([np.array([7, 7, 9]), np.array([1, 1, 1])], 3)
    >>> chosen.tolist(), place.tolist()
    ([0, 2], [0, 0, 1])
    """
    place = np.zeros(size, np.int64)
    for column in codes:
        _, dense = np.unique(column, return_inverse=True)
        _, place = np.unique(place * (int(dense.max(initial=0)) + 1) + dense, return_inverse=True)
    _, chosen, place = np.unique(place, return_index=True, return_inverse=True)
    return chosen.astype(np.int64), place.astype(np.int64)


def _heads(rules: Sequence[Rule], tickets: Tickets, taker: Ints) -> tuple[list[bytes], Ints]:
    """What stands before the traces: by rule, by what it repeats of its ticket, and by what was inferred."""
    inferred = [tickets.column(name).codes for name in COLUMNS if any(tickets.column(name).origins)]
    skills = "".join(rule.skill for rule in rules)
    repeated = [name for name in REPEATED if name not in ("product", "service") or f"{{{name}}}" in skills]
    named = [np.where(taker < 0, 0, tickets.column(name).codes) for name in repeated]  # nobody repeats nothing
    chosen, place = distinct([taker, *named, *inferred], tickets.size)
    heads = []
    for number in chosen.tolist():
        rule = int(taker[number])
        found = routed(rules[rule] if rule >= 0 else None, rule, said_of(tickets, number), ())
        heads.append(_json(head_row(found))[:-1] + b',"trace":[')
    return heads, place


def _traces(rules: Sequence[Rule], tickets: Tickets, taker: Ints) -> tuple[list[bytes], Ints]:
    """What ends each row: the rules that were asked, by the values that they test."""
    tested = {HAS.get(test, test) for rule in rules for test in rule.conditions}
    chosen, place = distinct([tickets.column(name).codes for name in sorted(tested)], tickets.size)
    traces = _Traces(rules, {name: tickets.column(name) for name in tested})
    found: list[bytes] = []
    for start in range(0, len(chosen), BLOCK):
        block = chosen[start : start + BLOCK]
        found += traces.of(block, taker[block])
    return found, place


class _Test:
    """One test of a rule: whether each text of its column holds, and what is said of one that does not."""

    def __init__(self, test: str, values: Sequence[str], column: Column, words: Pieces) -> None:
        self.column, self.words = column, words
        self.fails = ~column.fits(test, values)

    def of(self, block: Ints, has_failed: Bools) -> tuple[Pieces, Bools]:
        """What it says of each ticket, behind a comma where a test of the rule has failed before; and which failed."""
        codes = self.column.codes[block]
        fails = self.fails[codes]
        place = np.where(fails, 1 + codes + has_failed * len(self.fails), 0)
        return self.words[place], has_failed | fails


class _Traces:
    """The traces of a policy: for each rule a piece that opens it and a piece for each of its tests, then the next."""

    def __init__(self, rules: Sequence[Rule], columns: dict[str, Column]) -> None:
        words = {name: _words(name, column) for name, column in columns.items()}
        self.tests = [
            [
                _Test(test, rule.conditions[test], columns[HAS.get(test, test)], words[HAS.get(test, test)])
                for test in TESTS
                if test in rule.conditions
            ]
            for rule in rules
        ]
        self.opens = [
            (NEXT_RULE if place else b"") + b'{"rule":%d,"because":[' % (place + 1) for place in range(len(rules))
        ]
        # a taken ticket's trace ends behind the piece that opens its taker; that of any other, -1, with the last rule
        lengths = np.array([1 + len(tests) for tests in self.tests], np.int64)
        self.ends = np.append(np.cumsum(lengths) - lengths + 1, lengths.sum())

    def of(self, block: Ints, taker: Ints) -> list[bytes]:
        """The traces of some tickets; `taker` is the place of the rule that takes each."""
        pieces = np.empty((int(self.ends[NOBODY]), len(block)), np.object_)
        row = 0
        for opened, tests in zip(self.opens, self.tests, strict=True):
            pieces[row].fill(opened)
            has_failed = np.zeros(len(block), np.bool_)
            for place, test in enumerate(tests, start=row + 1):
                pieces[place], has_failed = test.of(block, has_failed)
            row += 1 + len(tests)
        ends = self.ends[taker].tolist()
        said = zip(pieces.T.tolist(), ends, strict=True)
        return [b"".join(one[:end]) + (LAST_RULE if end else b"") + b"]}" for one, end in said]


def _words(name: str, column: Column) -> Pieces:
    """Nothing; what is said of each text of a column, as JSON; and the same behind a comma."""
    said = [_json(value_words(name, text, column.origin(code))) for code, text in enumerate(column.folded)]
    found = np.empty(1 + 2 * len(said), np.object_)
    found[:] = [b"", *said, *(b"," + one for one in said)]
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
