"""Rules and tickets as they come in from outside: checked, and in one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import UserError
from services.routing.engine import COLUMNS, Tickets
from services.routing.rules import (
    CLOSED,
    LABELS,
    MOST_RULES,
    MOST_VALUES,
    SO_FAR,
    TESTS,
    UNKNOWN,
    Conditions,
    Rule,
    folded,
)
from towers.functions_reference import BY_CODE

MOST_TICKETS = 10_000
MOST_TEXT = 200
MOST_SO_FAR = 1_000_000
MOST_VIA = 2
HIGHEST_LEVEL = 3


def checked_rules(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules with their values folded, or a `UserError` that names the rule and what is wrong with it.

    Names are unlike, since rules of two policies are compared by them.
    """
    if not 1 <= len(rules) <= MOST_RULES:
        raise UserError(f"A policy has 1 to {MOST_RULES} rules; this one would have {len(rules)}.", status=400)
    checked = tuple(_checked(place, rule) for place, rule in enumerate(rules, start=1))
    names = [folded(rule.name) for rule in checked]
    for place, name in enumerate(names):
        if name in names[:place]:
            text = f"Two rules are called “{checked[place].name}”: {names.index(name) + 1} and {place + 1}. Rename one."
            raise UserError(text, status=400)
    return checked


def _checked(place: int, rule: Rule) -> Rule:
    where = f"Rule {place}"
    if not rule.name.strip():
        raise UserError(f"{where} has no name.", status=400)
    for code in (*rule.via, rule.function):
        if code not in BY_CODE:
            raise UserError(f"{where}: there is no function {code}; functions are numbered 1 to 10.", status=400)
    if len(rule.via) > MOST_VIA:
        raise UserError(
            f"{where}: at most {MOST_VIA} functions have a ticket before the one that takes it.", status=400
        )
    if not 0 <= rule.level <= HIGHEST_LEVEL:
        raise UserError(f"{where}: a level is 1, 2 or 3, or 0 where none is said.", status=400)
    conditions = {test: _values(where, test, values) for test, values in rule.conditions.items() if values}
    via = tuple(dict.fromkeys(code for code in rule.via if code != rule.function))
    return Rule(
        rule.name.strip(), rule.function, conditions, via, rule.is_direct, rule.level, rule.region, rule.skill.strip()
    )


def _values(where: str, test: str, values: Sequence[str]) -> tuple[str, ...]:
    if test not in TESTS:
        raise UserError(f"{where}: “{test}” is no test. Use one of: {', '.join(TESTS)}.", status=400)
    if len(values) > MOST_VALUES or any(len(value) > MOST_TEXT for value in values):
        text = f"{where}: {LABELS[test]} names at most {MOST_VALUES} values of {MOST_TEXT} characters."
        raise UserError(text, status=400)
    found = tuple(dict.fromkeys(folded(value) for value in values))
    allowed = (*CLOSED.get(test, found), UNKNOWN)
    for value in found:
        if value not in allowed:
            text = f"{where}: {LABELS[test]} is never “{value}”. Use one of: {', '.join(allowed)}."
            raise UserError(text, status=400)
    return found


def conditions_from(said: Mapping[str, Any]) -> Conditions:
    """The tests of a rule as they are kept: a list of texts each, in the order of `TESTS`."""
    return {test: tuple(said[test]) for test in TESTS if test in said}


def tickets_from(rows: Sequence[Any]) -> Tickets:
    """Tickets as sent: mappings of attribute to text; a `UserError` names the first that is not in order."""
    if not 1 <= len(rows) <= MOST_TICKETS:
        raise UserError(f"Send 1 to {MOST_TICKETS:,} tickets; these were {len(rows):,}.", status=400)
    for number, row in enumerate(rows, start=1):
        _check_ticket(number, row)
    tickets = Tickets.from_rows(rows)
    for name, allowed in CLOSED.items():
        column = tickets.column(name)
        for code, value in enumerate(column.folded):
            if value not in (*allowed, UNKNOWN):
                number = int((column.codes == code).argmax()) + 1
                text = f"Ticket {number}: {name} is never “{value}”. Use one of: {', '.join(allowed)}, {UNKNOWN}."
                raise UserError(text, status=400)
    return tickets


def _check_ticket(number: int, row: Any) -> None:
    if not isinstance(row, Mapping):
        raise UserError(f"Ticket {number} is no object of attributes.", status=400)
    for name, value in row.items():
        if name in SO_FAR:
            _check_number(number, name, value)
        elif name not in COLUMNS:
            known = ", ".join((*COLUMNS, *SO_FAR))
            raise UserError(f"Ticket {number}: there is no attribute “{name}”. Use: {known}.", status=400)
        elif not isinstance(value, str) or len(value) > MOST_TEXT:
            raise UserError(f"Ticket {number}: {name} is a text of up to {MOST_TEXT} characters.", status=400)


def _check_number(number: int, name: str, value: Any) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= MOST_SO_FAR:
        raise UserError(f"Ticket {number}: {name} is a number from 0 to {MOST_SO_FAR:,}.", status=400)
