"""The figures of a policy on the history of a log, each with the way to its tickets, and as sheets."""

from collections.abc import Callable, Sequence
from typing import Any

from core.figures import percent, plural
from functions.models import Scenario
from metrics.computations.columns import Ints
from metrics.computations.routing import CODES
from metrics.selectors.routing_history import RoutingHistory
from metrics.selectors.routing_tickets import NOBODY, UNSOLVED
from services.routing.analysis import Change, changes, shadows
from services.routing.rules import LABELS, Rule, condition_words
from services.routing_selectors import policy_of
from services.routing_words import function_words, path_words, shadow_words

MOST_MOVES = 12
Address = Callable[..., str]


def shown(found: RoutingHistory, behind: Address) -> dict[str, Any]:
    same, both = found.same
    nobody = found.tickets - found.taken
    return {
        "headline": headline(found),
        "rules": _rule_rows(found, behind),
        "nobody": _cell(nobody, behind(rule=0)),
        "nobody_share": percent(_share(nobody, found.tickets), 1),
        "unreached": len(found.unreached()),
        "same": _cell(same, behind(same=1)),
        "agreement": f"{percent(_share(same, both), 0)} of {plural(both, 'ticket')}" if both else "",
        "confusion": _matrix(found.table, behind),
        "known": [
            (LABELS[name], percent(share, 0) if share else "unknown for all", behind(attribute=name) if share else "")
            for name, share in found.known()
        ],
        "origins": [
            {
                "attribute": LABELS[name],
                "value": value,
                "by": origin,
                "tickets": _cell(count, behind(attribute=name, code=code)),
                "share": percent(_share(count, found.tickets), 1),
            }
            for name, value, origin, count, code in found.origins()
        ],
    }


def headline(found: RoutingHistory) -> str:
    """What all rules together take."""
    taken = percent(_share(found.taken, found.tickets), 0)
    of = f"{taken} of {plural(found.tickets, 'ticket')}"
    rules = len(found.rules)
    return f"The {rules} rules together take {of}" if rules > 1 else f"The only rule takes {of}"


def _cell(count: int, url: str) -> dict[str, Any]:
    """A number of tickets, and where they are."""
    return {"count": count, "url": url}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _rule_rows(found: RoutingHistory, behind: Address) -> list[dict[str, Any]]:
    hidden = {shadow.rule: shadow_words(shadow) for shadow in shadows(found.rules)}
    unreached = set(found.unreached())
    return [
        {
            "place": place + 1,
            "name": rule.name,
            "when": condition_words(rule.conditions),
            "goes": path_words((*rule.via, rule.function)),
            "tickets": _cell(count, behind(rule=place + 1)),
            "share": percent(_share(count, found.tickets), 1),
            "shadow": hidden.get(place, ""),
            "is_unreached": place in unreached,
        }
        for place, (rule, count) in enumerate(zip(found.rules, found.routed.counts(), strict=False))
    ]


def _matrix(table: Ints, behind: Address) -> dict[str, Any]:
    """The functions that occur, in their order, nobody and unknown last."""
    order = [*range(1, CODES), 0]
    rows = [code for code in order if table[code].any()]
    columns = [code for code in order if table[:, code].any()]
    return {
        "columns": [function_words(code) if code else UNSOLVED for code in columns],
        "rows": [
            {
                "name": _named(code),
                "cells": [
                    (_cell(int(table[code, one]), behind(here=code, solved=one)), code == one != 0) for one in columns
                ],
                "total": _cell(int(table[code].sum()), behind(here=code)),
            }
            for code in rows
        ],
    }


def difference(rules: Sequence[Rule], other: Scenario, found: RoutingHistory | None, behind: Address) -> dict[str, Any]:
    theirs = policy_of(other).rules
    moves = _moves(found.moved(theirs)) if found else []
    return {
        "changes": [(one.name, _change_words(one)) for one in changes(rules, theirs)],
        "moves": [
            {"here": _named(here), "there": _named(there), "tickets": _cell(count, behind(here=here, there=there))}
            for count, here, there in moves[:MOST_MOVES]
        ],
        "more": max(len(moves) - MOST_MOVES, 0),
    }


def _change_words(change: Change) -> str:
    if change.other is None:
        return f"rule {change.place} here, not there"
    if change.place is None:
        return f"not here, rule {change.other} there"
    said = [f"rule {change.place} here, {change.other} there"] if change.place != change.other else []
    return ", ".join([*said, *(["says something else"] if change.is_other else [])])


def _moves(table: Ints) -> list[tuple[int, int, int]]:
    """The flows of tickets that the two policies send to different functions, the largest first."""
    pairs = [(int(table[one, two]), one, two) for one in range(CODES) for two in range(CODES) if one != two]
    return sorted((pair for pair in pairs if pair[0]), key=lambda pair: (-pair[0], pair[1:]))


def _named(code: int) -> str:
    return function_words(code) if code else NOBODY


def _rules_sheet(found: RoutingHistory, _: Sequence[Rule]) -> list[list[Any]]:
    counts = found.routed.counts()
    rows: list[list[Any]] = [
        [
            *(place + 1, rule.name, condition_words(rule.conditions), path_words((*rule.via, rule.function))),
            *(counts[place], _share(counts[place], found.tickets)),
        ]
        for place, rule in enumerate(found.rules)
    ]
    return [*rows, [None, NOBODY, "", "", counts[-1], _share(counts[-1], found.tickets)]]


def _confusion_sheet(found: RoutingHistory, _: Sequence[Rule]) -> list[list[Any]]:
    table = found.table
    return [
        [_named(here), function_words(solved) if solved else UNSOLVED, int(table[here, solved])]
        for here in range(CODES)
        for solved in range(CODES)
        if table[here, solved]
    ]


def _origins_sheet(found: RoutingHistory, _: Sequence[Rule]) -> list[list[Any]]:
    return [
        [LABELS[name], value, origin, count, _share(count, found.tickets)]
        for name, value, origin, count, _ in found.origins()
    ]


def _moves_sheet(found: RoutingHistory, theirs: Sequence[Rule]) -> list[list[Any]]:
    return [[_named(here), _named(there), count] for count, here, there in _moves(found.moved(theirs))]


Sheet = Callable[[RoutingHistory, Sequence[Rule]], list[list[Any]]]
TABLES: dict[str, tuple[tuple[str, ...], Sheet]] = {
    "rules": (("Order", "Rule", "When", "Goes to", "Tickets", "Share"), _rules_sheet),
    "confusion": (("Policy", "Solved by", "Tickets"), _confusion_sheet),
    "origins": (("Attribute", "Is", "By", "Tickets", "Share"), _origins_sheet),
    "moves": (("Here", "There", "Tickets"), _moves_sheet),
}
