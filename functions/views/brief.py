"""The brief of a scenario."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView, Page
from functions import selectors
from functions.brief_form import BriefForm, form_of
from functions.briefs import brief_of, stages_known, write_brief


class ScenarioBrief(Page):
    """What the scenario is for, to write and to print."""

    template_name = "functions/brief.html"
    section = "scenarios"
    requires = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the stages that are known."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = form_of(brief_of(scenario))
        return super().get_context_data(scenario=scenario, form=form, stages=stages_known(self.actor), **kwargs)


class BriefWrite(ActionView):
    """The brief is written anew."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write and show."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = BriefForm(request.POST)
        version = cleaned(form)["version"]
        write_brief(by=self.actor, scenario=scenario, version=version, facts=form.facts())
        return reverse("scenario", args=[self.actor.organisation_slug, scenario.uid])
