"""The offerings of a service: what each costs, and the form."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.figures import decimal, minor_per_unit, plural
from core.views.base import ActionView, Table, TablePage, seen_version
from functions.views.constraints import currency_of
from services.actions import offerings as actions
from services.models import Offering, Service
from services.offering_forms import NewOfferingForm, OfferingForm, offering_initial
from services.offering_selectors import OfferingRow, offering_of, offering_rows
from services.portfolio.offering_statements import offering_facts
from services.portfolio_selectors import service_alone
from services.views.form_page import FormPage
from towers.models import FTE_UNIT


class OfferingList(TablePage):
    """The offerings of a service with price and unit cost."""

    template_name = "services/offerings.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The same as a download; money in units of the currency."""
        service, minor = service_alone(self.actor, self.kwargs["uid"]), minor_per_unit(currency_of(self.request))
        headers = ["Offering", "Kind", "Unit", "Price", "Unit cost", "Units a year", "Cost a year", "Labour FTE"]
        return Table(f"{service.name} offerings", headers, (_cells(row, minor) for row in self._rows(service)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name, with what is unknown in it."""
        service, minor = service_alone(self.actor, kwargs["uid"]), minor_per_unit(currency_of(self.request))
        rows = self._rows(service)
        shown = [(row, _amount(row.offering.price, minor), _amount(row.cost.unit, minor)) for row in rows]
        return super().get_context_data(
            service=service, rows=shown, finding=_finding(rows), csv_query="?format=csv", **kwargs
        )

    def _rows(self, service: Service) -> list[OfferingRow]:
        return offering_rows(self.actor, service)


class OfferingNew(FormPage):
    """The form of a new offering."""

    template_name = "services/offering.html"
    section = "services"

    @cached_property
    def service(self) -> Service:
        """The service that the address names."""
        return service_alone(self.actor, self.kwargs["uid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The service of the form."""
        return super().get_context_data(service=self.service, **kwargs)

    def form(self, *data: Any) -> Form:
        """Empty, or what was sent."""
        return NewOfferingForm(*data, currency=currency_of(self.request))

    def save(self, form: Any) -> tuple[str, str]:
        """Add it and show the offerings."""
        made = actions.add_offering(by=self.actor, service=self.service, **form.cleaned_data)
        return f"{made.name} is there.", self.list_address()

    def list_address(self) -> str:
        """The offerings of the service."""
        return reverse("service-offerings", args=[self.actor.organisation_slug, self.service.uid])


class OfferingEdit(OfferingNew):
    """The form of one that is there."""

    @cached_property
    def offering(self) -> Offering:
        """The offering that the address names."""
        return offering_of(self.actor, self.service, self.kwargs["offering"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The offering of the form."""
        return super().get_context_data(**kwargs | {"offering": self.offering})

    def form(self, *data: Any) -> Form:
        """As it is, or what was sent."""
        currency = currency_of(self.request)
        initial = offering_initial(offering_facts(self.offering), currency) | {"version": self.offering.version}
        return OfferingForm(*data, initial=initial, currency=currency)

    def save(self, form: Any) -> tuple[str, str]:
        """Save it and show the offerings."""
        saved = actions.edit_offering(by=self.actor, offering=self.offering, **form.cleaned_data)
        return f"{saved.name} is saved.", self.list_address()


class OfferingRemove(ActionView):
    """Out of its service."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove it and show the others."""
        service = service_alone(self.actor, kwargs["uid"])
        offering = offering_of(self.actor, service, kwargs["offering"])
        actions.remove_offering(by=self.actor, offering=offering, version=seen_version(request))
        messages.success(request, f"{offering.name} is removed.")
        return reverse("service-offerings", args=[self.actor.organisation_slug, service.uid])


def _finding(rows: list[OfferingRow]) -> str:
    """The heading: how many there are, and what is wrong with their cost."""
    if not rows:
        return "no offerings yet"
    unknown, below = sum(row.cost.unit is None for row in rows), sum(row.is_below_cost for row in rows)
    wrong = [f"{unknown:,} without a unit cost"] if unknown else []
    wrong += [f"{below:,} priced below cost"] if below else []
    return ", ".join([plural(len(rows), "offering"), *wrong])


def _amount(value: float | None, minor: int) -> str:
    """Money of one unit, in units of the currency with all its decimals."""
    return decimal(None if value is None else value / minor, len(str(minor)) - 1)


def _cells(row: OfferingRow, minor: int) -> list[Any]:
    offering, cost = row.offering, row.cost
    price, unit, year = (None if value is None else value / minor for value in (offering.price, cost.unit, cost.year))
    fte = sum(one.fte for one in row.labour) / FTE_UNIT
    return [offering.name, offering.kind, offering.unit, price, unit, offering.units, year, fte]
