"""How many tickets per second are routed with their trace.

    python -m benchmarks.routing [--tickets 10000] [--rounds 7] [--control]

Made-up tickets go through the default policy, and through one of a hundred rules, as the endpoint `route/` takes and
answers them: rows are checked, routed, traced and written as JSON; only HTTP is left out. Printed are the median and
the best of the rounds. Broken is the run (status 1) where the best round of the default policy routes fewer than 10,000
tickets per second, or where any ticket goes elsewhere than a plain loop over the rules sends it. Of a hundred rules the
trace alone has a hundred lines for most tickets: its speed is printed and has no bound. `--control` plants a fault,
tickets that are routed one at a time: the run must break.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.parts.own_database import own_database

LEAST_PER_SECOND = 10_000
PRODUCTS = [f"product {number}" for number in range(400)]
Ticket = dict[str, str]
Router = Callable[[Sequence[Any], list[Ticket]], list[dict[str, Any]]]


def main() -> int:
    """Measure both policies; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description="The routing benchmark; the module's text says what is measured.")
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--control", action="store_true", help="a planted fault: the run must break")
    wanted = parser.parse_args()
    with own_database():
        return measure(wanted.tickets, wanted.rounds, wanted.control)


def measure(number: int, rounds: int, is_control: bool) -> int:
    """Print tickets per second of each policy; 1 where one is too slow or wrong."""
    from services.routing.default import DEFAULT_POLICY

    tickets = made_up_tickets(number)
    router = one_at_a_time if is_control else all_at_once
    broken = [
        _is_broken("default policy", DEFAULT_POLICY, tickets, rounds, router, LEAST_PER_SECOND),
        _is_broken("a hundred rules", hundred_rules(), tickets, rounds, router, least=0),
    ]
    return 1 if any(broken) else 0


def made_up_tickets(number: int) -> list[Ticket]:
    """Every attribute is known of some tickets and unknown of others; seeded."""
    from services.routing.rules import CLOSED

    chance = random.Random(5)  # nosec B311
    texts = {"kind": ["incident", "request", "alert"], "product": PRODUCTS, "region": ["Europe", "Asia"]}
    values = {**texts, **{name: list(allowed) for name, allowed in CLOSED.items()}}
    return [
        {name: chance.choice(known) for name, known in values.items() if chance.random() < 0.5} for _ in range(number)
    ]


def hundred_rules() -> list[Any]:
    """One product each, so that most tickets are refused by all of them."""
    from services.routing.rules import Rule

    return [Rule(f"Rule {place}", place % 10 + 1, {"product": (PRODUCTS[place],)}) for place in range(100)]


def all_at_once(rules: Sequence[Any], tickets: list[Ticket]) -> list[dict[str, Any]]:
    """As the endpoint does it."""
    from services.api.routing import route_rows

    return list(route_rows(rules, tickets))


def one_at_a_time(rules: Sequence[Any], tickets: list[Ticket]) -> list[dict[str, Any]]:
    """The planted fault."""
    return [row for ticket in tickets for row in all_at_once(rules, [ticket])]


def plainly(rules: Sequence[Any], ticket: Mapping[str, str]) -> int | None:
    """The number of the first rule that fits, asked one by one."""
    from services.routing.rules import HAS, folded, holds

    for number, rule in enumerate(rules, start=1):
        tests = rule.conditions.items()
        if all(holds(test, values, folded(ticket.get(HAS.get(test, test), ""))) for test, values in tests):
            return number
    return None


def _is_broken(name: str, rules: Sequence[Any], tickets: list[Ticket], rounds: int, router: Router, least: int) -> bool:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        answer = router(rules, tickets)
        size = len(json.dumps(answer))
        seconds.append(time.perf_counter() - start)
    best, median = (len(tickets) / one for one in (min(seconds), statistics.median(seconds)))
    wrong = sum(row["rule"] != plainly(rules, ticket) for row, ticket in zip(answer, tickets, strict=True))
    print(f"{name}: {len(tickets):,} tickets, {best:,.0f} a second at best, {median:,.0f} median, {size:,} bytes")
    if wrong:
        print(f"  BROKEN: {wrong} tickets go elsewhere than a plain loop sends them")
    if best < least:
        print(f"  BROKEN: fewer than {least:,} a second")
    return bool(wrong) or best < least


if __name__ == "__main__":
    sys.exit(main())
