"""Reads about the portfolio: services with all that belongs to them; who is disputed, who is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects

from core.access import visible_or_404
from core.actor import Actor
from services.facts import log_facts
from services.log_choice import log_named, log_naming
from services.models import (
    Agreement,
    CustomerGroup,
    Offering,
    Service,
    ServiceCustomer,
    ServiceOwner,
    ServiceTechnology,
    ServiceTower,
    TicketLog,
)
from services.offering_selectors import PARTS as OFFERING_PARTS
from services.ownership import Ownership, ownership
from services.portfolio.stage_doubts import stage_doubts
from towers.models import Tower
from towers.names import folded

PARTS: tuple[Any, ...] = (
    Prefetch("owners", ServiceOwner.objects.select_related("team")),
    Prefetch("customers", ServiceCustomer.objects.select_related("group")),
    Prefetch("towers", ServiceTower.objects.select_related("tower")),
    "technologies",
)
SHOWN = ("gaps", "disputes", "next", "cross")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service with what belongs to it."""

    service: Service
    owners: list[ServiceOwner]
    customers: list[CustomerGroup]
    towers: list[Tower]
    technologies: list[ServiceTechnology]
    offerings: int

    @property
    def is_live(self) -> bool:
        """Whether it should have an owner: a retired one needs none."""
        return self.service.stage != Service.Stage.RETIRED

    def doubts(self, today: date) -> list[str]:
        """Where its stage and its days do not fit on a day."""
        one = self.service
        return stage_doubts(one.stage, one.pipeline_from, one.catalogue_from, one.retired_from, today)

    @property
    def is_gap(self) -> bool:
        """Nobody says to own it."""
        return self.is_live and not self.owners

    @property
    def is_disputed(self) -> bool:
        """Several say to own it."""
        return self.is_live and len(self.owners) > 1

    @property
    def is_cross_tower(self) -> bool:
        """It touches several towers."""
        return len(self.towers) > 1

    def is_shown(self, show: str) -> bool:
        """Whether it belongs to a choice of `SHOWN`; all do to any other word."""
        answers = {
            "gaps": self.is_gap,
            "disputes": self.is_disputed,
            "next": self.service.is_next_generation,
            "cross": self.is_cross_tower,
        }
        return answers.get(show, True)

    def has_technology(self, key: str) -> bool:
        """Whether it touches the technology with this key."""
        return any(one.key == key for one in self.technologies)


def services_of(actor: Actor) -> QuerySet[Service]:
    """The organisation's services, by family and name."""
    return Service.objects.visible_to(actor).order_by("family", "name")


def services_counted(actor: Actor, technology: str = "") -> QuerySet[Service]:
    """The services with how many say to own each, and how many towers and technologies it touches, as they came.

    With the name of a technology, those that touch it.
    """
    parts = {"owner": "owners", "tower": "towers", "technology": "technologies"}
    counts = {f"{name}_count": Count(part, distinct=True) for name, part in parts.items()}
    touching = ServiceTechnology.objects.filter(key=folded(technology)).values("service")
    services = services_of(actor).annotate(**counts).order_by("id")
    return services.filter(pk__in=touching) if technology else services


def service_alone(actor: Actor, uid: UUID | str) -> Service:
    """The visible service with this uid, or 404."""
    return visible_or_404(Service, actor, uid)


def service_of(actor: Actor, uid: UUID | str) -> Service:
    """The same with its owners, customers, towers and technologies."""
    service = service_alone(actor, uid)
    prefetch_related_objects([service], *PARTS)
    return service


def customer_group_of(actor: Actor, uid: UUID | str) -> CustomerGroup:
    """The visible customer group with this uid, or 404."""
    return visible_or_404(CustomerGroup, actor, uid)


def service_rows(actor: Actor) -> list[ServiceRow]:
    """All services, by family and name."""
    rows = services_of(actor).annotate(offering_count=Count("offerings")).prefetch_related(*PARTS)
    return [service_row(row, row.offering_count) for row in rows]


def services_whole(actor: Actor, rows: Iterable[ServiceRow]) -> QuerySet[Service]:
    """The services of these rows with all that is stated of them and of their offerings."""
    offerings = Prefetch("offerings", Offering.objects.visible_to(actor).prefetch_related(*OFFERING_PARTS))
    wanted = [row.service.pk for row in rows]
    return services_of(actor).filter(pk__in=wanted).prefetch_related(*PARTS, offerings)


def service_row(service: Service, offerings: int) -> ServiceRow:
    """A service with the names that belong to it."""
    return ServiceRow(
        service,
        list(service.owners.all()),
        [one.group for one in service.customers.all()],
        [one.tower for one in service.towers.all()],
        list(service.technologies.all()),
        offerings,
    )


def filtered(
    rows: Iterable[ServiceRow], family: str, stage: str, show: str, query: str, technology: str = ""
) -> list[ServiceRow]:
    """The rows of a family, a stage, a choice of `SHOWN`, a technology, and whose name or owner holds the words."""
    wanted, key = query.casefold(), folded(technology)
    return [
        row
        for row in rows
        if family in ("", row.service.family)
        and stage in ("", row.service.stage)
        and row.is_shown(show)
        and (not key or row.has_technology(key))
        and any(wanted in name.casefold() for name in (row.service.name, *(owner.name for owner in row.owners)))
    ]


def ownership_of(rows: Iterable[ServiceRow]) -> Ownership:
    """How many services that are not retired have one owner, none or several."""
    return ownership([len(row.owners) for row in rows if row.is_live])


def customer_groups(actor: Actor) -> list[CustomerGroup]:
    """The customer groups with the number of their services; those with most front doors first."""
    groups = CustomerGroup.objects.visible_to(actor).annotate(service_count=Count("services"))
    return sorted(groups, key=lambda group: (-len(group.doors), group.name))


def tickets_named(actor: Actor, service: Service, log_uid: str = "") -> tuple[TicketLog, int] | None:
    """A log and how many of its tickets name the service; None without a log.

    Where no log is asked for it is the newest that names the service, else the newest.
    """
    log = log_named(actor, log_uid) if log_uid else log_naming(actor, service.key)
    if log is None:
        return None
    named = log_facts(log.pk).attributes["service"]
    codes = [code for code, label in enumerate(named.labels) if folded(label) == service.key]
    return log, int(np.isin(named.codes, codes).sum())


def agreements_of(actor: Actor, service: Service) -> QuerySet[Agreement]:
    """What is promised for a service of this name."""
    return Agreement.objects.visible_to(actor).filter(service_key=service.key)
