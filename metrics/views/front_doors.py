"""Front doors as tickets count them: by customer group, by door, by month; and which are relationship managers."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.asked import one_of
from core.figures import integer, percent
from core.views.base import ActionView, Table, seen_version
from metrics.computations.suppression import LEAST
from metrics.selectors.front_door_rows import DoorRow, GroupRow, MonthRow
from metrics.selectors.front_door_tickets import HEADERS, NARROWING, door_ticket_rows, door_tickets
from metrics.selectors.front_doors import FrontDoors, customer_groups, front_doors
from metrics.selectors.handoff_units import places_of, units_of
from metrics.selectors.handoffs import months_of
from metrics.selectors.meters import month_words
from metrics.selectors.some_tickets import SomeTickets, five_of
from metrics.views import front_door_words as words
from metrics.views.first_rows import first_rows
from metrics.views.front_door_tables import TABLES
from metrics.views.front_door_words import NAMELESS
from metrics.views.log_in_view import FILTERS, FilteredLog
from services import selectors as logs
from services.actions.doors import state_door
from services.facts import seen_groups
from services.models import TicketLog

CHOICES = (("kind", "kinds"), ("service", "services"), ("priority", "priorities"), ("product", "products"))
DOORS_BESIDE = 6
Address = Callable[..., str]


class DooredLog(FilteredLog):
    """What the page and its downloads read: the log and its filters."""

    section = "services"

    def doors_of(self, log: TicketLog) -> FrontDoors:
        """The log in view."""
        return front_doors(self.actor, log, self.filters(), self.time_zone)

    def query(self, **more: str) -> str:
        """The filters, with other parameters, encoded."""
        kept = {name: value for name in FILTERS if (value := self.request.GET.get(name, ""))}
        return urlencode(kept | more)


class FrontDoorsPage(DooredLog):
    """Who comes in by which door, how much through a named relationship manager, and how content they are."""

    template_name = "metrics/front_doors.html"
    without_log = "front-doors"

    def table(self, wanted: str) -> Table:
        """groups, doors, cells or months, in full."""
        log = self.log()
        if log is None or wanted not in TABLES:
            raise Http404(f"There is no such table. Choose one of {', '.join(TABLES)}.")
        headers, rows_of = TABLES[wanted]
        return Table(f"Front doors {wanted}", headers, rows_of(self.actor, self.doors_of(log)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Groups, doors, the two by each other, and the months."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        found = self.doors_of(log)
        doors, groups = found.doors(), found.groups(customer_groups(self.actor))
        behind, months = self._behind(log), found.months()
        query = self.query()
        return super().get_context_data(
            log=log,
            row=logs.log_row(log, found.columns.facts),
            has_doors=found.demand.has_doors,
            heading=words.heading(found, groups, doors),
            demand=int(found.is_demand.sum()),
            demand_url=behind(of="demand"),
            left_out=[(behind(of=part), count, what) for part, count, what in words.left_out(found)],
            groups=first_rows(_group(row, behind) for row in groups),
            doors=first_rows(_door(row, behind) for row in doors),
            has_answers=any(row.answers.count for row in doors),
            least=LEAST,
            beside=[row.name for row in doors[:DOORS_BESIDE]],
            cells=first_rows(_cells(row, doors[:DOORS_BESIDE], behind) for row in groups if row.tickets),
            months=[_month(row, behind) | {"query": self.query(month=str(row.month))} for row in months],
            chart=_chart(months) if len(months) > 1 else None,
            csv_query=f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            month_choices=[(month, month_words(month)) for month in months_of(found.columns, self.time_zone)],
            filters=self.filters(),
            choices=[
                (name, label, found.columns.values_of(name), self.request.GET.get(name, "")) for name, label in CHOICES
            ],
            **kwargs,
        )

    def _behind(self, log: TicketLog) -> Address:
        """The way to the tickets behind a number."""
        address = reverse("front-door-tickets", args=[self.actor.organisation_slug, log.uid])
        return lambda **more: f"{address}?{self.query(**more)}"


class FrontDoorTickets(DooredLog):
    """The tickets behind a number: five of them, and all of them as a download."""

    template_name = "metrics/front_door_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def _some(self, found: FrontDoors) -> SomeTickets:
        return door_tickets(found, {name: self.request.GET[name] for name in NARROWING if name in self.request.GET})

    def table(self, wanted: str) -> Table:
        """All of them."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.doors_of(log)
        some = self._some(found)
        return Table(f"{log.name} {some.title}", HEADERS, door_ticket_rows(found, some))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five real tickets, those with most handoffs."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.doors_of(log)
        groups = units_of("group", places_of(self.actor, seen_groups(log.pk, found.columns.facts)))
        asked = self.request.GET.copy()
        asked["format"] = "csv"
        return super().get_context_data(
            log=log,
            behind=five_of(found.columns, groups, self._some(found)),
            back_query=self.query(),
            csv_url=f"{self.request.path}?{asked.urlencode()}",
            **kwargs,
        )


