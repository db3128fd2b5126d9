"""A scenario as a whole: copied, put away, taken out again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView, seen_version
from functions import lifecycle, selectors
from functions.forms import CloneForm


class ScenarioClone(ActionView):
    """A copy to try something else on."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and open it."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        copy = lifecycle.clone_scenario(by=self.actor, scenario=scenario, name=cleaned(CloneForm(request.POST))["name"])
        messages.success(request, f"This is the copy of “{scenario.name}”. What you change here stays here.")
        return reverse("scenario", args=[self.actor.organisation_slug, copy.uid])


class ScenarioArchive(ActionView):
    """Put a draft away."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Archive and go to the list."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        lifecycle.archive_scenario(by=self.actor, scenario=scenario, version=seen_version(request))
        messages.success(request, f"“{scenario.name}” is put away. It stays in the list with all its figures.")
        return reverse("scenarios", args=[self.actor.organisation_slug])


class ScenarioRestore(ActionView):
    """Take an archived scenario out again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Restore and open it."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        lifecycle.restore_scenario(by=self.actor, scenario=scenario, version=seen_version(request))
        return reverse("scenario", args=[self.actor.organisation_slug, scenario.uid])
