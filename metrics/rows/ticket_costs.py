"""Behind what tickets cost: the teams whose cost they bear."""

from __future__ import annotations

import numpy as np
from django.http import Http404

from core.actor import Actor
from metrics.computations.whole_parts import whole_parts
from metrics.kinds.ticket_costs import log_of_run
from metrics.models import Result
from metrics.registry import RowTable
from metrics.selectors.baseline_rows import MOST_ROWS, baseline_behind
from metrics.selectors.handoffs import time_zone_of
from metrics.selectors.ticket_costs import CostRow, TicketCosts, ticket_costs

HEADERS = ["Team", "Tower", "Tickets", "Money a year"]


def year_rows(result: Result, actor: Actor) -> RowTable:
    """What the tickets bear of each team's cost; folds to their sum."""
    table, _, _ = _behind(result, actor)
    return table


def each_rows(result: Result, actor: Actor) -> RowTable:
    """The same; folds to the sum x years of the log / tickets."""
    table, found, row = _behind(result, actor)
    return RowTable(table.headers, table.rows, table.total, (table.folded or 0.0) * found.years / row.tickets)


def _behind(result: Result, actor: Actor) -> tuple[RowTable, TicketCosts, CostRow]:
    baseline, log = baseline_behind(result, actor), log_of_run(result.run)
    found = ticket_costs(actor, baseline, log, time_zone_of(actor), result.basis)
    if found is None:
        raise Http404("The log of this figure names no group any more.")
    row, places = found.at(result.d1_kind, result.d1_key)
    holder = found.found.holder[places]
    is_team = holder >= 0
    tickets = np.bincount(holder[is_team], minlength=len(found.teams)).tolist()
    cost = np.bincount(holder[is_team], found.shared.low[places[is_team]], len(found.teams)).tolist()
    money = whole_parts(row.cost, cost)
    columns = zip(found.teams, tickets, money, strict=True)
    listed = [[team.name, team.tower, count, own] for team, count, own in columns if count]
    listed.sort(key=lambda line: (-int(line[3]), str(line[0])))
    return RowTable(HEADERS, listed[:MOST_ROWS], len(listed), float(sum(money))), found, row