class FrontDoorState(ActionView):
    """Whether a door is a named relationship manager."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """State it; back to the doors of the log."""
        log = logs.log_of(self.actor, kwargs["uid"])
        is_manager = one_of(request.POST, "is_manager", ("yes", "no"), "no") == "yes"
        name, version = request.POST.get("name", ""), seen_version(request)
        door = state_door(by=self.actor, name=name, version=version, is_manager=is_manager)
        counts = "counts" if door.is_manager else "does not count"
        messages.success(request, f"“{door.name}” {counts} as a named relationship manager.")
        return reverse("front-doors-log", args=[self.actor.organisation_slug, log.uid]) + "#doors"


def _group(row: GroupRow, behind: Address) -> dict[str, Any]:
    return {
        "row": row,
        "name": row.name or NAMELESS,
        "stated": None if row.stated is None else ", ".join(row.stated),
        "stated_count": None if row.stated is None else len(row.stated),
        "url": behind(of="demand", customer=row.key),
        "managed_url": behind(of="managed", customer=row.key),
        "names": ", ".join(row.doors),
        "differs": row.stated is not None and bool(row.tickets) and len(row.stated) != len(row.doors),
    }


def _door(row: DoorRow, behind: Address) -> dict[str, Any]:
    return {
        "row": row,
        "url": behind(of="demand", door=row.key),
        "answered_url": behind(of="answered", door=row.key),
        "satisfaction": words.satisfaction(row.answers),
    }


def _cells(row: GroupRow, doors: list[DoorRow], behind: Address) -> dict[str, Any]:
    counts = [row.cells.get(door.key, 0) for door in doors]
    cells = [
        (count, behind(of="demand", customer=row.key, door=door.key), f"{row.name or NAMELESS}, {door.name}")
        for count, door in zip(counts, doors, strict=True)
    ]
    name = row.name or NAMELESS
    beyond = behind(of="demand", customer=row.key, beyond=str(len(doors)))
    others = (row.tickets - sum(counts), beyond, f"{name}, other doors")
    return {"name": name, "cells": [*cells, others, (row.tickets, behind(of="demand", customer=row.key), name)]}


def _month(row: MonthRow, behind: Address) -> dict[str, Any]:
    return {
        "row": row,
        "label": month_words(row.month),
        "url": behind(of="demand", when=str(row.month)),
        "managed_url": behind(of="managed", when=str(row.month)),
    }


def _chart(months: list[MonthRow]) -> dict[str, Any]:
    """The share of each month as a bar, beside that of the whole."""
    tickets = sum(row.tickets for row in months)
    whole = sum(row.managed for row in months) / tickets
    bars = [
        {
            "label": month_words(row.month),
            "detail": f"{integer(row.managed)} of {integer(row.tickets)}",
            "value": row.share * 100,
            "text": percent(row.share),
            "is_chosen": False,
        }
        for row in months
    ]
    compare = {"value": whole * 100, "text": f"all months {percent(whole)}"}
    return {"unit": "of demand through a named relationship manager", "bars": bars, "compare": compare}
