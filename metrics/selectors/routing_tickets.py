"""The tickets behind each figure of a policy on the history of a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.http import Http404

from metrics.computations.columns import Flags
from metrics.computations.routing import CODES
from metrics.selectors.handoff_units import Place, units_of
from metrics.selectors.log_columns import columns_of
from metrics.selectors.question_tickets import TicketsBehind
from metrics.selectors.routing_history import RoutingHistory
from metrics.selectors.some_tickets import SomeTickets, five_of, number_asked
from services.facts import facts_of
from services.routing.engine import route
from services.routing.rules import ATTRIBUTES, LABELS, UNKNOWN, Rule
from services.routing_words import function_words
from services.selectors import ticket_keys

NOBODY, UNSOLVED = "no rule takes it", "unknown"
HEADERS = ("Ticket", "Rule", "Policy", "Solved by", *(LABELS[name].capitalize() for name in ATTRIBUTES))


def narrowed(found: RoutingHistory, asked: Mapping[str, str], others: Sequence[Rule] | None = None) -> SomeTickets:
    """The tickets that an address names; 404 for what the page has not.

    `rule` is a place, 0 for no rule; `here`, `solved` and `there` are functions by the policy, by who solved it, and by
    the policy of the other scenario (`others`), 0 for none; `same`: where policy and history agree; `attribute` is
    known, or with `code` inferred so. Several of them hold together.
    """
    is_meant, said = np.ones(found.tickets, np.bool_), []
    if "rule" in asked:
        place = number_asked(asked["rule"], len(found.rules))
        is_meant &= found.routed.taker == place - 1
        said.append(f"Rule {place}: {found.rules[place - 1].name}" if place else "No rule takes it")
    there = route(others, found.routed.tickets).functions() if others is not None else None
    for name, codes, words in (
        ("here", found.routed.functions(), "Policy"),
        ("solved", found.solved, "Solved by"),
        ("there", there, "Other policy"),
    ):
        if name in asked:
            code = number_asked(asked[name], CODES - 1)
            is_meant &= codes == code if codes is not None else False
            none = UNSOLVED if name == "solved" else NOBODY
            said.append(f"{words}: {function_words(code) if code else none}")
    if "same" in asked:
        is_meant &= (found.routed.functions() == found.solved) & (found.solved > 0)
        said.append("Policy and history name the same function")
    if "attribute" in asked:
        title, is_so = _attribute(found, asked["attribute"], asked.get("code"))
        is_meant &= is_so
        said.append(title)
    return SomeTickets(", ".join(said) or "All tickets", is_meant)


def five_routed(found: RoutingHistory, some: SomeTickets) -> TicketsBehind:
    """Five of them as swim lanes, those with most handoffs."""
    groups = units_of("group", [Place(group, "", "") for group in found.log.groups()])
    return five_of(columns_of(facts_of(found.log.pk, found.log.segments)), groups, some)


def routed_rows(found: RoutingHistory, some: SomeTickets) -> list[list[Any]]:
    """All of them: number, rule, function by the policy and by history, and what is known of each."""
    numbers = np.flatnonzero(some.is_meant)
    ids = facts_of(found.log.pk, found.log.segments).ticket_ids[numbers].tolist()
    keys, columns = ticket_keys(ids), [found.routed.tickets.column(name) for name in ATTRIBUTES]
    functions, names = found.routed.functions(), [*(rule.name for rule in found.rules), NOBODY]
    return [
        [
            *(keys[pk], names[found.routed.taker[ticket]], int(functions[ticket]) or None),
            *(int(found.solved[ticket]) or None, *(_said(one.folded[one.codes[ticket]]) for one in columns)),
        ]
        for ticket, pk in zip(numbers.tolist(), ids, strict=True)
    ]


def _said(text: str) -> str:
    return "" if text == UNKNOWN else text


def _attribute(found: RoutingHistory, name: str, code: str | None) -> tuple[str, Flags]:
    if name not in ATTRIBUTES:
        raise Http404("There is no such attribute of a ticket.")
    column = found.routed.tickets.column(name)
    if code is None:
        return f"{LABELS[name].capitalize()} is known", column.is_known
    place = number_asked(code, len(column.labels) - 1)
    return f"{LABELS[name].capitalize()} is {column.labels[place]}, by {column.origin(place)}", column.codes == place
