"""A ticket log of the golden organisation in which tickets are handed on and handling times differ."""

from datetime import timedelta

from services.models import Group, TicketLog
from tests.metrics.golden_database import MONDAY, Golden, stored_log

# In each of eight hours of one day. Six FTE for one of these and four for nine of those: far apart in minutes a ticket.
TICKETS = {"S-AM": 1, "S-EU": 9, "S-AS": 4, "N-AM": 12, "N-EU": 6, "N-AS": 8}


def mixed_log(golden: Golden) -> TicketLog:
    """Each ticket opens in its team; every eighth goes to the next one and comes back within two minutes."""
    groups = [Group(name=name, team=golden.teams[name], level=1) for name in TICKETS]
    starts = [(at, hour) for at, count in enumerate(TICKETS.values()) for hour in range(8, 16) for _ in range(count)]
    rows = []
    for number, (at, hour) in enumerate(starts):
        opened = MONDAY + timedelta(hours=hour)
        path = (at, (at + 1) % len(groups), at) if number % 8 == 0 else (at,)
        for step, there in enumerate(path):
            rows.append((f"T{number}", 3 * number + step, groups[there], opened + timedelta(minutes=step)))
    return stored_log(golden.member, groups, rows)
