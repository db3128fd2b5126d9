"""The offerings of a service: what each costs, what is expected of it in later years, and the form."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.access import require_edit
from core.actor import Actor
from core.figures import decimal, minor_per_unit, plural
from core.views.base import ActionView, Table, TablePage, seen_version
from functions.views.constraints import currency_of
from services.actions import offerings as actions
from services.forecasts import forecast_text
from services.models import Offering, Service
from services.offering_forms import NewOfferingForm, OfferingForm, offering_initial
from services.offering_selectors import OfferingRow, offering_of, offering_row, offering_rows
from services.portfolio import forecast_words as words
from services.portfolio.offering_statements import offering_facts
from services.portfolio_selectors import service_alone
from services.views.form_page import FormPage
from services.views.today import today_of
from services.work_doubts import Overplaced, overplaced_teams
from towers.models import FTE_UNIT

HEADERS = ["Offering", "Kind", "Unit", "Price", "Unit cost", "Units a year", "Forecast", "Cost a year", "Labour FTE"]
EXPECTED = ["Year", "Units", "Growth", "Cost", "Income"]


class OfferingList(TablePage):
    """The offerings of a service with price and unit cost."""

    template_name = "services/offerings.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The same as a download; money in units of the currency."""
        service, minor = service_alone(self.actor, self.kwargs["uid"]), minor_per_unit(currency_of(self.request))
        return Table(f"{service.name} offerings", HEADERS, (_cells(row, minor) for row in self._rows(service)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name, with what is unknown in it."""
        service, currency = service_alone(self.actor, kwargs["uid"]), currency_of(self.request)
        rows, minor, this_year = self._rows(service), minor_per_unit(currency), today_of(self.request).year
        shown: list[dict[str, Any]] = [
            {
                "row": row,
                "price": _amount(row.offering.price, minor),
                "unit_cost": _amount(row.cost.unit, minor),
                "forecast": words.forecast_cell(row.expected, this_year),
                "falls_short": words.falls_short(row, this_year),
            }
            for row in rows
        ]
        together = words.together_of(rows, this_year)
        return super().get_context_data(
            service=service,
            rows=shown,
            finding=_finding(rows, sum(one["falls_short"] for one in shown)),
            overplaced=_overplaced(self.actor, rows),
            together=together and words.together_words(together, len(rows), currency),
            csv_query="?format=csv",
            **kwargs,
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


class OfferingPage(OfferingNew, TablePage):
    """One that is there: what is expected of it, and for those who may change it the form."""

    requires = "view"

    @cached_property
    def offering(self) -> Offering:
        """The offering that the address names."""
        return offering_of(self.actor, self.service, self.kwargs["offering"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The offering with its forecast."""
        row, minor = offering_row(self.actor, self.offering), minor_per_unit(currency_of(self.request))
        shown = {
            "offering": self.offering,
            "finding": words.forecast_finding(row.expected, today_of(self.request).year),
            "chart": words.forecast_chart(row),
            "expected": words.forecast_rows(row, minor) if row.expected else [],
            "overplaced": _overplaced(self.actor, [row]),
            "carried": words.carried_words(self.offering),
        }
        return super().get_context_data(**kwargs | shown)

    def table(self, wanted: str) -> Table:
        """The forecast; money in units of the currency."""
        row, minor = offering_row(self.actor, self.offering), minor_per_unit(currency_of(self.request))
        cells = ([one.year, one.units, one.growth, *_units_of(minor, one.cost, one.income)] for one in row.expected)
        return Table(f"{self.offering.name} forecast", EXPECTED, cells)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it, for those who may."""
        require_edit(self.actor)
        return super().post(request, *args, **kwargs)

    def form(self, *data: Any) -> Form:
        """As it is, or what was sent."""
        currency = currency_of(self.request)
        initial = offering_initial(offering_facts(self.offering)) | {"version": self.offering.version}
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


def _finding(rows: list[OfferingRow], short: int) -> str:
    """The heading: how many there are, and what is wrong with their cost, now or when `short` forecasts come true."""
    if not rows:
        return "no offerings yet"
    unknown, below = sum(row.cost.unit is None for row in rows), sum(row.is_below_cost for row in rows)
    wrong = [f"{unknown:,} without a unit cost"] if unknown else []
    wrong += [f"{below:,} priced below cost"] if below else []
    wrong += [plural(short, "below cost by its forecast", "below cost by their forecasts")] if short else []
    return ", ".join([plural(len(rows), "offering"), *wrong])


def _amount(value: float | None, minor: int) -> str:
    """Money of one unit, in units of the currency with all its decimals."""
    return decimal(None if value is None else value / minor, len(str(minor)) - 1)


def _overplaced(actor: Actor, rows: list[OfferingRow]) -> list[Overplaced]:
    """The teams in these offerings of which more is placed than there is."""
    teams = {one.team_id for row in rows for one in row.labour}
    return [one for one in overplaced_teams(actor) if one.team_id in teams] if teams else []


def _cells(row: OfferingRow, minor: int) -> list[Any]:
    offering, cost = row.offering, row.cost
    price, unit, year = _units_of(minor, offering.price, cost.unit, cost.year)
    forecast = forecast_text({one.year: one.units for one in row.expected})
    fte = sum(one.fte for one in row.labour) / FTE_UNIT
    return [offering.name, offering.kind, offering.unit, price, unit, offering.units, forecast, year, fte]


def _units_of(minor: int, *values: float | None) -> list[float | None]:
    """Money in units of the currency."""
    return [None if value is None else value / minor for value in values]
