"""The way of one ticket in numbers: handoffs, groups and teams, loops. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TicketWay:
    """`loops`: how often it came to a group that had had it before; `teams` of the groups that are matched to one."""

    handoffs: int
    groups: int
    teams: int
    unmatched: int
    loops: int


def ticket_way(holders: Iterable[tuple[str, str]], handoffs: int) -> TicketWay:
    """Count the way through (group, its team or ""), event by event, with so many handoffs; whoever holds no work is
    left out before. Loops are the stays, one more than the handoffs, less the distinct groups.

    >>> ticket_way([("A", "Desk"), ("B", "Server"), ("A", "Desk"), ("C", "")], 3)
    TicketWay(handoffs=3, groups=3, teams=2, unmatched=1, loops=1)
    >>> ticket_way([], 0)
    TicketWay(handoffs=0, groups=0, teams=0, unmatched=0, loops=0)
    """
    team_of = dict(holders)
    teams = {team for team in team_of.values() if team}
    unmatched = sum(not team for team in team_of.values())
    return TicketWay(handoffs, len(team_of), len(teams), unmatched, handoffs + 1 - len(team_of) if team_of else 0)
