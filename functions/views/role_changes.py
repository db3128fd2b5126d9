"""What changes roles, seats, output metrics and duties from the browser."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from core.forms import cleaned
from core.views.base import ActionView, seen_version
from functions import duties, roles
from functions.models import Scenario
from functions.people import RegionName
from functions.raci import raci
from functions.role_forms import MetricForm, RoleStatement, SeatForm, SeatRuleForm
from functions.role_selectors import letters_of, positions_of, role_of
from functions.selectors import regions_of, scenario_of


class RoleChange(ActionView):
    """A POST that changes a scenario's roles and comes back to them."""

    back = "scenario-roles"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return scenario_of(self.actor, self.kwargs["uid"])

    def regions(self) -> list[RegionName]:
        """The regions that a role can be of."""
        return [(region.pk, region.uid, region.name) for region in regions_of(self.scenario)]

    def address(self) -> str:
        """The page of the roles."""
        return reverse(self.back, args=[self.actor.organisation_slug, self.scenario.uid])


class RolesPropose(RoleChange):
    """The library's roles for what is placed."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Propose and show."""
        roles.propose_roles(by=self.actor, scenario=self.scenario, version=seen_version(request))
        messages.success(
            request, "Roles and output metrics are proposed. Change what does not fit; undo is a step, too."
        )
        return self.address()


class RoleAdd(RoleChange):
    """A new role."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and show."""
        form = RoleStatement(request.POST, regions=self.regions())
        data = cleaned(form)
        roles.set_role(
            by=self.actor,
            scenario=self.scenario,
            version=data["version"],
            facts=form.facts(order=self.scenario.roles.count()),
            reason=data["reason"],
        )
        messages.success(request, f"The role “{data['name']}” is there.")
        return self.address()


class RoleEdit(RoleChange):
    """Another wording, level or number of seats."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save and show."""
        role = role_of(self.actor, self.scenario, kwargs["role"])
        form = RoleStatement(request.POST, regions=self.regions())
        data = cleaned(form)
        roles.set_role(
            by=self.actor,
            scenario=self.scenario,
            version=data["version"],
            role=role,
            facts=form.facts(order=role.order),
            reason=data["reason"],
        )
        return reverse("scenario-role", args=[self.actor.organisation_slug, self.scenario.uid, role.key])


class RoleRemove(RoleChange):
    """A role less."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove and show."""
        role = role_of(self.actor, self.scenario, kwargs["role"])
        roles.remove_role(by=self.actor, scenario=self.scenario, version=seen_version(request), role=role)
        messages.success(request, f"The role “{role.name}” is gone; whoever sat in it has no seat.")
        return self.address()


class Seating(RoleChange):
    """Chosen people go to a role, or lose their seats."""

    back = "scenario-people"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Place and show who is left."""
        data = cleaned(SeatForm(request.POST, positions=positions_of(self.actor, self.scenario)))
        roles.seat_positions(
            by=self.actor,
            scenario=self.scenario,
            version=data["version"],
            positions=list(data["positions"]),
            role=role_of(self.actor, self.scenario, data["role"]) if data["role"] else None,
            reason=data["reason"],
        )
        messages.success(request, "Placed." if data["role"] else "Taken out of their roles.")
        return self.address()


class SeatingByRule(RoleChange):
    """Everybody, or whoever has no seat, by rule."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Place and show."""
        scenario, data = self.scenario, cleaned(SeatRuleForm(request.POST))
        roles.seat_by_rule(
            by=self.actor,
            scenario=scenario,
            version=data["version"],
            is_anew=data["is_anew"],
            reason=data["reason"],
        )
        return self.address()


class MetricChange(RoleChange):
    """An output metric is added, changed or taken out."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save the function's list and show."""
        scenario, form = self.scenario, MetricForm(request.POST)
        data = cleaned(form)
        rows = scenario.output_metrics.filter(function_code=data["function"])
        listed = [dict(row) for row in rows.values(*duties.METRIC_FIELDS) if row["name"] != data["was"]]
        duties.set_output_metrics(
            by=self.actor,
            scenario=scenario,
            version=data["version"],
            function_code=data["function"],
            metrics=listed if data["is_removed"] else [*listed, form.stated()],
            reason=data["reason"],
        )
        return self.address()


class DutiesPropose(RoleChange):
    """The default letters where there are none."""

    back = "scenario-raci"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Fill in and show."""
        duties.propose_duties(by=self.actor, scenario=self.scenario, version=seen_version(request))
        return self.address()


class DutiesChange(RoleChange):
    """The grid of letters as it was sent."""

    back = "scenario-raci"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save what differs and show."""
        now = letters_of(self.scenario)
        sent = {process.code: dict(now.get(process.code, {})) for process in raci().processes}
        for process, letters in sent.items():
            for party in raci().parties:
                name = f"{process} {party}"
                if name in request.POST:
                    letters[party] = request.POST[name]
        duties.set_duties(by=self.actor, scenario=self.scenario, version=seen_version(request), processes=sent)
        return self.address()
