"""The portfolio: the list of services with its gaps and disputes, one service, corrections, front doors."""

from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.asked import one_of
from core.figures import minor_per_unit, plural
from core.views.base import ActionView, Page, Table, TablePage, seen_version
from functions.views.constraints import currency_of
from services import portfolio_selectors as selectors
from services.actions.portfolio import add_service, edit_service, remove_service, set_doors
from services.agreement_register import service_chain
from services.log_choice import LOG, log_switch
from services.models import CustomerGroup, Service
from services.portfolio.statements import service_facts
from services.portfolio_forms import DoorsForm, NewServiceForm, ServiceForm
from services.portfolio_selectors import ServiceRow
from services.project_selectors import projects_of_service
from services.project_words import gate_of
from services.technology_selectors import technology_choices
from services.views.form_page import FormOfPage
from services.views.portfolio_file import portfolio_file
from services.views.today import today_of
from services.work_doubts import overplaced_teams
from towers.names import folded

DOUBTS_SHOWN = 12
SHOWN = {
    "": "All",
    "gaps": "Without an owner",
    "disputes": "Claimed by several",
    "doubts": "Stage in doubt",
    "next": "Next generation",
    "cross": "Across towers",
}


class ServiceList(TablePage):
    """All services by family; `?family=`, `?stage=`, `?technology=`, `?show=` and `?q=` narrow the list."""

    template_name = "services/services.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The services of the list with their offerings, as they can be imported again."""
        rows = self._rows(selectors.service_rows(self.actor))
        return portfolio_file(selectors.services_whole(self.actor, rows), minor_per_unit(currency_of(self.request)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, what is missing in it, and the front doors of customer groups."""
        every, asked, today = selectors.service_rows(self.actor), self._asked(), today_of(self.request)
        ownership = selectors.ownership_of(every)
        groups = selectors.customer_groups(self.actor)
        kept = {{"query": "q"}.get(name, name): value for name, value in asked.items() if value}
        return super().get_context_data(
            every=every,
            rows=self._rows(every),
            doubtful={row.service.pk for row in every if row.doubts(today)},
            doubts=_doubts(every, today)[:DOUBTS_SHOWN],
            doubts_left=max(len(_doubts(every, today)) - DOUBTS_SHOWN, 0),
            overplaced=overplaced_teams(self.actor),
            asked=asked,
            ownership=ownership,
            finding=_finding(len(every), ownership.gaps, ownership.disputes),
            shown=[(code, label, urlencode(kept | {"show": code})) for code, label in SHOWN.items()],
            families=sorted({row.service.family for row in every} - {""}),
            stages=Service.Stage.choices,
            technologies=technology_choices(every),
            groups=groups,
            many_doors=sum(len(group.doors) > 1 for group in groups),
            csv_query=f"?{urlencode(kept | {'format': 'csv'})}",
            **{"form": NewServiceForm() if self.actor.can_edit else None} | kwargs,
        )

    def _rows(self, every: list[ServiceRow]) -> list[ServiceRow]:
        asked, today = self._asked(), today_of(self.request)
        found = selectors.filtered(every, **asked)
        return [row for row in found if row.doubts(today)] if asked["show"] == "doubts" else found

    def _asked(self) -> dict[str, str]:
        asked = self.request.GET
        return {
            "family": asked.get("family", ""),
            "stage": one_of(asked, "stage", Service.Stage.values),
            "technology": folded(asked.get("technology", "")),
            "show": one_of(asked, "show", SHOWN),
            "query": asked.get("q", "").strip(),
        }


class ServiceDetail(Page):
    """One service: its owners, customers, towers and technologies, and the form of what is said of it."""

    template_name = "services/service.html"
    section = "services"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The service with what belongs to it."""
        service = selectors.service_of(self.actor, kwargs["uid"])
        facts, row = service_facts(service) | {"version": service.version}, selectors.service_row(service, 0)
        agreed = selectors.agreements_of(self.actor, service).select_related("team")
        chain = service_chain(agreed, today_of(self.request))
        return super().get_context_data(
            row=row,
            doubts=row.doubts(today_of(self.request)),
            service=service,
            agreements=chain.agreements,
            chain=chain.rows,
            drafts_missing=chain.missing,
            projects=[(one, gate_of(one)) for one in projects_of_service(self.actor, service)],
            **{"form": ServiceForm(initial=facts) if self.actor.can_edit else None} | kwargs,
        )


class ServiceTickets(Page):
    """A part of the service's page: tickets of a log that name it."""

    template_name = "services/_service_tickets.html"
    section = "services"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many, and in which log."""
        service = selectors.service_alone(self.actor, kwargs["uid"])
        log, count = selectors.tickets_named(self.actor, service, self.request.GET.get(LOG, "")) or (None, 0)
        address = reverse("service", args=[self.actor.organisation_slug, service.uid])
        switch = log_switch(self.actor, log, address)
        return super().get_context_data(service=service, log=log, count=count, log_switch=switch, **kwargs)


class ServiceAdd(FormOfPage, ServiceList):
    """A new service."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return NewServiceForm(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Make it and show it."""
        service = add_service(by=self.actor, **form.cleaned_data)
        address = reverse("service", args=[self.actor.organisation_slug, service.uid])
        return f"{service.name} is in the portfolio.", address


class ServiceEdit(FormOfPage, ServiceDetail):
    """Other facts about a service."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return ServiceForm(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Save and go back to the service."""
        service = selectors.service_of(self.actor, self.kwargs["uid"])
        edit_service(by=self.actor, service=service, **form.cleaned_data)
        return f"{service.name} is saved.", reverse("service", args=[self.actor.organisation_slug, service.uid])


class ServiceRemove(ActionView):
    """Out of the portfolio, as if it had never been there."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove it and show the others."""
        service = selectors.service_of(self.actor, kwargs["uid"])
        remove_service(by=self.actor, service=service, version=seen_version(request))
        messages.success(request, f"{service.name} is out of the portfolio.")
        return reverse("services", args=[self.actor.organisation_slug])


class DoorsSet(FormOfPage, ServiceList):
    """The front doors of a customer group."""

    @cached_property
    def group(self) -> CustomerGroup:
        """The one of the address."""
        return selectors.customer_group_of(self.actor, self.kwargs["uid"])

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return DoorsForm(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Save and go back to the list."""
        set_doors(by=self.actor, group=self.group, **form.cleaned_data)
        address = reverse("services", args=[self.actor.organisation_slug]) + "#doors"
        return f"{self.group.name} has {plural(len(self.group.doors), 'front door')}.", address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list with its own form, and in the row of the group what was typed."""
        refused = kwargs.pop("form")
        kwargs["form"] = NewServiceForm()
        return super().get_context_data(refused_doors=refused, refused_group=self.group.uid, **kwargs)


def _doubts(rows: list[ServiceRow], today: date) -> list[tuple[Service, str]]:
    return [(row.service, doubt) for row in rows for doubt in row.doubts(today)]


def _finding(services: int, gaps: int, disputes: int) -> str:
    """The heading: how many there are, and what is wrong with their owners."""
    if not services:
        return "No services yet"
    wrong = [f"{gaps:,} without an owner"] if gaps else []
    wrong += [f"{disputes:,} claimed by several"] if disputes else []
    return ", ".join([plural(services, "service"), *(wrong or ["each with one owner"])])
