"""The portfolio at a glance: what each service costs beside its value, what that suggests, and the lives of all."""

from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.asked import one_of
from core.figures import minor_per_unit
from core.views.base import Table, TablePage
from functions.views.constraints import currency_of
from services.log_choice import LOG, switch_among
from services.models import Project, Service, TicketLog
from services.portfolio.cell_lists import names_cell
from services.portfolio.pictures import MOST_LANES, life_lanes
from services.portfolio.spend_words import SPEND_HEADERS, spend_cells, spend_facts
from services.portfolio.statements import DAYS
from services.portfolio.suggestions import RULES
from services.portfolio.worth_words import (
    MARKS,
    MOST_BUBBLES,
    SHOWN,
    WORTH_HEADERS,
    bubble_picture,
    is_shown,
    left_out_words,
    suggested_words,
    worth_cells,
    worth_finding,
    worth_row,
)
from services.portfolio_selectors import services_of
from services.project_selectors import projects_by_service
from services.selectors import NO_SUCH_LOG, logs_by_choice
from services.views.today import today_of
from services.worth_selectors import Portfolio, Worth, portfolio_of


class PortfolioPicture(TablePage):
    """Value against cost, and life cycles; `?family=` shows those of one family, `?show=` those of a suggestion.

    `?log=` says whose tickets are counted.
    """

    template_name = "services/picture.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """One of the page's tables."""
        if wanted == "life":
            rows = (_life_cells(one, self._projects.get(one.pk, [])) for one in self._shown())
            return Table("Services life cycle", ["Service", "Family", "Stage", *_day_headers(), "Projects"], rows)
        minor = minor_per_unit(currency_of(self.request))
        if wanted == "value":
            return Table("Services value and cost", WORTH_HEADERS, (worth_cells(row, minor) for row in self._rows()))
        if wanted == "spend":
            return Table("Spend with a unit cost", SPEND_HEADERS, spend_cells(self._portfolio, minor))
        raise Http404("This page has no such download.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pictures and their tables."""
        currency, slug = currency_of(self.request), self.actor.organisation_slug
        rows, of_family, services = self._rows(), self._of_family(), self._shown()
        known = [row for row in of_family if row.is_known]
        volumes = self._portfolio.volumes
        return super().get_context_data(
            services=services,
            finding=worth_finding(of_family, currency),
            suggested=suggested_words(of_family),
            known=known,
            unknown=len(of_family) - len(known),
            picture=bubble_picture(rows, currency, lambda one: reverse("service", args=[slug, one.uid])),
            marks=MARKS,
            most_bubbles=MOST_BUBBLES,
            left_out=left_out_words(rows),
            rows=list(map(partial(worth_row, currency=currency), rows)),
            rules=RULES,
            dear_from=self._portfolio.dear_from,
            volumes=volumes,
            log_switch=switch_among(self._logs, volumes.log if volumes else None, ""),
            spend=spend_facts(self._portfolio, currency),
            dated=[
                (one, self._projects.get(one.pk, [])) for one in services if any(getattr(one, name) for name in DAYS)
            ],
            life=life_lanes(services, today_of(self.request), self._projects),
            most=MOST_LANES,
            families=sorted({one.family for one in self._services} - {""}),
            family=self._family,
            show=self._show,
            shown=[(label, self._query(show=code), code == self._show) for code, label in SHOWN.items()],
            kept=self._query(),
            **kwargs,
        )

    @cached_property
    def _services(self) -> list[Service]:
        return list(services_of(self.actor))

    @cached_property
    def _projects(self) -> dict[int, list[Project]]:
        return projects_by_service(self.actor)

    @cached_property
    def _portfolio(self) -> Portfolio:
        return portfolio_of(self.actor, self._services, today_of(self.request), self._chosen_log())

    @cached_property
    def _logs(self) -> list[TicketLog]:
        return logs_by_choice(self.actor)

    def _chosen_log(self) -> TicketLog | None:
        found = [log for log in self._logs if self._log in ("", str(log.uid))]
        if self._log and not found:
            raise Http404(NO_SUCH_LOG)
        return found[0] if found else None

    @property
    def _family(self) -> str:
        return self.request.GET.get("family", "")

    @property
    def _show(self) -> str:
        return one_of(self.request.GET, "show", SHOWN)

    @property
    def _log(self) -> str:
        return self.request.GET.get(LOG, "")

    def _query(self, **other: str) -> str:
        asked = {"family": self._family, "show": self._show, LOG: self._log} | other
        return urlencode({name: value for name, value in asked.items() if value})

    def _shown(self) -> list[Service]:
        return [one for one in self._services if self._family in ("", one.family)]

    def _of_family(self) -> list[Worth]:
        return [row for row in self._portfolio.rows if self._family in ("", row.service.family)]

    def _rows(self) -> list[Worth]:
        return [row for row in self._of_family() if is_shown(row, self._show)]


def _life_cells(service: Service, projects: list[Project]) -> list[Any]:
    days = [getattr(service, name) for name in DAYS]
    return [service.name, service.family, service.stage, *days, names_cell(one.name for one in projects)]


def _day_headers() -> list[str]:
    return ["In the pipeline since", "In the catalogue since", "Retired since"]
