"""A policy and a route in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from core.figures import plural
from services.routing.analysis import Shadow, shadows
from services.routing.engine import Failed, Route
from services.routing.promises import PROMISES, Breach, breaches
from services.routing.rules import HAS, LABELS, TEXTS, UNKNOWN, Rule, condition_words
from towers.functions_reference import BY_CODE


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as the pages show it; `shadow` says why no ticket can reach it, "" where one can."""

    place: int
    rule: Rule
    when: str
    goes: str
    shadow: str


@dataclass(frozen=True, slots=True)
class Example:
    """A promise that a rule breaks, in words, with a ticket; `query` tries that ticket."""

    rule: int
    words: str
    ticket: str
    query: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What the ten functions promise, and each rule that breaks it."""

    words: str
    broken: Sequence[Example]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a tried ticket goes, and a line per rule that was asked: number, name, why not ("" for the taker).

    `inferred`: what the ticket does not say itself, in words.
    """

    goes: str
    detail: str
    lines: Sequence[tuple[int, str, str]]
    inferred: Sequence[str]


def function_words(code: int) -> str:
    """A function with its number.

    >>> function_words(5)
    '5 End-user service desk'
    """
    return f"{code} {BY_CODE[code].name}"


def path_words(path: Sequence[int]) -> str:
    """Functions in the order in which they have a ticket.

    >>> path_words((1, 3))
    '1 Relationship management, then 3 Deployment'
    """
    return ", then ".join(function_words(code) for code in path)


def rule_rows(rules: Sequence[Rule]) -> list[RuleRow]:
    """All rules with what shadows them."""
    hidden = {shadow.rule: shadow for shadow in shadows(rules)}
    return [
        RuleRow(
            place=place + 1,
            rule=rule,
            when=condition_words(rule.conditions),
            goes=path_words((*rule.via, rule.function)),
            shadow=shadow_words(hidden[place]) if place in hidden else "",
        )
        for place, rule in enumerate(rules)
    ]


def shadow_words(shadow: Shadow) -> str:
    """Why no ticket can reach a rule.

    >>> shadow_words(Shadow(3, (0, 1)))
    'Rules 1 and 2 take all of its tickets first.'
    >>> shadow_words(Shadow(3, ()))
    'Its own tests exclude each other.'
    """
    if not shadow.by:
        return "Its own tests exclude each other."
    if len(shadow.by) == 1:
        return f"Rule {shadow.by[0] + 1} takes all of its tickets first."
    *most, last = [str(place + 1) for place in shadow.by]
    return f"Rules {', '.join(most)} and {last} take all of its tickets first."


def promise_rows(rules: Sequence[Rule]) -> list[PromiseRow]:
    """Each promise with the rules that break it."""
    found = breaches(rules)
    return [
        PromiseRow(promise.words, [example_of(one) for one in found if one.promise is promise]) for promise in PROMISES
    ]


def example_of(breach: Breach) -> Example:
    """A breach in words."""
    promise, path = breach.promise, breach.path
    entry, end = function_words(path[0]), function_words(path[-1])
    said = promise.breach.format(entry=entry, end=end, rule=breach.rule + 1)
    query = urlencode({"try": 1, **breach.ticket})
    return Example(breach.rule + 1, f"{promise.ticket} {said}", ticket_words(breach.ticket), query)


def ticket_words(ticket: Mapping[str, str]) -> str:
    """What is known of a ticket.

    >>> ticket_words({"product": "laptop", "touch": "office"})
    'product is “laptop”, physical touch is office'
    >>> ticket_words({})
    'nothing is known of it'
    """
    return ", ".join(value_words(name, value) for name, value in ticket.items()) or "nothing is known of it"


def policy_heading(rows: Sequence[RuleRow], promises: Sequence[PromiseRow]) -> str:
    """The finding about a policy itself."""
    hidden = [row for row in rows if row.shadow]
    broken = {one.rule for row in promises for one in row.broken}
    said = f"{plural(len(rows), 'rule').capitalize()}, asked in order: the first that fits takes the ticket"
    if hidden:
        return f"{plural(len(hidden), 'rule')} of {len(rows)} can take no ticket: see what stands before"
    if broken:
        return f"{plural(len(broken), 'rule')} of {len(rows)} can send a ticket where the ten functions never would"
    return said


def trace_of(rules: Sequence[Rule], route: Route) -> Trace:
    """A tried ticket's route in words."""
    lines = [
        (refusal.rule + 1, rules[refusal.rule].name, "; ".join(refusal_words(refusal.failed)))
        for refusal in route.refusals
    ]
    inferred = [inferred_words(*one) for one in route.inferred]
    if route.function is None:
        return Trace("No rule takes this ticket", "", lines, inferred)
    lines.append((route.rule + 1, rules[route.rule].name, ""))
    said = [f"level {route.level}" if route.level else "", f"region {route.region}" if route.region else "own region"]
    said.append(f"skill {route.skill}" if route.skill else "")
    return Trace(path_words(route.path), ", ".join(word for word in said if word), lines, inferred)


def inferred_words(attribute: str, value: str, origin: str) -> str:
    """What was inferred of a ticket, and by what.

    >>> inferred_words("touch", "office", "segment rule 9 “Printers”")
    'Physical touch is office, by segment rule 9 “Printers”'
    """
    return f"{LABELS[attribute].capitalize()} is {value}, by {origin}"


def refusal_words(failed: Sequence[Failed]) -> list[str]:
    """Why a rule did not take a ticket, a text per test that failed.

    >>> refusal_words([Failed("touch", "unknown"), Failed("product_has", "sap erp")])
    ['physical touch is unknown', 'product is “sap erp”']
    >>> refusal_words([Failed("touch", "office", "segment rule 9 “Printers”")])
    ['physical touch is office (segment rule 9 “Printers”)']
    """
    return [value_words(HAS.get(one.test, one.test), one.value, one.origin) for one in failed]


def value_words(attribute: str, value: str, origin: str = "") -> str:
    """What a ticket's attribute is, and what it was inferred by, if it was.

    >>> value_words("product", "sap erp"), value_words("product", "unknown")
    ('product is “sap erp”', 'product is unknown')
    """
    is_quoted = attribute in TEXTS and value != UNKNOWN
    said = f"{LABELS[attribute]} is “{value}”" if is_quoted else f"{LABELS[attribute]} is {value}"
    return f"{said} ({origin})" if origin else said
