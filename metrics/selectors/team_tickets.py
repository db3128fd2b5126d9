"""What a ticket log says of one team: its groups, what they hand over and receive, and with whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.actor import Actor
from metrics.selectors.handoff_units import places_of, units_of
from metrics.selectors.handoffs import HandoffAnalysis, HandoffFilters, analyse, time_zone_of, view_of
from metrics.selectors.log_columns import log_events
from services.clocks import Clocks
from services.facts import seen_groups
from services.models import Group, TicketLog
from towers.models import Team

MOST_PARTNERS = 8


@dataclass(frozen=True, slots=True)
class GroupTraffic:
    """A group of the team: handoffs it sent and received; half of what it received waited longer than `wait_us`."""

    group: Group
    sent: int
    received: int
    wait_us: float | None


@dataclass(frozen=True, slots=True)
class Partner:
    """A group of another team, or of none, with the handoffs between it and one of the team's; keys are uids."""

    own: str
    own_key: str
    other: str
    other_key: str
    there: int
    back: int


@dataclass(frozen=True, slots=True)
class TeamTickets:
    """The team's groups, the busiest first, and the pairs that cross its border; `inside` stays between its groups."""

    groups: list[GroupTraffic]
    partners: list[Partner]
    sent: int
    received: int
    inside: int


def team_tickets(actor: Actor, log: TicketLog, team: Team, clocks: Clocks | None = None) -> TeamTickets:
    """Count the handoffs of the groups that are linked to the team, over the whole log; waits are elapsed, or what
    the receivers worked of them.
    """
    columns = log_events(actor, log)
    places = places_of(actor, seen_groups(log.pk, columns.facts))
    view = view_of(columns, HandoffFilters(), time_zone_of(actor), clocks)
    found = analyse(columns, view, places, units_of("group", places))
    groups = {str(place.group.uid): place.group for place in places if place.group.team_id == team.pk}
    is_own = np.array([key in groups for key in found.units.keys], np.bool_)
    sent, received = is_own[found.pairs.sender], is_own[found.pairs.receiver]
    count = found.pairs.count
    return TeamTickets(
        groups=_traffic(found, groups),
        partners=_partners(found, is_own.tolist()),
        sent=int(count[sent & ~received].sum()),
        received=int(count[received & ~sent].sum()),
        inside=int(count[sent & received].sum()),
    )


def _traffic(found: HandoffAnalysis, groups: dict[str, Group]) -> list[GroupTraffic]:
    sums = np.bincount(found.pairs.sender, found.pairs.count, len(found.units.keys))
    rows = []
    for unit, key in enumerate(found.units.keys):
        if key in groups:
            wait = float(found.received_median_us[unit])
            known = None if np.isnan(wait) else wait
            rows.append(GroupTraffic(groups[key], int(sums[unit]), int(found.received[unit]), known))
    return sorted(rows, key=lambda row: (-row.sent - row.received, row.group.name))


def _partners(found: HandoffAnalysis, is_own: list[bool]) -> list[Partner]:
    """The pairs of an own and another group, those with most handoffs in both directions first."""
    pairs, units = found.pairs, found.units
    both: dict[tuple[int, int], list[int]] = {}
    for sender, receiver, count in zip(
        pairs.sender.tolist(), pairs.receiver.tolist(), pairs.count.tolist(), strict=True
    ):
        if is_own[sender] != is_own[receiver]:
            own, other = (sender, receiver) if is_own[sender] else (receiver, sender)
            both.setdefault((own, other), [0, 0])[own == receiver] += count
    busiest = sorted(both.items(), key=lambda pair: (-sum(pair[1]), pair[0]))[:MOST_PARTNERS]
    return [
        Partner(units.labels[own], units.keys[own], units.labels[other], units.keys[other], there, back)
        for (own, other), (there, back) in busiest
    ]
