"""The tickets behind a cost: the five dearest as swim lanes with whom they cost most, and all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.actor import Actor
from core.figures import money
from metrics.computations.columns import Ints, sums_by
from metrics.selectors.handoff_pair import TICKETS_SHOWN, PairTicket, lanes_of
from metrics.selectors.handoff_units import places_of, units_of
from metrics.selectors.question_tickets import TicketsBehind
from metrics.selectors.ticket_costs import OF_TICKETS, TicketCosts
from services.selectors import ticket_keys

DEAREST = ", the dearest"
MOST_TEAMS = 3
HOUR_US = 3_600_000_000
HEADERS = ("Ticket", *(name.capitalize() for name in OF_TICKETS), "Stays", "Stays with a team", "Touch time (h)")


def dearest_tickets(actor: Actor, costs: TicketCosts, rows: Ints, title: str, currency: str) -> TicketsBehind:
    """Those of these handlings whose tickets cost most, with the teams that they cost."""
    tickets, place = np.unique(costs.found.ticket[rows], return_inverse=True)
    dear = np.bincount(place, costs.shared.high[rows], len(tickets))
    shown = tickets[np.lexsort((tickets, -dear))][:TICKETS_SHOWN]
    ids = costs.columns.ticket_ids[shown].tolist()
    keys, units = ticket_keys(ids), units_of("group", places_of(actor, costs.log.groups()))
    found = [
        PairTicket(
            keys[pk],
            lanes_of(costs.columns, ticket, units, set(), keys[pk]),
            _note(costs, rows[costs.found.ticket[rows] == ticket], currency),
        )
        for ticket, pk in zip(shown.tolist(), ids, strict=True)
    ]
    return TicketsBehind(title, len(tickets), found, DEAREST)


def ticket_rows(costs: TicketCosts, rows: Ints) -> Iterator[list[Any]]:
    """All of them, in the log's order: what they say, stays and touch time, cost and its upper end in minor units."""
    tickets, place = np.unique(costs.found.ticket[rows], return_inverse=True)
    is_linked = costs.found.holder[rows] >= 0
    stays = costs.found.stays[rows]
    amounts = [
        sums_by(place, amount, len(tickets))
        for amount in (stays, np.where(is_linked, stays, 0), costs.found.touch_us[rows] / HOUR_US)
    ]
    money_of = [
        costs.of_log(sums_by(place, yearly[rows], len(tickets))) for yearly in (costs.shared.low, costs.shared.high)
    ]
    ids = costs.columns.ticket_ids[tickets].tolist()
    keys, coded = ticket_keys(ids), [costs.columns.attributes[name] for name in OF_TICKETS]
    for at, (ticket, pk) in enumerate(zip(tickets.tolist(), ids, strict=True)):
        said = [one.labels[one.codes[ticket]] for one in coded]
        counts = [int(amounts[0][at]), int(amounts[1][at]), round(float(amounts[2][at]), 3)]
        yield [keys[pk], *said, *counts, *(round(float(column[at])) for column in money_of)]


def _note(costs: TicketCosts, rows: Ints, currency: str) -> str:
    """What the ticket cost, and whom most."""
    cost = costs.of_log(costs.shared.low[rows])
    linked = np.flatnonzero(costs.found.holder[rows] >= 0)
    if not costs.is_priced or not len(linked):
        return "no team with ticket work had it"
    dearest = linked[np.argsort(-cost[linked], kind="stable")]
    named = [
        f"{costs.teams[costs.found.holder[rows[at]]].name} {money(float(cost[at]), currency)}"
        for at in dearest[:MOST_TEAMS].tolist()
    ]
    rest = f" and {len(dearest) - MOST_TEAMS} more" if len(dearest) > MOST_TEAMS else ""
    return f"{money(float(cost.sum()), currency)}: {', '.join(named)}{rest}"
