"""The portfolio at a glance: what each service costs beside its value, and the lives of all."""

from typing import Any

from django.http import Http404

from core.figures import minor_per_unit, money
from core.views.base import Table, TablePage
from functions.views.constraints import currency_of
from services.models import Service
from services.offering_selectors import service_costs
from services.portfolio.pictures import MOST_LANES, Valued, life_lanes, low_value_cost, value_lanes, valued
from services.portfolio.statements import DAYS
from services.portfolio_selectors import services_of
from services.views.today import today_of


class PortfolioPicture(TablePage):
    """Value against cost, and life cycles; `?family=` shows those of one family."""

    template_name = "services/picture.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """Either picture's table."""
        services = self._of_family(list(services_of(self.actor)))
        if wanted == "life":
            rows = ([one.name, one.family, one.stage, *(getattr(one, name) for name in DAYS)] for one in services)
            return Table("Services life cycle", ["Service", "Family", "Stage", *_day_headers()], rows)
        if wanted != "value":
            raise Http404("This page has no such download.")
        minor = minor_per_unit(currency_of(self.request))
        known = valued(services, service_costs(self.actor))
        cells = ([row.service.name, row.service.stage, row.value, row.cost / minor] for row in known)
        return Table("Services value and cost", ["Service", "Stage", "Value", "Cost a year"], cells)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both pictures and their tables."""
        every, currency = list(services_of(self.actor)), currency_of(self.request)
        services = self._of_family(every)
        known = valued(services, service_costs(self.actor))
        dated = [one for one in services if any(getattr(one, name) for name in DAYS)]
        return super().get_context_data(
            services=services,
            finding=_finding(known, currency),
            known=known,
            unknown=len(services) - len(known),
            value=value_lanes(known, currency),
            dated=dated,
            life=life_lanes(services, today_of(self.request)),
            most=MOST_LANES,
            families=sorted({one.family for one in every} - {""}),
            family=self._family(),
            **kwargs,
        )

    def _family(self) -> str:
        return self.request.GET.get("family", "")

    def _of_family(self, services: list[Service]) -> list[Service]:
        family = self._family()
        return [one for one in services if family in ("", one.family)]


def _day_headers() -> list[str]:
    return ["In the pipeline since", "In the catalogue since", "Retired since"]


def _finding(known: list[Valued], currency: str) -> str:
    if not known:
        return "Value and cost are both known of no service yet"
    low, whole = low_value_cost(known), sum(row.cost for row in known)
    if not low:
        return f"None of {money(whole, currency)} a year goes into services of low value"
    return f"{money(low, currency)} of {money(whole, currency)} a year goes into services of low value"
