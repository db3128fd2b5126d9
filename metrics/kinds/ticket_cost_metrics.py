"""What the figures of the cost of tickets mean."""

from metrics.registry import Metric
from metrics.rows.ticket_costs import each_rows, year_rows

PAGE = "cost-of-a-ticket"

METRICS = (
    Metric(
        "ticket_cost",
        "Cost of tickets",
        "money",
        "What the ticket-driven effort of teams costs a year, shared to the tickets that their groups had.",
        "sum over teams of FTE of ticket-driven effort x cost of a full-time year x share of touch time, else of stays",
        PAGE,
        year_rows,
        is_drawn=False,
    ),
    Metric(
        "cost_per_ticket",
        "Cost of a ticket",
        "money",
        "What one ticket costs on average; the upper end adds what teams without a ticket may have spent on it.",
        "cost of tickets a year x years of the log / tickets",
        PAGE,
        each_rows,
        is_drawn=False,
    ),
)
