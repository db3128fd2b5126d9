"""The list of scenarios, one scenario, and the moves that change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.access import visible
from core.forms import cleaned
from core.views.base import ActionView, Page, seen_version
from functions import actions, selectors
from functions.briefs import brief_of
from functions.forms import CloneForm, PlaceForm, ScenarioForm
from functions.presets import PRESETS
from towers.functions_reference import FUNCTIONS
from towers.models import Activity, Baseline, Team


class ScenarioList(Page):
    """All scenarios, and a form for a new one."""

    template_name = "functions/scenarios.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Scenarios newest first."""
        baselines = visible(Baseline, self.actor)
        return super().get_context_data(
            scenarios=selectors.scenarios_of(self.actor),
            form=ScenarioForm(baselines=baselines) if self.actor.can_edit else None,
            has_baseline=baselines.exists(),
            presets=PRESETS.values(),
            **kwargs,
        )


class ScenarioAdd(ActionView):
    """A new scenario."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and open it."""
        form = ScenarioForm(request.POST, baselines=visible(Baseline, self.actor))
        data = cleaned(form)
        scenario = actions.create_scenario(
            by=self.actor, baseline=data["baseline"], name=data["name"], preset=data["preset"]
        )
        return reverse("scenario", args=[self.actor.organisation_slug, scenario.uid])


class ScenarioDetail(Page):
    """The ten functions with their reach, what is placed in each, and the history."""

    template_name = "functions/scenario.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Design, placements (filtered by activity) and operations."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        query = self.request.GET.get("q", "").strip()
        return super().get_context_data(
            scenario=scenario,
            brief=brief_of(scenario),
            query=query,
            **selectors.scenario_page(scenario, query),
            place_form=self._place_form(scenario.version),
            clone_form=CloneForm(initial={"name": f"Copy of {scenario.name}"[:120]}) if self.actor.can_edit else None,
            functions=FUNCTIONS,
            **kwargs,
        )

    def _place_form(self, version: int) -> PlaceForm | None:
        if not self.actor.can_edit:
            return None
        return PlaceForm(
            initial={"version": version},
            teams=visible(Team, self.actor),
            activities=visible(Activity, self.actor).filter(is_management=False),
        )


class ScenarioMove(ActionView):
    """A POST that changes a scenario and comes back to it."""

    def address(self) -> str:
        """The scenario's page."""
        return reverse("scenario", args=[self.actor.organisation_slug, self.kwargs["uid"]])


class DefaultMapping(ScenarioMove):
    """Place everything by the activities' default functions."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Apply and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        actions.apply_default_mapping(by=self.actor, scenario=scenario, version=seen_version(request))
        return self.address()


class Placing(ScenarioMove):
    """A team's effort on an activity goes to a function."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Place and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = PlaceForm(
            request.POST,
            teams=visible(Team, self.actor),
            activities=visible(Activity, self.actor),
        )
        data = cleaned(form)
        actions.place(
            by=self.actor,
            scenario=scenario,
            version=data["version"],
            team=data["team"],
            activity=data["activity"],
            shares=form.shares(),
            reason=data["reason"],
        )
        messages.success(request, f"{data['team'].name}: {data['activity'].name} is placed.")
        return self.address()


class Undo(ScenarioMove):
    """An operation is taken back (or brought back)."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Reverse and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        actions.undo_operation(by=self.actor, scenario=scenario, version=seen_version(request), seq=int(kwargs["seq"]))
        return self.address()
