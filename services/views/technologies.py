"""The technologies of the portfolio: through which towers the services come that touch each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.figures import integer, plural
from core.forms import cleaned
from core.views.base import ActionView, Table, TablePage
from services.actions.technologies import state_reuse
from services.models import TechnologyReuse
from services.portfolio_forms import ReuseForm
from services.portfolio_selectors import ServiceRow, service_rows
from services.technology_selectors import TechnologyRow, reuses_of, technology_rows, without_technologies

HEADERS = ["Technology", "Services", "Towers", "Names of the towers", "Names of the services", "Reuse", "Doubt"]


class TechnologyList(TablePage):
    """Each technology with its services and towers; those across most towers first."""

    template_name = "services/technologies.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The same as a download."""
        return Table(
            "Technologies", HEADERS, map(_cells, technology_rows(service_rows(self.actor), reuses_of(self.actor)))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The technologies, and how many services name none."""
        services = service_rows(self.actor)
        rows = self._rows(services)
        return super().get_context_data(
            rows=rows,
            finding=_finding(rows),
            shared=sum(row.is_cross_tower for row in rows),
            by_several=sum(row.is_cross_tower and len(row.services) > 1 for row in rows),
            without=without_technologies(services),
            reuse=_reuse_finding(rows),
            reuses=TechnologyReuse.Reuse.choices,
            csv_query="?format=csv",
            **kwargs,
        )

    def _rows(self, services: list[ServiceRow]) -> list[TechnologyRow]:
        return technology_rows(services, reuses_of(self.actor))


class ReuseSet(ActionView):
    """What a technology was built for."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Say so and show the others."""
        stated = cleaned(ReuseForm(request.POST))
        row = state_reuse(by=self.actor, **stated)
        messages.success(request, f"{stated['name']}: {row.get_reuse_display()}.")
        return reverse("services-technologies", args=[self.actor.organisation_slug])


def _reuse_finding(rows: list[TechnologyRow]) -> str:
    """What of the technologies is reused otherwise than it was built for; how many nobody says it of."""
    built = [row for row in rows if row.reuse == TechnologyReuse.Reuse.REUSE]
    single = [row for row in rows if row.reuse == TechnologyReuse.Reuse.SINGLE]
    if not (built or single):
        return "Of none it is said yet whether it was built for reuse."
    unused, overused = sum(row.is_unused for row in built), sum(row.is_overused for row in single)
    parts = [
        f"{plural(len(built), 'is', 'are')} built for reuse, {integer(unused)} of which one service alone touches",
        f"{plural(len(single), 'is', 'are')} built for one service, {integer(overused)} of which several share",
    ]
    return f"{'; '.join(parts)}; of {integer(len(rows) - len(built) - len(single))} nobody says it."


def _doubt(row: TechnologyRow) -> str:
    if row.is_unused:
        return "built for reuse, touched by one service"
    return "built for one service, shared" if row.is_overused else ""


def _finding(rows: list[TechnologyRow]) -> str:
    """The heading: how many there are, and how many of them towers share."""
    if not rows:
        return "No technologies yet"
    shared = sum(row.is_cross_tower for row in rows)
    some = plural(shared, "is", "are") if shared else "none is"
    return f"{plural(len(rows), 'technology', 'technologies')}; {some} touched by services of two or more towers"


def _cells(row: TechnologyRow) -> list[Any]:
    names = "; ".join(row.towers), "; ".join(one.name for one in row.services)
    reuse = TechnologyReuse.Reuse(row.reuse).label
    return [row.name, len(row.services), len(row.towers), *names, reuse, _doubt(row)]
