"""What the figures of a run of handoffs mean."""

from metrics.registry import Metric
from metrics.selectors.handoff_rows import (
    first_line_rows,
    handoff_rows,
    mean_count,
    ninth_decile,
    queue_time_rows,
    tickets_by_count,
    tickets_that,
)

PAGE = "handoffs"
Z = "z is the ticket's sequence of groups with runs merged"

METRICS = (
    Metric(
        "handoffs",
        "Handoffs",
        "handoffs",
        "How often a ticket went from one group to another.",
        "number of consecutive events of a ticket, in the log's order and without events that name no group, "
        "whose groups differ",
        PAGE,
        handoff_rows,
    ),
    Metric(
        "handoff_pairs",
        "Handoffs of a pair",
        "handoffs",
        "How often tickets went from the one group to the other.",
        "number of handoffs a > b",
        PAGE,
        handoff_rows,
    ),
    Metric(
        "handoffs_by_month",
        "Handoffs of a month",
        "handoffs",
        "Handoffs by the month in which they were received, in the organisation's time zone.",
        "number of handoffs whose receiving event lies in the month",
        PAGE,
        handoff_rows,
    ),
    Metric(
        "handoffs_per_ticket",
        "Handoffs per ticket",
        "per ticket",
        "How often a ticket changes hands on average, tickets that never do included.",
        "handoffs / tickets of the log",
        PAGE,
        tickets_by_count(mean_count),
    ),
    Metric(
        "handoffs_per_ticket_p90",
        "Handoffs per ticket, P90",
        "per ticket",
        "Nine of ten tickets change hands at most this often.",
        "the smallest count that at least 90 % of the log's tickets do not exceed",
        PAGE,
        tickets_by_count(ninth_decile),
    ),
    Metric(
        "tickets_without_handoff",
        "Tickets that never change hands",
        "tickets",
        "Tickets with no handoff.",
        "number of tickets with 0 handoffs",
        PAGE,
        tickets_that(lambda columns: columns.per_ticket.count == 0),
    ),
    Metric(
        "ping_pong_direct",
        "Ping-pong tickets",
        "tickets",
        "Tickets that a group handed on and got straight back.",
        f"number of tickets with some z[i] = z[i+2]; {Z}",
        PAGE,
        tickets_that(lambda columns: columns.ping_pong.direct > 0),
    ),
    Metric(
        "ping_pong_returns",
        "Tickets that return",
        "tickets",
        "Tickets that came back to any group that had passed them on.",
        f"number of tickets in which a group occurs twice in z; {Z}",
        PAGE,
        tickets_that(lambda columns: columns.ping_pong.is_return),
    ),
    Metric(
        "ping_pong_bounces",
        "Tickets that bounce",
        "tickets",
        "Tickets that went there, back, and there again.",
        f"number of tickets with two consecutive direct occurrences (A-B-A-B) in z; {Z}",
        PAGE,
        tickets_that(lambda columns: columns.ping_pong.is_bounce),
    ),
    Metric(
        "first_line_share",
        "First-line resolution",
        "share",
        "Share of closed tickets that never left the first line.",
        "closed tickets all of whose events are in groups of level 1 / closed tickets",
        PAGE,
        first_line_rows(of_entered=False),
    ),
    Metric(
        "first_line_share_of_entered",
        "First-line resolution of what entered there",
        "share",
        "Share of closed tickets that entered at the first line and never left it.",
        "closed tickets all of whose events are in groups of level 1 / closed tickets whose first group is of level 1",
        PAGE,
        first_line_rows(of_entered=True),
    ),
    Metric(
        "queue_time_median",
        "Median wait after a handoff",
        "h",
        "Half of the handoffs wait longer than this for work to begin.",
        "Kaplan-Meier median of the time from a group's first event to its first working or closing one; waits that "
        "were passed on or outlast the log are cut there",
        PAGE,
        queue_time_rows,
    ),
)
