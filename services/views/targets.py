"""Who owns each service in a scenario: the list, one service with what speaks for whom, and what somebody decides."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.views.base import ActionView, Page, Table, TablePage, seen_version
from functions.models import Scenario
from functions.selectors import scenario_of
from services.actions.target_owners import decide_owner, withdraw_owner
from services.portfolio_selectors import service_alone
from services.target_forms import TargetOwnerForm, owner_key
from services.target_ownership import finding
from services.target_selectors import LIVE, OwnedService, ground_of, owned_service, owned_services, roles_by_key
from services.views.form_page import FormOfPage

HEADERS = [
    *("Family", "Service", "Owners today", "Owner in the target", "Role", "State", "How it is known", "Reason"),
    "In the portfolio",
]


class ScenarioServices(TablePage):
    """All services that are not retired, those that are not settled first."""

    template_name = "services/targets.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Their owners today and in the target."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        found = owned_services(self.actor, scenario)
        return super().get_context_data(
            scenario=scenario,
            rows=found.live,
            left=found.left,
            headline=finding([row.target for row in found.live]),
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """The list."""
        scenario = scenario_of(self.actor, self.kwargs["uid"])
        found = owned_services(self.actor, scenario)
        return Table(f"{scenario.name} services", HEADERS, map(_cells, [*found.live, *found.left]))


class ScenarioService(Page):
    """One service: its owners, why, and the form that decides."""

    template_name = "services/target.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An editor of a draft finds the owner that follows chosen already."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        ground = ground_of(scenario)
        row = owned_service(self.actor, scenario, kwargs["service"], ground)
        is_editable = self.actor.can_edit and scenario.state == Scenario.State.DRAFT
        form = kwargs.pop("form", None)
        if form is None and is_editable and row.standing == LIVE:
            initial: dict[str, Any] = {"version": scenario.version}
            if row.target.owners:
                initial["owner"] = owner_key(row.target.owners[0])
            form = TargetOwnerForm(initial=initial, roles=ground.roles)
        kwargs["service"] = row.service
        can_withdraw = is_editable and row.decision is not None
        return super().get_context_data(scenario=scenario, row=row, form=form, can_withdraw=can_withdraw, **kwargs)


class TargetDecide(FormOfPage, ScenarioService):
    """A function and a role that own a service."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return TargetOwnerForm(*data, roles=roles_by_key(scenario_of(self.actor, self.kwargs["uid"])))

    def save(self, form: Any) -> tuple[str, str]:
        """Keep it; back to the list."""
        scenario = scenario_of(self.actor, self.kwargs["uid"])
        service = service_alone(self.actor, self.kwargs["service"])
        decide_owner(by=self.actor, scenario=scenario, service=service, **form.decided())
        address = reverse("scenario-services", args=[self.actor.organisation_slug, scenario.uid])
        return f"The owner of {service.name} is decided.", address


class TargetWithdraw(ActionView):
    """What was decided no longer holds."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Take it out."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        withdraw_owner(by=self.actor, scenario=scenario, service=kwargs["service"], version=seen_version(request))
        messages.success(request, "The decision is withdrawn. It can be undone under Design.")
        return reverse("scenario-services", args=[self.actor.organisation_slug, scenario.uid])


def _cells(row: OwnedService) -> list[Any]:
    owners, target = row.target.owners, row.target
    functions = "; ".join(str(one.function) for one in owners)
    roles = "; ".join(one.role.name for one in owners if one.role)
    known = "decided" if target.is_decided else "; ".join([*(one.why for one in owners), *target.missing])
    today = "; ".join(one.name for one in row.today)
    reason = row.decision.reason if row.decision else ""
    return [row.family, row.name, today, functions, roles, target.state, known, reason, row.standing]
