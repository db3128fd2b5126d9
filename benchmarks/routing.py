"""How many tickets per second are routed with their trace.

    python -m benchmarks.routing [--tickets 10000] [--rounds 7] [--control slow|order]

Made-up tickets, hardly two of them alike, go through three policies as the endpoint `route/` takes and answers them:
the default one; a hundred rules that ask for a product each; a hundred rules of three tests each. Rows are checked,
completed by the segment rules, routed, traced and written as JSON; only HTTP is left out. Printed are the median and
the best of the rounds. Broken is the run (status 1) where the best round of any policy routes fewer than 10,000 tickets
per second, where a ticket goes elsewhere than a plain loop over the rules sends it, or where the answer for one of the
first 300 tickets is not the one that it gets alone. `--control` plants a fault and the run must break: tickets that are
routed one at a time (slow), or rules that are asked from the last to the first (order).
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
COMPARED = 300
PRODUCTS = [f"product {number}" for number in range(400)]
SERVICES = [f"service {number}" for number in range(60)]
Ticket = dict[str, str]
Router = Callable[[Sequence[Any], list[Ticket]], bytes]


def main() -> int:
    """Measure the policies; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description="The routing benchmark; the module's text says what is measured.")
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--control", choices=sorted(CONTROLS), help="a planted fault: the run must break")
    wanted = parser.parse_args()
    with own_database():
        return measure(
            wanted.tickets, 1 if wanted.control else wanted.rounds, CONTROLS.get(wanted.control, all_at_once)
        )


def measure(number: int, rounds: int, router: Router) -> int:
    """Print tickets per second of each policy; 1 where one is too slow or wrong."""
    from services.routing.default import DEFAULT_POLICY

    tickets = made_up_tickets(number)
    policies = {
        "default policy": DEFAULT_POLICY,
        "a hundred rules of a product": product_rules(),
        "a hundred rules of three tests": wide_rules(),
    }
    broken = [_is_broken(name, rules, tickets, rounds, router) for name, rules in policies.items()]
    return 1 if any(broken) else 0


def made_up_tickets(number: int) -> list[Ticket]:
    """Every attribute is known of some tickets and unknown of others; seeded."""
    from services.routing.rules import CLOSED

    chance = random.Random(5)  # nosec B311
    texts = {"kind": ["incident", "request", "alert"], "product": PRODUCTS, "service": SERVICES}
    values = {**texts, "region": ["Europe", "Asia"], **{name: list(allowed) for name, allowed in CLOSED.items()}}
    return [
        {name: chance.choice(known) for name, known in values.items() if chance.random() < 0.5} for _ in range(number)
    ]


def product_rules() -> list[Any]:
    """One product each, so that most tickets are refused by all of them."""
    from services.routing.rules import Rule

    return [Rule(f"Rule {place}", place % 10 + 1, {"product": (PRODUCTS[place],)}) for place in range(100)]


def wide_rules() -> list[Any]:
    """A product, words of a service and a touch each, so that most tickets fail several tests of all of them."""
    from services.routing.rules import Rule

    touches = ("office", "data centre", "none")
    return [
        Rule(
            f"Rule {place}",
            place % 10 + 1,
            {"product": (PRODUCTS[place],), "service_has": (f"ce {place}",), "touch": (touches[place % 3],)},
            skill="{product}",
        )
        for place in range(100)
    ]


def all_at_once(rules: Sequence[Any], tickets: list[Ticket]) -> bytes:
    """As the endpoint does it."""
    from core.actor import Actor
    from services.routing.reading import tickets_from
    from services.routing_bulk import routes_body
    from services.routing_facts import completed

    return b"".join(routes_body(rules, completed(Actor.system(1, "measured"), tickets_from(tickets))))


def one_at_a_time(rules: Sequence[Any], tickets: list[Ticket]) -> bytes:
    """A planted fault."""
    return b"[" + b",".join(all_at_once(rules, [ticket])[1:-1] for ticket in tickets) + b"]"


def from_the_last(rules: Sequence[Any], tickets: list[Ticket]) -> bytes:
    """Another one."""
    return all_at_once(rules[::-1], tickets)


CONTROLS: dict[str, Router] = {"slow": one_at_a_time, "order": from_the_last}


def plainly(rules: Sequence[Any], ticket: Mapping[str, str]) -> int | None:
    """The number of the first rule that fits, asked one by one, of a ticket that says complexity and touch."""
    from services.routing.rules import HAS, folded, holds

    for number, rule in enumerate(rules, start=1):
        tests = rule.conditions.items()
        if all(holds(test, values, folded(ticket.get(HAS.get(test, test), ""))) for test, values in tests):
            return number
    return None


def alone(rules: Sequence[Any], ticket: Ticket) -> dict[str, Any]:
    """The answer for one ticket, rule by rule."""
    from core.actor import Actor
    from services.routing.engine import routes
    from services.routing.reading import tickets_from
    from services.routing_facts import completed
    from services.routing_rows import route_row

    return route_row(next(routes(rules, completed(Actor.system(1, "measured"), tickets_from([ticket])))))


def _is_broken(name: str, rules: Sequence[Any], tickets: list[Ticket], rounds: int, router: Router) -> bool:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        body = router(rules, tickets)
        seconds.append(time.perf_counter() - start)
    best, median = (len(tickets) / one for one in (min(seconds), statistics.median(seconds)))
    answer = json.loads(body)
    print(f"{name}: {len(tickets):,} tickets, {best:,.0f} a second at best, {median:,.0f} median, {len(body):,} bytes")
    faults = {
        f"fewer than {LEAST_PER_SECOND:,} a second": best < LEAST_PER_SECOND,
        "tickets go elsewhere than a plain loop sends them": any(
            row["rule"] != plainly(rules, ticket)
            for row, ticket in zip(answer, tickets, strict=True)
            if "complexity" in ticket and "touch" in ticket
        ),
        "tickets are answered otherwise than each alone": any(
            row != alone(rules, ticket) for row, ticket in zip(answer[:COMPARED], tickets, strict=False)
        ),
    }
    for words in (words for words, is_so in faults.items() if is_so):
        print(f"  BROKEN: {words}")
    return any(faults.values())


if __name__ == "__main__":
    sys.exit(main())
