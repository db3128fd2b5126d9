"""How the demand of a log comes in: by which doors, for which customers, through whom, and how content they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from core.actor import Actor
from metrics.computations.columns import Flags, Ints
from metrics.computations.front_doors import answers, in_use, tickets_by_door
from metrics.selectors.front_door_rows import DoorRow, GroupRow, MonthRow
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.log_columns import LogColumns, log_events
from metrics.selectors.routing_history import origin_column
from services.demand_facts import DemandFacts, demand_facts
from services.door_words import is_machine, is_manager_by_name
from services.models import CustomerGroup, FrontDoor, TicketLog
from towers.names import folded


class FrontDoors:
    """A log in the view of filters; all flags have one entry per ticket, months are of its first event."""

    def __init__(
        self, columns: LogColumns, demand: DemandFacts, stated: dict[str, FrontDoor], view: tuple[HandoffFilters, str]
    ) -> None:
        self.columns, self.demand, self.stated = columns, demand, stated
        self.filters, self.time_zone = view

    @cached_property
    def month(self) -> Ints:
        """In which each ticket came in."""
        return self.columns.months(self.time_zone)[self.columns.bounds.first]

    @cached_property
    def is_in_view(self) -> Flags:
        """What the filters leave."""
        mask = np.ones(len(self.columns.ticket_ids), np.bool_)
        for name, wanted in self.filters.of_tickets.items():
            coded = self.columns.attributes[name]
            mask &= np.array([label == wanted for label in coded.labels], np.bool_)[coded.codes]
        return mask & (self.month == self.filters.month) if self.filters.month else mask

    @cached_property
    def is_machine(self) -> Flags:
        """Brought by monitoring, as its origin says or its door: no customer stands behind it."""
        origin = origin_column(self.columns.facts)
        by_origin = np.array([label == "monitoring" for label in origin.labels], np.bool_)[origin.codes]
        return by_origin | self.through(is_machine)

    @cached_property
    def is_demand(self) -> Flags:
        """In view, not from monitoring, and its door is known."""
        return self.is_in_view & ~self.is_machine & self.through(bool)

    @cached_property
    def is_unknown(self) -> Flags:
        """In view, not from monitoring, and no door is named."""
        return self.is_in_view & ~self.is_machine & ~self.through(bool)

    @cached_property
    def is_managed(self) -> Flags:
        """Demand through a named relationship manager."""
        return self.is_demand & self.through(self.is_manager)

    @cached_property
    def is_answered(self) -> Flags:
        """Demand of which somebody said how content they are."""
        return self.is_demand & ~np.isnan(self.demand.satisfaction)

    def is_manager(self, door: str) -> bool:
        """As it is stated, else as the name says."""
        known = self.stated.get(folded(door))
        return known.is_manager if known else is_manager_by_name(door)

    @cached_property
    def table(self) -> Ints:
        """Demand by customer group and door."""
        door, customer, some = self.demand.door, self.demand.customer, self.is_demand
        return tickets_by_door(customer.codes[some], door.codes[some], (len(customer.labels), len(door.labels)))

    def doors(self) -> list[DoorRow]:
        """Most tickets first."""
        labels, used, codes = self.demand.door.labels, in_use(self.table), self.demand.door.codes
        has_name = np.array([bool(label) for label in self.demand.customer.labels], np.bool_)
        counts = self.table.sum(axis=0)
        rows = [
            DoorRow(
                key=folded(labels[place]),
                name=labels[place],
                tickets=int(counts[place]),
                groups=int(used[has_name, place].sum()),
                is_manager=self.is_manager(labels[place]),
                version=self._version(labels[place]),
                answers=answers(self.demand.satisfaction[self.is_demand & (codes == place)]),
            )
            for place in np.flatnonzero(counts).tolist()
        ]
        return sorted(rows, key=lambda row: (-row.tickets, row.key))

    def groups(self, portfolio: dict[str, CustomerGroup]) -> list[GroupRow]:
        """Most doors in use first, the tickets that name no group last; with the groups that no ticket names."""
        used, names = in_use(self.table), self.demand.door.labels
        manager = np.array([self.is_manager(name) for name in names], np.bool_)
        rows = []
        for place in np.flatnonzero(self.table.sum(axis=1)).tolist():
            counts, label = self.table[place], self.demand.customer.labels[place]
            known = portfolio.get(folded(label))
            order = [door for door in np.argsort(-counts, kind="stable").tolist() if used[place, door]]
            rows.append(
                GroupRow(
                    key=folded(label),
                    name=known.name if known else label,
                    tickets=int(counts.sum()),
                    managed=int(counts[manager].sum()),
                    doors=[names[door] for door in order],
                    rare=int(np.count_nonzero(counts)) - len(order),
                    cells={folded(names[door]): int(counts[door]) for door in np.flatnonzero(counts).tolist()},
                    stated=list(known.doors) if known else None,
                )
            )
        found = {row.key for row in rows}
        silent = (group for key, group in portfolio.items() if key not in found)
        rows += [GroupRow(one.key, one.name, 0, 0, [], 0, stated=list(one.doors)) for one in silent]
        return sorted(rows, key=lambda row: (not row.name, -len(row.doors), -row.tickets, row.key))

    def months(self) -> list[MonthRow]:
        """In their order."""
        months, place = np.unique(self.month[self.is_demand], return_inverse=True)
        managed = np.bincount(place[self.is_managed[self.is_demand]], minlength=len(months))
        doors = len(self.demand.door.labels)
        used = in_use(tickets_by_door(place, self.demand.door.codes[self.is_demand], (len(months), doors)))
        counted = zip(months, np.bincount(place), managed, used.sum(axis=1), strict=True)
        return [MonthRow(*(int(one) for one in row)) for row in counted]

    def through(self, is_one: Callable[[str], bool]) -> Flags:
        """Tickets whose door is such a one; without a door its name is empty."""
        door = self.demand.door
        flags: Flags = np.array([is_one(label) for label in door.labels], np.bool_)[door.codes]
        return flags

    def _version(self, door: str) -> int:
        known = self.stated.get(folded(door))
        return known.version if known else 0


def front_doors(actor: Actor, log: TicketLog, filters: HandoffFilters, time_zone: str) -> FrontDoors:
    """A log that the actor may see, in the view of these filters."""
    columns = log_events(actor, log)
    stated = {door.key: door for door in FrontDoor.objects.visible_to(actor)}
    return FrontDoors(columns, demand_facts(log.pk, columns.facts), stated, (filters, time_zone))


def customer_groups(actor: Actor) -> dict[str, CustomerGroup]:
    """Those of the portfolio by key."""
    return {group.key: group for group in CustomerGroup.objects.visible_to(actor)}
